"""The page of a dossier: what it tells, that nothing in it runs, that the same gives the same; opened in a real Chromium and printed."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from crawler import axe, paper
from data.settings import Settings
from reports.dossier import page
from reports.dossier.gather import Dossier
from reports.dossier.shown import visited
from tests.reports import made as seen_site
from tests.reports.dossier import made
from tests.reports.test_seen import _AXE

LANGS = ("lv", "en")
WIDTHS = (1280, 360)


def html(dossier: Dossier, lang: str) -> str:
    look = dossier.look
    assert look
    with visited(look.bundle, look.snapshot) as visit:
        return page.render(dossier, visit, lang, [each for each in LANGS if each != lang])


def words(dossier: Dossier, lang: str) -> str:
    body = LexborHTMLParser(html(dossier, lang)).body
    assert body
    return " ".join(body.text(separator=" ").split())


def test_a_contradicted_answer_is_told_with_all_that_speaks_of_it() -> None:
    told = words(made.dossier(reply_to="raksti@piemers.lv"), "en")
    assert "Seen after the answer. The answer was given on 20 November 2026, the site was seen on 23 November 2026." in told
    assert "The chance that the conclusion is right: more than 99%." in told
    assert "The indicator found it on 9, missed it on 1, and gave no answer on 0 (recall 90%)" in told
    assert "Sites of which the indicator said that they have it: 10; rightly so: 9 (precision 90%)" in told
    assert "Values checked: 4; read rightly: 3." in told
    assert "Also accepted: a document" in told
    assert "Send the saved workbook to: raksti@piemers.lv." in told
    assert seen_site.bundles()[0].snapshot().id in told


def test_a_draft_says_that_nothing_follows_and_a_notice_that_something_does() -> None:
    assert "Notice has not been given yet" in words(made.dossier(), "en")
    issued = words(made.dossier([made.notice()]), "en")
    assert "Notice has not been given yet" not in issued
    assert "Please reply by 8 December 2026 (inclusive)" in issued


def test_replies_and_until_when_they_hold() -> None:
    told = words(made.dossier([made.notice()], [made.reply(made.AT + timedelta(days=30))]), "lv")
    assert "Jūs esat iebilduši 24.11.2026.:" in told
    assert "Iebildums ir spēkā līdz 24.12.2026." in told
    assert "bet iestāde iebildusi; skaita atbildi, līdz to izskata" in told


def test_parts_are_apart() -> None:
    tree = LexborHTMLParser(html(made.dossier(), "lv"))
    assert len(tree.css("#contradicted article")) == 1
    assert [len(tree.css(f"#{part} tbody tr")) for part in ("partly", "unsure", "modest")] == [1, 1, 1]
    assert [each.text() for each in tree.css(".tile b")] == ["2", "1", "1", "1", "1"]


def test_the_very_place_is_framed_and_without_a_bundle_there_is_no_picture() -> None:
    tree = LexborHTMLParser(html(made.dossier(), "lv"))
    pictures = [each.attributes["alt"] or "" for each in tree.css("#contradicted img")]
    assert pictures
    assert all("ar ierāmētu vietu" in alt for alt in pictures)
    bare = html(made.dossier(bundle=False), "lv")
    assert "<img" not in bare
    assert "tāpēc ekrānattēlu nav" in bare


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_of_others_is_markup(lang: str) -> None:
    told = html(made.dossier([made.notice()], [made.reply()]), lang)
    tree = LexborHTMLParser(told)
    assert "<script" not in told
    assert 'href="javascript' not in told
    assert not tree.css("[onerror]")
    assert "Content-Security-Policy" in told
    assert len(told.encode()) < page.LARGEST


def test_same_dossier_same_bytes() -> None:
    assert html(made.dossier(), "lv") == html(made.dossier(), "lv")


def test_no_name_leads_out_of_the_folder() -> None:
    assert page.stem(made.dossier()) == "dossier.piemers"
    away = Dossier("../../etc/x", made.dossier().name, made.dossier().found, (), made.dossier().order, ())
    assert page.stem(away) == "dossier.-..-etc-x"


@cache
def looked_at() -> dict[tuple[str, int], Any]:
    folder = seen_site.bundles()[0].path.parent

    def look(browser: Browser, lang: str, width: int) -> dict[str, Any]:
        path = folder / f"dossier.{lang}.html"
        path.write_text(html(made.dossier([made.notice()], [made.reply()]), lang), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        opened = context.new_page()
        told: list[str] = []
        opened.on("console", lambda message: told.append(message.text))
        opened.on("request", lambda request: told.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
        opened.goto(path.as_uri())
        opened.evaluate(axe.script(Settings()))
        found = {
            "told": told,
            "axe": opened.evaluate(_AXE),
            "scroll": opened.evaluate("document.documentElement.scrollWidth"),
            "hit": opened.evaluate("'hit' in window"),
        }
        context.close()
        return found

    return seen_site.with_browser(lambda browser: {(lang, width): look(browser, lang, width) for lang in LANGS for width in WIDTHS})


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
def test_looked_at(lang: str, width: int) -> None:
    assert looked_at()[lang, width] == {"told": [], "axe": [], "scroll": width, "hit": False}


@pytest.mark.parametrize("lang", LANGS)
def test_printed(lang: str) -> None:
    looked_at()
    source = seen_site.bundles()[0].path.parent / f"dossier.{lang}.html"
    paper.print_pdf({source: source.with_suffix(".pdf")}, Settings())
    document = pypdfium2.PdfDocument(source.with_suffix(".pdf"))
    first = document[0].get_textpage().get_text_range()
    assert document.is_tagged()
    assert {"lv": "anketas atbilžu pārbaude", "en": "check of the survey answers"}[lang] in document.get_metadata_dict()["Title"]
    assert "dossier.piemers" in first
    assert f"/Lang ({lang})".encode() in source.with_suffix(".pdf").read_bytes()
    document.close()
