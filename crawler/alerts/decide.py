"""What of a night is told, and what is over: changes, rules and what was written down before give steps and alerts, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.alerts import matter as steps
from crawler.alerts.alert import Alert, Item, digest
from crawler.alerts.matter import Kind, Matter, Step
from crawler.alerts.reach import MATTERS, Stand
from crawler.alerts.rules import Confirmed, Rule, Rules
from crawler.alerts.words import filled, mended
from data.change import Change, Label
from data.types import Text

LEAST = 3
"""From so many bodies on, what happens to most of a platform is a fault of the platform."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What several bodies have in common: a lane, an address, a content system; and which bodies those are."""

    name: str
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True)
class Night:
    """What the rules must know of a night besides its changes.

    ``looks``: how many looks of the night measured a body; ``stands``: how each body could be reached; ``names``: those of the bodies.
    """

    run: str
    looks: Mapping[str, int]
    stands: Mapping[str, Stand] = field(default_factory=dict)
    shared: tuple[Shared, ...] = ()
    names: Mapping[str, Text] = field(default_factory=dict)

    def measured(self, institution: str, indicator: str) -> int:
        """How many looks could have seen another answer of this indicator."""
        if indicator not in MATTERS:
            return self.looks.get(institution, 0)
        stand = self.stands.get(institution)
        return int(stand is not None and stand.of(indicator) is not None)


@dataclass(frozen=True, slots=True)
class Decision:
    """The steps to write down and the alerts to tell. Both are written in one go, or neither."""

    steps: tuple[Step, ...]
    alerts: tuple[Alert, ...]


def alerts(changes: Iterable[Change], rules: Rules, known: Sequence[Matter], night: Night) -> tuple[Alert, ...]:
    """The alerts of a night; see ``decide``."""
    return decide(changes, rules, known, night).alerts


def decide(changes: Iterable[Change], rules: Rules, known: Sequence[Matter], night: Night) -> Decision:
    """What a night adds to what is known.

    Only what the site did opens a matter; one that is no longer so before it was told is dropped without a word, whoever moved. Deciding
    a night again, with what it gave written down, gives nothing more.
    """
    told = tuple(changes)
    moved = {steps.of(change): change for change in told}
    begun = [steps.opened(step) for step in _openings(told, rules, known, night.run)]
    made = [steps.opening(each.change, each.rule, each.audiences, each.run) for each in begun]
    ended: list[tuple[Matter, Kind]] = []
    renewed, fresh = {(each.rule, each.key) for each in begun}, {each.id for each in begun}
    for matter in (*(each for each in known if not each.over), *begun):
        superseded = matter.id not in fresh and (matter.rule, matter.key) in renewed
        now = [Step(matter.id, night.run, Kind.DROPPED)] if superseded else _followed(matter, moved.get(matter.key), rules, night)
        made += now
        ended += [(_after(matter, now), step.kind) for step in now if step.kind in {Kind.TOLD, Kind.MENDED}]
    return Decision(tuple(made), _told(ended, rules, night))


def _openings(changes: Iterable[Change], rules: Rules, known: Sequence[Matter], run: str) -> Iterator[Step]:
    """The first steps of what is new; no audience is told of a fact that it was told of, even if the rules are others by now."""
    heard: dict[str, set[str]] = defaultdict(set)
    for matter in known:
        heard[matter.change.fact].update(matter.audiences)
    open_now = {(matter.rule, matter.key): matter for matter in known if not matter.over}
    for change in changes:
        for rule, audiences in rules.taking(change):
            left = tuple(each for each in audiences if each not in heard[change.fact])
            if left and not _stands(open_now.get((rule.id, steps.of(change))), rule, change):
                heard[change.fact].update(left)
                yield steps.opening(change, rule.id, left, run)


def _stands(matter: Matter | None, rule: Rule, change: Change) -> bool:
    """Whether a change is told by a matter that is open: not told yet, of a kind that does not repeat, or of the same beginning."""
    return matter is not None and (not rule.change.repeats or not matter.told or matter.change.was.snapshot == change.was.snapshot)


