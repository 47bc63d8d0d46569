"""Services are found by what happens in life: a child is born, one builds, one starts a business."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import counted
from audits.services import Service
from data.types import Finding, Outcome, Text

AUDIT = Audit(
    id="service-life-situations",
    version=1,
    scope="site",
    title=Text("Dzīves situācijas, kurās ir pakalpojumi", "Life situations with services"),
    why=Text(
        "Iedzīvotājs meklē nevis nodaļu, bet palīdzību savā situācijā: ģimenē, mājoklī, uzņēmējdarbībā.",
        "A resident looks not for a department but for help in a situation: family, home, business.",
    ),
    method=Text(
        "Saskaitītas dažādas dzīves situācijas (ģimene, izglītība, veselība, sociālā palīdzība, mājoklis, vide, uzņēmējdarbība, darbs, finanses, "
        "transports, kultūra, lauksaimniecība, līdzdalība, tiesības), kurām pieder vietnes pakalpojumi pēc kategorijas portālā, virsraksta sarakstā vai nosaukuma.",
        "Distinct situations of life (family, education, health, social help, home, environment, business, work, finance, transport, culture, "
        "agriculture, participation, law) to which the site's services belong by category at the portal, heading in the list, or name.",
    ),
    advice=Text(
        "Sakārtojiet pakalpojumu sarakstu pēc dzīves situācijām un pārbaudiet, kurās no tām pakalpojuma nav.",
        "Sort the list of services by situations of life and see which of them have none.",
    ),
    source=Source(
        "practice",
        Text("E-pakalpojumu kategorijas portālos eriga.lv un latvija.gov.lv", "Categories of e-services at eriga.lv and latvija.gov.lv"),
        "https://www.eriga.lv/ServiceCards/Default.aspx?cardExternalId=RD008454AJ0015",
    ),
    measures=True,
    unit=Text("situācijas no 14", "situations of 14"),
)


def check(services: tuple[Service, ...], pages: tuple[PageView, ...]) -> Finding:
    """The situations of all services, each with the first service that belongs to it."""
    first: dict[str, Service] = {}
    for service in services:
        if service.situation:
            first.setdefault(service.situation, service)
    return counted(len(first), [one for service in first.values() for one in service.seen[:1]] or pages[:1], confidence=0.8)


_LIST = """<h1>E-pakalpojumi</h1><h2>Ģimene</h2><a href=https://latvija.gov.lv/Services/1>Deklarācija</a><h2>Uzņēmējdarbība</h2>
<a href=https://latvija.gov.lv/Services/2>Saskaņojums</a><a href=https://latvija.gov.lv/Services/3>Paziņojums</a>"""
CASES = (
    Case("by the headings of the list", Outcome.PASSED, pages={"/e-pakalpojumi/": _LIST}, expect=2),
    Case(
        "by the category at the portal",
        Outcome.PASSED,
        pages={
            "/e-pakalpojumi/": "<h1>E-pakalpojumi</h1><a href=https://www.latvija.lv/lv/PPK/socialie-pakalpojumi/x/p22/ProcesaApraksts>šeit</a>"
        },
        expect=1,
    ),
    Case(
        "by their names, in capitals",
        Outcome.PASSED,
        pages={
            "/pakalpojumi/": "<h1>Pakalpojumi</h1><ul><li>ZEMES NOMA<li>Koku ciršana<li>Bērna reģistrācija pirmsskolā<li>Dzīvokļa pabalsts</ul>"
        },
        expect=4,
    ),
    Case("no services", Outcome.PASSED, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
