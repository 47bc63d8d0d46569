"""Faults of a platform that many bodies share: what fails at every body on it is told once, with all its bodies, as the platform's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.types import Institution, Outcome, Text
from reports.matrix import Row

PLATFORMS = {"tvp": Text("Tīmekļvietņu vienotā platforma (TVP)", "Unified platform of websites (TVP)")}
"""Platforms that one keeper runs for many bodies. A system that each installs for itself shares its faults with nobody."""
THEMES = frozenset({"access", "performance", "security", "site"})
"""What a platform makes; texts and services are each body's own."""
OWN = ("statement", "broken-links", "page-titles", "image-alternatives", "mail-")
"""Indicators of those themes that tell of a body's own content or mail."""
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class SharedFault:
    """An indicator that failed at all bodies of a platform at which it was measured."""

    platform: Text
    row: Row
    institutions: tuple[Institution, ...]


def shared_faults(rows: Sequence[Row], institutions: Sequence[Institution]) -> list[SharedFault]:
    """The faults of each shared platform; at least two bodies must show it, as one alone proves nothing of the platform."""
    kept = [row for row in rows if row.theme in THEMES and not row.id.startswith(OWN)]
    found = []
    for name, title in PLATFORMS.items():
        places = _on(name, rows)
        for row in kept:
            measured = [place for place in places if _outcome(row, place) in {Outcome.PASSED, Outcome.FAILED}]
            if len(measured) >= _FEWEST and all(_outcome(row, place) == Outcome.FAILED for place in measured):
                found.append(SharedFault(title, row, tuple(institutions[place] for place in measured)))
    return found


def _on(platform: str, rows: Iterable[Row]) -> list[int]:
    cells = next((row.cells for row in rows if row.id == "platform"), ())
    return [place for place, cell in enumerate(cells) if cell is not None and cell.value == platform]


def _outcome(row: Row, place: int) -> Outcome | None:
    cell = row.cells[place]
    return cell.outcome if cell else None
