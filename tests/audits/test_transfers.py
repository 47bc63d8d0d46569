"""What a page had fetched: its own files, how long they keep, how far loads lie apart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from audits.transfers import lifetime, own, typical

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
DAY = 86400.0


def row(**given: Any) -> dict[str, Any]:
    plain = {"url": "https://www.piemers.test/a", "type": "script", "status": 200, "third_party": False, "aborted": False, "headers": {}}
    return {**plain, **given}


def test_only_the_sites_own_files_that_came() -> None:
    fine = row()
    others = [row(type="font"), row(status=301), row(status=None), row(third_party=True), row(aborted=True)]
    assert own([*others, fine], ["script"]) == [fine]


def test_an_older_visit_did_not_write_down_how_they_came() -> None:
    older = row()
    del older["headers"]
    assert own([row(), older], ["script"]) is None
    assert own([older], ["font"]) == []


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"cache-control": "Public, Max-Age=86400"}, DAY),
        ({"cache-control": 'max-age="60"', "expires": "Tue, 24 Nov 2026 03:00:00 GMT"}, 60.0),
        ({"cache-control": "no-store, max-age=86400"}, 0.0),
        ({"cache-control": "public", "expires": "Tue, 24 Nov 2026 03:00:00 GMT"}, DAY),
        ({"expires": "Tue, 24 Nov 2026 03:00:00 -0000"}, DAY),
        ({"expires": "Tue, 24 Nov 2020 03:00:00 GMT"}, 0.0),
        ({"expires": "-1"}, 0.0),
        ({"expires": "Tue, 99 Nov 99999 99:00:00 GMT"}, 0.0),
    ],
)
def test_how_long_a_file_keeps(headers: dict[str, str], seconds: float) -> None:
    assert lifetime(row(headers=headers), NOW) == seconds


def test_loads_are_told_by_their_median_and_spread() -> None:
    loads = [{"first_byte": 90.5}, {"first_byte": 300.0}, {"first_byte": None}, {"first_byte": 100.0}, {}]
    assert typical({"loads": loads}, "first_byte") == (100.0, "n=3; min 90.5; median 100; max 300")
    assert typical({"loads": loads}, "largest_paint") is None
