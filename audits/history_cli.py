"""What the store knows of one body over time, as words or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data.errors import ConfigError
from data.types import Text

if TYPE_CHECKING:
    from audits.turned import Turned
    from data.history import Spell
    from data.history.kept import Standing
    from data.history.successions import Succession
    from data.store import Store
    from data.types import Json

_SINCE = Text("no", "since")
_CONFIRMED = Text("pēdējoreiz apstiprināts", "last confirmed")
_TIMES = Text("reizes", "times")
_STALE = Text("novecojis, dienas:", "stale, days:")
_FROM = Text("pārņemts no", "inherited from")
_WHO = {
    "site": Text("mainījās vietne", "the site moved"),
    "rules": Text("mainījās noteikumi vai diena", "the rules or the day moved"),
    "tool": Text("mainījās mūsu rīks", "our tool moved"),
    "network": Text("traucēja tīkls", "the network was in the way"),
    "sampling": Text("aplūkots kas cits", "something else was looked at"),
}
_UNKNOWN = Text("vairs nav nosakāms, kas mainījās", "who moved can no longer be told")
_NOTHING = Text("par šo iestādi nekas nav zināms", "nothing is known of this body")


@click.command()
@click.argument("institution", metavar="ID")
@click.argument("indicator", required=False)
@click.option("--lang", type=click.Choice(["lv", "en"]), default="en", show_default=True, help="Language of the texts.")
@click.option("--json", "as_json", is_flag=True, help="Every spell, as JSON.")
@click.option("--labels/--no-labels", default=True, help="Say who moved at each turn (the default); its bundles are opened for that.")
@click.option("--store", type=click.Path(path_type=Path, dir_okay=False), help="The store; data/var/eindekss.db unless given.")
def history(institution: str, indicator: str | None, lang: str, store: Path | None, *, as_json: bool, labels: bool) -> None:
    """Show how long each answer of ID held, when it was last confirmed, who moved when it turned, and how old what stands is."""
    from data.history import History
    from data.history.successions import before, load
    from data.store import STORE, Store

    path = store or STORE
    if not path.is_file():
        raise ConfigError(f"{path}: no such store; make one with 'eindekss merge', or give it with --store")
    steps = before(institution, load())
    with Store(path) as opened:
        kept = History(opened)
        own, standing = kept.of(institution, indicator), kept.standing(institution, indicator)
        inherited = [(step, kept.of(step.predecessor, indicator)) for step in steps]
        turns = dict(_turns(opened, {institution: own}, inherited)) if labels else {}
    if as_json:
        told = {
            "institution": institution,
            "spells": [_spell(spell, turns) for spell in own],
            "standing": [{**asdict(one), "spell": _spell(one.spell, turns)} for one in standing],
            "inherited": [{**asdict(step), "spells": [_spell(spell, turns) for spell in spells]} for step, spells in inherited],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    lines = list(_lines(own, {one.spell: one for one in standing}, turns, lang))
    for step, spells in inherited:
        lines += [f"{_FROM[lang]} {step.predecessor} ({step.kind}, {step.valid_from}: {step.basis})", *_lines(spells, {}, turns, lang)]
    click.echo("\n".join(lines) or _NOTHING[lang])


def _turns(
    store: Store, bodies: dict[str, tuple[Spell, ...]], inherited: Sequence[tuple[Succession, tuple[Spell, ...]]]
) -> Iterator[tuple[Spell, Turned]]:
    """Who moved at each turn of these bodies and of those before them; a body that was only renamed goes on under its new id."""
    from audits.turned import turned

    bodies |= {step.predecessor: spells for step, spells in inherited}
    for body, own in bodies.items():
        renamed = [spell for step, spells in inherited if step.kind == "rename" and step.successor == body for spell in spells]
        yield from turned(store, own, renamed).items()


def _lines(spells: tuple[Spell, ...], standing: Mapping[Spell, Standing], turns: Mapping[Spell, Turned], lang: str) -> list[str]:
    return [_line(spell, standing.get(spell), turns.get(spell), lang) for spell in spells]


def _line(spell: Spell, last: Standing | None, turn: Turned | None, lang: str) -> str:
    from data import rows
    from data.guard import plain

    value = "" if spell.value is None else f" {rows.dump(spell.value)}"
    dates = f"{_SINCE[lang]} {spell.first_seen:%Y-%m-%d}, {_CONFIRMED[lang]} {spell.last_confirmed:%Y-%m-%d}"
    stale = f" [{_STALE[lang]} {last.age}{_why(last, lang)}]" if last and last.stale else ""
    return plain(
        f"{spell.indicator} {spell.subject}: {spell.outcome.value}{value} {dates}, {_TIMES[lang]}: {spell.times}{_who(turn, lang)}{stale}"
    )


def _who(turn: Turned | None, lang: str) -> str:
    """The label of the turn that began a spell; how it was found is told in English, the language of the log."""
    if turn is None:
        return ""
    if turn.label is None:
        return f" ({_UNKNOWN[lang]})"
    return f" ({turn.label.value}: {_WHO[turn.label.value][lang]}{f'; {turn.why}' if lang == 'en' else ''})"


def _why(last: Standing, lang: str) -> str:
    from data.errors import REASONS

    reason = REASONS.get(last.reason or "")
    return f"; {reason.what[lang]}" if reason else ""


def _spell(spell: Spell, turns: Mapping[Spell, Turned]) -> Json:
    turn = turns.get(spell)
    return {
        **asdict(spell),
        "outcome": spell.outcome.value,
        "first_seen": spell.first_seen.isoformat(),
        "last_confirmed": spell.last_confirmed.isoformat(),
        "turned": {"label": turn.label.value if turn.label else None, "why": turn.why} if turn else None,
    }
