"""From wherever one is on the site, the accessibility statement is one click away."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found, inapplicable
from audits.statement import EXAMPLE, statements
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-link",
    version=1,
    scope="site",
    title=Text("Paziņojums ir sasniedzams no katras lapas", "The statement can be reached from every page"),
    why=Text("Šķērslim var uzdurties jebkurā lapā.", "A barrier can be met on any page."),
    method=Text(
        "To apmeklēto lapu daļa, kurās ir saite uz piekļūstamības paziņojumu.",
        "The share of visited pages that link to the accessibility statement.",
    ),
    advice=Text("Ielieciet saiti visu lapu kājenē.", "Put the link into the footer of all pages."),
    source=Source(
        "standard",
        Text("VARAM vadlīnijas piekļūstamības paziņojuma izstrādei", "VARAM guidance on the accessibility statement"),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={"min_share": 0.95},
    unit=Text("daļa no lapām", "share of pages"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """The share of pages that link a statement; those without are shown."""
    addresses = {page.url for page in statements(pages, words)}
    if not addresses:
        return inapplicable(whole=True)
    without = [page for page in pages if page.url not in addresses and not addresses & {link.url for link in page.links}]
    share = round(1 - len(without) / len(pages), 2)
    if share >= options["min_share"]:
        return found(share, *(link for link in pages[0].links if link.url in addresses), pages[0].see("", pages[0].url), whole=True)
    return broken(share, *without)


_LINK = '<footer><a href="/paz">Piekļūstamības paziņojums</a></footer>'

CASES = (
    Case("everywhere", Outcome.PASSED, _LINK, {"paz": EXAMPLE, "a": _LINK}, expect=1.0),
    Case("from the front page only", Outcome.FAILED, _LINK, {"paz": EXAMPLE, "a": "<p>A", "b": "<p>B"}, expect=0.5),
    Case("from nowhere, only in the site map file", Outcome.FAILED, "<p>A", {"paz": EXAMPLE}, expect=0.5),
    Case("there is no statement", Outcome.INAPPLICABLE),
)
