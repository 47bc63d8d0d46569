"""Labels every answer that is not what it was: did the site move, or our rules, our tools, the network, or the sample?

The questions are asked in a fixed order, and only what passes all of them is laid at the site's door; docs/history.md tells why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from audits import catalogue
from audits.audit import Indicator
from audits.replay import versions
from audits.run import PAGE_ARTIFACTS, SITE_ARTIFACTS
from audits.sampled import Told, by_sampling, proof
from audits.sides import SHOWN, Case, Key, Side
from data.bundle import Bundle
from data.change import Answer, Change, Label
from data.errors import ConfigError
from data.history.tolerances import alike, load
from data.types import Missing, Observation, Outcome, Page

_UNMEASURED = frozenset({Outcome.UNTESTED, Outcome.CANT_TELL})
_JUDGED = frozenset({"unclear", "unknown-reference"})
"""Reasons of an answer that could not be decided though everything was seen: as good as any answer."""
_SAMPLED = frozenset({"not-rendered", "not-gathered", "pages", "bytes"})
_BROKEN = frozenset({"audit-error", "no-browser", "browser-crash"})
_ANSWERED = frozenset({"not-found", "soft-404", "placeholder", "not-html", "off-site"})
"""Reasons by which the site itself says that it shows something else there."""
_BUDGET = frozenset({"pages", "bytes"})


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two looks at one body, and what was judged again of the earlier one."""

    before: Side
    after: Side
    known: Mapping[str, Indicator]
    _aged: dict[str, Mapping[Key, Observation]] = field(default_factory=dict)

    def aged(self, indicator: Indicator) -> Mapping[Key, Observation]:
        """The earlier look judged as if it had been taken at the later moment."""
        name = indicator.audit.id
        if name not in self._aged:
            self._aged[name] = self.before.judged_as_of(self.after, (indicator,))
        return self._aged[name]


def labelled(before: Bundle, after: Bundle) -> tuple[Change, ...]:
    """Every answer of the later bundle that is not that of the earlier one, by indicator and subject, each with its label and why.

    Pure: nothing is asked but the two bundles, today's catalogue and its tolerances. Subjects are compared by their place on the site,
    so that a site that moved keeps its answers. Raises ConfigError where the bundles are of two bodies.
    """
    if (one := before.manifest["institution"]["id"]) != (other := after.manifest["institution"]["id"]):
        raise ConfigError(f"{before.path} is of {one} and {after.path} of {other}; give two bundles of one institution")
    return compared(before, after)


def compared(before: Bundle, after: Bundle, asked: Collection[Key] | None = None) -> tuple[Change, ...]:
    """As ``labelled``, of two bodies of which one may follow the other; or of the answers that are ``asked`` for alone, changed or not."""
    if before.snapshot_id == after.snapshot_id and before.path == after.path:
        return ()
    pair = _Pair(Side(before), Side(after), {each.audit.id: each for each in catalogue.load()})
    old, new = pair.before.sealed, pair.after.sealed
    both = sorted(old.keys() | new.keys())
    changed = [key for key in both if differ(old.get(key), new.get(key))] if asked is None else [key for key in both if key in asked]
    if not changed:
        return ()
    then, now = _under_one_set_of_rules(pair, changed)
    cases = (Case(key, old.get(key), then.get(key), now.get(key), pair.known.get(key[0]), pair.before, pair.after) for key in changed)
    return tuple(_change(case, new.get(case.key), _label(case, pair)) for case in cases)


def said(seen: Observation | None) -> object:
    """What an answer says; None where it was not asked. How sure it is, and where it was seen, does not count."""
    return (seen.finding.outcome, seen.finding.value, seen.finding.reason) if seen else None


def differ(one: Observation | None, other: Observation | None) -> bool:
    """Whether two answers to one question are two; what is another each time it is measured must have moved beyond its tolerance."""
    if one is None or other is None:
        return one is not other
    was, now = one.finding, other.finding
    same = (was.outcome, was.reason) == (now.outcome, now.reason)
    return not (same and alike(was.value, now.value, load().get(one.indicator)))


def _under_one_set_of_rules(pair: _Pair, changed: Iterable[Key]) -> tuple[Mapping[Key, Observation], Mapping[Key, Observation]]:
    """Both looks by the same rules; what was sealed by today's need not be judged again."""
    today = tuple(versions().values())
    concerned = {name for name, _ in changed}
    indicators = tuple(each for name, each in pair.known.items() if name in concerned)

    def by_today(side: Side) -> Mapping[Key, Observation]:
        return side.sealed if side.rules == today else side.judged(indicators)

    return by_today(pair.before), by_today(pair.after)


def _label(case: Case, pair: _Pair) -> Told:
    asked: tuple[Callable[[Case], Told | None], ...] = (_by_rules, _by_network, _seen_once, _by_tool)
    for question in asked:
        if found := question(case):
            return found
    return _by_time(case, pair) or by_sampling(case) or (Label.SITE, proof(case))


