"""Institutions side by side: every indicator a row, every institution a column, in the order of their names and not of any rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import pandas as pd

from audits import catalogue as rules
from audits.audit import Indicator
from data.bundle import Bundle
from data.text import fold
from data.types import Institution, Outcome, Text, Value
from reports import visit
from reports.entries import UNKNOWN_THEME, theme_name
from reports.matrix import Cell, Row
from reports.shared import shared_faults
from reports.sheet import Sheet
from reports.texts import OUTCOMES
from reports.wording import LANGS
from scoring.frame import frame, side_by_side


@dataclass(frozen=True, slots=True)
class Tally:
    """How many indicators came to which outcome, and the parts of a bar 100 wide: outcome, start, width."""

    counts: tuple[tuple[Outcome, int], ...]
    parts: tuple[tuple[Outcome, float, float], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One institution: who, how it was visited, where its report is, and its tally."""

    institution: Institution
    site: str
    visit: visit.Facts
    report: str
    tally: Tally


def write(bundles: Iterable[Bundle], folder: Path, langs: Sequence[str] = LANGS, reports: Mapping[str, str] | None = None) -> list[Path]:
    """Write ``overview.LANG.html`` for each language; returns the paths.

    ``reports`` gives by institution id the folder of its report relative to this folder, or the address of one ``.html`` file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    opened, written = tuple(bundles), []
    for lang in langs:
        path = folder / f"overview.{lang}.html"
        text = render(opened, lang, reports or {}, others=[other for other in langs if other != lang])
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def render(
    bundles: Sequence[Bundle],
    lang: str,
    reports: Mapping[str, str] | None = None,
    catalogue: Sequence[Indicator] | None = None,
    others: Sequence[str] = (),
) -> str:
    """The overview as HTML; as ``reports.body.render`` it stands alone."""
    known = {indicator.audit.id: indicator for indicator in (rules.load() if catalogue is None else catalogue)}
    ordered = sorted(bundles, key=lambda bundle: fold(bundle.snapshot().institution.name[lang]))
    names = [bundle.snapshot().institution.id for bundle in ordered]
    rows = _rows(_table(ordered, known), names, known)
    columns = [_column(bundle, lang, reports or {}, [row.cells[place] for row in rows]) for place, bundle in enumerate(ordered)]
    themes = sorted({row.theme for row in rows}, key=lambda theme: fold(theme_name(theme)[lang]))
    grouped = [(theme_name(theme), [row for row in rows if row.theme == theme]) for theme in themes]
    tallies = [(theme, [_tally(row.cells[place] for row in inside) for place in range(len(names))]) for theme, inside in grouped]
    shared = shared_faults(rows, [column.institution for column in columns])
    return Sheet(lang).fill("overview.html.j2", others=others, columns=columns, tallies=tallies, shared=shared, themes=grouped)


def _table(bundles: Sequence[Bundle], known: Mapping[str, Indicator]) -> pd.DataFrame:
    institutions = {bundle.snapshot_id: bundle.snapshot().institution.id for bundle in bundles}
    themes = {name: indicator.theme for name, indicator in known.items()}
    return side_by_side(frame([seen for bundle in bundles for seen in bundle.observations()], institutions, themes))


def _rows(table: pd.DataFrame, institutions: Sequence[str], known: Mapping[str, Indicator]) -> list[Row]:
    keys = [(str(who), str(what)) for who, what in table.index]
    cells = {key: _cell({str(name): value for name, value in row.items()}) for key, row in zip(keys, table.to_dict("records"), strict=True)}
    found = []
    for name in sorted({what for _, what in cells}):
        indicator = known.get(name)
        asked = tuple(cells.get((institution, name)) for institution in institutions)
        title = indicator.audit.title if indicator else Text(name, name)
        found.append(Row(name, title, indicator.audit if indicator else None, indicator.theme if indicator else UNKNOWN_THEME, asked))
    return found


def _cell(row: Mapping[str, Any]) -> Cell:
    of_site = row["scope"] == "site"
    told = row["number"] if of_site and not pd.isna(row["number"]) else row["value"] if of_site else row["median"]
    return Cell(
        outcome=Outcome(str(row["outcome"])),
        scope=str(row["scope"]),
        value=_plain(told, row["value"]),
        median=not of_site,
        failed=int(str(row["failed"])),
        measured=int(str(row["measured"])),
    )


def _plain(told: Any, text: object) -> Value:  # noqa: ANN401 (what pandas gives)
    """The value as data.types knows it: pandas has one word for everything that is missing, and a number for yes and no."""
    if pd.isna(told):
        return None
    if isinstance(text, str) and text in {"true", "false"}:
        return text == "true"
    if isinstance(told, str):
        return told
    number = float(str(told))
    return int(number) if number.is_integer() else number


def _column(bundle: Bundle, lang: str, reports: Mapping[str, str], cells: Iterable[Cell | None]) -> Column:
    snapshot = bundle.snapshot()
    place = reports.get(snapshot.institution.id, "")
    report = place if not place or place.endswith(".html") else f"{place.rstrip('/')}/report.{lang}.html"
    return Column(snapshot.institution, snapshot.site, visit.facts(bundle, snapshot), report, _tally(cells))


def _tally(cells: Iterable[Cell | None]) -> Tally:
    seen = [cell.outcome for cell in cells if cell]
    counts = tuple((outcome, seen.count(outcome)) for outcome in OUTCOMES if outcome in seen)
    widths = [100 * number / len(seen) for _, number in counts]
    starts = [0.0, *accumulate(widths)]
    parts = tuple((outcome, round(start, 2), round(width, 2)) for (outcome, _), start, width in zip(counts, starts, widths, strict=False))
    return Tally(counts, parts)
