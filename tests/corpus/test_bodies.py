"""The corpus is what it says it is: enough bodies of different make, every page and file there, every truth about a known question."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from audits import catalogue
from tests.corpus.bodies import Body, bodies, truth
from tests.corpus.served import routes

ALL = bodies("dev", "test")
EACH = pytest.mark.parametrize("body", ALL, ids=[f"{body.half}-{body.id}" for body in ALL])
_NO_PAGES = ("mailto:", "tel:", "javascript:")
KNOWN = frozenset(indicator.audit.id for indicator in catalogue.load())


def test_there_are_enough_of_different_make() -> None:
    assert len(ALL) >= 12
    assert len({body.shape for body in ALL}) >= 6
    assert {half: len(bodies(half)) >= 6 for half in ("dev", "test")} == {"dev": True, "test": True}


@EACH
def test_the_front_page_is_there_and_addresses_are_given_once(body: Body) -> None:
    paths = [sheet.path for sheet in body.pages] + [file.path for file in body.files]
    assert "/" in paths
    assert len(paths) == len(set(paths))
    assert routes(body).keys() >= set(paths)


@EACH
def test_a_link_that_leads_nowhere_is_a_truth(body: Body) -> None:
    told = truth(body)["answers"]["broken-links"]
    known, pages = routes(body), body.served()
    places = {place for path, sheet in pages.items() for place in _places(path, sheet.raw)}
    lost = {place for place in places if not {place, place.split("?")[0], "*"} & known.keys()}
    assert (told["is"] == "absent") or not lost, lost


@EACH
def test_truths_are_about_known_questions(body: Body) -> None:
    told = truth(body)
    assert set(told["answers"]) <= KNOWN
    assert len(told["answers"]) > 100
    assert {answer["is"] for answer in told["answers"].values()} <= {"present", "absent", "none"}
    assert {service["level"] for service in told["services"]} <= set(range(7))


def test_present_and_absent_both_occur_of_most_questions() -> None:
    seen: dict[str, set[str]] = {}
    for body in ALL:
        for indicator, answer in truth(body)["answers"].items():
            seen.setdefault(indicator, set()).add(answer["is"])
    asked = {indicator.audit.id for indicator in catalogue.load() if not indicator.audit.measures} & seen.keys()
    both = [indicator for indicator in asked if {"present", "absent"} <= seen[indicator]]
    assert len(both) > 0.8 * len(asked)


def _places(path: str, html: str) -> set[str]:
    """The own addresses that a page links to, without fragments; a search is answered without its words."""
    here = "http://body.test"
    links = (node.attributes.get("href") or "" for node in LexborHTMLParser(html).css("a[href]"))
    found = (urldefrag(urljoin(f"{here}{path}", link)).url for link in links if not link.startswith(_NO_PAGES))
    return {place.removeprefix(here) or "/" for place in found if place.startswith(here)}
