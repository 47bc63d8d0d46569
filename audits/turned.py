"""Why each spell of a history began: the bundles at both ends of the turn are compared, and the label says who moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from audits.labels import compared
from audits.sides import Key
from data.bundle import Bundle
from data.change import Change, Label
from data.errors import BundleError
from data.history import Spell
from data.history.places import place
from data.history.tolerances import alike, load
from data.store import Store

GONE = "a bundle of the two looks is no longer kept, or cannot be read"
JUDGED_ANEW = "the sealed answers do not tell them apart: one look was judged anew"


@dataclass(frozen=True, slots=True)
class Turned:
    """Who moved where a spell began, and how that was found, in English; ``label`` is None where it cannot be told any more."""

    label: Label | None
    why: str


def turned(store: Store, own: Iterable[Spell], inherited: Iterable[Spell] = ()) -> Mapping[Spell, Turned]:
    """Of every spell that ended another one of the same answer: who moved.

    ``inherited`` are spells of a body that was only renamed: where they ended before the own ones began, that is a turn too. Each pair of
    looks is opened once, as far as the store knows where its bundles lie; how long this takes grows with their number.
    """
    asked = frozenset(own)
    pairs: dict[tuple[str, str], list[Spell]] = defaultdict(list)
    for was, now in _turns((*inherited, *asked)):
        if now in asked:
            pairs[was.last_snapshot, now.first_snapshot].append(now)
    return {spell: told for pair, begun in pairs.items() for spell, told in _compared(store, pair, begun)}


def _turns(spells: Iterable[Spell]) -> Iterator[tuple[Spell, Spell]]:
    last: dict[Key, Spell] = {}
    for spell in sorted(spells, key=lambda one: (one.first_seen, one.first_snapshot, one.key)):
        was = last.get(spell.key)
        if was and was.last_confirmed < spell.first_seen and _differ(was, spell):
            yield was, spell
        last[spell.key] = spell


def _differ(was: Spell, now: Spell) -> bool:
    return was.outcome != now.outcome or not alike(was.value, now.value, load().get(now.indicator))


def _compared(store: Store, pair: tuple[str, str], begun: Iterable[Spell]) -> Iterator[tuple[Spell, Turned]]:
    begun = tuple(begun)
    with ExitStack() as opened:
        before, after = (_bundle(store, snapshot, opened) for snapshot in pair)
        if before is None or after is None:
            yield from ((spell, Turned(None, GONE)) for spell in begun)
            return
        site = str(after.manifest["site"])
        found = {(each.indicator, place(each.subject, site)): each for each in compared(before, after, {spell.key for spell in begun})}
    yield from ((spell, _told(found.get(spell.key))) for spell in begun)


def _told(change: Change | None) -> Turned:
    return Turned(change.label, change.why) if change else Turned(Label.RULES, JUDGED_ANEW)


def _bundle(store: Store, snapshot: str, opened: ExitStack) -> Bundle | None:
    """The first bundle of a visit that can be read; a seal that was broken, or a file of another visit, does not count."""
    for row in store.db.query("select path from bundles where snapshot = ? order by path", [snapshot]):
        path = Path(row["path"])
        try:
            bundle = Bundle(path) if path.is_file() else None
        except BundleError:
            continue
        if bundle and opened.enter_context(bundle).snapshot_id == snapshot:
            return bundle
    return None
