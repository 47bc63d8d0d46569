"""A page that a resident shares with neighbours is shown with its title and a picture."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.metadata import metas
from audits.shares import PERCENT_OF_PAGES, lasting, share
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="open-graph",
    version=1,
    scope="site",
    title=Text("Lapām ir Open Graph metadati", "Pages have Open Graph metadata"),
    why=Text(
        "Kopīgojot ziņu sociālajos tīklos, redzams tās virsraksts un attēls, nevis kaila saite.",
        "News that is shared in social networks shows its headline and picture, not a bare link.",
    ),
    method=Text(
        "Saskaita lapas, kurās ir og:title un vēl viena no og:description, og:image, og:url; vērtība ir to daļa procentos.",
        "Counts the pages with og:title and one of og:description, og:image, og:url; the value is their share in percent.",
    ),
    advice=Text("Ieslēdziet Open Graph metadatus satura vadības sistēmā.", "Switch Open Graph metadata on in the content system."),
    source=Source("standard", Text("Open Graph protokols", "The Open Graph protocol"), "https://ogp.me/"),
    options={"min_percent": 50, "title": "og:title", "besides": ["og:description", "og:image", "og:url"]},
    unit=Text(*PERCENT_OF_PAGES),
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The share of pages that say their title and something besides."""
    told = [(page, metas(page)) for page in lasting(pages)]
    having = [
        said[options["title"]] for _page, said in told if options["title"] in said and any(name in said for name in options["besides"])
    ]
    places = {meta.page.url for meta in having}
    lacking = [page.see("head", page.title) for page, _said in told if page.url not in places]
    return share([meta.see(meta.attribute("content")) for meta in having], lacking, options["min_percent"])


_TOLD = "<meta property='og:title' content='Svētki novadā'><meta property='og:image' content='/svetki.jpg'>"

CASES = (
    Case("everywhere", Outcome.PASSED, _TOLD, {"a": _TOLD}, expect=100),
    Case("by name instead of property", Outcome.PASSED, _TOLD.replace("property", "name"), expect=100),
    Case("the news only", Outcome.FAILED, "<p>A", {"a": _TOLD, "b": "<p>B"}, expect=33),
    Case("a title alone", Outcome.FAILED, "<meta property='og:title' content='Svētki'>", expect=0),
    Case("left empty", Outcome.FAILED, "<meta property='og:title' content=''><meta property='og:image' content='/a.jpg'>", expect=0),
    Case("none", Outcome.FAILED, "<p>A", expect=0),
)
