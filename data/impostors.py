"""The signs by which one knows what came in place of a page: ``data/inputs/impostors.csv``, which people maintain.

A row names a ``kind`` (what came instead, a reason of ``data.errors``), ``where`` it shows and what it ``seeks`` there; ``*`` in it
stands for anything or nothing. ``statuses`` are those it needs (blank: any, success included), ``most`` the most characters of readable
text that a page answered with success may have and still be it: the longer a page, the surer it is that it only speaks of such things.

=========  ===========================================================================================================================
header     ``name`` or ``name: value``; the name is there, and its value holds the words
title      the title, or a part of it between ``|``, ``–``, ``:`` and the like, says this and no more
heading    a first- or second-level heading, or such a part of it, says this and no more
body       what a visitor reads holds these words
markup     the source holds these characters
element    a CSS selector finds something
address    the address after redirects, without its scheme
status     the statuses alone tell
=========  ===========================================================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from data.cells import identifier, one_of
from data.errors import ConfigError
from data.tables import Faults, Reader, Row, once, read

TABLE = Path(__file__).parent / "inputs" / "impostors.csv"
KINDS = ("challenge", "rate-limited", "login", "block-page", "maintenance", "placeholder", "server-error", "soft-404")
"""Kinds in the order in which one goes before another where an answer bears the signs of both."""
PLACES = ("header", "title", "heading", "body", "markup", "element", "address", "status")
SHORT = 800
"""Characters of readable text up to which a page is short, where a row does not say."""
LONG_ERROR = 3200
"""The same for a page that says that there is no such page: it comes with the menus of the site."""

_SEPARATORS = re.compile(r"\s*[|–—·»›•]\s*|\s*:\s+|\s+-\s+")
_ENDS = " \t\n.!?…,;:'\"„“”«»"
_GAP = r"[^\n]{0,200}?"


@dataclass(frozen=True, slots=True)
class Sign:
    """One row. ``pattern`` is what it seeks, ready to be matched against ``plain`` text; ``header`` the header's name."""

    id: str
    kind: str
    where: str
    statuses: frozenset[int]
    seeks: str
    most: int
    language: str
    product: str
    source: str
    header: str = ""
    pattern: re.Pattern[str] = field(default=re.compile(""), repr=False, compare=False)
    letters: tuple[str, ...] = field(default=(), repr=False, compare=False)
    """What ``pattern`` cannot do without, folded in case: to seek that first is some ten times as fast."""

    def stands_in(self, text: str, folded: str) -> bool:
        """Whether a text holds it; ``folded`` is the same text folded in case."""
        return all(each in folded for each in self.letters) and self.pattern.search(text) is not None

    def says(self, text: str) -> bool:
        """Whether a title or heading says this: the whole of it, or one of its parts, and no more."""
        return any(self.pattern.fullmatch(part) for part in parts(text))


@cache
def load(path: Path = TABLE) -> tuple[Sign, ...]:
    """Read the table. Raises ConfigError listing every wrong row with file, line and remedy."""
    faults = Faults()
    columns: dict[str, Reader] = {
        "id": identifier,
        "kind": one_of(KINDS),
        "where": one_of(PLACES),
        "statuses": _statuses,
        "seeks": str,
        "most": _most,
        "language": _language,
        "product": _filled,
        "source": _filled,
    }
    rows = read(path, columns, faults)
    once(rows, "id", faults)
    _told_twice(rows, faults)
    signs = tuple(sign for sign in (_sign(row, faults) for row in rows) if sign)
    if faults.found:
        raise ConfigError(sorted(faults.found, key=_line))
    return signs


def plain(text: str) -> str:
    """Text as signs are matched: on one line, without case, typographic apostrophes and end marks.

    >>> plain("  Just a  moment… "), plain("We’ll be back")
    ('just a moment', "we'll be back")
    """
    return " ".join(text.replace("’", "'").split()).strip(_ENDS).casefold()


