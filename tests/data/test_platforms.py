"""The table of platforms is whole, and a wrong row is told by its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.errors import ConfigError
from data.platforms import ENOUGH, load

HEAD = "platform,upon,where,mark,points,seen\n"


def test_each_platform_can_be_named_by_its_marks() -> None:
    marks = load()
    for platform in {mark.platform for mark in marks}:
        assert sum(mark.points for mark in marks if mark.platform == platform) >= ENOUGH, platform
    assert {"tvp", "wordpress", "joomla", "drupal", "typo3", "aspnet", "google-sites"} <= {mark.platform for mark in marks}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/lv/media/12/download", True),
        ("/en/media/7/download?attachment", True),
        ("/lv/media/a/download", False),
        ("/x/lv/media/1/download", False),
    ],
)
def test_a_path_may_leave_parts_open(path: str, *, found: bool) -> None:
    mark = next(mark for mark in load() if mark.any_of == ("/*/media/#/download",))
    assert bool(mark.pattern.search(f"/pirms\n{path}\n/pēc")) is found


def test_wrong_rows_are_told(tmp_path: Path) -> None:
    table = tmp_path / "platforms.csv"
    table.write_text(f"{HEAD}x,,nowhere,a,3,seen\ny,z,html,a,3,seen\nw,,html,a,0,seen\n", encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        load(table)
    told = "\n".join(raised.value.faults)
    assert len(raised.value.faults) == 3
    assert ":2: where" in told
    assert ":4: points" in told
    assert "'z' is no platform" in told
