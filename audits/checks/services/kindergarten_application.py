"""Parents can apply for a place in a kindergarten online."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.kit import absent, found
from audits.sections import filled, nowhere, sections
from audits.services import ELECTRONIC, Service, doors
from data.types import Finding, Outcome, Portal, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="kindergarten-application",
    version=1,
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
    """A service of that name at the level of an online form or above; else pages on it that lead to a portal."""
    named = [service for service in services if _is_it(service.title, words)]
    online = [service for service in named if service.level >= ELECTRONIC]
    if online:
        return found(True, *online[0].seen)
    about = [section for section in filled(sections(site.pages, words, "kindergarten"), words, 5) if _is_it(section.see().excerpt, words)]
    leading = [
        each.link
        for section in about
        for each in doors(section.page, words, portals)
        if each.link.url in {link.url for link in section.links}
    ]
    if leading:
        return found(True, *leading, confidence=0.8)
    seen = [*[element.see() for service in named for element in service.seen[:1]], *[section.see() for section in about]]
    return absent(*seen, confidence=0.8) if seen else nowhere(site, words, "kindergarten-place")


def _is_it(name: str, words: Vocabulary) -> bool:
    return bool(words.label("kindergarten", name) and words.label("kindergarten-application", name))


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
