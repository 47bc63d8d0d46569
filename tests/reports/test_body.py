"""What the report of one institution tells, read as HTML."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from audits.audit import Indicator
from data.bundle import Bundle
from data.errors import FOR_THE_SCORE
from data.text import squeeze
from data.types import Evidence, Finding, Observation, Outcome
from reports import body
from reports.sheet import address, href, language
from tests.reports import made

LANGS = ("lv", "en")


@cache
def report(place: int, lang: str) -> LexborHTMLParser:
    return LexborHTMLParser(body.render(made.bundles()[place], lang, catalogue=made.CATALOGUE, others=["en" if lang == "lv" else "lv"]))


def text(node: LexborNode | None) -> str:
    return squeeze(node.text(deep=True, separator=" ")) if node else ""


def texts(tree: LexborHTMLParser | LexborNode, selector: str) -> list[str]:
    return [text(node) for node in tree.css(selector)]


@pytest.mark.parametrize(
    ("lang", "title", "heading"),
    [
        ("lv", "Piemēra novada pašvaldība: tīmekļvietnes pārskats", "Piemēra novada pašvaldība"),
        ("en", "Example municipality: website report", "Example municipality"),
    ],
)
def test_head(lang: str, title: str, heading: str) -> None:
    tree = report(0, lang)
    html = tree.css_first("html")
    assert html
    assert html.attributes["lang"] == lang
    assert texts(tree, "title") == [title]
    assert texts(tree, "h1") == [heading]


def test_totals_count_indicators_not_pages() -> None:
    assert texts(report(0, "en"), ".tile") == ["4 failed", "1 can’t tell", "1 not measured", "3 passed", "1 not applicable"]
    assert texts(report(0, "lv"), ".tile") == ["4 neatbilst", "1 nevar pateikt", "1 bez mērījuma", "3 atbilst", "1 neattiecas"]


def test_picture_of_themes_has_a_mark_for_each_indicator_and_words_for_each_picture() -> None:
    marks = {node.attributes["aria-label"]: len(node.css("svg")) for node in report(0, "en").css(".marks")}
    assert marks == {
        "Accessibility: 2 failed, 1 can’t tell": 3,
        "Content: 1 passed": 1,
        "Council: 1 not applicable": 1,
        "Openness: 1 passed": 1,
        "Other indicators: 1 failed": 1,
        "Security: 1 not measured": 1,
        "Services: 1 failed, 1 passed": 2,
    }


def test_findings_stand_in_the_order_of_their_reach() -> None:
    found = report(0, "lv").css("article.finding")
    told = [(node.attributes["id"], *texts(node, ".tags li")[:2]) for node in found]
    assert told == [
        ("i-image-alternative", "Lapas ar kļūdu: 4 (apskatītas 6), arī sākumlapa", "svars 15"),
        ("i-contrast", "Lapas ar kļūdu: 3 (apskatītas 6), arī sākumlapa", "svars 14"),
        ("i-no-longer-known", "Vērtēta visa vietne", "svars 10"),
        ("i-service-fee", "Pakalpojumi ar kļūdu: 1 (apskatīti 2)", "svars 3"),
    ]
    assert len(texts(found[0], ".place")) == 4
    assert "Izlabojiet to lapas veidnē." in text(found[0])


def test_a_heading_says_that_what_it_names_fails() -> None:
    assert texts(report(0, "lv"), "#i-contrast h3") == ["Neatbilst: Teksts ir salasāms"]
    assert texts(report(0, "en"), "#i-contrast h3") == ["Failed: Text is legible"]


def test_evidence_shows_the_framed_place_and_how_to_find_it() -> None:
    [finding] = report(0, "en").css("#i-contrast")
    evidence = finding.css(".evidence")[0]
    image = evidence.css_first("img")
    assert image
    assert str(image.attributes["src"]).startswith("data:image/webp;base64,")
    assert image.attributes["alt"] == "Part of the page “Piemēra novads” with the place framed"
    assert "#pale" in text(evidence)
    assert "Seen 23\u00a0November 2026 at 03:00\u00a0UTC".replace("\u00a0", " ") in text(evidence).replace("\u00a0", " ")


@pytest.mark.parametrize("lang", LANGS)
def test_words_of_the_site_are_marked_with_its_language(lang: str) -> None:
    quotes = report(0, lang).css("#i-image-alternative blockquote")
    assert sorted({str(node.attributes["lang"]) for node in quotes}) == ["en", "lv"]


def test_what_is_not_known_says_why_and_what_to_do() -> None:
    section = report(0, "lv").css("#unmeasured .card")
    assert [texts(card, "h3")[0] for card in section] == [
        "Serveris nepieņēma savienojumu",
        "Vietne netika apskatīta pilnībā",
        "Adreses, kurās nebija ko vērtēt",
    ]
    assert "Atkārtojiet apmeklējumu vēlāk." in text(section[0])
    assert "Sertifikāts ir derīgs: bez mērījuma" in text(section[0])
    assert texts(section[2], "summary") == [
        "Lapas nav: 1 adrese",
        "Sasniegts lapu skaita ierobežojums: 1 adrese",
        "robots.txt to neatļauj: 1 adrese",
    ]


def test_measured_values_are_told_as_the_language_writes_them() -> None:
    assert [texts(row, "th, td") for row in report(0, "lv").css("#values tbody tr")] == [
        ["Jaunumu skaits", "Saturs", "12 345", "jaunumi"],
    ]
    assert [texts(row, "th, td") for row in report(0, "en").css("#values tbody tr")] == [
        ["Number of news items", "Content", "12,345", "news items"],
    ]


def test_services_are_an_inventory() -> None:
    assert [texts(row, "th, td") for row in report(0, "lv").css("#services tbody tr")] == [
        ["Pieteikšana bērnudārzam", "4 – tiešsaistes veidlapa", "neatbilst"],
        ["Koku ciršanas atļauja", "1,5", "atbilst"],
    ]


def test_every_page_is_listed_with_what_became_of_it() -> None:
    rows = [texts(row, "td") for row in report(0, "en").css("#pages tbody tr")]
    assert len(rows) == 10
    assert ["other page", "404: There is no such page", "no"] in rows
    assert ["other page", "Robots.txt disallows it", "no"] not in rows
    assert ["other page", "robots.txt disallows it", "no"] in rows
    assert ["front page", "200", "yes"] in rows


@pytest.mark.parametrize(
    ("place", "lang", "banner"),
    [
        (0, "en", "The reason: some addresses could not be looked at."),
        (1, "lv", "Iemesls: sasniegts lapu skaita ierobežojums."),
        (1, "en", "The reason: the limit on pages was reached."),
    ],
)
def test_an_incomplete_visit_says_so_at_the_top(place: int, lang: str, banner: str) -> None:
    assert banner in texts(report(place, lang), ".banner")[0]


def test_how_the_visit_was_made_and_how_to_repeat_it() -> None:
    told = text(report(0, "en").css_first("#visit"))
    for words in ("7 min 5 s", "9 found, 7 read, 6 opened in a browser, 1 refused, 0 failed", "eindekss replay piemers.sqlite", "axe 4.14"):
        assert words in told.replace("\u00a0", " ")
    assert made.bundles()[0].snapshot_id in told


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_names_are_only_text(lang: str) -> None:
    tree = report(1, lang)
    assert texts(tree, "h1") == [squeeze(made.HOSTILE)]
    assert tree.css("script") == []
    assert tree.css("[onerror]") == []
    schemes = {str(node.attributes["href"]).split(":")[0] for node in tree.css("a[href]")}
    assert schemes <= {"http", "https", "#", "report.lv.html", "report.en.html"} | {scheme for scheme in schemes if scheme.startswith("#")}


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://www.piemers.lv/a?b=c", "https://www.piemers.lv/a?b=c"),
        (" http://piemers.lv", "http://piemers.lv"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//piemers.lv", ""),
        ("http://", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_are_links(url: str, followed: str) -> None:
    assert href(url) == followed


def test_long_addresses_are_shortened_in_the_middle() -> None:
    shown = address(f"https://www.piemers.lv/{'a' * 300}/beigas.pdf")
    assert len(shown) == 90
    assert shown.startswith("piemers.lv/aaa")
    assert shown.endswith("/beigas.pdf")


@pytest.mark.parametrize(("declared", "told"), [("en", "en"), ("lv", "lv"), (None, "lv"), ('"><b', "lv"), ("", "lv")])
def test_language_of_the_site(declared: str | None, told: str) -> None:
    assert language(declared) == told


def test_report_of_very_much_stays_small() -> None:
    bundle = made.bundles()[0]
    snapshot = bundle.snapshot()
    seen = Evidence(snapshot.site, "0" * 64, "#a > b" * 30, "ā" * 300, None, made.STARTED)
    many = [
        Observation(snapshot.id, f"rule-{rule}", 1, "page", f"{snapshot.site}{page}", Finding(Outcome.FAILED, 20, (seen,) * 20))
        for rule in range(150)
        for page in range(150)
    ]
    html = body.render(bundle, "lv", many, made.CATALOGUE)
    assert len(html.encode()) < body.LARGEST
    assert "Vēl" in html


def test_nothing_judged_is_told_too() -> None:
    tree = LexborHTMLParser(body.render(made.bundles()[0], "en", [], made.CATALOGUE))
    assert "No indicator was found to fail." in text(tree.css_first("#findings"))


def test_written_files_and_their_links_to_each_other(tmp_path: Path) -> None:
    written = body.write(made.bundles()[0], tmp_path / "new", LANGS)
    assert [path.name for path in written] == ["report.lv.html", "report.en.html"]
    assert 'href="report.en.html"' in written[0].read_text(encoding="utf-8")
    [alone] = body.write(made.bundles()[0], tmp_path / "one", ["lv"])
    assert "report.en.html" not in alone.read_text(encoding="utf-8")


def test_same_bundle_gives_the_same_report() -> None:
    catalogue: tuple[Indicator, ...] = made.CATALOGUE
    bundle = made.bundles()[0]
    assert body.render(bundle, "lv", catalogue=catalogue) == body.render(bundle, "lv", catalogue=catalogue)


@pytest.mark.parametrize(
    ("lang", "heading", "reason"),
    [
        ("lv", "Apmeklējums neizdevās", "vietnes domēna vārdu neizdevās atrast"),
        ("en", "This visit failed", "the host name could not be resolved"),
    ],
)
def test_a_failed_visit_says_why_and_blames_nobody(tmp_path: Path, lang: str, heading: str, reason: str) -> None:
    with Bundle(made.failed(tmp_path / "nav.sqlite")) as bundle:
        tree = LexborHTMLParser(body.render(bundle, lang, catalogue=made.CATALOGUE))
    [banner] = texts(tree, ".banner.bad")
    assert banner.startswith(heading)
    assert reason in banner
    assert texts(tree, "article.finding") == []


@pytest.mark.parametrize(
    ("reason", "told"), [("block-page", True), ("challenge", True), ("robots", True), ("dns", False), ("login", False)]
)
def test_who_shut_us_out_is_told_how_to_let_us_in(reason: str, told: bool, tmp_path: Path) -> None:  # noqa: FBT001 (a column of the table)
    with Bundle(made.failed(tmp_path / "nav.sqlite", reason)) as bundle:
        pages = {lang: LexborHTMLParser(body.render(bundle, lang, catalogue=made.CATALOGUE)) for lang in LANGS}
    assert [len(tree.css("#let-in")) for tree in pages.values()] == [told, told]
    if told:
        assert texts(pages["lv"], "#let-in h3") == ["Kā ielaist eindekss"]
        assert "User-agent: eindekss Allow: / Crawl-delay: 2" in " ".join(texts(pages["en"], "#let-in pre"))


def test_a_site_that_lets_us_in_is_not_told_how() -> None:
    assert report(0, "lv").css("#let-in") == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_legend_says_what_was_not_measured_means_for_the_score(lang: str) -> None:
    assert FOR_THE_SCORE[lang] in text(report(0, lang).css("#glance")[0])
