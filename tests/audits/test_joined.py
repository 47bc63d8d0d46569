"""Addresses joined by their letters are those that the rules of RFC 3986 give."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.joined import absolute

_PIECES = ["a", "b-1", "..", ".", "", "c.html", "ā", "x;y", "z:1", "%20", "d e"]
_ENDS = ["", "?", "?q=1", "?q=a/../b;c", "#", "#x", "#ā", "?q#x", "?ē=1"]
_paths = st.builds(lambda parts, end: "/".join(parts) + end, st.lists(st.sampled_from(_PIECES), max_size=6), st.sampled_from(_ENDS))
_starts = st.sampled_from(["https://www.piemers.test", "http://piemers.test:8080/", "HTTPS://Piemers.test/", "https://piemers.test/a/b/"])
_bases = st.builds(str.__add__, _starts, st.one_of(st.just(""), _paths.map("/".__add__), _paths))
_hrefs = st.one_of(_paths, _paths.map("/".__add__), _paths.map("../../".__add__), _paths.map("./".__add__), _bases, st.text(max_size=12))


@given(_bases, _hrefs)
def test_is_what_joining_by_all_rules_gives(base: str, href: str) -> None:
    try:
        expected = urldefrag(urljoin(base, href.strip())).url
    except ValueError:
        expected = href
    assert absolute(base, href) == expected


@pytest.mark.parametrize(
    ("href", "whole"),
    [
        ("../c.html#d", "https://piemers.test/c.html"),
        ("../../../c", "https://piemers.test/c"),
        ("../", "https://piemers.test/"),
        ("#virsraksts", "https://piemers.test/a/b.html"),
        ("c?d=../e", "https://piemers.test/a/c?d=../e"),
        ("mailto:dome@piemers.test", "mailto:dome@piemers.test"),
        ("http://[", "http://["),
    ],
)
def test_leads_where_a_browser_would_go(href: str, whole: str) -> None:
    assert absolute("https://piemers.test/a/b.html", href) == whole
