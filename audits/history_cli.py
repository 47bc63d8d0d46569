"""What the store knows of one body over time, as words or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from data.errors import ConfigError
from data.types import Text

if TYPE_CHECKING:
    from data.history import Spell
    from data.history.kept import Standing
    from data.types import Json

_SINCE = Text("no", "since")
_CONFIRMED = Text("pēdējoreiz apstiprināts", "last confirmed")
_TIMES = Text("reizes", "times")
_STALE = Text("novecojis, dienas:", "stale, days:")
_FROM = Text("pārņemts no", "inherited from")
_NOTHING = Text("par šo iestādi nekas nav zināms", "nothing is known of this body")


@click.command()
@click.argument("institution", metavar="ID")
@click.argument("indicator", required=False)
@click.option("--lang", type=click.Choice(["lv", "en"]), default="en", show_default=True, help="Language of the texts.")
@click.option("--json", "as_json", is_flag=True, help="Every spell, as JSON.")
@click.option("--store", type=click.Path(path_type=Path, dir_okay=False), help="The store; data/var/eindekss.db unless given.")
def history(institution: str, indicator: str | None, lang: str, store: Path | None, *, as_json: bool) -> None:
    """Show how long each answer of ID held, when it was last confirmed, and how old what stands is."""
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
    if as_json:
        told = {
            "institution": institution,
            "spells": [_spell(spell) for spell in own],
            "standing": [{**asdict(one), "spell": _spell(one.spell)} for one in standing],
            "inherited": [{**asdict(step), "spells": [_spell(spell) for spell in spells]} for step, spells in inherited],
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    lines = list(_lines(own, {one.spell: one for one in standing}, lang))
    for step, spells in inherited:
        lines += [f"{_FROM[lang]} {step.predecessor} ({step.kind}, {step.valid_from}: {step.basis})", *_lines(spells, {}, lang)]
    click.echo("\n".join(lines) or _NOTHING[lang])


def _lines(spells: tuple[Spell, ...], standing: Mapping[Spell, Standing], lang: str) -> list[str]:
    return [_line(spell, standing.get(spell), lang) for spell in spells]


def _line(spell: Spell, last: Standing | None, lang: str) -> str:
    from data import rows
    from data.guard import plain

    value = "" if spell.value is None else f" {rows.dump(spell.value)}"
    dates = f"{_SINCE[lang]} {spell.first_seen:%Y-%m-%d}, {_CONFIRMED[lang]} {spell.last_confirmed:%Y-%m-%d}"
    stale = f" [{_STALE[lang]} {last.age}{_why(last, lang)}]" if last and last.stale else ""
    return plain(f"{spell.indicator} {spell.subject}: {spell.outcome.value}{value} {dates}, {_TIMES[lang]}: {spell.times}{stale}")


def _why(last: Standing, lang: str) -> str:
    from data.errors import REASONS

    reason = REASONS.get(last.reason or "")
    return f"; {reason.what[lang]}" if reason else ""


def _spell(spell: Spell) -> Json:
    return {
        **asdict(spell),
        "outcome": spell.outcome.value,
        "first_seen": spell.first_seen.isoformat(),
        "last_confirmed": spell.last_confirmed.isoformat(),
    }
