"""What a report tells of a visit that took over what an earlier one had seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from data.bundle import Bundle, BundleWriter
from data.text import squeeze
from data.types import LOOK, Coverage, Exchange, Missing, Page, Role
from reports import body
from reports.visit import facts, statuses
from tests.reports import made

SITE = "https://piemers.test/"
SHOWN = datetime(2026, 11, 15, 21, 0, tzinfo=UTC)
AT = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)


def answer(url: str, status: int, *redirected_from: str) -> Exchange:
    return Exchange(url, "GET", status, (), (), None, AT, 20, redirected_from=redirected_from)


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """The front page came; a page that moved and one that is no page were renewed; one said 304 unasked."""
    manifest = {**made._manifest(made.institution(SITE), SITE), "started": AT.isoformat(), "versions": {"app": "0.1.0"}}
    with BundleWriter(tmp_path / "piemers.sqlite", manifest) as writer:
        front = answer(SITE, 200)
        look = {"at": SHOWN.isoformat(), "snapshot": "a" * 64}
        exchanges = [front, answer(f"{SITE}jauns", 304, f"{SITE}vecs"), answer(f"{SITE}tukss", 304), answer(f"{SITE}nelugts", 304)]
        for each in exchanges:
            writer.exchange(each, "page")
        for each in exchanges[1:3]:
            writer.log("renewed", url=each.url, snapshot="a" * 64)
        sent = writer.blob(b"<html lang=lv><title>Piemers</title></html>")
        writer.page(Page(SITE, Role.FRONT, 0, "", replace(front, body=sent), artifacts={"dom": sent, LOOK: look}))
        for path in ("vecs", "tukss", "nelugts"):
            writer.page(Page(f"{SITE}{path}", Role.OTHER, 1, "", Missing("soft-404")))
        writer.snapshot(Coverage(4, 1, 1, 0, 3, "exhausted"), "complete")
        writer.seal([])
    return Bundle(tmp_path / "piemers.sqlite")


def test_a_page_that_was_renewed_has_the_status_of_the_answer_that_holds(bundle: Bundle) -> None:
    with bundle:
        told = {url.removeprefix(SITE): status for url, status in statuses(bundle, bundle.snapshot()).items()}
    assert told == {"": 200, "vecs": 200, "tukss": 200, "nelugts": 304}


@pytest.mark.parametrize(
    ("lang", "when", "carried"),
    [
        ("lv", "jā (attēlota 15.11.2026.)", "pārlūkprogrammā atvērtas agrākā apmeklējumā, jo kopš tā nav mainījušās: 1"),
        ("en", "yes (shown on 15 November 2026)", "opened in a browser by an earlier visit, since when they have not changed: 1"),
    ],
)
def test_a_page_that_was_shown_earlier_says_when(bundle: Bundle, lang: str, when: str, carried: str) -> None:
    with bundle:
        assert facts(bundle, bundle.snapshot()).carried == 1
        tree = LexborHTMLParser(body.render(bundle, lang, catalogue=made.CATALOGUE, others=[])).body
    assert tree
    told = squeeze(tree.text(separator=" "))
    assert when in told
    assert carried in told
