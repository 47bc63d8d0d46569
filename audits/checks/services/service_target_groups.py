"""A resident and an entrepreneur each find their own services at once."""

from collections.abc import Iterator

from audits.audit import Audit, Case, Source
from audits.catalogues import lists_services
from audits.derive import Element, Link, PageView, SiteView
from audits.kit import Seen, absent, found, inapplicable, names
from audits.outline import own
from audits.situations import addressed
from data.types import Finding, Json, Outcome, Role, Text
from data.vocabulary import LABEL_WORDS, Vocabulary

AUDIT = Audit(
    id="service-target-groups",
    version=4,
    scope="site",
    title=Text("Pakalpojumi sakārtoti pēc mērķgrupas", "Services sorted by target group"),
    why=Text(
        "Uzņēmējam nav jālasa pabalstu apraksti, lai atrastu tirdzniecības atļauju.",
        "An entrepreneur need not read about benefits to find the trade permit.",
    ),
    method=Text(
        "Pakalpojumu sarakstos meklēti virsraksti, saites vai atlases lauki, kas nosauc vismaz divas grupas: iedzīvotāji, uzņēmēji, ģimenes, seniori un citas; kur saraksta nav, jautājuma nav.",
        "In lists of services headings, links or filters are looked for that name at least two groups: residents, entrepreneurs, families, seniors and others; where there is no list, the question is not asked.",
    ),
    advice=Text(
        "Pakalpojumu lapā nodaliet vismaz «Iedzīvotājiem» un «Uzņēmējiem».",
        "On the page of services set apart at least 'For residents' and 'For entrepreneurs'.",
    ),
    source=Source(
        "practice",
        Text("Pakalpojumu saņēmēji vienotajā platformā: fiziska un juridiska persona", "Receivers of services on the unified platform"),
    ),
    options={"min_groups": 2},
)
_CHOICES = "option, label, button, summary, [role=tab], legend"


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """The groups that lists of services name in short labels."""
    lists = [page for page in site.pages if page.role != Role.FRONT and lists_services(page, words)]
    if not lists:
        return inapplicable(*site.pages[:1], whole=True)
    first: dict[str, Seen] = {}
    for page in lists:
        for text, seen in _labels(page):
            for group in addressed(text, words, heads=not isinstance(seen, Link)):
                first.setdefault(group, seen)
    return found(True, *first.values(), confidence=0.9) if len(first) >= options["min_groups"] else absent(*lists)


def _labels(page: PageView) -> Iterator[tuple[str, Seen]]:
    yield from ((name, page) for name in names(page))
    pieces: list[Element] = [part.element for part in own(page) if part.kind in {"heading", "link"}]
    for element in (*pieces, *page.elements(_CHOICES)):
        if element.text and len(element.text.split()) <= LABEL_WORDS // 2:
            yield element.text, element


_NOMA = "<a href=https://latvija.gov.lv/Services/1>Noma</a>"
CASES = (
    Case(
        "headings", Outcome.PASSED, pages={"/p/": f"<h1>Pakalpojumi</h1><h2>Iedzīvotājiem</h2>{_NOMA}<h2>Uzņēmējiem</h2><p>x"}, expect=True
    ),
    Case(
        "links in capitals",
        Outcome.PASSED,
        pages={"/p/": "<h1>Pakalpojumi</h1><a href=/p/i/>IEDZIVOTAJIEM</a><a href=/p/u/>UZNEMEJIEM</a>"},
        expect=True,
    ),
    Case(
        "a filter",
        Outcome.PASSED,
        pages={"/p/": f"<h1>Pakalpojumu katalogs</h1><select><option>Fiziska persona<option>Juridiska persona</select>{_NOMA}"},
        expect=True,
    ),
    Case(
        "two lists",
        Outcome.PASSED,
        pages={"/i/": f"<h1>Pakalpojumi iedzīvotājiem</h1>{_NOMA}", "/u/": f"<h1>Pakalpojumi uzņēmējiem</h1>{_NOMA}"},
        expect=True,
    ),
    Case(
        "groups of its own matter",
        Outcome.PASSED,
        pages={"/p/": f"<h1>Pakalpojumi</h1><h2>Biškopjiem un dārzniekiem</h2>{_NOMA}<h2>Meža īpašniekiem</h2>"},
        expect=True,
    ),
    Case(
        "services that help somebody",
        Outcome.FAILED,
        pages={"/p/": "<h1>Pakalpojumi</h1><a href=/p/a/>Atbalsts zvejniekiem</a><a href=/p/b/>Karte medniekiem</a>"},
        expect=False,
    ),
    Case(
        "a matter is no group",
        Outcome.FAILED,
        pages={"/p/": f"<h1>Pakalpojumi</h1><h2>Ģimene un bērni</h2>{_NOMA}<h2>Uzņēmējiem</h2>"},
        expect=False,
    ),
    Case("one group only", Outcome.FAILED, pages={"/p/": f"<h1>Pakalpojumi</h1><h2>Iedzīvotājiem</h2>{_NOMA}"}, expect=False),
    Case(
        "sorted by department",
        Outcome.FAILED,
        pages={"/p/": f"<h1>Pakalpojumi</h1><h2>Būvvalde</h2>{_NOMA}<h2>Dzimtsaraksti</h2>"},
        expect=False,
    ),
    Case("no list of services", Outcome.INAPPLICABLE, pages={"/z/": "<h1>Ziņas</h1><p>Iedzīvotājiem un uzņēmējiem"}),
    Case(
        "half a look",
        Outcome.CANT_TELL,
        pages={"/p/": f"<h1>Pakalpojumi</h1>{_NOMA}"},
        given={"stopped_by": "pages"},
        reason="incomplete-look",
    ),
)
