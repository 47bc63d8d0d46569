"""Who comes to the front page sees that much can be done from home."""

from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from audits.audit import Audit, Case, Source
from audits.derive import Element, Link, PageView, SiteView
from audits.doors import door
from audits.kit import Seen, broken, found
from audits.outline import Part, frame, mark, own
from data.types import Finding, Outcome, Portal, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="e-service-promotion",
    version=2,
    scope="site",
    title=Text("E-pakalpojumi sākumlapā", "E-services on the front page"),
    why=Text(
        "E-pakalpojumu lieto tas, kas par to zina; sākumlapā to ierauga arī tas, kurš nemeklēja.",
        "Only those who know of an e-service use it; on the front page it is seen also by those who did not look for it.",
    ),
    method=Text(
        "Sākumlapas saturā (ne izvēlnē, galvenē vai kājenē) ir virsraksts vai saite «E-pakalpojumi» vai saite uz pakalpojumu portālā.",
        "In the content of the front page (not in its menu, header or footer) there is a heading or link 'E-services' or a link to a service at a portal.",
    ),
    advice=Text(
        "Sākumlapā izvietojiet bloku ar biežāk lietotajiem e-pakalpojumiem.",
        "Put a block with the e-services that are used most on the front page.",
    ),
    source=Source(
        "survey",
        Text(
            "E-indekss 2018: e-pakalpojumu popularizēšana pakalpojuma sniegšanas vietnē",
            "E-index 2018: e-services are promoted on the site",
        ),
        "https://jaunradeslab.lv/lv/node/17",
    ),
)

_MOST_HEADS = 200
_FRAME = {"nav", "header", "footer", "dialog"}
_FRAME_ROLES = {"navigation", "banner", "contentinfo", "menu", "menubar", "dialog", "alertdialog"}


def check(front: PageView, site: SiteView, words: Vocabulary, portals: tuple[Portal, ...]) -> Finding:
    """What of the front page's own content speaks of e-services; a headline of the news is no offer."""
    common = frame(site.pages)
    seen: list[Seen] = []
    for start in _starts(front, site):
        parts = [part for part in own(start) if not (isinstance(part.element, Link) and mark(part) in common and not _framed(start))]
        seen += [part.element for part in parts if _promotes(part, site, words, portals)] or _boxes(start, site, words)
    return found(True, *seen, confidence=0.9) if seen else broken(False, front, confidence=0.9)


def _starts(front: PageView, site: SiteView) -> list[PageView]:
    """The front page, and where it only asks for the language, the start page in Latvian."""
    latvian = next((page for page in site.pages if urlsplit(page.url).path.rstrip("/") == "/lv"), None)
    return [front, latvian] if latvian and latvian.url != front.url else [front]


def _framed(front: PageView) -> bool:
    """Whether the page marks its content: what stands there is its own even if other pages repeat it."""
    return front.tree.css_first("main, [role=main]") is not None


def _promotes(part: Part, site: SiteView, words: Vocabulary, portals: tuple[Portal, ...]) -> bool:
    if part.kind == "heading":
        return bool(words.label("e-services", part.words)) and not _is_news(part, site)
    if not isinstance(part.element, Link):
        return False
    page = site.by_url.get(part.element.url)
    if page is not None and page.role == Role.NEWS_ITEM:
        return False
    leading = door(part.element, words, portals)
    return bool(words.label("e-services", part.element.label)) or leading is not None


def _boxes(start: PageView, site: SiteView, words: Vocabulary) -> list[Element]:
    """Headings of boxes beside the content that speak of e-services and hold a link: a box is no menu, though it stands on other pages too."""
    heads = [head for head in start.elements("h2, h3, h4, h5")[:_MOST_HEADS] if words.label("e-services", head.text)]
    return [head for head in heads if not _in_frame(head.node) and _leads_on(head.node) and not _news_link(head, site)]


def _in_frame(node: LexborNode) -> bool:
    above: LexborNode | None = node
    while above is not None and above.tag != "body":
        if above.tag in _FRAME or (above.attributes.get("role") or "") in _FRAME_ROLES:
            return True
        above = above.parent
    return False


def _leads_on(head: LexborNode) -> bool:
    """Whether it, or the box it opens, holds a link."""
    return head.css_first("a[href]") is not None or (head.parent is not None and head.parent.css_first("a[href]") is not None)


def _is_news(part: Part, site: SiteView) -> bool:
    return _news_link(part.element, site)


def _news_link(head: Element, site: SiteView) -> bool:
    links = (Link(node, head.page) for node in head.node.css("a[href]"))
    return any(link.url in site.by_url and site.by_url[link.url].role == Role.NEWS_ITEM for link in links)


_MENU = "<nav><a href=/e/>E-pakalpojumi</a></nav>"
CASES = (
    Case("a block", Outcome.PASSED, f"{_MENU}<main><h1>Novads</h1><h2>E-pakalpojumi</h2><a href=/e/noma/>Noma</a></main>", expect=True),
    Case(
        "a tile without diacritics", Outcome.PASSED, f"{_MENU}<main><h1>Novads</h1><a href=/e/>SANEMT PAKALPOJUMU</a></main>", expect=True
    ),
    Case(
        "a picture that leads there",
        Outcome.PASSED,
        f"{_MENU}<main><h1>Novads</h1><a href=/e/><img src=/e.png alt=E-pakalpojumi></a></main>",
        expect=True,
    ),
    Case(
        "a link to a service",
        Outcome.PASSED,
        f"{_MENU}<main><h1>Novads</h1><a href=https://latvija.gov.lv/Services/1>Deklarēšana</a></main>",
        expect=True,
    ),
    Case(
        "a box beside the content",
        Outcome.PASSED,
        f"{_MENU}<div class=modulis><h3>E-pakalpojumi</h3><p>No mājām: <a href=https://latvija.gov.lv/>portāls</a></div>"
        "<main><h1>Novads</h1><p>Laipni lūdzam.</main>",
        expect=True,
    ),
    Case(
        "a heading of the footer",
        Outcome.FAILED,
        "<main><h1>Novads</h1></main><footer><div><h3>E-pakalpojumi</h3><a href=https://latvija.gov.lv/>portāls</a></div></footer>",
        expect=False,
    ),
    Case("only in the menu", Outcome.FAILED, f"{_MENU}<main><h1>Novads</h1><p>Laipni lūdzam.</main>", expect=False),
    Case(
        "only in the footer",
        Outcome.FAILED,
        "<main><h1>Novads</h1></main><footer><a href=https://www.epakalpojumi.lv/>E-pakalpojumi</a></footer>",
        expect=False,
    ),
    Case(
        "a headline is no offer",
        Outcome.FAILED,
        "<main><h1>Novads</h1><h3><a href=/jaunumi/e/>Bibliotēkās pieejami e-pakalpojumi</a></h3></main>",
        pages={"/jaunumi/e/": "<h1>Bibliotēkās pieejami e-pakalpojumi</h1>"},
        expect=False,
    ),
)
