"""One page shows all sections of the site at a glance."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import absent, cant_tell, found, labelled
from audits.places import content, own_links
from data.types import Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="site-map",
    version=2,
    scope="site",
    title=Text("Vietnei ir lapas karte", "The site has a site map page"),
    why=Text(
        "Lapas karte palīdz tam, kam izvēlnes ir grūti lietot vai kas vēlas redzēt visu uzreiz.",
        "A site map helps those who find menus hard to use, or want to see everything at once.",
    ),
    method=Text(
        "Ir lapa ar tādu nosaukumu, un tajā ir saites uz sadaļām.", "There is a page of that name, and it holds links to the sections."
    ),
    advice=Text(
        "Izveidojiet lapu «Lapas karte» ar visām sadaļām un ielieciet saiti kājenē.",
        "Make a page “Site map” with all sections and link it in the footer.",
    ),
    source=Source(
        "standard",
        Text("WCAG 2.1 2.4.5, paņēmiens G63", "WCAG 2.1 2.4.5, technique G63"),
        "https://www.w3.org/WAI/WCAG21/Techniques/general/G63",
    ),
    options={"min_links": 8},
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """A page of that name with enough links; a link to one that was not fetched decides nothing."""
    maps = [page for page in pages if page.role == Role.SITEMAP]
    full = [page for page in maps if _listed(page) >= options["min_links"]]
    links = labelled(pages, words, "role-sitemap")
    if full:
        return found(True, content(full[0]), *links[:1])
    fetched = {page.url for page in pages}
    unseen = [link for link in links if link.url not in fetched and not link.url.endswith((".xml", ".gz"))]
    return cant_tell("unclear", *unseen) if unseen else absent(*maps[:3], *pages[:1])


def _listed(page: PageView) -> int:
    """How many addresses its own content links to; the list itself may stand in a ``nav``."""
    inside = {element.attribute("href") for element in page.elements("main a[href], [role=main] a[href]")}
    return max(len(inside), len({link.url for link in own_links(page)}))


_LIST = "".join(f'<li><a href="/{name}">{name}</a>' for name in "kontakti zinas dome budzets skolas vakances iepirkumi sports".split())  # noqa: SIM905

CASES = (
    Case("full", Outcome.PASSED, pages={"lapas-karte": f"<h1>Lapas karte</h1><main><ul>{_LIST}</ul></main>"}, expect=True),
    Case(
        "list in a nav",
        Outcome.PASSED,
        pages={"karte": f"<title>Vietnes karte</title><main><nav><ul>{_LIST}</ul></nav></main>"},
        expect=True,
    ),
    Case("called its content", Outcome.PASSED, pages={"p": f"<h1>Mājaslapas saturs</h1><main><ul>{_LIST}</ul></main>"}, expect=True),
    Case(
        "a question about the content is none",
        Outcome.FAILED,
        pages={"p": f"<h1>Vai lapas saturs bija noderīgs?</h1><main><ul>{_LIST}</ul></main>"},
        expect=False,
    ),
    Case("empty", Outcome.FAILED, pages={"lapas-karte": "<h1>Lapas karte</h1><main><p>Drīzumā"}, expect=False),
    Case("none", Outcome.FAILED, expect=False),
    Case("a map of the territory is none", Outcome.FAILED, pages={"karte": f"<h1>Novada karte</h1><main>{_LIST}"}, expect=False),
    Case("a file for robots is none", Outcome.FAILED, '<a href="/sitemap.xml">Sitemap</a>', expect=False),
    Case("linked, not fetched", Outcome.CANT_TELL, '<a href="/lapas-karte">Lapas karte</a>', reason="unclear"),
)
