"""How many services a resident can ask for online, from anywhere and at any hour."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import counted
from audits.services import ELECTRONIC, Service
from data.types import Finding, Outcome, Text

AUDIT = Audit(
    id="e-service-count",
    version=4,
    scope="site",
    title=Text("E-pakalpojumi", "E-services"),
    why=Text(
        "E-pakalpojumu var pieprasīt no mājām, jebkurā laikā un bez papīra.",
        "An e-service can be asked for from home, at any hour and without paper.",
    ),
    method=Text(
        "Saskaitīti dažādi pakalpojumi ar tiešsaistes formu vai saiti uz pakalpojumu portālā. Vispārīgs iesniegums un e-adrese ir saziņas kanāli.",
        "Distinct services with an online form or a link to a service at a portal. A general application and the e-address are channels only.",
    ),
    advice=Text(
        "Izveidojiet e-pakalpojumu sarakstu ar saitēm tieši uz katru pakalpojumu portālā.",
        "Keep a list of e-services with links straight to each service at the portal.",
    ),
    source=Source(
        "survey",
        Text(
            "E-indekss: e-pakalpojumu nodrošināšana; MK noteikumi Nr. 402", "E-index: provision of e-services; Cabinet Regulation No. 402"
        ),
        "https://likumi.lv/doc.php?id=292261",
    ),
    measures=True,
    unit=Text("e-pakalpojumi", "e-services"),
)


def check(services: tuple[Service, ...], pages: tuple[PageView, ...]) -> Finding:
    """Services from the level of an online form upwards."""
    online = [service for service in services if service.level >= ELECTRONIC]
    return counted(len(online), [element for service in online for element in service.seen[:1]] or pages[:1], confidence=0.9)


_LIST = """<title>E-pakalpojumi</title><h1>E-pakalpojumi</h1><ul><li><a href=https://latvija.gov.lv/Services/11>Zemes noma</a>
<li><a href=https://www.latvija.lv/lv/PPK/vide/koki/p22/ProcesaApraksts>Koku ciršana</a><li><a href=https://latvija.lv/Epakalpojumi/EP33/Instrukcija>Deklarēšana</a>
<li><a href=https://www.eriga.lv/ServiceCards/Default.aspx?cardExternalId=RD008454AJ0015>Atļauja</a></ul>"""
_NOMA = "<title>Zemes noma</title><h1>Zemes noma</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2>{}"
CASES = (
    Case("links to four services", Outcome.PASSED, pages={"/e/": _LIST}, expect=4),
    Case(
        "described and linked is one",
        Outcome.PASSED,
        pages={"/e/": _LIST, "/n/": _NOMA.format("<a href=https://latvija.gov.lv/Services/11/terms>Pieteikt</a>")},
        expect=4,
    ),
    Case("described under the same name is one", Outcome.PASSED, pages={"/e/": _LIST, "/n/": _NOMA.format("")}, expect=4),
    Case(
        "channels are no services",
        Outcome.PASSED,
        pages={
            "/e/": "<h1>E-pakalpojumi</h1><a href=https://latvija.lv/Epakalpojumi/EP155/Instrukcija>Iesniegums</a><a href='https://latvija.lv/lv/Eaddress/write?address=_default@90000000017'>E-adrese</a><a href=https://latvija.gov.lv>Portāls</a>"
        },
        expect=0,
    ),
    Case(
        "a headline names no service",
        Outcome.PASSED,
        pages={"/jaunumi/e/": "<h1>Jauns pakalpojums</h1><a href=https://latvija.gov.lv/Services/11>šeit</a>"},
        expect=0,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
