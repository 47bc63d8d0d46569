"""A resident who came from a search engine sees where in the site the page stands, and how to get one step up."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.metadata import schema_types
from audits.shares import PERCENT_OF_PAGES, lasting, share
from data.types import Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="breadcrumbs",
    version=1,
    scope="site",
    title=Text("Lapās redzams ceļš līdz tām (maizes drupačas)", "Pages show the way to them (breadcrumbs)"),
    why=Text(
        "Kas lapā nonāk no meklētāja, saprot, kurā sadaļā ir.", "Whoever comes from a search engine understands which section this is."
    ),
    method=Text(
        "Saskaita lapas (bez sākumlapas), kurās ir ceļš: nav vai saraksts ar nosaukumu «breadcrumb», «Jūs atrodaties šeit» vai schema.org BreadcrumbList; vērtība ir to daļa procentos.",
        "Counts the pages (without the front page) that show a trail: a nav or list named “breadcrumb”, “You are here”, or schema.org's BreadcrumbList; the value is their share in percent.",
    ),
    advice=Text("Virs virsraksta rādiet ceļu no sākumlapas.", "Above the heading show the way from the front page."),
    source=Source(
        "standard",
        Text("WCAG 2.1 2.4.8, paņēmiens G65", "WCAG 2.1 2.4.8, technique G65"),
        "https://www.w3.org/WAI/WCAG21/Techniques/general/G65",
    ),
    options={
        "min_percent": 50,
        "trails": "[class*=crumb i], [id*=crumb i], [class*=sitemappath i], [id*=sitemappath i], [aria-label*=breadcrumb i], [aria-label*='ceļš' i], [class*=pathway i], [class*=drupac i], "
        "[itemtype$=BreadcrumbList]",
        "signs": ["crumb", "Crumb", "athway", "itemappath", "iteMapPath", "drupac", "ceļš", "Ceļš"],
    },
    unit=Text(*PERCENT_OF_PAGES),
)

_FROM_THE_FRONT = re.compile(r"(?:Sākums|Sākumlapa|Uz sākumu|Home|Главная)\s*[>»›→]\s*\w", re.IGNORECASE)
"""The trail as it is read: from the front page on."""
_BEGINNING = 3000


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """The share of inner pages with a trail."""
    told = [(page, _trail(page, words, options)) for page in lasting(pages) if page.role != Role.FRONT]
    having = [place.see() if place else page.see("", page.title) for page, (has, place) in told if has]
    return share(having, [page.see("body", page.title) for page, (has, _place) in told if not has], options["min_percent"])


def _trail(page: PageView, words: Vocabulary, options: Json) -> tuple[bool, Element | None]:
    if any(sign in page.html for sign in options["signs"]):
        place = next((element for element in page.elements(options["trails"]) if element.text), None)
        if place:
            return True, place
    if "BreadcrumbList" in page.html and "BreadcrumbList" in schema_types(page):
        return True, None
    return bool(_FROM_THE_FRONT.search(page.text[:_BEGINNING]) or words.text("breadcrumb-trail", page.text[:_BEGINNING])), None


_TRAIL = "<nav aria-label=breadcrumb><a href=/>Sākums</a> / <a href=/p>Pašvaldība</a></nav><main><h1>Budžets</h1></main>"

CASES = (
    Case("a nav of that name", Outcome.PASSED, pages={"a": _TRAIL}, expect=100),
    Case("by its class", Outcome.PASSED, pages={"a": "<ol class='site-Breadcrumbs'><li>Sākums<li>Budžets</ol>"}, expect=100),
    Case("in words, on an old site", Outcome.PASSED, pages={"a": "<td>Jūs atrodaties šeit: Sākums &gt; Dome</td>"}, expect=100),
    Case(
        "for machines only",
        Outcome.PASSED,
        pages={"a": '<script type="application/ld+json">{"@type":"BreadcrumbList"}</script><p>A'},
        expect=100,
    ),
    Case(
        "as ASP.NET writes it",
        Outcome.PASSED,
        pages={"a": "<div id=ctl00_path class=sitemappath><a href=/>Ministrija</a> &gt; <span>Budžets</span></div>"},
        expect=100,
    ),
    Case("in plain words", Outcome.PASSED, pages={"a": "<td>Sākums » Dome » Budžets</td>"}, expect=100),
    Case("on one of three", Outcome.FAILED, pages={"a": _TRAIL, "b": "<p>B", "c": "<p>C"}, expect=33),
    Case("an empty one", Outcome.FAILED, pages={"a": "<div class=breadcrumb></div>"}, expect=0),
    Case("only a front page", Outcome.INAPPLICABLE),
)