def parts(text: str) -> tuple[str, ...]:
    """A title or heading and its parts, as signs are matched.

    >>> parts("Lapa nav atrasta - Piemēra novads")
    ('lapa nav atrasta - piemēra novads', 'lapa nav atrasta', 'piemēra novads')
    """
    return tuple(dict.fromkeys(plain(part) for part in (text, *_SEPARATORS.split(text)) if plain(part)))


def _sign(row: Row, faults: Faults) -> Sign | None:
    where, seeks = row["where"], row["seeks"]
    fault = _fault(where, seeks, row["statuses"], row["kind"])
    if fault:
        faults.add(row.place, fault)
        return None
    header, _, value = seeks.partition(":") if where == "header" else ("", "", seeks)
    most = row["most"] if row["most"] is not None else (LONG_ERROR if row["kind"] == "soft-404" else SHORT)
    cells: Mapping[str, str] = {name: row[name] for name in ("id", "kind", "where", "seeks", "language", "product", "source")}
    letters = tuple(part.strip().casefold() for part in _sought(value, where).split("*"))
    return Sign(
        **cells, statuses=row["statuses"], most=most, header=header.strip().lower(), pattern=_pattern(value, where), letters=letters
    )


def _fault(where: str, seeks: str, statuses: frozenset[int], kind: str) -> str | None:
    if where == "status":
        return None if statuses and not seeks else "where is status: give the statuses, and leave seeks empty"
    if not seeks:
        return "seeks is empty; write what is to be found there"
    if where == "header" and not re.fullmatch(r"[\w-]+(?:: .+)?", seeks):
        return f"seeks: {seeks!r} is no header; write 'name' or 'name: value'"
    if kind == "soft-404" and where not in {"title", "heading"}:
        return f"where is {where!r}: a page says that it is missing in its title or heading only"
    return None


def _pattern(seeks: str, where: str) -> re.Pattern[str]:
    if where in {"element", "status"}:
        return re.compile("")
    text = _sought(seeks, where)
    gap = r".*" if where in {"title", "heading", "address"} else _GAP
    escaped = re.escape(text).replace(r"\ \*\ ", rf"\ (?:{gap}\ )?").replace(r"\*", gap)
    return re.compile(escaped, re.IGNORECASE)


def _sought(seeks: str, where: str) -> str:
    """The characters themselves, or what they say."""
    return seeks.strip() if where in {"markup", "address"} else plain(seeks)


def _told_twice(rows: list[Row], faults: Faults) -> None:
    first: dict[tuple[str, str, frozenset[int]], str] = {}
    for row in rows:
        key = row["where"], row["seeks"].casefold(), row["statuses"]
        if first.setdefault(key, row.place) != row.place:
            faults.add(row.place, f"seeks the same as {first[key]}; each sign is given once")


def _line(fault: str) -> tuple[int, str]:
    found = re.search(r":(\d+): ", fault)
    return int(found[1]) if found else 0, fault


def _statuses(cell: str) -> frozenset[int]:
    numbers = cell.split()
    if not all(number.isdigit() and 100 <= int(number) <= 599 for number in numbers):
        raise ValueError(f"{cell!r} are no statuses; write numbers from 100 to 599 with spaces between, or nothing")
    return frozenset(map(int, numbers))


def _most(cell: str) -> int | None:
    if cell and not cell.isdigit():
        raise ValueError(f"{cell!r} is no number of characters; write a number, or nothing for {SHORT}")
    return int(cell) if cell else None


def _language(cell: str) -> str:
    if cell and not re.fullmatch(r"[a-z]{2}", cell):
        raise ValueError(f"{cell!r} is no language; write two lower-case letters, or nothing where no words are sought")
    return cell


def _filled(cell: str) -> str:
    if not cell:
        raise ValueError("is empty; say whose page it is, and where this was learned")
    return cell
