"""The main sections can be reached from a menu that every device and screen reader knows to be one."""

from selectolax.lexbor import LexborNode

from audits.audit import Audit, Case, Source
from audits.derive import Element, Link, PageView
from audits.kit import broken, cant_tell, found
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="page-navigation",
    version=2,
    scope="site",
    title=Text("Galvenā izvēlne ir iezīmēta, un tajā ir saites", "The main menu is marked as one, and holds links"),
    why=Text(
        "Ar vienu taustiņu var doties uz izvēlni; izvēlnes, kas veras tikai ar peli, citiem ir slēgtas.",
        "One key leads to the menu; menus that open by mouse only are shut to others.",
    ),
    method=Text(
        "Sākumlapā ir nav vai role=navigation, kurā ir vairākas saites ar adresēm uz vietnes sadaļām; vērtība ir to skaits. Saites bez adreses (#, javascript) neskaitās. Ja izvēlne nav iezīmēta, bet saites ir galvenē vai lapa tikai prasa izvēlēties valodu, jāskatās cilvēkam.",
        "The front page has a nav or role=navigation with several links that have addresses of the site's sections; the value is their number. Links without an address (#, javascript) do not count. Where no menu is marked but the header holds links, or the page only asks for a language, a person has to look.",
    ),
    advice=Text(
        "Ielieciet izvēlni elementā <nav> un katram punktam dodiet īstu adresi.",
        "Put the menu into <nav>, and give every item a real address.",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445; WCAG 2.1 1.3.1, 2.1.1; VARAM vienkāršotais izvērtējums, 1. aspekts",
            "Cabinet Regulation No. 445; WCAG 2.1 1.3.1, 2.1.1; VARAM's simplified evaluation, aspect 1",
        ),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={
        "menus": "nav, [role=navigation], [role=menubar]",
        "min_links": 4,
        "most_menus": 12,
        "headers": "header, [role=banner]",
        "header_links": 3,
        "choice_links": 5,
    },
    unit=Text("saites", "links"),
)


def check(front: PageView, words: Vocabulary, options: Json) -> Finding:
    """The menu with the most sections of the site."""
    menus = [
        (menu, {link.url for link in _links(menu.node.css("a[href]"), front)})
        for menu in front.elements(options["menus"])[: options["most_menus"]]
    ]
    best = max(menus, key=lambda one: len(one[1]), default=None)
    if best is None:
        return _unmarked(front, words, options)
    menu, urls = best
    if len(urls) >= options["min_links"]:
        return found(len(urls), menu)
    # A menu that scripts fill may show its sections only once it is opened.
    return (
        cant_tell("unclear", menu, value=len(urls))
        if menu.node.css_first("button, [aria-expanded]") and not urls
        else broken(len(urls), menu)
    )


def _unmarked(front: PageView, words: Vocabulary, options: Json) -> Finding:
    """The answer where no menu is marked: links in the header are in a landmark too, and a page that asks for a language needs no menu."""
    headers = [
        top for top in front.elements(options["headers"]) if len({link.url for link in _within(top, front)}) >= options["header_links"]
    ]
    if headers:
        return cant_tell("unclear", *headers[:1])
    links = {link.url: link for link in _links(front.tree.css("a[href]"), front)}
    if len(links) <= options["choice_links"] and any(_chooses(link, words) for link in links.values()):
        return cant_tell("unclear", *links.values())
    return broken(0, front.see("body", front.title))


def _chooses(link: Link, words: Vocabulary) -> bool:
    return any(topic.startswith("language-switch-") for topic in words.told(link.label))


def _within(element: Element, page: PageView) -> list[Link]:
    return _links(element.node.css("a[href]"), page)


def _links(nodes: list[LexborNode], page: PageView) -> list[Link]:
    links = [Link(node, page) for node in nodes]
    return [link for link in links if link.url.startswith("http") and link.url.partition("#")[0] and not link.href.startswith("#")]


_LINKS = "".join(f"<li><a href=/{name}>{name}</a>" for name in ("pakalpojumi", "pasvaldiba", "jaunumi", "kontakti"))

CASES = (
    Case("a menu", Outcome.PASSED, f"<nav><ul>{_LINKS}</ul></nav><main><h1>Novads</h1></main>", expect=4),
    Case("by its role", Outcome.PASSED, f"<div role=navigation>{_LINKS}</div>", expect=4),
    Case("a footer's menu besides", Outcome.PASSED, f"<nav>{_LINKS}</nav><footer><nav><a href=/rss>RSS</a></nav></footer>", expect=4),
    Case("not marked", Outcome.FAILED, f"<div class=menu>{_LINKS}</div>", expect=0),
    Case("a header full of links", Outcome.CANT_TELL, f"<header><a href=/>Novads</a>{_LINKS}</header><main>A</main>", reason="unclear"),
    Case("a header with a logo", Outcome.FAILED, f"<header><a href=/>Novads</a></header><div class=menu>{_LINKS}</div>", expect=0),
    Case(
        "a choice of the language", Outcome.CANT_TELL, "<h1>Novads</h1><a href=/lv>Latviešu</a> <a href=/en>English</a>", reason="unclear"
    ),
    Case(
        "items that only a mouse opens",
        Outcome.FAILED,
        "<nav><a href=#>Pakalpojumi</a><a href='javascript:void(0)'>Dome</a></nav>",
        expect=0,
    ),
    Case("behind a button", Outcome.CANT_TELL, "<nav><button aria-expanded=false>Izvēlne</button></nav>", reason="unclear"),
)
