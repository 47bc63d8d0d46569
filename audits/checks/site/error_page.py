"""An address that does not exist is answered so: programs, search engines and people can tell that nothing is there."""

from audits.audit import Audit, Case, Source
from audits.kit import broken, cant_tell, found
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="error-page",
    version=1,
    scope="site",
    title=Text("Par neesošu lapu atbild ar kļūdu 404", "A missing page is answered with error 404"),
    why=Text(
        "Ja kļūdas lapa izliekas par īstu, meklētāji to rāda un pārtrūkušās saites neviens nepamana.",
        "If an error page pretends to be a real one, search engines show it and nobody notices broken links.",
    ),
    method=Text(
        "Pieprasa izdomātu adresi; atbildes statusam jābūt 404 vai 410.", "An invented address is requested; the status must be 404 or 410."
    ),
    advice=Text(
        "Neesošām adresēm atbildiet ar statusu 404 un saprotamu lapu.",
        "Answer addresses that do not exist with status 404 and an understandable page.",
    ),
    source=Source(
        "standard", Text("IETF RFC 9110, 15.5.5", "IETF RFC 9110, 15.5.5"), "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5"
    ),
    options={"expected": [404, 410]},
    unit=Text("HTTP statuss", "HTTP status"),
)


def check(missing_page: Json, options: Json) -> Finding:
    """The status; one that refuses, or is in trouble of its own, tells nothing of missing pages."""
    status = missing_page["status"]
    seen = Evidence(missing_page["url"], locator="status", excerpt=str(status))
    if status in options["expected"]:
        return found(status, seen)
    if status >= 400:
        return cant_tell("server-error" if status >= 500 else "unclear", seen, value=status)
    return broken(status, seen)


def _answered(status: int, *, soft: bool = False) -> dict[str, object]:
    return {"missing_page": {"url": "https://www.piemers.test/tadas-lapas-nav", "status": status, "soft404": soft, "fingerprint": ""}}


CASES = (
    Case("404", Outcome.PASSED, given=_answered(404), expect=404),
    Case("410", Outcome.PASSED, given=_answered(410), expect=410),
    Case("200", Outcome.FAILED, given=_answered(200, soft=True), expect=200),
    Case("sent to the front page", Outcome.FAILED, given=_answered(302, soft=True), expect=302),
    Case("refused", Outcome.CANT_TELL, given=_answered(403), expect=403, reason="unclear"),
    Case("in trouble of its own", Outcome.CANT_TELL, given=_answered(503), expect=503, reason="server-error"),
    Case("not gathered", Outcome.UNTESTED, reason="not-gathered"),
)
