"""Services are found by what happens in life: a child is born, one builds, one starts a business."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import counted
from audits.services import Service
from audits.situations import groups, situation
from data.types import Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="service-life-situations",
    version=3,
    scope="site",
    title=Text("Dzīves situācijas, kurās ir pakalpojumi", "Life situations with services"),
    why=Text(
        "Iedzīvotājs meklē nevis nodaļu, bet palīdzību savā situācijā: ģimenē, mājoklī, uzņēmējdarbībā.",
        "A resident looks not for a department but for help in a situation: family, home, business.",
    ),
    method=Text(
        "Saskaitītas dažādas dzīves situācijas (ģimene, izglītība, veselība, sociālā palīdzība, mājoklis, vide, uzņēmējdarbība, darbs, finanses, "
        "transports, kultūra, lauksaimniecība, līdzdalība, tiesības, tuvinieka zaudējums), pēc kurām vietnē sakārtoti pakalpojumi: tās nosauc virsraksti vai kategorijas virs pakalpojumiem.",
        "Distinct situations of life (family, education, health, social help, home, environment, business, work, finance, transport, culture, "
        "agriculture, participation, law, bereavement) into which the site sorts its services: headings or categories above the services name them.",
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
    unit=Text("situācijas no 15", "situations of 15"),
)

_SORTED = 2
"""Beside so many situations «Uzņēmējiem» is one more; alone it says for whom the services are."""


def check(services: tuple[Service, ...], pages: tuple[PageView, ...], words: Vocabulary) -> Finding:
    """The situations that the headings of lists name, each with the first service that stands there."""
    first: dict[str, Service] = {}
    for service in services:
        kind = situation(service.heads, words)
        if kind:
            first.setdefault(kind, service)
    if len(first) >= _SORTED:
        for service in services:
            if any("entrepreneurs" in groups(head, words) for head in service.heads):
                first.setdefault("business", service)
    return counted(len(first), [one for service in first.values() for one in service.seen[:1]] or pages[:1], confidence=0.8)


_LIST = """<h1>E-pakalpojumi</h1><h2>Ģimene</h2><a href=https://latvija.gov.lv/Services/1>Deklarācija</a><h2>Uzņēmējdarbība</h2>
<a href=https://latvija.gov.lv/Services/2>Saskaņojums</a><a href=https://latvija.gov.lv/Services/3>Paziņojums</a>"""
CASES = (
    Case("by the headings of the list", Outcome.PASSED, pages={"/e-pakalpojumi/": _LIST}, expect=2),
    Case(
        "in capitals, two levels deep, above names only",
        Outcome.PASSED,
        pages={
            "/pakalpojumi/": "<h1>Pakalpojumi</h1><h2>Iedzīvotājiem</h2><h3>NEKUSTAMAIS IPASUMS</h3><ul><li>Noma<li>Atļauja</ul>"
            "<h3>SOCIALA PALIDZIBA</h3><ul><li>Pabalsts<li>Aprūpe</ul><h3>Būvvalde</h3><ul><li>Izziņa</ul>"
        },
        expect=2,
    ),
    Case(
        "a page for each",
        Outcome.PASSED,
        pages={
            "/pakalpojumi/": "<h1>Pakalpojumi</h1><ul><li><a href=/pakalpojumi/vide/>Vide</a><li><a href=/pakalpojumi/gimene/>Ģimene</a></ul>",
            "/pakalpojumi/vide/": "<h1>Vide</h1><a href=/pakalpojumi/vide/koki/>Koku ciršana</a><a href=/pakalpojumi/vide/b/>Augsnes izziņa</a>",
            "/pakalpojumi/vide/koki/": "<h1>Koku ciršana</h1><h2>Maksa</h2><p>Bez maksas.</p><h2>Termiņš</h2><p>Mēnesis.</p>",
            "/pakalpojumi/vide/b/": "<h1>Augsnes izziņa</h1><h2>Maksa</h2><p>Bez maksas.</p>",
        },
        expect=1,
    ),
    Case(
        "named, and not sorted",
        Outcome.PASSED,
        pages={"/p/": "<h1>Pakalpojumi</h1><ul><li>Zemes noma<li>Koku ciršana<li>Pabalsts</ul>"},
        expect=0,
    ),
    Case(
        "for entrepreneurs, beside situations and alone",
        Outcome.PASSED,
        pages={
            "/pakalpojumi/": "<h1>Pakalpojumi</h1><h2>Veselība</h2><ul><li>Aprūpe<li>Pavadonis</ul><h2>Izglītība</h2><ul><li>Kursi</ul>"
            "<h2>Uzņēmējiem</h2><ul><li>Tirgus vieta</ul><h2>Kapsēta un vide</h2><ul><li>Koku ciršana</ul>"
        },
        expect=4,
    ),
    Case(
        "cemeteries beside the parks, and burials alone",
        Outcome.PASSED,
        pages={
            "/pakalpojumi/": "<h1>Pakalpojumi</h1><h2>Vide, parki un kapi</h2><ul><li>Koku ciršana<li>Kapa kopiņa</ul>"
            "<h2>Bēres</h2><ul><li>Kapliča</ul>"
        },
        expect=2,
    ),
    Case(
        "sorted by whom they are for",
        Outcome.PASSED,
        pages={
            "/pakalpojumi/": "<h1>Pakalpojumi</h1><h2>Iedzīvotājiem</h2><ul><li>Noma<li>Pirts</ul><h2>Uzņēmējiem</h2><ul><li>Vieta</ul>"
        },
        expect=0,
    ),
    Case("no services", Outcome.PASSED, expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
