"""A resident finds the client service centre: where one is helped in person with services of the state and the municipality."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView, SiteView
from audits.kit import found, names
from audits.outline import Part, own
from audits.sections import filled, nowhere, sections
from audits.ways import ways, within
from data.types import Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="client-centre",
    version=2,
    scope="site",
    title=Text("Klientu apkalpošanas centrs", "Client service centre"),
    why=Text(
        "Kam nav datora vai prasmes, tam klātienē palīdz arī ar e-pakalpojumiem.",
        "Who has no computer or skill is helped in person, with e-services too.",
    ),
    method=Text(
        "Ir lapa, sadaļa vai kontaktu rinda par klientu apkalpošanas centru (KAC, VPVKAC, apmeklētāju centru), un tajā ir saturs.",
        "There is a page, section or line of contacts on the client service centre (KAC, VPVKAC, visitors' centre), and it says something.",
    ),
    advice=Text(
        "Izveidojiet lapu par centru: adrese, darba laiks, tālrunis un ar ko tur palīdz.",
        "Make a page on the centre: address, hours, telephone, and what it helps with.",
    ),
    source=Source(
        "practice",
        Text("MK noteikumi Nr. 401 (04.07.2017.)", "Cabinet Regulation No. 401 (04.07.2017)"),
        "https://www.vestnesis.lv/ta/id/292259",
    ),
    options={"min_words": 4, "section": 0.9, "line": 0.8},
)
_BOLD = {"b", "strong", "dt", "th", "td"}
_MORE = 2
"""Words that a line says beyond the name of the centre."""
_OTHERS = frozenset({Role.NEWS, Role.NEWS_ITEM, Role.STATEMENT, Role.PRIVACY, Role.SEARCH, Role.SITEMAP, Role.SERVICE, Role.COUNCIL})


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """Sections that say something, else a line of contacts that names it."""
    named = [section for section in sections(site.pages, words, "client-centre") if section.page.role != Role.SERVICE]
    full = filled(named, words, options["min_words"])
    about = [section for section in named if section in full or any(within(section, site.pages))]
    if about:
        return found(True, *[section.see() for section in about], confidence=options["section"])
    told = [page for page in site.pages if page.role not in _OTHERS and _names_it(page, site, words)]
    return found(True, *told, confidence=options["line"]) if told else nowhere(site, words, "client-centre")


def _names_it(page: PageView, site: SiteView, words: Vocabulary) -> bool:
    vacancy = any(words.label("veto-staff", name) for name in names(page))
    if vacancy:
        return False
    if any(words.text("client-centre", way.text) for way in ways(page, site.pages)):
        return True
    # On a contact page a word in bold heads what follows it.
    return page.role == Role.CONTACT and any(_heads(part, words) for part in own(page))


def _heads(part: Part, words: Vocabulary) -> bool:
    node = part.element.node
    if part.kind != "text" or node.tag not in _BOLD or not words.label("client-centre", part.words):
        return False
    block = Element(node.parent, part.element.page).text if node.parent else ""
    return len(block.split()) > len(part.words.split()) + _MORE


CASES = (
    Case(
        "a page",
        Outcome.PASSED,
        pages={"/kac/": "<h1>Klientu apkalpošanas centrs</h1><p>Palīdzam pieteikt pakalpojumus darba dienās."},
        expect=True,
    ),
    Case(
        "the joint centre under a heading",
        Outcome.PASSED,
        pages={"/kontakti/": "<h1>Kontakti</h1><h2>VPVKAC Upes pagastā</h2><p>Liepu iela 4, tālr. 60000103, darba dienās 9.00–16.00"},
        expect=True,
    ),
    Case(
        "the old name",
        Outcome.PASSED,
        pages={"/a/": "<h1>Vienas pieturas aģentūra</h1><p>Pieņemam iesniegumus un sniedzam uzziņas."},
        expect=True,
    ),
    Case(
        "another name",
        Outcome.PASSED,
        pages={"/a/": "<h1>Apmeklētāju pieņemšanas un informācijas centrs</h1><p>Tālr. 60000103"},
        expect=True,
    ),
    Case(
        "a line of contacts",
        Outcome.PASSED,
        pages={"/kontakti/": "<h1>Kontakti</h1><ul><li>Klientu apkalposanas centrs: 60000103</ul>"},
        expect=True,
    ),
    Case(
        "a paragraph in bold on the contact page",
        Outcome.PASSED,
        pages={"/kontakti/": "<h1>Kontakti</h1><p><b>Klientu apkalpošanas centrs</b> strādā tajā pašā namā katru darba dienu."},
        expect=True,
    ),
    Case(
        "the visitors' centre of an inspectorate",
        Outcome.PASSED,
        pages={"/k/": "<h1>Kontakti</h1><h2>Apmeklētāju centrs</h2><p>Darbinieks palīdz aizpildīt iesniegumu un lietot e-pakalpojumus."},
        expect=True,
    ),
    Case(
        "the visitors' centre of a nature park",
        Outcome.FAILED,
        pages={"/d/": "<h1>Dabas parka apmeklētāju centrs</h1><p>Izstāde par purva augiem, atvērta vasarā."},
        expect=False,
    ),
    Case("in English", Outcome.PASSED, pages={"/en/c": "<h1>Customer service centre</h1><p>Open on weekdays from 9 to 4"}, expect=True),
    Case("in Russian", Outcome.PASSED, pages={"/ru/c": "<h1>Центр обслуживания клиентов</h1><p>Приём по рабочим дням"}, expect=True),
    Case("a heading with nothing under it", Outcome.FAILED, pages={"/kac/": "<h1>KAC</h1><p>Drīzumā."}, expect=False),
    Case(
        "the news that it will open",
        Outcome.FAILED,
        pages={"/jaunumi/kac/": "<h1>Klientu apkalpošanas centrs tiks atvērts</h1><p>Svētku dienā, tālr. 60000103"},
        expect=False,
    ),
    Case(
        "a label that leads nowhere",
        Outcome.FAILED,
        "<nav><a href=/kac/>KAC</a></nav>",
        pages={"/kac/": "<h1>Lapa nav atrasta</h1>"},
        expect=False,
    ),
    Case("none", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
