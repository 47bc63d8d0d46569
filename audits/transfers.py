"""What a page had fetched when a browser showed it, as rows of ``requests``: which are its own, how long they keep, how they are packed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from statistics import median
from typing import Any

from audits.derive import PageView
from data.types import Evidence, Json

Row = Mapping[str, Any]
_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,12})")
_NEVER = re.compile(r"\bno-(?:store|cache)\b")


def own(requests: Iterable[Row], kinds: Iterable[str]) -> list[Row] | None:
    """The site's own files of these kinds that came; None where the visit did not write down how they came."""
    wanted = frozenset(kinds)
    rows = [row for row in requests if row["type"] in wanted and row["status"] == 200 and not row["third_party"] and not row["aborted"]]
    return None if any("headers" not in row for row in rows) else rows


def header(row: Row, name: str) -> str:
    """A header of the answer in lower case; empty where there is none."""
    return str(row["headers"].get(name, "")).lower()


def lifetime(row: Row, taken_at: datetime) -> float:
    """Seconds for which a browser need not ask for the file again (RFC 9111, 4.2.1)."""
    control = header(row, "cache-control")
    if _NEVER.search(control):
        return 0.0
    told = _MAX_AGE.search(control)
    return float(told[1]) if told else _until(row["headers"].get("expires", ""), taken_at)


def _until(expires: str, taken_at: datetime) -> float:
    try:
        when = parsedate_to_datetime(expires)
    except (ValueError, TypeError, IndexError):
        return 0.0
    return max(0.0, (when if when.tzinfo else when.replace(tzinfo=taken_at.tzinfo)).timestamp() - taken_at.timestamp())


def seen(page: PageView, row: Row, words: str = "") -> Evidence:
    """A request with its size and what is told of it."""
    size = f"{row['bytes'] / 1000:.1f} kB" if row.get("bytes") is not None else "? kB"
    return page.see("request", " · ".join(part for part in (row["url"], size, words) if part))


def typical(performance: Json, name: str) -> tuple[float, str] | None:
    """The median over all loads of one measure, and its spread in words; None where no load had it."""
    values = sorted(load[name] for load in performance["loads"] if load.get(name) is not None)
    if not values:
        return None
    middle = float(median(values))
    return middle, f"n={len(values)}; min {values[0]:g}; median {middle:g}; max {values[-1]:g}"


def loads(*told: Mapping[str, object], **more: object) -> dict[str, object]:
    """What a case gives of a page whose loads were timed: the artifact ``performance``."""
    largest = {"element": "img", "url": "/a.jpg"}
    return {"performance": {"loads": list(told), "largest": largest, "bytes": {}, "requests": {}, "unmeasured": 0, **more}}
