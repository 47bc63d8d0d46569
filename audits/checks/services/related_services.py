"""Who reads of one service is shown those that belong to it."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import absent, found, inapplicable
from audits.outline import own
from audits.services import Service
from data.types import Evidence, Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="related-services",
    version=4,
    scope="site",
    title=Text("Saistītie pakalpojumi", "Related services"),
    why=Text(
        "Pēc dzīvesvietas deklarēšanas bieži vajag arī bērnudārzu; saite aiztaupa meklēšanu.",
        "After declaring a residence one often needs a kindergarten too; a link saves the search.",
    ),
    method=Text(
        "Aprakstītu pakalpojumu lapās meklēts bloks «Saistītie pakalpojumi», «Skatīt arī» vai līdzīgs ar saitēm; kur neviens pakalpojums nav aprakstīts, jautājuma nav.",
        "On pages that describe services a block 'Related services', 'See also' or the like with links is looked for; where no service is described, the question is not asked.",
    ),
    advice=Text(
        "Pakalpojuma lapas beigās pievienojiet saites uz pakalpojumiem, kas mēdz būt vajadzīgi kopā.",
        "At the end of a service's page add links to services that tend to be needed together.",
    ),
    source=Source(
        "survey",
        Text("E-indekss 2018: saistīto pakalpojumu piedāvāšana", "E-index 2018: related services are offered"),
        "https://jaunradeslab.lv/lv/node/17",
    ),
    options={"min_pages": 1},
)


def check(site: SiteView, services: tuple[Service, ...], words: Vocabulary, options: Json) -> Finding:
    """Services' pages with such a block."""
    described = [service for service in services if service.page is not None]
    if not described:
        return inapplicable(*site.pages[:1], whole=True)
    blocks = [block for service in described for block in _blocks(service, words)]
    if len(blocks) >= options["min_pages"]:
        return found(True, *blocks, confidence=0.9)
    return absent(*(element for service in described for element in service.seen[:1]))


def _blocks(service: Service, words: Vocabulary) -> list[Evidence]:
    """The heading of the block on a service's page; the links may stand in an aside, which is no content of the page."""
    page = service.page
    if page is None:
        return []
    heads = [head for head in page.headings if head.level > 1 and words.label("related-services", head.text)]
    linked = {above.node.mem_id for part in own(page) if part.kind == "link" for above in part.trail}
    inside = [head.see() for head in heads if any(below.css_first("a[href]") for below in (head.node.next, head.node.parent) if below)]
    return inside[:1] or [head.see() for head in heads if head.node.mem_id in linked][:1]


_CARD = (
    "<title>Noma</title><nav><a href=/>Sākums</a></nav><main><h1>Noma</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2>{}</main>"
)
CASES = (
    Case(
        "a block with links",
        Outcome.PASSED,
        pages={"/n/": _CARD.format("<h2>Saistītie pakalpojumi</h2><ul><li><a href=/k/>Koku ciršana</a></ul>")},
        expect=True,
    ),
    Case(
        "in capitals, in an aside",
        Outcome.PASSED,
        pages={"/n/": _CARD.format("") + "<aside><h3>SKATIT ARI</h3><a href=/k/>Koki</a></aside>"},
        expect=True,
    ),
    Case(
        "each block in a box of its own",
        Outcome.PASSED,
        pages={"/n/": _CARD.format("<div><div><h2>Saistītie pakalpojumi</h2></div></div><div><div><a href=/k/>Koki</a></div></div>")},
        expect=True,
    ),
    Case(
        "in English",
        Outcome.PASSED,
        pages={"/n/": _CARD.format("<div><h3>Related services</h3><p><a href=/k/>Trees</a></div>")},
        expect=True,
    ),
    Case(
        "a heading without links",
        Outcome.FAILED,
        pages={"/n/": _CARD.format("</main><main><h2>Saistītie pakalpojumi</h2><p>Nav.</p>")},
        expect=False,
    ),
    Case("none", Outcome.FAILED, pages={"/n/": _CARD.format("")}, expect=False),
    Case("no service is described", Outcome.INAPPLICABLE, pages={"/n/": "<h1>Ziņas</h1><h2>Skatīt arī</h2><a href=/k/>Koki</a>"}),
    Case("no service is described as far as seen", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
    Case("half a look", Outcome.CANT_TELL, pages={"/n/": _CARD.format("")}, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
