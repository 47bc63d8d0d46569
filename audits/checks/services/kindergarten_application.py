"""Parents can apply for a place in a kindergarten online."""

from audits.applications import applied
from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.services import Service
from data.types import Finding, Outcome, Portal, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="kindergarten-application",
    version=3,
    scope="site",
    title=Text("Pieteikšana bērnudārzā tiešsaistē", "Online application to kindergarten"),
    why=Text(
        "Vecāki bērnu rindā var pieteikt no mājām un redzēt, ka pieteikums saņemts.",
        "Parents can put a child on the list from home and see that it was received.",
    ),
    method=Text(
        "Pakalpojumam vai lapai par pieteikšanu pirmsskolā ir tiešsaistes forma vai saite uz pakalpojumu portālā.",
        "The service or page on applying to pre-school has an online form or a link to a service at a portal.",
    ),
    advice=Text(
        "Lapā par uzņemšanu pirmsskolā ielieciet saiti uz pieteikumu reģistru vai e-pakalpojumu.",
        "On the page about admission to pre-school link to the register of applications or the e-service.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: bērnus elektroniski pieteikt bērnudārzā", "E-index: electronic application to kindergarten"),
        "https://www.alksnis.eu/en/tehnologijas/latvijas-pasvaldibas-attista-infrastrukturu-sazinai-ar-iedzivotajiem/",
    ),
    reach=MUNICIPAL,
)


def check(site: SiteView, services: tuple[Service, ...], words: Vocabulary, portals: tuple[Portal, ...]) -> Finding:
    """A service of that name at the level of an online form or above; else pages on it that lead to a portal or hold a form."""
    return applied(site, services, words, portals, "kindergarten")


_PAGE = "<title>P</title><main><h1>Pieteikšanās pirmsskolas izglītības iestādē</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2>{}</main>"
CASES = (
    Case(
        "a service at a portal",
        Outcome.PASSED,
        pages={"/p/": _PAGE.format("<a href=https://latvija.gov.lv/Services/8188>Pieteikt</a>")},
        expect=True,
    ),
    Case(
        "only a link in the list",
        Outcome.PASSED,
        pages={"/e/": "<h1>E-pakalpojumi</h1><a href=https://www.epakalpojumi.lv/pii/pieteikums>Pieteikt bērnu bērnudārzam</a>"},
        expect=True,
    ),
    Case(
        "a page that is no card",
        Outcome.PASSED,
        pages={
            "/i/": "<h1>Izglītība</h1><h2>Bērna reģistrēšana pirmsskolas rindā</h2><a href=https://www.epakalpojumi.lv/>epakalpojumi.lv</a>"
        },
        expect=True,
    ),
    Case(
        "a form of its own on a page that is no card",
        Outcome.PASSED,
        pages={
            "/i/": "<h1>BERNU PIETEIKSANA PIRMSKOLA</h1><form method=post><input name=berns><input name=dzimis><button>Pieteikt</button></form>"
        },
        expect=True,
    ),
    Case("on paper", Outcome.FAILED, pages={"/p/": _PAGE.format("<a href=/f.pdf>Iesniegums</a>")}, expect=False),
    Case(
        "kindergartens are named, no application",
        Outcome.FAILED,
        pages={"/i/": "<h1>Pirmsskolas</h1><p>Novadā ir četras pirmsskolas, tās strādā visu gadu.</p>"},
        expect=False,
    ),
    Case(
        "applying for work in one",
        Outcome.FAILED,
        pages={"/d/": "<h1>Pieteikties darbā pirmsskolā</h1><p>Gaidām skolotājus.<a href=https://latvija.gov.lv/Services/1>Pieteikt</a>"},
        expect=False,
    ),
    Case(
        "the news tell of the list",
        Outcome.FAILED,
        pages={"/jaunumi/r/": "<h1>Pirmsskolu rindas kārtība</h1><a href=https://www.epakalpojumi.lv/x>šeit</a>"},
        expect=False,
    ),
    Case("a ministry is not asked", Outcome.INAPPLICABLE, given={"institution": {"kind": "ministry"}}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
