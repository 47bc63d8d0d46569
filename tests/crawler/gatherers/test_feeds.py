"""Feeds lead to pages; what is no feed, and what a feed should not do, leads nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.gatherers.feeds import faults, parse
from tests.crawler.gatherers.test_sitemap import LAUGHS, SPY
from tests.crawler.serving import Said, Served, page, visited

RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Z</title><link>https://a.lv/</link>
<item><title>1</title><link> https://a.lv/zinas/1 </link><guid>x</guid></item>
<item><guid isPermaLink="true">https://a.lv/zinas/2</guid></item><item><guid isPermaLink="false">https://a.lv/zinas/3</guid></item>
<item><title>nekas</title></item></channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://a.lv/"/>
<entry><link rel="enclosure" href="/a.mp3"/><link rel="alternate" href="/zinas/1"/></entry><entry><link href="/zinas/2"/></entry></feed>"""
LACKING = ["rss: no title", "rss: no link", "rss: no description", "item: no title or description"]
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item rdf:about="https://a.lv/zinas/1"><link>https://a.lv/zinas/1</link></item></rdf:RDF>"""


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (RSS, ("https://a.lv/zinas/1", "https://a.lv/zinas/2")),
        (b"\xef\xbb\xbf\n" + RSS, ("https://a.lv/zinas/1", "https://a.lv/zinas/2")),
        (RSS[: RSS.index(b'<item><guid isPermaLink="true')], ("https://a.lv/zinas/1",)),
        (ATOM, ("/zinas/1", "/zinas/2")),
        (RDF, ("https://a.lv/zinas/1",)),
        (b"<rss><channel></channel></rss>", ()),
        (b"<html><body><item><link>/x</link></item></body></html>", None),
        (b"", None),
        (b"\x00\x01", None),
        (b"teksts", None),
        (b"<rss>" + b"<item><link>/x</link></item>" * 1000, ("/x",) * 100),
    ],
    ids=["rss", "mark-and-line", "cut-off", "atom", "rdf", "empty", "html", "nothing", "bytes", "text", "very-long"],
)
def test_entries_are_read_as_far_as_they_go(body: bytes, found: tuple[str, ...] | None) -> None:
    assert parse(body) == found


@pytest.mark.parametrize("bomb", [LAUGHS, SPY], ids=["billion-laughs", "external-entity"])
def test_entities_are_not_expanded(bomb: bytes) -> None:
    found = parse(bomb.replace(b"urlset", b"rss").replace(b"url>", b"item>").replace(b"loc>", b"link>"))
    assert all(len(link) < 30 and "root" not in link for link in found or ())


def test_the_entries_of_a_feed_are_visited(tmp_path: Path) -> None:
    front = page("Sākums").body.replace(b"<main>", b'<link rel="alternate" type="application/rss+xml" href="/feed"><main>')
    comments = front.replace(b"<main>", b'<link rel="alternate" type="application/rss+xml" href="/comments/feed/"><main>')
    feed = b"<rss><channel><item><link>/zinas/1</link></item><item><link>https://cits.lv/</link></item></channel></rss>"
    with Served(
        {"/": Said(comments), "/feed": Said(feed, headers={"Content-Type": "application/rss+xml"}), "/zinas/1": page("Ziņa")}
    ) as site:
        seen = visited(site.url, tmp_path)
    assert seen.statuses == {"/": 200, "/zinas/1": 200}
    assert seen.artifact("feeds") == {
        "files": [{"url": f"{site.url}feed", "status": 200, "entries": 2, "reason": None, "kind": "rss", "faults": LACKING}],
        "urls": [f"{site.url}zinas/1"],
    }
    assert "/comments/feed/" not in site.paths


def test_what_a_format_requires_and_a_feed_lacks() -> None:
    assert faults(RSS) == ("rss", ("rss: no description", "item: no title or description"))
    assert faults(ATOM) == (
        "feed",
        ("feed: no title", "feed: no id", "feed: no updated", "entry: no title", "entry: no id", "entry: no updated"),
    )
    assert faults(RDF) == ("RDF", ("RDF: no title", "RDF: no link", "RDF: no description", "entry: no title"))
    whole = (
        b"<rss><channel><title>Z</title><link>https://a.lv/</link><description>D</description><item><title>1</title></item></channel></rss>"
    )
    assert faults(whole) == ("rss", ())


def test_a_site_without_feeds_says_so(tmp_path: Path) -> None:
    with Served({"/": page("S\u0101kums")}) as site:
        assert visited(site.url, tmp_path).artifact("feeds") == {"files": [], "urls": []}
