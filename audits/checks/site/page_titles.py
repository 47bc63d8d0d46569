"""Each page says in its title what it is: in a tab, a bookmark, a search result, and to a screen reader first of all."""

import re
from collections import Counter

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import inapplicable, tally
from data.text import fold
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="page-titles",
    version=1,
    scope="site",
    title=Text("Katrai lapai ir savs nosaukums", "Every page has a title of its own"),
    why=Text(
        "Pēc nosaukuma atšķir atvērtās cilnes, grāmatzīmes un meklēšanas rezultātus; ekrānlasītājs to nolasa pirmo.",
        "By the title one tells open tabs, bookmarks and search results apart; a screen reader reads it first.",
    ),
    method=Text(
        "Saskaita lapas bez nosaukuma un lapas, kuru nosaukums ir arī citai lapai; sarakstu turpinājumus un meklēšanu neskaita.",
        "Counts pages without a title and pages whose title another page has too; further pages of lists and searches are left out.",
    ),
    advice=Text(
        "Dodiet katrai lapai nosaukumu «Lapas virsraksts – Iestāde».",
        "Give every page a title such as “Heading of the page – Institution”.",
    ),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445; WCAG 2.1 2.4.2", "Cabinet Regulation No. 445; WCAG 2.1 2.4.2"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"pagination": r"/page/\d+/?$|[?&](page|paged|lapa|offset|start)=", "ignored_roles": ["search"]},
    unit=Text("lapas", "pages"),
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """Pages that lack a title or share theirs with another."""
    content = [page for page in pages if page.role not in options["ignored_roles"] and not re.search(options["pagination"], page.url)]
    content = [page for page in content if not _copy(page)]
    if not content:
        return inapplicable(whole=True)
    count = Counter(fold(page.title) for page in content)
    wrong = sorted((page for page in content if not page.title or count[fold(page.title)] > 1), key=lambda page: (page.title, page.url))
    return tally([page.see("title", page.title or "<title></title>") for page in wrong], content[0].see("title", content[0].title))


def _copy(page: PageView) -> bool:
    """The page itself says that it is another address of the same page."""
    return any((link.attribute("href") or page.url).rstrip("/") != page.url.rstrip("/") for link in page.elements("link[rel=canonical i]"))


_TITLED = "<title>{}</title><h1>Lapa</h1>"

CASES = (
    Case(
        "all differ", Outcome.PASSED, _TITLED.format("Sākums"), {"a": _TITLED.format("Kontakti"), "b": _TITLED.format("Budžets")}, expect=0
    ),
    Case("two share", Outcome.FAILED, _TITLED.format("Sākums"), {"a": _TITLED.format("Novads"), "b": _TITLED.format("NOVADS")}, expect=2),
    Case("one lacks", Outcome.FAILED, _TITLED.format("Sākums"), {"a": "<p>Bez nosaukuma"}, expect=1),
    Case("empty", Outcome.FAILED, _TITLED.format("Sākums"), {"a": _TITLED.format(" ")}, expect=1),
    Case(
        "the second page of a list, a search and a print view are no pages of their own",
        Outcome.PASSED,
        _TITLED.format("Sākums"),
        {
            "zinas": _TITLED.format("Ziņas"),
            "zinas/page/2/": _TITLED.format("Ziņas"),
            "zinas?page=2": _TITLED.format("Ziņas"),
            "?s=ziņas": _TITLED.format("Ziņas"),
            "zinas/druka": '<link rel=canonical href="https://www.piemers.test/zinas">' + _TITLED.format("Ziņas"),
        },
        expect=0,
    ),
    Case("the title of a picture is not the page's", Outcome.FAILED, "<p><svg><title>Logo</title></svg>", expect=1),
    Case(
        "incomplete look",
        Outcome.CANT_TELL,
        _TITLED.format("Sākums"),
        given={"stopped_by": "pages"},
        reason="incomplete-look",
    ),
)
