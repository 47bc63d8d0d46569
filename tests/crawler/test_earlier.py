"""The last good bundle as a visit uses it: what may be asked conditionally, what is found in it, and whose turn it is tonight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.earlier import Earlier, Turns, due
from data import rows
from data.bundle import BundleWriter
from data.errors import BundleCorrupt, BundleError
from data.types import Coverage, Document, Exchange, Missing, Page, Role
from tests.crawler.serving import institution

AT = datetime(2026, 11, 22, 21, tzinfo=UTC)
SITE = "http://a.lv/"
TAG = (("ETag", '"a"'),)


@given(st.text(min_size=1), st.integers(0, 10**6), st.integers(1, 60))
def test_of_as_many_nights_in_a_row_each_address_has_one(url: str, first: int, nights: int) -> None:
    assert sum(due(url, night, nights) for night in range(first, first + nights)) == 1


def test_every_night_has_its_share() -> None:
    counts = [sum(due(f"{SITE}lapa/{number}", night, 7) for number in range(700)) for night in range(7)]
    assert sum(counts) == 700
    assert min(counts) > 60


def exchange(path: str, body: str | None, headers: tuple[tuple[str, str], ...] = TAG, status: int = 200) -> Exchange:
    return Exchange(SITE + path, "GET", status, (), headers, body, AT, 5)


def bundle(path: Path) -> Path:
    manifest = {"institution": rows.institution_json(institution(SITE)), "started": rows.stamp(AT), "site": SITE}
    manifest |= {"settings": "s", "versions": {"app": "1", "axe": "4"}}
    with BundleWriter(path, manifest) as writer:
        kept = writer.blob(b"<html>")
        for name, depth, about in (
            ("", 0, exchange("", kept)),
            ("a", 1, exchange("a", kept)),
            ("bez-marka", 1, exchange("bez-marka", kept, ())),
            ("pazudis", 1, exchange("pazudis", "0" * 64)),
            ("kluda", 1, exchange("kluda", kept, status=500)),
            ("aizvests", 1, Missing("not-found", "HTTP 404")),
        ):
            writer.page(Page(SITE + name, Role.OTHER, depth, "t", about))
        writer.document(Document(f"{SITE}a.pdf", "pdf", 9, exchange("a.pdf", kept), facts={"pages": 3}))
        writer.document(Document(f"{SITE}b.pdf", "pdf", 9, exchange("b.pdf", kept), facts=Missing("too-large")))
        writer.snapshot(Coverage(8, 8, 0, 0, 0, "exhausted"), "complete")
        return writer.seal(())


@pytest.fixture
def earlier(tmp_path: Path) -> Iterator[Earlier]:
    with Earlier(bundle(tmp_path / "a.sqlite"), "piemers", Turns(1, 10**9), {}) as opened:
        yield opened


def test_what_may_be_asked_conditionally(earlier: Earlier) -> None:
    names = ("", "a", "bez-marka", "pazudis", "kluda", "aizvests", "a.pdf", "b.pdf", "jauns")
    asked = {name for name in names if earlier.conditions(SITE + name)}
    assert asked == {"a", "pazudis", "a.pdf"}, "no front page, no failure, nothing cut short, nothing without a validator"


def test_a_distrusted_server_is_not_asked_so(earlier: Earlier) -> None:
    assert earlier.forget(f"{SITE}a")
    assert not earlier.forget(f"{SITE}a")
    assert earlier.conditions(f"{SITE}a") is None
    earlier.distrust()
    assert earlier.conditions(f"{SITE}a.pdf") is None


def test_bodies_and_facts_are_those_of_the_same_bytes(earlier: Earlier) -> None:
    answer = earlier.conditions(f"{SITE}a")
    assert answer is not None
    kept = answer[0].body
    assert (earlier.body(kept), earlier.body("0" * 64), earlier.body(None)) == (b"<html>", None, None)
    assert (earlier.facts(kept, "1"), earlier.facts(kept, "2"), earlier.facts("0" * 64, "1")) == ({"pages": 3}, None, None)


def test_in_its_night_an_address_is_fetched_whole(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a.sqlite")
    asked = []
    for night in range(3):
        with Earlier(path, "piemers", Turns(night, 3), {}) as earlier:
            asked.append(earlier.conditions(f"{SITE}a") is None)
    assert asked.count(True) == 1


def test_the_bundle_of_another_body_is_refused(tmp_path: Path) -> None:
    path = bundle(tmp_path / "a.sqlite")
    with pytest.raises(BundleCorrupt, match="not to cits"):
        Earlier(path, "cits", Turns(0, 7), {})
    with pytest.raises(BundleError):
        Earlier(tmp_path / "nav", "cits", Turns(0, 7), {})
