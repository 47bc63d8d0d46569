"""Parents can apply for a place in a school online."""

from audits.applications import applied
from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.services import Service
from data.types import Finding, Outcome, Portal, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="school-application",
    version=2,
    scope="site",
    title=Text("Pieteikšana skolā tiešsaistē", "Online application to school"),
    why=Text(
        "Bērnu 1. klasē var pieteikt no mājām, nestāvot rindā pie skolas lietvedības.",
        "A child can be enrolled in the first form from home, without queueing at the school's office.",
    ),
    method=Text(
        "Pakalpojumam vai lapai par pieteikšanu skolā vai 1. klasē ir tiešsaistes forma vai saite uz pakalpojumu portālā.",
        "The service or page on applying to school or the first form has an online form or a link to a service at a portal.",
    ),
    advice=Text(
        "Lapā par uzņemšanu 1. klasē ielieciet saiti uz e-pakalpojumu vai tiešsaistes pieteikumu.",
        "On the page about admission to the first form link to the e-service or the online application.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: bērnus elektroniski pieteikt skolā", "E-index: electronic application to school"),
        "https://www.alksnis.eu/en/tehnologijas/latvijas-pasvaldibas-attista-infrastrukturu-sazinai-ar-iedzivotajiem/",
    ),
    reach=MUNICIPAL,
)


def check(site: SiteView, services: tuple[Service, ...], words: Vocabulary, portals: tuple[Portal, ...]) -> Finding:
    """A service of that name at the level of an online form or above; else pages on it that lead to a portal or hold a form."""
    return applied(site, services, words, portals, "school")


_PAGE = "<title>P</title><main><h1>Pieteikšanās 1. klasē</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2>{}</main>"
CASES = (
    Case(
        "a service at a portal",
        Outcome.PASSED,
        pages={"/p/": _PAGE.format("<a href=https://latvija.gov.lv/Services/8190>Pieteikt</a>")},
        expect=True,
    ),
    Case(
        "only a link in the list",
        Outcome.PASSED,
        pages={"/e/": "<h1>E-pakalpojumi</h1><a href=https://www.eriga.lv/skola/pieteikums>Reģistrācija 1. klasei</a>"},
        expect=True,
    ),
    Case(
        "a form on a page without diacritics",
        Outcome.PASSED,
        pages={"/i/": "<h1>BERNU REGISTRACIJA 1. KLASE</h1><form method=post><input name=berns><textarea name=z></textarea></form>"},
        expect=True,
    ),
    Case(
        "a form kept elsewhere, under a heading",
        Outcome.PASSED,
        pages={"/i/": "<h1>Izglītība</h1><h2>Uzņemšana vidusskolā</h2><p>Gaidām.<a href=https://forms.gle/abc>Anketa</a>"},
        expect=True,
    ),
    Case(
        "a sentence that leads to the portal",
        Outcome.PASSED,
        pages={
            "/i/": "<h1>Izglītība</h1><h2>Liepu pamatskola</h2><p>Mācās 214 skolēni. Pieteikties 1. klasei var <a href=https://latvija.gov.lv/Services/6831>portālā</a>."
        },
        expect=True,
    ),
    Case("on paper", Outcome.FAILED, pages={"/p/": _PAGE.format("<a href=/f.pdf>Iesniegums</a>")}, expect=False),
    Case(
        "the kindergarten is another matter",
        Outcome.FAILED,
        pages={"/p/": _PAGE.replace("1. klasē", "pirmsskolā").format("<a href=https://latvija.gov.lv/Services/8188>Pieteikt</a>")},
        expect=False,
    ),
    Case(
        "schools are named, no application",
        Outcome.FAILED,
        pages={"/i/": "<h1>Skolas</h1><p>Novadā ir četras skolas un viena mūzikas skola bērniem.</p>"},
        expect=False,
    ),
    Case(
        "the news tell of it",
        Outcome.FAILED,
        pages={"/jaunumi/r/": "<h1>Sākas uzņemšana 1. klasē</h1><a href=https://www.epakalpojumi.lv/x>šeit</a>"},
        expect=False,
    ),
    Case("a ministry is not asked", Outcome.INAPPLICABLE, given={"institution": {"kind": "ministry"}}),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
