"""Site maps are read whatever their state, and expand to nothing they should not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from crawler.gatherers.sitemap import Listing, parse
from tests.crawler.serving import Said, Served, page, robots, visited

URL = "https://a.lv/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
ONE = f"<urlset {NS}><url><loc> https://a.lv/x </loc></url></urlset>".encode()
LAUGHS = b"""<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">]>
<urlset><url><loc>https://a.lv/&f;</loc></url></urlset>"""
SPY = b"""<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://a.lv/&f;</loc></url></urlset>"""


@pytest.mark.parametrize(
    ("body", "listing"),
    [
        (ONE, Listing("urlset", ("https://a.lv/x",))),
        (b"\xef\xbb\xbf" + ONE, Listing("urlset", ("https://a.lv/x",))),
        (gzip.compress(ONE), Listing("urlset", ("https://a.lv/x",))),
        (
            f"<sitemapindex {NS}><sitemap><loc>/m.xml</loc></sitemap></sitemapindex>".encode(),
            Listing("sitemapindex", ("https://a.lv/m.xml",)),
        ),
        (ONE.replace(b"</urlset>", b"<url><loc>https://a.lv/y</loc>"), Listing("urlset", ("https://a.lv/x", "https://a.lv/y"))),
        (b"<urlset></urlset>", Listing("urlset")),
        (b"<html><body>404</body></html>", Listing("invalid")),
        (b"", Listing("invalid")),
        (b"nothing", Listing("invalid")),
        (ONE.replace(b"<url>", b"<url><loc>http://[bad</loc></url><url>"), Listing("urlset", ("https://a.lv/x",))),
        (gzip.compress(b"<urlset>" + bytes(3_000_000)), Listing("invalid")),
        (b"\x1f\x8bbroken", Listing("invalid")),
        (gzip.compress(ONE[:-9])[:-6], Listing("urlset", ("https://a.lv/x",))),
        (ONE + b"<url><loc>https://a.lv/y</loc></url>", Listing("urlset", ("https://a.lv/x",))),
        (ONE.replace(b"</urlset>", b"<url><loc>https://a.lv/y"), Listing("urlset", ("https://a.lv/x",))),
        (
            ONE.decode().replace("<urlset", '<?xml version="1.0" encoding="UTF-16"?><urlset').encode("utf-16"),
            Listing("urlset", ("https://a.lv/x",)),
        ),
        (b"\xef\xbb\xbfhttps://a.lv/x\r\n\r\nhttps://a.lv/y\nnav adrese\n", Listing("text", ("https://a.lv/x", "https://a.lv/y"))),
        (b"<rss><channel><link>/</link><item><link>/x</link></item></channel></rss>", Listing("feed", ("https://a.lv/x",))),
        (
            ONE.replace(b"</url>", b'<xhtml:link xmlns:xhtml="x" rel="alternate" hreflang="en" href="/en/x"/></url>'),
            Listing("urlset", ("https://a.lv/x", "https://a.lv/en/x")),
        ),
        (b"<urlset>" + b"<url><loc>https://a.lv/x</loc></url>" * 9 + b"</urlset>", Listing("urlset", ("https://a.lv/x",))),
    ],
    ids=[
        "plain",
        "bom",
        "gzip",
        "index",
        "cut-off",
        "empty",
        "html",
        "nothing",
        "text",
        "bad-address",
        "bomb",
        "broken-gzip",
        "cut-off-gzip",
        "two-roots",
        "cut-off-address",
        "utf-16",
        "plain-text",
        "feed",
        "languages",
        "repeated",
    ],
)
def test_states(body: bytes, listing: Listing) -> None:
    assert parse(body, URL, 1_000_000) == listing


@pytest.mark.parametrize("body", [LAUGHS, SPY], ids=["billion-laughs", "external-entity"])
def test_entities_are_not_expanded(body: bytes) -> None:
    assert all(len(url) < 30 and "root" not in url for url in parse(body, URL, 1_000_000).locations)


def test_an_index_named_by_robots_is_followed_and_foreign_maps_are_not(tmp_path: Path) -> None:
    with Served({"/": page("Sākums"), "/x": page("X")}) as site:
        site.routes["/robots.txt"] = robots(f"Sitemap: {site.url}karte.xml")
        index = (
            f"<sitemapindex><sitemap><loc>{site.url}a.xml</loc></sitemap><sitemap><loc>https://cits.lv/b.xml</loc></sitemap></sitemapindex>"
        )
        site.routes["/karte.xml"] = Said(index.encode())
        site.routes["/a.xml"] = Said(f"<urlset><url><loc>{site.url}x</loc></url></urlset>".encode())
        found = visited(site.url, tmp_path).artifact("sitemap")
    assert found == {
        "files": [
            {"url": f"{site.url}karte.xml", "status": 200, "kind": "sitemapindex", "locs": 2},
            {"url": f"{site.url}a.xml", "status": 200, "kind": "urlset", "locs": 1},
        ],
        "urls": [f"{site.url}x"],
        "in_robots": True,
        "foreign": {},
        "unread": 0,
    }


def test_a_map_named_by_its_path_is_read(tmp_path: Path) -> None:
    with Served({"/": page("Sākums"), "/a": page("A")}) as site:
        site.routes["/robots.txt"] = robots("Sitemap: /karte.xml")
        site.routes["/karte.xml"] = Said(f"<urlset><url><loc>{site.url}a</loc></url></urlset>".encode())
        seen = visited(site.url, tmp_path)
    assert seen.artifact("sitemap")["urls"] == [f"{site.url}a"]
    assert seen.artifact("sitemap")["in_robots"] is True