def _followed(matter: Matter, change: Change | None, rules: Rules, night: Night) -> list[Step]:
    rule = rules.of(matter.rule)
    if rule is None:
        return [Step(matter.id, night.run, Kind.DROPPED)]
    made = []
    if change and change.now != matter.now:
        made.append(Step(matter.id, night.run, Kind.MOVED, now=change.now))
    holds = rule.change.holds(matter.change.was, change.now if change else matter.now)
    if holds is False:
        made.append(Step(matter.id, night.run, _ending(matter, rule, change)))
    elif holds and not matter.told:
        made += _counted(matter, rule.confirmed, night)
    return made


def _ending(matter: Matter, rule: Rule, change: Change | None) -> Kind:
    by_site = change is not None and change.label is Label.SITE
    return Kind.MENDED if matter.told and rule.change.lasting and by_site else Kind.DROPPED


def _counted(matter: Matter, asked: Confirmed, night: Night) -> Iterator[Step]:
    looks = night.measured(matter.change.institution, matter.change.indicator)
    if looks <= matter.counted.get(night.run, 0):
        return
    step = Step(matter.id, night.run, Kind.LOOKED, looks=looks)
    yield step
    counted = matter.after(step).counted
    if (len(counted) if asked.nights else sum(counted.values())) >= asked.number:
        yield Step(matter.id, night.run, Kind.TOLD)


def _after(matter: Matter, made: Iterable[Step]) -> Matter:
    for step in made:
        matter = matter.after(step)
    return matter


_Turn = tuple[str, str, bool, tuple[str, ...], object, object]


def _told(ended: Iterable[tuple[Matter, Kind]], rules: Rules, night: Night) -> tuple[Alert, ...]:
    """One alert for a body and rule; where most of a platform turned alike, one for all of those bodies."""
    alike: dict[_Turn, list[Matter]] = defaultdict(list)
    for matter, kind in ended:
        was, now = matter.change.was.outcome, matter.change.now.outcome
        alike[matter.rule, matter.change.indicator, kind is Kind.MENDED, matter.audiences, was, now].append(matter)
    single: dict[tuple[str, bool, tuple[str, ...], str], list[Matter]] = defaultdict(list)
    found = []
    for turn, turned in alike.items():
        left = turned
        for shared in sorted(night.shared, key=lambda each: (-len(each.bodies), each.name)):
            left, together = _parted(left, shared, turn[1], night)
            found += [_alert(together, rules, night, mended_now=turn[2], shared=shared.name)] if together else []
        for matter in left:
            single[turn[0], turn[2], turn[3], matter.change.institution].append(matter)
    found += [_alert(each, rules, night, mended_now=key[1]) for key, each in single.items()]
    order = {rule.id: place for place, rule in enumerate(rules.rows)}
    return tuple(sorted(found, key=lambda each: (order[each.rule], each.institutions, each.id)))


def _parted(turned: list[Matter], shared: Shared, indicator: str, night: Night) -> tuple[list[Matter], list[Matter]]:
    """Those that stay alone, and those that are the platform's: at least ``LEAST`` bodies, and most of those measured on it."""
    hit = {matter.change.institution for matter in turned} & shared.bodies
    measured = {body for body in shared.bodies if night.measured(body, indicator)}
    if len(hit) < LEAST or 2 * len(hit) <= len(measured | hit):
        return turned, []
    return [each for each in turned if each.change.institution not in hit], [each for each in turned if each.change.institution in hit]


def _alert(told: list[Matter], rules: Rules, night: Night, *, mended_now: bool, shared: str | None = None) -> Alert:
    first = min(told, key=lambda each: each.key)
    rule = next(rule for rule in rules.rows if rule.id == first.rule)
    text = filled(rule.text, [(each.change.was, each.change.now) for each in told], min(each.nights for each in told))
    items = tuple(
        Item(each.id, night.names.get(each.change.institution, _plain(each.change.institution)), each.change)
        for each in sorted(told, key=lambda each: each.key)
    )
    name = digest("mended" if mended_now else "raised", *first.audiences, *sorted(each.id for each in told))
    return Alert(name, rule.id, rule.severity, mended(text) if mended_now else text, items, first.audiences, night.run, mended_now, shared)


def _plain(name: str) -> Text:
    return Text(name, name)