def _by_rules(case: Case) -> Told | None:
    if case.indicator is None:
        return Label.RULES, "the indicator is no longer in the catalogue"
    if said(case.then) == said(case.now):
        return Label.RULES, "today's rules say the same of both looks"
    if case.was is None and case.then is not None:
        return Label.RULES, "the indicator was not asked when the earlier bundle was sealed"
    return None


def _by_network(case: Case) -> Told | None:
    """What was not measured in one of the looks says nothing of the site, whatever the reason."""
    for name, side, seen in (("later", case.after, case.now), ("earlier", case.before, case.then)):
        if seen is None or seen.finding.outcome not in _UNMEASURED:
            continue
        if found := _unmeasured(seen.finding.reason or "unclear", side, f"the {name} look could not measure it"):
            return found
    lost = sorted(case.parts_lost) if case.rests_on_rendering else []
    return (Label.NETWORK, f"one look did not get what the page is shown with: {', '.join(lost)}") if lost else None


def _unmeasured(reason: str, side: Side, why: str) -> Told | None:
    if reason in _JUDGED | _ANSWERED:
        return None
    why = f"{why}: {reason}"
    if reason in _SAMPLED:
        return Label.SAMPLING, why
    if reason in _BROKEN:
        return Label.TOOL, why
    if reason == "incomplete-look":
        stopped = side.snapshot.coverage.stopped_by
        return (Label.SAMPLING if stopped in _BUDGET else Label.NETWORK), f"{why} ({stopped})"
    return Label.NETWORK, why


def _seen_once(case: Case) -> Told | None:
    """A subject that only one look has: the site took it away only where it said so to a whole look, or where both saw the same pages."""
    if case.then is not None and case.now is not None:
        return None
    side, name = case.missing, "earlier" if case.then is None else "later"
    if side.lost:
        return Label.NETWORK, f"the {name} look saw nothing: {side.lost}"
    page = side.pages.get(case.where)
    if page and isinstance(page.exchange, Missing) and page.exchange.reason not in _ANSWERED | _SAMPLED:
        return Label.NETWORK, f"the {name} look did not get the page: {page.exchange.reason}"
    if side.whole and (word := side.departed.get(case.where)):
        return Label.SITE, f"the {name} look was whole, and the site told it that the page is not there: {word}"
    if _saw_the_same_pages(case):
        return None
    return Label.SAMPLING, _unseen(case, page, name)


def _saw_the_same_pages(case: Case) -> bool:
    """Whether nothing but what the pages say can have made the subject, or ended it."""
    looks = (case.before, case.after)
    same = case.before.fetched == case.after.fetched and case.before.pages.keys() == case.after.pages.keys()
    if not same or not all(side.whole for side in looks):
        return False
    return not SHOWN & case.asks or all(side.shown(case.where) for side in looks)


def _unseen(case: Case, page: Page | None, name: str) -> str:
    if page is None:
        return f"the {name} look did not look at it, and was not told that it is gone"
    if isinstance(page.exchange, Missing):
        return f"the {name} look did not judge the page: {page.exchange.reason}"
    if SHOWN & case.asks and not case.missing.shown(case.where):
        return f"the {name} look did not open the page in a browser"
    return f"the {name} look saw other pages, by which it took the page for another kind"


def _by_tool(case: Case) -> Told | None:
    before, after = case.before, case.after
    if before.engines != after.engines and case.rests_on_rendering:
        turned = sorted(
            name for name in before.engines.keys() | after.engines.keys() if before.engines.get(name) != after.engines.get(name)
        )
        told = ", ".join(f"{name} {before.engines.get(name, 'none')} -> {after.engines.get(name, 'none')}" for name in turned)
        return Label.TOOL, f"it is read off what a browser showed, and that was another: {told}"
    if before.app != after.app and case.asks & (SITE_ARTIFACTS | PAGE_ARTIFACTS):
        return Label.TOOL, f"it is gathered by eindekss itself, {before.app} -> {after.app}"
    return None


def _by_time(case: Case, pair: _Pair) -> Told | None:
    """What the earlier look's bytes say too, judged on the later day: a new outcome is the site's, a larger count of days nobody's."""
    if "taken_at" not in case.asks or case.indicator is None or case.then is None or case.now is None:
        return None
    if said(pair.aged(case.indicator).get(case.key)) != said(case.now):
        return None
    if case.then.finding.outcome != case.now.finding.outcome:
        return Label.SITE, "the site is as it was, and by the later day that is another answer"
    return Label.RULES, "only time has passed: the earlier bytes say the same on the later day"


def _change(case: Case, new: Observation | None, told: Told) -> Change:
    seen = new or case.was
    if seen is None:
        raise ValueError(f"{case.key} was asked in neither look")
    was, now = _answer(case.was, case.before), _answer(new, case.after)
    institution = str(case.after.bundle.manifest["institution"]["id"])
    return Change(institution, case.key[0], seen.subject, was, now, told[0], told[1], seen.finding.evidence)


def _answer(seen: Observation | None, side: Side) -> Answer:
    if seen is None:
        return Answer(side.bundle.snapshot_id, None)
    return Answer(side.bundle.snapshot_id, seen.finding.outcome, seen.finding.value, seen.finding.reason)
