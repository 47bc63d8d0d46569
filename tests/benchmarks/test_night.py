"""Three small nights over the simulated country: what was planted is found and told, and nobody is blamed for what was ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.country.fates import Change, Country
from benchmarks.country.traits import PLATFORM_WIDE
from benchmarks.night import Night, asked, measured
from crawler.night import record

_PASSING = 7
_PLANTED = (
    *(Change(number, 2, PLATFORM_WIDE, has=False, cause="platform") for number in range(3)),
    Change(6, 2, "security-txt", has=False),
    Change(_PASSING, 2, "security-txt", has=False, reverts=True),
    Change(6, 3, "security-txt", has=True),
)
_COUNTRY = Country(2, 10, 3, outage_seconds=6.0, planted=_PLANTED)
_SMALL = {
    "EINDEKSS_TIMEOUT": "3",
    "EINDEKSS_HEALTH_EVERY": "1",
    "EINDEKSS_HEALTH_PATIENCE": "60",
    "EINDEKSS_SECOND_LOOK_AFTER": "7",
    "EINDEKSS_LINKS_AWAY": "0",
}
_QUIET = 5.0


@pytest.mark.slow
def test_three_nights_tell_the_truth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in _SMALL.items():
        monkeypatch.setenv(name, value)
    given = asked().parse_args(["--bodies", "10", "--pages", "60", "--render", "0"])
    nights = measured(given, _COUNTRY, tmp_path, _QUIET)
    assert [each.checked.wrong for each in nights] == [{}, {}, {}]
    assert all(each.checked.true for each in nights)
    assert [each.checked.due for each in nights] == [0, 1, 6]
    assert [each.pauses > 0 for each in nights] == [False, True, True]
    _twice(tmp_path, nights)


def _twice(folder: Path, nights: list[Night]) -> None:
    """What was seen only once was seen, and looked at again: that it is not told is no accident."""
    looks = record.read(folder / "audits" / f"night-{nights[1].number}" / record.FILE).second
    assert {each.because for each in looks if each.institution == _COUNTRY.places[_PASSING].id} == {"change"}
