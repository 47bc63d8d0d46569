"""A search engine shows a resident what a page is about before it is opened."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.metadata import metas
from audits.shares import PERCENT_OF_PAGES, lasting, share
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="meta-description",
    version=1,
    scope="site",
    title=Text("Lapām ir apraksts meklētājiem", "Pages have a description for search engines"),
    why=Text(
        "Meklēšanas rezultātos redzams, par ko ir lapa, nevis nejaušs teikums.",
        "Search results show what a page is about, not a chance sentence.",
    ),
    method=Text(
        "Saskaita lapas, kuru galvā ir meta description ar tekstu; vērtība ir to daļa procentos.",
        "Counts the pages with a meta description that says something; the value is their share in percent.",
    ),
    advice=Text("Katrai lapai pievienojiet vienu divus teikumus garu aprakstu.", "Give every page a description of one or two sentences."),
    source=Source(
        "standard",
        Text("HTML standarts, 4.2.5.1: description", "HTML Standard, 4.2.5.1: description"),
        "https://html.spec.whatwg.org/multipage/semantics.html#meta-description",
    ),
    options={"min_percent": 50, "min_words": 3},
    unit=Text(*PERCENT_OF_PAGES),
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The share of pages with a description of some words."""
    told = [(page, metas(page).get("description")) for page in lasting(pages)]
    having = [meta for _page, meta in told if meta and len((meta.attribute("content") or "").split()) >= options["min_words"]]
    places = {meta.page.url for meta in having}
    lacking = [page.see("head", page.title) for page, _meta in told if page.url not in places]
    return share([meta.see(meta.attribute("content")) for meta in having], lacking, options["min_percent"])


_TOLD = "<meta name=Description content='Piemēra novada pašvaldības ziņas un pakalpojumi'>"

CASES = (
    Case("everywhere", Outcome.PASSED, _TOLD, {"a": _TOLD}, expect=100),
    Case("on every second page", Outcome.PASSED, _TOLD, {"a": "<p>A"}, expect=50),
    Case("on one of three", Outcome.FAILED, _TOLD, {"a": "<p>A", "b": "<p>B"}, expect=33),
    Case("empty", Outcome.FAILED, "<meta name=description content=' '>", expect=0),
    Case("one word", Outcome.FAILED, "<meta name=description content=Sākums>", expect=0),
    Case("half a look at a small site", Outcome.CANT_TELL, _TOLD, given={"stopped_by": "time"}, expect=100, reason="incomplete-look"),
)
