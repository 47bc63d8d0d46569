"""The marks by which one knows what a site is built with: ``data/inputs/platforms.csv``, which people maintain.

A row names a ``platform``, ``where`` its mark shows, and the ``mark``; several, joined by ``|``, count once. ``points`` say how much it
proves: three name a platform. ``upon`` is what the platform is itself built with, whose marks then speak for it too.

=======  =============================================================================================================================
header   ``name`` or ``name: value``; the name is there, and its value holds the words
meta     the page's ``generator`` begins with this
path     the path of one of the site's own addresses (pages, links, files) begins so; ``*`` is any part, ``?`` a letter, ``#`` a number
query    a query of such an address holds this
html     the source holds these characters, in whatever case
host     the site is at this host
=======  =============================================================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from data.cells import count, identifier, one_of, optional, words
from data.errors import ConfigError
from data.tables import Faults, Reader, Row, read

TABLE = Path(__file__).parent / "inputs" / "platforms.csv"
PLACES = ("header", "meta", "path", "query", "html", "host")
ENOUGH = 3
"""Points that name a platform."""

_WILD = {"*": r"[^/\n]*", "?": r"[^/\n]", "#": r"\d+"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One row. ``any_of`` are its alternatives in lower case; ``pattern`` finds one of them where paths stand one in a line."""

    platform: str
    upon: str | None
    where: str
    any_of: tuple[str, ...]
    points: int
    seen: str
    pattern: re.Pattern[str] = field(default=re.compile(""), repr=False, compare=False)


@cache
def load(path: Path = TABLE) -> tuple[Mark, ...]:
    """Read the table, in its order. Raises ConfigError listing every wrong row with file, line and remedy."""
    faults = Faults()
    columns: dict[str, Reader] = {
        "platform": identifier,
        "upon": optional(identifier),
        "where": one_of(PLACES),
        "mark": words,
        "points": count,
        "seen": words,
    }
    marks = tuple(_mark(row) for row in read(path, columns, faults))
    known = {mark.platform for mark in marks}
    for mark in marks:
        if mark.upon and mark.upon not in known:
            faults.add(str(path), f"upon: {mark.upon!r} is no platform of the table; write one that is, or nothing")
    if faults.found:
        raise ConfigError(faults.found)
    return marks


def _mark(row: Row) -> Mark:
    any_of = tuple(part.strip().lower() for part in row["mark"].split("|"))
    pattern = _paths(any_of) if row["where"] == "path" else re.compile("")
    return Mark(row["platform"], row["upon"], row["where"], any_of, row["points"], row["seen"], pattern)


def _paths(any_of: Iterable[str]) -> re.Pattern[str]:
    told = ("".join(_WILD.get(sign) or re.escape(sign) for sign in path) for path in any_of)
    return re.compile(rf"^(?:{'|'.join(told)}).*", re.MULTILINE)
