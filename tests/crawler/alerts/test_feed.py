"""Feeds are valid Atom, keep their ids for ever, and hold what sites said as text only."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]

from crawler.alerts.book import Kept
from crawler.alerts.feed import ENTRIES, feed, write
from data.errors import ConfigError
from data.types import Evidence, Text
from tests.crawler.alerts.atom import ATOM
from tests.crawler.alerts.servers import message
from tests.crawler.alerts.turning import AT

_SCHEMA = etree.RelaxNG(etree.fromstring(ATOM))


def _kept(*names: str, excerpt: str = "") -> list[Kept]:
    return [Kept(alert, AT) for alert in message(*names, excerpt=excerpt).alerts]


def _assert_valid(data: bytes) -> None:
    _SCHEMA.assertValid(etree.fromstring(data))


def test_feed_is_valid_and_read_by_readers() -> None:
    data = feed("riga", _kept("riga"), "lv", "https://example.lv/feeds/")
    _assert_valid(data)
    read = feedparser.parse(data)
    assert not read.bozo
    assert read.feed.title == "eindekss: ziņas par vietnēm: riga"
    assert read.feed.language == "lv"
    entry = read.entries[0]
    assert entry.title == "Svarīgi: riga. gone: bija izpildīts, ir nav izpildīts, naktis: 1."
    assert "ab" * 32 in entry.content[0].value
    assert [link.href for link in entry.links] == ["https://riga.test/"]


def test_feed_without_alerts_is_valid() -> None:
    _assert_valid(feed("all", [], "en"))


def test_ids_stay_and_languages_have_their_own() -> None:
    first, again = feed("riga", _kept("riga"), "lv"), feed("riga", _kept("cesis", "riga"), "lv")
    ids = [[each.id for each in feedparser.parse(data).entries] for data in (first, again, feed("riga", _kept("riga"), "en"))]
    assert set(ids[0]) <= set(ids[1])
    assert not set(ids[0]) & set(ids[2])


@given(name=st.text(min_size=1).filter(str.strip), excerpt=st.text(max_size=300), url=st.text())
def test_hostile_words_leave_it_valid(name: str, excerpt: str, url: str) -> None:
    alert = message("riga", excerpt=excerpt).alerts[0]
    change = replace(alert.items[0].change, evidence=(Evidence(url, excerpt=excerpt), Evidence(f"https://riga.test/{url}")), subject=url)
    bad = replace(alert, items=(replace(alert.items[0], name=Text(name, name), change=change),))
    for lang in ("lv", "en"):
        _assert_valid(feed("riga", [Kept(bad, AT)], lang))


def test_markup_in_evidence_is_only_text() -> None:
    data = feed("riga", _kept("riga", excerpt="]]></content><script>alert(1)</script>"), "lv")
    root = ET.fromstring(data)  # noqa: S314
    content = root.findtext(".//{http://www.w3.org/2005/Atom}content") or ""
    assert "<script>" not in content
    assert "&lt;script&gt;" in content


def test_files_are_written_when_they_change(tmp_path: Path) -> None:
    assert len(write(tmp_path, _kept("riga", "cesis"))) == 6
    assert write(tmp_path, _kept("riga", "cesis")) == []
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{name}.atom" for name in ("all", "all.en", "riga", "riga.en", "cesis", "cesis.en")
    }


def test_feed_holds_the_newest_only(tmp_path: Path) -> None:
    write(tmp_path, _kept("riga") * (ENTRIES + 5))
    assert len(feedparser.parse((tmp_path / "riga.atom").read_bytes()).entries) == ENTRIES


def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="--feeds"):
        write(tmp_path / "file", _kept("riga"))
