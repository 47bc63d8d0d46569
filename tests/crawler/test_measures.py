"""What is made of a browser's measures: times from the sending of the request, shifts that belong together, bytes as they came."""

from __future__ import annotations

from typing import Any

import pytest

from crawler.measures import kept, performance, size, times


def row(kind: str, told: int | None, *, status: int | None = 200, aborted: bool = False) -> dict[str, Any]:
    return {"url": "https://www.piemers.test/a", "type": kind, "status": status, "aborted": aborted, "bytes": told, "headers": {}}


def test_times_count_from_the_sending_of_the_request() -> None:
    told = {"sent": 500.0, "first_byte": 560.25, "largest": {"at": 1500.0}, "shifts": []}
    assert times(told) == {"first_byte": 60.2, "largest_paint": 1000.0, "layout_shift": 0.0}


@pytest.mark.parametrize("told", [{}, {"sent": None, "first_byte": 5}, {"sent": "x"}, {"sent": 9.0, "first_byte": 3.0, "largest": None}])
def test_what_was_not_measured_is_none(told: dict[str, Any]) -> None:
    assert times(told) == {"first_byte": None, "largest_paint": None, "layout_shift": None}


@pytest.mark.parametrize(
    ("shifts", "worst"),
    [
        ([], 0.0),
        ([[10, 0.1], [500, 0.05]], 0.15),
        ([[10, 0.1], [1010, 0.05]], 0.1),
        ([[900 * turn, 0.1] for turn in range(7)], 0.6),
        ([[5000, 0.3], [10, 0.1]], 0.3),
    ],
)
def test_shifts_that_belong_together_are_one(shifts: list[list[float]], worst: float) -> None:
    assert times({"shifts": shifts})["layout_shift"] == worst


def test_bytes_and_requests_are_told_by_kind() -> None:
    rows = [row("image", 10), row("image", 5), row("font", None), row("script", 7, aborted=True), row("fetch", None, status=None)]
    told = performance({"largest": {"at": 1.0, "element": "img", "url": "x" * 900}}, rows)
    assert (told["bytes"], told["requests"], told["unmeasured"]) == ({"font": 0, "image": 15}, {"font": 1, "image": 2}, 1)
    assert (told["largest"]["element"], len(told["largest"]["url"])) == ("img", 300)


@pytest.mark.parametrize(
    ("measured", "announced", "expected"),
    [(120, "500", 120), (0, "500", 500), (0, "", None), (None, "-5", None), (None, "9" * 40, None), (float("nan"), "", None), (0, "0", 0)],
)
def test_the_size_is_what_the_browser_counted_else_what_was_announced(measured: float | None, announced: str, expected: int | None) -> None:
    headers = {"content-length": announced} if announced else {}
    assert size({"url": "u", "headers": headers}, {} if measured is None else {"u": measured}) == expected


def test_only_headers_of_keeping_and_packing_are_kept() -> None:
    assert kept({"etag": "x" * 500, "set-cookie": "a=1", "content-type": "text/css"}) == {"content-type": "text/css", "etag": "x" * 200}
