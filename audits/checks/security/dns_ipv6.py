"""The site can also be reached by those whose network has only the newer addresses."""

from audits.audit import Audit, Case, Source
from audits.domains import Answers, Told, example, see, unknown, weigh
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="dns-ipv6",
    version=1,
    scope="site",
    title=Text("Vietne ir sasniedzama ar IPv6", "The site can be reached over IPv6"),
    why=Text(
        "Daļai tīklu, īpaši mobilo, ir tikai IPv6 adreses; bez tām vietne viņiem ir lēnāka vai nesasniedzama.",
        "Some networks, mobile ones above all, have IPv6 only; without it the site is slower for them or out of reach.",
    ),
    method=Text(
        "Jautā DNS, vai vietnes vārdam un tā variantam ar www vai bez tā ir AAAA ieraksts. Savienojumu ar IPv6 adresi nepārbauda.",
        "Asks DNS whether the site's name, and its twin with or without www, has an AAAA record. That the IPv6 address answers is not tried.",
    ),
    advice=Text(
        "Palūdziet mitinātājam ieslēgt IPv6 un pievienojiet AAAA ierakstu blakus A ierakstam.",
        "Ask the hosting company for IPv6 and add an AAAA record beside the A record.",
    ),
    source=Source("standard", Text("IETF RFC 6540 (BCP 177)", "IETF RFC 6540 (BCP 177)"), "https://www.rfc-editor.org/rfc/rfc6540"),
)


def check(dns: Json) -> Finding:
    """Each of the two names that has an address of the older kind must have one of the newer; the site's own name must have any."""
    answers = Answers(dns)
    host, twin = dns["web"]["host"], dns["web"]["twin"]
    names = [host, *([twin] if answers.of(twin, "A")["records"] else [])]
    return weigh([_told(answers, name) for name in names])


def _told(answers: Answers, name: str) -> Told:
    old, new = answers.of(name, "A"), answers.of(name, "AAAA")
    if new["records"]:
        return Told(True, True, (see(new),))
    reason = unknown([new]) or ("" if old["records"] else unknown([old]) or "dns")
    return Told(None, None, (see(new), see(old)), reason) if reason else Told(False, False, (see(new), see(old)))


_A, _AAAA, _TWIN = "A www.piemers.test", "AAAA www.piemers.test", {"A piemers.test": ["192.0.2.1"], "AAAA piemers.test": ["2001:db8::1"]}

CASES = (
    Case("both names", Outcome.PASSED, given=example({_A: ["192.0.2.1"], _AAAA: ["2001:db8::1"], **_TWIN}), expect=True),
    Case(
        "the twin does not exist",
        Outcome.PASSED,
        given=example({_A: ["192.0.2.1"], _AAAA: ["2001:db8::1"], "A piemers.test": "absent"}),
        expect=True,
    ),
    Case("only the older kind", Outcome.FAILED, given=example({_A: ["192.0.2.1"], _AAAA: "absent", **_TWIN}), expect=False),
    Case(
        "the twin only by the older kind",
        Outcome.FAILED,
        given=example({_A: ["192.0.2.1"], _AAAA: ["2001:db8::1"], "A piemers.test": ["192.0.2.1"], "AAAA piemers.test": "absent"}),
        expect=False,
    ),
    Case("DNS failed", Outcome.CANT_TELL, given=example({_A: ["192.0.2.1"], _AAAA: "server-error"}), reason="server-error"),
    Case("DNS does not know the site", Outcome.CANT_TELL, given=example({_A: "absent", _AAAA: "absent"}), reason="dns"),
    Case("DNS was not asked", Outcome.UNTESTED, reason="not-gathered"),
)
