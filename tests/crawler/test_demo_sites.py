"""The demonstration sites are what data/inputs/demo/facts.toml says they are, and stay so on any day."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pypdfium2  # type: ignore[import-untyped]
import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.demo_sites import DEMO, SITES, DemoSite, Resource, build, meeting
from data.registry import load

DAY = date(2026, 11, 23)
FACTS: Mapping[str, Any] = tomllib.loads((DEMO / "facts.toml").read_text("utf-8"))


@dataclass
class Walk:
    """A whole site as its links show it."""

    pages: dict[str, LexborHTMLParser] = field(default_factory=dict)
    files: dict[str, Resource] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    hollow: set[str] = field(default_factory=set)

    def with_main(self, selector: str) -> int:
        """On how many pages the selector finds something."""
        return sum(bool(tree.css_first(selector)) for tree in self.pages.values())


def links(tree: LexborHTMLParser, base: str) -> Iterator[str]:
    """Addresses on the same site that a page leads to, shows or uses."""
    for node in tree.css("[href], [src]"):
        url = urldefrag(urljoin(base, node.attributes.get("href") or node.attributes.get("src") or "")).url
        if url.startswith(("http:", "https:")) and urlsplit(url).netloc == urlsplit(base).netloc:
            yield url


@cache
def walk(site_id: str, today: date = DAY) -> Walk:
    """Follow every link of the site, breadth first, from its front page."""
    site = built(site_id, today)
    queue, found = [f"{site.url}/"], Walk()
    seen = set(queue)
    for url in queue:
        path = urlsplit(url).path
        answer = site.answer(path)
        if answer.status != 200:
            found.broken.add(path)
        elif not answer.content_type.startswith("text/html"):
            found.files[path] = answer
        elif b"Lapa nav atrasta" in answer.body:
            found.hollow.add(path)
        else:
            found.pages[path] = LexborHTMLParser(answer.body.decode())
            fresh = [link for link in dict.fromkeys(links(found.pages[path], url)) if link not in seen]
            seen.update(fresh)
            queue.extend(fresh)
    return found


@cache
def built(site_id: str, today: date = DAY) -> DemoSite:
    return build(site_id, f"https://www.{site_id}.test", today)


@pytest.mark.parametrize("site_id", SITES)
def test_links_lead_where_they_say(site_id: str) -> None:
    facts, seen = FACTS[site_id], walk(site_id)
    known = {page["path"] for page in build(site_id, "https://x.test", DAY).pages}
    assert (sorted(seen.broken), sorted(seen.hollow), set(seen.pages)) == (facts["broken_links"], facts["broken_softly"], known)


@pytest.mark.parametrize("site_id", SITES)
def test_counts_hold(site_id: str) -> None:
    seen = walk(site_id)
    titles = Counter(node.text() for tree in seen.pages.values() if (node := tree.css_first("head > title")))
    documents = {path for path in seen.files if path.startswith("/faili/")}
    services = [tree for path, tree in seen.pages.items() if "Apraksts" in headings(tree)]
    whole = {"Apraksts", "Saņēmējs", "Maksa", "Termiņš", "Turētājs", "Dokumenti un veidlapas", "Kā saņemt"}
    assert FACTS[site_id]["counts"] == {
        "pages": len(seen.pages),
        "pages_in_english": seen.with_main("html[lang=en]"),
        "news": sum(path.count("/") == 3 for path in seen.pages if path.startswith(("/aktualitates/", "/jaunumi/"))),
        "services": len(services),
        "services_complete": sum(whole <= headings(tree) for tree in services),
        "online_forms": seen.with_main("form[method=post]"),
        "forms_to_download": sum(path.endswith((".docx", ".doc")) for path in documents),
        "documents_linked": len(documents),
        "images_without_alternative": sum(len(tree.css("img:not([alt])")) for tree in seen.pages.values()),
        "pages_without_title": len(seen.pages) - titles.total(),
        "titles_used_twice": sum(count > 1 for count in titles.values()),
        "pages_without_first_heading": len(seen.pages) - seen.with_main("h1"),
        "pages_without_viewport": len(seen.pages) - seen.with_main("meta[name=viewport]"),
        "pages_without_language": len(seen.pages) - seen.with_main("html[lang]"),
    }


def headings(tree: LexborHTMLParser) -> set[str]:
    return {node.text().strip() for node in tree.css("h2, h3, dt")}


MARKS = {
    "skip_link": r'class="skip"',
    "landmarks": r"<main",
    "rss": r"application/rss\+xml",
    "search": r'role="search"',
    "sitemap_page": r'href="/lapas-karte/"',
    "easy_to_read": r'href="/viegli-lasit/"',
    "english": r'<html lang="en"',
    "machine_translation": r"Izmantojiet Google",
    "statement_present": r"Nr\. 445",
    "statement_ids": r'id="a11y-evaluation-date"',
    "phone": r"[Tt]ālrunis: (<a [^>]*>)?[\d+]",
    "email": r"mailto:|\w \[at\] \w",
    "email_obfuscated": r"\w \[at\] \w",
    "address": r"LV-\d{4}",
    "opening_hours": r"Darba laiks",
    "e_address": r"Eaddress/write",
    "staff": r"Darbinieku kontakti",
    "council_agendas": r"[Dd]arba kārtība",
    "council_minutes": r"Domes sēdes protokols",
    "committee_minutes": r"komitejas-protokols",
    "live_stream": r"tiešraid",
    "recordings": r"sēdes ieraksts",
    "rule_drafts": r"Saistošo noteikumu projekt",
    "rule_draft_memo": r"Paskaidrojuma raksts saistošo",
    "participatory_budget": r"Līdzdalības budžets",
    "residents_councils": r"Iedzīvotāju padomes",
    "report_a_problem": r"Ziņo par problēmu",
    "statute": r"[Pp]ašvaldības nolikums",
    "budget_machine_readable": r"budzets-\d{4}\.xlsx",
    "procurement": r"eis\.gov\.lv",
    "vacancies": r"Vakances",
    "pay_by_groups": r"pa amatu grupām",
    "open_data": r"data\.gov\.lv/dati",
    "whistleblowing": r"Trauksmes celšana",
    "privacy_policy": r"Privātuma politika",
    "privacy_controller": r"pārzinis ir",
    "privacy_dpo": r"Datu aizsardzības speciālists",
    "cookie_policy": r"Sīkdatņu politika",
    "cookies_before_consent": r"document\.cookie",
    "third_party_requests": r'<script async="?"? src="https://',
}
"""What a page of the site holds wherever the fact is true, and no page where it is not."""


@pytest.mark.parametrize("site_id", SITES)
def test_indicators_hold(site_id: str) -> None:
    html = "\n".join(tree.html or "" for tree in walk(site_id).pages.values())
    facts = FACTS[site_id]["indicators"]
    assert {name: bool(re.search(mark, html)) for name, mark in MARKS.items()} == {name: facts[name] for name in MARKS}
    assert facts["statement_filled"] == ("[Iestādes nosaukums]" not in html)


@pytest.mark.parametrize("site_id", ["kalnraji", "sartupe"])
def test_dates_hold(site_id: str) -> None:
    facts, pages = FACTS[site_id]["indicators"], walk(site_id).pages
    statement = pages[FACTS[site_id]["statement"]].text()
    evaluated = re.search(r"pēdējo reizi tika izvērtēta (\d\d)\.(\d\d)\.(\d{4})\.", statement)
    assert evaluated
    day, month, year = map(int, evaluated.groups())
    years = [int(found) for path in walk(site_id).files for found in re.findall(r"/budzets-(\d{4})\.", path)]
    assert ((DAY - date(year, month, day)).days, max(years) - DAY.year) == (facts["statement_age_days"], facts["budget_year"])
    assert facts["statement_status"] in statement


@pytest.mark.parametrize("site_id", SITES)
def test_every_service_has_one_level(site_id: str) -> None:
    assert sum(FACTS[site_id]["service_levels"].values()) == FACTS[site_id]["counts"]["services"]


@pytest.mark.parametrize("site_id", SITES)
def test_documents_are_what_their_names_say(site_id: str) -> None:
    facts = FACTS[site_id]
    for path, answer in walk(site_id).files.items():
        name = path.rsplit("/", 1)[-1]
        magic = {".pdf": b"%PDF-", ".docx": b"PK", ".xlsx": b"PK", ".edoc": b"PK", ".doc": b"{\\rtf1", ".jpg": b"\xff\xd8", ".gif": b"GIF8"}
        assert answer.body.startswith(magic.get(name[name.rfind(".") :], b"")), path
        if name.endswith(".pdf"):
            text, tagged = pdf(answer.body)
            expected = (name in facts["scanned_documents"], any(name.startswith(start) for start in facts["untagged_documents"]))
            assert (not text.strip(), bool(text.strip()) and not tagged) == expected, path


def pdf(body: bytes) -> tuple[str, bool]:
    """Text of the first page, and whether the document is tagged."""
    document = pypdfium2.PdfDocument(body)
    try:
        page = document[0]
        text = page.get_textpage()
        found = str(text.get_text_range())
        text.close()
        page.close()
        return found, bool(document.is_tagged())
    finally:
        document.close()


def test_text_of_documents_keeps_latvian_letters() -> None:
    title, resource = build("kalnraji", "https://x.test", DAY).files["domes-sedes-protokols-2026-10-29.pdf"]
    text, _ = pdf(resource.body)
    assert (title, "protokolēja Zane Rakstvede" in text.replace("\r\n", " ")) == ("Domes sēdes protokols 29.10.2026.", True)


def test_search_finds_pages() -> None:
    html = built("kalnraji").answer("/meklet/?q=kapavietas").body.decode()
    assert ("/pakalpojumi/kapavietas-pieskirsana/" in html, "Meklēšanas rezultāti" in html) == (True, True)


def test_e_address_number_belongs_to_somebody_else_on_the_middling_site() -> None:
    pattern = re.compile(r"Eaddress/write\?address=_default@(\d{11})")
    numbers = {
        site_id: {number for tree in walk(site_id).pages.values() for number in pattern.findall(tree.html or "")} for site_id in SITES
    }
    own = {key: body.reg_no for key, body in load(DEMO).institutions.items()}
    assert numbers == {"kalnraji": {own["kalnraji"]}, "sartupe": {own["kalnraji"]}, "dumezers": set()}


DATES = [date(2026, 1, 1), date(2026, 12, 31), date(2028, 2, 29), date(2027, 7, 1), date(2027, 6, 30), date(2030, 8, 29)]


@pytest.mark.parametrize("today", DATES)
@pytest.mark.parametrize("site_id", SITES)
def test_sites_hold_together_on_any_day(site_id: str, today: date) -> None:
    facts, seen = FACTS[site_id], walk(site_id, today)
    assert (sorted(seen.broken), sorted(seen.hollow), len(seen.pages)) == (
        facts["broken_links"],
        facts["broken_softly"],
        facts["counts"]["pages"],
    )


def test_a_changed_copy_gives_changed_pages(tmp_path: Path) -> None:
    shutil.copytree(DEMO, tmp_path / "demo")
    page = tmp_path / "demo/sartupe/page.html"
    page.write_text(page.read_text("utf-8").replace("Te satiekas upe un cilvēki", "Te satiekas ceļi"), "utf-8")
    changed = build("sartupe", "https://x.test", DAY, tmp_path / "demo").resources
    own = build("sartupe", "https://x.test", DAY).resources
    assert changed.keys() == own.keys()
    assert changed["/"].body == own["/"].body.replace("Te satiekas upe un cilvēki".encode(), "Te satiekas ceļi".encode())


@pytest.mark.parametrize("site_id", SITES)
def test_bytes_are_the_same_for_a_day(site_id: str) -> None:
    first, second = (build(site_id, "https://x.test", DAY).resources for _ in range(2))
    assert {path: resource.body for path, resource in first.items()} == {path: resource.body for path, resource in second.items()}


@pytest.mark.parametrize(
    ("today", "months", "expected"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 26)),
        (date(2026, 11, 23), -1, date(2026, 10, 29)),
        (date(2026, 11, 26), 0, date(2026, 12, 31)),
        (date(2026, 11, 26), -1, date(2026, 11, 26)),
        (date(2027, 1, 1), -1, date(2026, 12, 31)),
    ],
)
def test_council_meets_on_last_thursdays(today: date, months: int, expected: date) -> None:
    assert meeting(today, months) == expected
