"""Whoever finds a weakness in the site knows whom to tell before others use it."""

from datetime import UTC, datetime

from audits.audit import Audit, Case, Source
from audits.kit import broken, cant_tell, found
from audits.security_txt import faults
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="security-txt",
    version=1,
    scope="site",
    title=Text("Ir derīgs security.txt", "There is a valid security.txt"),
    why=Text(
        "Ievainojamības atradējs uzzina, kam ziņot, pirms to izmanto kāds cits.",
        "Whoever finds a weakness learns whom to tell before somebody else uses it.",
    ),
    method=Text(
        "Adresē /.well-known/security.txt (vai vecajā /security.txt) ir teksta fails ar laukiem Contact un vienu Expires, kura termiņš nav pagājis; "
        "Canonical, ja tāds ir, nosauc šo adresi. Parakstu piemin, bet nepārbauda. Saziņu caur HTTPS vērtē cits rādītājs.",
        "At /.well-known/security.txt (or the old /security.txt) there is a text file with Contact and one Expires that is not past; "
        "Canonical, if given, names this address. A signature is mentioned but not verified. That it comes over HTTPS is another indicator's question.",
    ),
    advice=Text(
        "Izveidojiet failu ar laukiem Contact un Expires (palīdz securitytxt.org) un atjaunojiet to reizi gadā.",
        "Create the file with the fields Contact and Expires (securitytxt.org helps) and renew it every year.",
    ),
    source=Source("standard", Text("IETF RFC 9116", "IETF RFC 9116"), "https://www.rfc-editor.org/rfc/rfc9116"),
    options={"contacts": ["mailto:", "https:", "tel:"], "type": "text/plain"},
)


def check(security_txt: Json, taken_at: datetime, options: Json) -> Finding:
    """The file that was found, field by field; a server that did not let us look leaves it open."""
    tried = security_txt["tried"]
    file = next((each for each in tried if each.get("text") is not None), None)
    if file is None:
        reason = next((each["reason"] for each in tried if each.get("reason")), "")
        seen = [Evidence(each["url"], excerpt=str(each.get("reason") or each["status"]), at=_at(each)) for each in tried]
        return cant_tell(reason, *seen) if reason else broken(False, *seen)
    wrong = faults(file, taken_at, options)
    told = [Evidence(file["final"], file.get("sha256"), place, line, at=_at(file)) for place, line in wrong]
    whole = Evidence(file["final"], file.get("sha256"), excerpt=" ".join(file["text"].split()), at=_at(file))
    return broken(False, *told, whole) if wrong else found(True, whole)


def _at(told: Json) -> datetime | None:
    return datetime.fromisoformat(told["at"]).astimezone(UTC) if told.get("at") else None


_URL = "https://www.piemers.test/.well-known/security.txt"
_GOOD = "Contact: mailto:cert@piemers.test\nExpires: 2027-06-30T21:00:00.000Z\n"


def _file(text: str, kind: str = "text/plain; charset=utf-8") -> dict[str, object]:
    told = {"url": _URL, "final": _URL, "status": 200, "type": kind, "sha256": "0" * 64, "large": False, "text": text}
    return {"security_txt": {"tried": [told]}}


def _none(**said: object) -> dict[str, object]:
    return {"security_txt": {"tried": [{"url": _URL, **said}]}}


CASES = (
    Case("contact and term", Outcome.PASSED, given=_file("# Paldies\r\n" + _GOOD + "Preferred-Languages: lv, en\n"), expect=True),
    Case(
        "signed",
        Outcome.PASSED,
        given=_file(
            f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nCanonical: {_URL}\n{_GOOD}-----BEGIN PGP SIGNATURE-----\nabc: x\n"
        ),
        expect=True,
    ),
    Case("term is past", Outcome.FAILED, given=_file(_GOOD.replace("2027", "2025")), expect=False),
    Case("no term", Outcome.FAILED, given=_file("Contact: https://www.piemers.test/zinot\n"), expect=False),
    Case("two terms", Outcome.FAILED, given=_file(_GOOD + "Expires: 2027-01-01T00:00:00Z\n"), expect=False),
    Case("term is no date", Outcome.FAILED, given=_file("Contact: mailto:a@b.lv\nExpires: 30.06.2027.\n"), expect=False),
    Case("no contact", Outcome.FAILED, given=_file("Expires: 2027-06-30T21:00:00Z\n"), expect=False),
    Case("contact that is no address", Outcome.FAILED, given=_file(_GOOD.replace("mailto:", "")), expect=False),
    Case("of another site", Outcome.FAILED, given=_file(_GOOD + "Canonical: https://cits.test/.well-known/security.txt\n"), expect=False),
    Case("sent as something else", Outcome.FAILED, given=_file(_GOOD, "application/octet-stream"), expect=False),
    Case("none", Outcome.FAILED, given=_none(status=404, final=_URL, type="text/html"), expect=False),
    Case("a page in its place", Outcome.FAILED, given=_none(status=200, final=_URL, type="text/html", html=True), expect=False),
    Case("robots.txt keeps us out", Outcome.CANT_TELL, given=_none(reason="robots"), reason="robots"),
    Case("refused", Outcome.CANT_TELL, given=_none(status=403, final=_URL, type="text/html", reason="forbidden"), reason="forbidden"),
    Case("not asked", Outcome.UNTESTED, reason="not-gathered"),
)
