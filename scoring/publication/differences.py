"""What differs between a published file and the same computed again: by unit and column, with the old and the new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from data.errors import ConfigError
from data.types import Json
from scoring.publication.canonical import cells_of, csv_bytes
from scoring.publication.fields import Table
from scoring.publication.parquet import frame_of_parquet

SHOWN = 20
"""How many differences of one file are told one by one."""
Rows = Mapping[tuple[str, ...], list[str]]


def differences(name: str, old: bytes, new: bytes, table: Table | None) -> list[str]:
    """What differs between the bytes that were published as ``name`` and those computed now; nothing when they are equal.

    Parquet is compared by what it holds, for its bytes depend on the library that writes it; everything else byte for byte.
    """
    if old == new:
        return []
    try:
        found = list(_found(name, old, new, table))
    except ConfigError as error:
        return list(error.faults)
    rest = len(found) - SHOWN
    return [*found[:SHOWN], f"{name}: and {rest} more differences"] if rest > 0 else found


def _found(name: str, old: bytes, new: bytes, table: Table | None) -> Iterator[str]:
    if name.endswith(".parquet") and table:
        yield from _of_tables(name, _text(old, table, name), _text(new, table, name), table)
        return
    told = list(_of_tables(name, old, new, table)) if table else list(_of_texts(name, old, new))
    yield from told or [f"{name}: other bytes for the same cells; it was written anew by another program"]


def _text(data: bytes, table: Table, name: str) -> bytes:
    return csv_bytes(frame_of_parquet(data, table.types, name), table.types, table.key)


def _of_tables(name: str, old: bytes, new: bytes, table: Table) -> Iterator[str]:
    heads, before, after = list(table.types), _rows(old, table, name), _rows(new, table, name)
    for key in sorted({*before, *after}):
        where = f"{name}: {' '.join(key)}"
        if key not in before or key not in after:
            yield f"{where}: {'is new' if key not in before else 'is gone'}"
            continue
        pairs = zip(heads, before[key], after[key], strict=True)
        yield from (f"{where}, {column}: was {_shown(was)}, is {_shown(now)}" for column, was, now in pairs if was != now)


def _rows(data: bytes, table: Table, name: str) -> Rows:
    header, *rows = cells_of(data, name)
    if header != list(table.types) or any(len(row) != len(header) for row in rows):
        raise ConfigError(f"{name}: its columns are {','.join(header)}; they were {','.join(table.types)}")
    places = [header.index(column) for column in table.key]
    return {tuple(row[place] for place in places): row for row in rows}


def _of_texts(name: str, old: bytes, new: bytes) -> Iterator[str]:
    if name.endswith((".json", ".jsonld")):
        before, after = (dict(_leaves(_parsed(data, name))) for data in (old, new))
        for place in [*before, *(place for place in after if place not in before)]:
            was, now = before.get(place), after.get(place)
            if was != now:
                yield f"{name}: {place}: was {was}, is {now}"
        return
    lines = (data.decode(errors="replace").splitlines() for data in (old, new))
    for number, (was, now) in enumerate(_side_by_side(*lines), 1):
        if was != now:
            yield f"{name}: line {number}: was {was!r}, is {now!r}"


def _parsed(data: bytes, name: str) -> Json:
    try:
        return json.loads(data)
    except ValueError as error:
        raise ConfigError(f"{name}: no longer JSON ({error})") from error


def _leaves(value: Json, place: str = "") -> Iterator[tuple[str, str]]:
    """Every plain value of JSON with its JSON pointer (RFC 6901)."""
    if isinstance(value, dict | list) and value:
        pairs: Iterable[tuple[Any, Json]] = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in pairs:
            yield from _leaves(inner, f"{place}/{str(key).replace('~', '~0').replace('/', '~1')}")
        return
    yield place, json.dumps(value, ensure_ascii=False)


def _side_by_side(before: list[str], after: list[str]) -> Iterator[tuple[str | None, str | None]]:
    for place in range(max(len(before), len(after))):
        yield next(islice(before, place, None), None), next(islice(after, place, None), None)


def _shown(cell: str) -> str:
    return repr(cell) if cell else "nothing"
