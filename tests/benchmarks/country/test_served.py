"""The simulated country under a real crawl: what is planted from one night to the next shows as that, and nothing else does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest

from audits.labels import labelled
from benchmarks.country.fates import Change, Country
from benchmarks.country.served import Served, served
from benchmarks.country.truth import check, truth
from crawler.night.record import counting

PAGES = 60
PLANTED = (
    Change(0, 2, "statement", has=False),
    Change(1, 2, "e-mail", has=False),
    Change(2, 2, "security-headers-content-type-options", has=False),
    Change(3, 2, "budget", has=False),
)
COUNTRY = Country(6, 4, 2, outages=False, planted=PLANTED)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(COUNTRY, PAGES, tmp_path_factory.mktemp("country"), quiet=0.0) as running:
        yield running


def crawled(there: Served, folder: Path, night: int) -> dict[str, Path]:
    there.steer(night=night)
    limits = ("--delay", "0", "--pages", str(PAGES), "--render", "0", "--links-away", "0", "--jobs", "3")
    command = [sys.executable, "-c", "from data.cli import main; main()", "crawl", "--all", *there.flags, *limits]
    done = subprocess.run(
        [*command, "--run", f"n{night}", "--out", str(folder / str(night))], capture_output=True, text=True, env=os.environ, check=False
    )
    assert done.returncode in {0, 3}, done.stdout
    return counting(folder / str(night))


def test_what_was_planted_is_found_and_nothing_else(there: Served, tmp_path: Path) -> None:
    nights = [crawled(there, tmp_path, night) for night in (1, 2)]
    told = json.loads(json.dumps(truth(COUNTRY)))
    first, second = check(told, 1, nights[:1], labelled), check(told, 2, nights, labelled)
    assert (first.measured, second.measured) == (4, 4)
    assert (second.planted, second.found) == (4, 4)
    assert second.true, second


def test_a_page_that_did_not_change_is_not_sent_again(there: Served) -> None:
    tagged = next(place for place in COUNTRY.places if place.validators == "both")
    url = f"http://{tagged.address}:{there.port}/kontakti/"
    there.steer(night=1)
    with urlopen(Request(url, headers={"Host": tagged.host})) as answer:
        known = dict(answer.headers)
    for header, value in (("If-None-Match", known["ETag"]), ("If-Modified-Since", known["Last-Modified"])):
        with pytest.raises(HTTPError) as same:
            urlopen(Request(url, headers={"Host": tagged.host, header: value}))
        assert same.value.code == 304
        same.value.close()
    with urlopen(Request(url, headers={"Host": tagged.host, "If-None-Match": '"other"'})) as answer:
        assert answer.status == 200


def test_when_our_network_is_cut_nobody_answers(there: Served) -> None:
    place = COUNTRY.places[0]
    there.steer(cut="network")
    try:
        with pytest.raises((URLError, ConnectionError)):
            urlopen(Request(f"http://{place.address}:{there.port}/", headers={"Host": place.host}))
    finally:
        there.steer(cut="")
    with urlopen(Request(f"http://{place.address}:{there.port}/", headers={"Host": place.host})) as answer:
        assert answer.status == 200
