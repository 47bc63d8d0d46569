"""Looks in which a browser showed a page: what it made of the same bytes, what another browser made of it, and what only took its time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from audits.labels import labelled
from audits.sides import Side
from audits.transfers import loads
from crawler.demo_server import DemoServer
from crawler.progress import Progress
from crawler.visit import Job
from crawler.visits import run_visits
from data import registry
from data.bundle import Bundle
from data.change import Change, Label
from data.types import Json, Missing
from tests.audits.nights import Night, again
from tests.crawler.serving import settings

OTHER = {"versions": {"chromium": "999"}}
SHELL = "<html lang='lv'><head><title>Sārtupe</title></head><body><script src='/a.js'></script></body></html>"


@pytest.fixture(scope="module")
def visited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bundle]:
    """A demonstration site, the front page of which a browser showed."""
    path = tmp_path_factory.mktemp("bundles") / "sartupe.sqlite"
    with DemoServer() as demo:
        chosen = settings(hosts=demo.hosts, ca=demo.ca, allow=tuple(demo.allow), render=1, pages=8, seconds=120.0)
        body = registry.load(demo.registry).institutions["sartupe"]
        run_visits([Job(body, "first", chosen, path)], Progress(quiet=True))
    with Bundle(path) as made:
        assert Side(made).shown("/")
        yield made


def turned(visited: Bundle, folder: Path, first: Night, later: Night) -> Mapping[str, Change]:
    """What is said otherwise of the front page, by indicator."""
    one, two = again(visited, folder / "first.sqlite", first), again(visited, folder / "later.sqlite", later)
    with Bundle(one) as before, Bundle(two) as after:
        return {each.indicator: each for each in labelled(before, after) if each.subject == front(visited)}


def front(bundle: Bundle) -> str:
    return str(bundle.manifest["site"])


def of_front(visited: Bundle, **other: Json | Missing) -> Mapping[str, Mapping[str, Json | Missing]]:
    """What a browser gathered of the front page, but for what is another."""
    [page] = [page for page in visited.snapshot().pages if page.url == front(visited)]
    return {page.url: {**page.artifacts, **other}}


def _quiet(visited: Bundle) -> Mapping[str, Mapping[str, Json | Missing]]:
    """A front page in which axe finds nothing any more."""
    [told] = of_front(visited).values()
    axe = told["axe"]
    assert not isinstance(axe, Missing)
    return of_front(visited, axe={**axe, "violations": []})


def _grown(url: str, html: str) -> str:
    return html.replace("</body>", f"<!-- {url} --></body>")


@pytest.mark.parametrize(
    ("later", "label"),
    [(Night(facts=OTHER), Label.TOOL), (Night(), Label.SAMPLING), (Night(_grown), Label.SITE), (Night(_grown, facts=OTHER), Label.TOOL)],
    ids=["another browser", "the same bytes", "other bytes", "both"],
)
def test_what_axe_finds_in_a_real_rendering(visited: Bundle, tmp_path: Path, later: Night, label: Label) -> None:
    found = turned(visited, tmp_path, Night(), replace(later, artifacts=_quiet(visited)))
    assert {"wcag-1-1-1", "wcag-1-4-3", "axe-best-practice"} <= found.keys()
    assert {each.label for each in found.values()} == {label}
    if label == Label.TOOL:
        assert all("-> 999" in each.why for each in found.values())


def _shell(_url: str, _html: str) -> str:
    return SHELL


def _without(_url: str, dom: str) -> str:
    return dom.replace(' name="viewport"', "")


@pytest.mark.parametrize(
    ("later", "label"),
    [
        (Night(_shell, shown=_without, facts=OTHER), Label.TOOL),
        (Night(_shell, shown=_without), Label.SAMPLING),
        (Night(lambda url, html: _grown(url, _shell(url, html)), shown=_without), Label.SITE),
    ],
    ids=["another browser", "the same bytes", "other bytes"],
)
def test_what_is_read_off_the_page_that_scripts_built(visited: Bundle, tmp_path: Path, later: Night, label: Label) -> None:
    found = turned(visited, tmp_path, Night(_shell), later)
    assert found["viewport"].label == label
    assert found["viewport"].evidence[0].sha256 in _doms(tmp_path / "later.sqlite")


def test_a_page_of_scripts_that_was_not_opened_this_time(visited: Bundle, tmp_path: Path) -> None:
    found = turned(visited, tmp_path, Night(_shell), Night(_shell, artifacts={front(visited): {}}))
    assert found["viewport"].label == Label.SAMPLING
    assert Label.SITE not in {each.label for each in found.values()}


def _doms(path: Path) -> frozenset[str]:
    with Bundle(path) as bundle:
        return Side(bundle).pictures


def _timed(visited: Bundle, first_byte: float | None, largest: float) -> Night:
    told = loads({"first_byte": first_byte, "largest_paint": largest, "layout_shift": 0.0})
    return Night(artifacts=of_front(visited, **told))


@pytest.mark.parametrize(
    ("first_byte", "largest", "moved"),
    [
        (90.0, 400.0, set()),
        (700.0, 1600.0, set()),
        (1300.0, 1600.0, {"time-to-first-byte"}),
        (300.0, 2600.0, {"largest-contentful-paint"}),
        (None, 400.0, {"time-to-first-byte"}),
    ],
)
def test_a_duration_is_another_answer_only_beyond_its_tolerance(
    visited: Bundle, tmp_path: Path, first_byte: float | None, largest: float, moved: set[str]
) -> None:
    found = turned(visited, tmp_path, _timed(visited, 120.0, 480.0), _timed(visited, first_byte, largest))
    assert found.keys() == moved
    assert {each.label for each in found.values()} <= {Label.SAMPLING}
