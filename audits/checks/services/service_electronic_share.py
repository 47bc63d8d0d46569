"""How many of the services can be asked for online, of all that the site knows."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import found, inapplicable
from audits.services import ELECTRONIC, Service
from data.types import Finding, Outcome, Text

AUDIT = Audit(
    id="service-electronic-share",
    version=4,
    scope="site",
    title=Text("E-pakalpojumu īpatsvars", "Share of e-services"),
    why=Text(
        "Redzams, cik daudz no pakalpojumiem var pieprasīt bez brauciena.",
        "It shows how much of what the body does can be asked for without a trip.",
    ),
    method=Text(
        "Pakalpojumi ar tiešsaistes formu vai augstāku līmeni, procentos no visiem aprakstītajiem, saistītajiem un minētajiem pakalpojumiem.",
        "Services with an online form or above, in per cent of all that are described, linked or named. It is what is offered, not what is used.",
    ),
    advice=Text(
        "Sāciet ar visbiežāk pieprasītajiem: ielieciet to lapās tiešsaistes formu vai saiti uz pakalpojumu portālā.",
        "Begin with those asked for most: put an online form or the link to the service at the portal on their pages.",
    ),
    source=Source(
        "survey",
        Text(
            "E-indekss: elektroniski sniegto pakalpojumu īpatsvars; MK noteikumi Nr. 402, 3. punkts",
            "E-index: share of services given electronically; Cabinet Regulation No. 402, point 3",
        ),
        "https://likumi.lv/doc.php?id=292261",
    ),
    measures=True,
    unit=Text("%", "%"),
)


def check(services: tuple[Service, ...], pages: tuple[PageView, ...]) -> Finding:
    """Per cent, rounded to whole ones; where there are no services there is no share."""
    if not services:
        return inapplicable(*pages[:1], whole=True)
    online = [service for service in services if service.level >= ELECTRONIC]
    seen = [element for service in online or services for element in service.seen[:1]]
    return found(round(100 * len(online) / len(services)), *seen, confidence=0.9, whole=True)


_CARD = "<title>{0}</title><h1>{0}</h1><h2>Apraksts</h2><h2>Maksa</h2><h2>Izpildes termiņš</h2>{1}"
_DOOR = "<a href=https://latvija.gov.lv/Services/{}>Saņemt pakalpojumu</a>"
CASES = (
    Case(
        "one of four",
        Outcome.PASSED,
        pages={
            "/a/": _CARD.format("Noma", ""),
            "/b/": _CARD.format("Koki", _DOOR.format(7)),
            "/c/": _CARD.format("Kapi", ""),
            "/d/": _CARD.format("Izziņa", ""),
        },
        expect=25,
    ),
    Case(
        "all are links to the portal",
        Outcome.PASSED,
        pages={"/e/": "<h1>E-pakalpojumi</h1>" + _DOOR.format(1) + _DOOR.format(2)},
        expect=100,
    ),
    Case(
        "named ones count too",
        Outcome.PASSED,
        pages={
            "/pakalpojumi/": "<h1>Pakalpojumi</h1><ul><li>Zemes noma<li>Koku ciršana<li>Arhīva izziņa</ul>",
            "/e/": "<h1>E</h1>" + _DOOR.format(1),
        },
        expect=25,
    ),
    Case("no services", Outcome.INAPPLICABLE),
    Case(
        "half a look", Outcome.CANT_TELL, pages={"/b/": _CARD.format("Koki", "")}, given={"stopped_by": "pages"}, reason="incomplete-look"
    ),
)
