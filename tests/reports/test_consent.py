"""One site under each answer to its banner, side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.bundle import Bundle
from data.errors import ConfigError
from reports.consent import State, compared, lines
from tests.data.nights import seal

FRONT, CONTACT = "https://piemers.lv/", "https://piemers.lv/kontakti"


def state(asked: str, cookies: str = "", hosts: str = "", *, reached: bool = True, **violations: int) -> State:
    return State(asked, frozenset(cookies.split()), frozenset(hosts.split()), violations, "generic", reached)


def test_each_page_and_all_of_them_and_what_differs() -> None:
    states = {
        "none": {FRONT: state("none", "PHPSESSID", region=1), CONTACT: state("none", "PHPSESSID")},
        "accept": {FRONT: state("accept", "PHPSESSID _ga", "stats.test", region=1), CONTACT: state("accept", "PHPSESSID", reached=False)},
    }
    told = [line.split("\t") for line in lines(states)]
    head, front, contact, together = told[:4]
    assert head[:3] == ["page", "cookies:none", "cookies:accept"]
    assert front[:5] == [FRONT, "1", "2", "0", "1"]
    assert contact[0] == CONTACT
    assert together[0] == "all 1 pages that were seen in each state"
    assert together[1:5] == ["1", "2", "0", "1"]
    assert any("_ga" in cell for line in told[4:] for cell in line)


def test_a_bundle_without_banners_is_refused(tmp_path: Path) -> None:
    path = seal(tmp_path / "a.sqlite", "rezekne", 1, ())
    with Bundle(path) as one, pytest.raises(ConfigError, match="--render"):
        compared([one])
