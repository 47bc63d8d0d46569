"""How heavy and how fast a page was while it was shown, from what the browser itself measured of it.

Times count from when the page's own request was sent: neither our rests between requests nor the making of the connection, which goes
through a proxy of ours, is the site's doing. They are of this machine and its network, and mean something only beside others taken the
same way.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from data.types import Json

_LONGEST_MS = 3_600_000.0
_SHIFT_GAP_MS, _SHIFT_SPAN_MS = 1000, 5000
"""Shifts less than a second apart belong together, for five seconds at most (https://web.dev/articles/cls)."""
_LARGEST = 1 << 40
KEPT_HEADERS = ("cache-control", "content-encoding", "content-length", "content-type", "etag", "expires", "last-modified")
"""Headers that a row of ``requests`` keeps, each as far as it was sent."""
_HEADER_KEPT = 200


def performance(told: Json, requests: Iterable[Mapping[str, Any]]) -> Json:
    """The artifact ``performance``: ``loads``, a row of times for each load; ``largest``, what was painted; bytes and requests by kind.

    ``unmeasured`` is the number of answers whose size nobody told: files of other hosts that keep it to themselves.
    """
    answered = [row for row in requests if row["status"] is not None and not row["aborted"]]
    sizes: Counter[str] = Counter()
    for row in answered:
        sizes[row["type"]] += row["bytes"] or 0
    return {
        "loads": [times(told)],
        "largest": _largest(told),
        "bytes": dict(sorted(sizes.items())),
        "requests": dict(sorted(Counter(row["type"] for row in answered).items())),
        "unmeasured": sum(1 for row in answered if row["bytes"] is None),
    }


def times(told: Json) -> Json:
    """The times of one load in milliseconds: ``first_byte``, ``largest_paint``; and ``layout_shift``. None for what was not measured."""
    sent = _number(told.get("sent"))
    return {
        "first_byte": _since(sent, told.get("first_byte")),
        "largest_paint": _since(sent, (told.get("largest") or {}).get("at")),
        "layout_shift": _shift(told.get("shifts")),
    }


def size(row: Mapping[str, Any], measured: Mapping[str, Any]) -> int | None:
    """The bytes of an answer's body as it came, packed: as the browser counted them, else as the server announced them."""
    counted = _number(measured.get(row["url"]), _LARGEST)
    announced = (row.get("headers") or {}).get("content-length", "")
    if counted:
        return round(counted)
    if announced.isascii() and announced.isdigit() and int(announced) < _LARGEST:
        return int(announced)
    return None


def kept(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers of an answer that say how it is kept and packed; their names in lower case."""
    return {name: headers[name][:_HEADER_KEPT] for name in KEPT_HEADERS if name in headers}


def _largest(told: Json) -> Json:
    largest = told.get("largest")
    return {"element": str(largest.get("element") or "")[:50], "url": str(largest.get("url") or "")[:300]} if largest else None


def _since(sent: float | None, at: object) -> float | None:
    then = _number(at)
    return None if sent is None or then is None or then < sent else round(then - sent, 1)


def _shift(shifts: Sequence[Sequence[float]] | None) -> float | None:
    """The worst row of shifts, as Chromium and the web's measurers count them: the sum of those that belong together."""
    if shifts is None:
        return None
    worst = total = 0.0
    begun = last = -math.inf
    for at, value in sorted((float(at), float(value)) for at, value in shifts):
        if at - last >= _SHIFT_GAP_MS or at - begun >= _SHIFT_SPAN_MS:
            begun, total = at, 0.0
        last, total = at, total + value
        worst = max(worst, total)
    return round(worst, 4)


def _number(given: object, most: float = _LONGEST_MS) -> float | None:
    fine = isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given) and 0 <= given < most
    return float(given) if fine else None  # type: ignore[arg-type]
