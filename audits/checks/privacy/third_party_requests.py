"""How many others learn that a resident is reading this page."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView, host_of
from audits.kit import found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="third-party-requests",
    version=1,
    scope="page",
    title=Text("Citu vietņu skaits, no kurām lapa ielādē saturu", "Number of other hosts the page loads from"),
    why=Text(
        "Katra cita vietne uzzina apmeklētāja adresi un to, ko viņš lasa.",
        "Each other host learns the visitor's address and what is being read.",
    ),
    method=Text(
        "Atver lapu pārlūkā un saskaita citu vietņu serverus, kuriem tā nosūta pieprasījumus.",
        "Opens the page in a browser and counts the other hosts it sends requests to.",
    ),
    advice=Text(
        "Fontus, skriptus un kartes, kur iespējams, glabājiet savā serverī.",
        "Keep fonts, scripts and maps on your own server where possible.",
    ),
    source=Source(
        "practice",
        Text(
            "Laba prakse; Vispārīgā datu aizsardzības regula (ES) 2016/679, 25. pants",
            "Good practice; General Data Protection Regulation (EU) 2016/679, Article 25",
        ),
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    ),
    measures=True,
    unit=Text("serveri", "hosts"),
)


def check(requests: Json, page: PageView) -> Finding:
    """How many other hosts hear of the visit; requests that were stopped told nobody."""
    told = {host_of(request["url"]): request for request in requests if request["third_party"] and not request["aborted"]}
    seen = [page.see("request", request["url"]) for _host, request in sorted(told.items())]
    return found(len(told), *(seen or [page.see("request", str(len(requests)))]))


def _requests(*urls: str, aborted: bool = False) -> dict[str, object]:
    rest = {"type": "script", "method": "GET", "status": 200, "aborted": aborted}
    return {"requests": [{"url": url, "third_party": "piemers.test" not in url, **rest} for url in urls]}


CASES = (
    Case("its own only", Outcome.PASSED, given=_requests("https://www.piemers.test/", "https://www.piemers.test/a.js"), expect=0),
    Case(
        "two others", Outcome.PASSED, given=_requests("https://fonti.test/a", "https://fonti.test/b", "https://www.kartes.test/c"), expect=2
    ),
    Case("stopped", Outcome.PASSED, given=_requests("https://fonti.test/a", aborted=True), expect=0),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
