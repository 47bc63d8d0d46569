"""Nobody on the way can lead a resident, or a letter, to another server by a forged answer of DNS."""

from audits.audit import Audit, Case, Source
from audits.domains import Answers, Told, example, see, weigh
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="dns-dnssec",
    version=1,
    scope="site",
    title=Text("Domēna vārds ir parakstīts (DNSSEC)", "The domain name is signed (DNSSEC)"),
    why=Text(
        "Bez paraksta viltota DNS atbilde iedzīvotāju vai viņa vēstuli var aizvest uz svešu serveri.",
        "Without a signature a forged DNS answer can lead a resident, or a letter, to another's server.",
    ),
    method=Text(
        "Vietnes un kontaktos norādītā pasta domēna zonai jautā DS ierakstu un ar to pārbauda zonas atslēgas un SOA ieraksta parakstu; "
        "ķēdi no saknes līdz zonai pārbauda tikai lietotais DNS serveris. Vērtība: validated, signed, unsigned vai broken.",
        "Asks for the DS record of the zone of the site and of the mail domain in its contacts and checks the zone's keys and the signature of its SOA "
        "record against it; the chain from the root to the zone is left to the resolver. Value: validated, signed, unsigned or broken.",
    ),
    advice=Text(
        "Ieslēdziet DNSSEC pie domēna uzturētāja un nododiet DS ierakstu reģistram (.lv: NIC).",
        "Enable DNSSEC at the keeper of the domain and hand the DS record to the registry (.lv: NIC).",
    ),
    source=Source("standard", Text("IETF RFC 9364 (BCP 237)", "IETF RFC 9364 (BCP 237)"), "https://www.rfc-editor.org/rfc/rfc9364"),
)


def check(dns: Json) -> Finding:
    """Every zone that a resident depends on: the site's, and those at which the body takes mail."""
    answers = Answers(dns)
    names = [dns["web"]["host"], *answers.mail()]
    zones = {dns["zones"][name]["zone"]: dns["zones"][name] for name in names if name in dns["zones"]}
    return weigh([_told(answers, zone) for zone in zones.values()])


def _told(answers: Answers, zone: Json) -> Told:
    seen = (see(answers.of(zone["zone"], "DS"), zone["why"]), see(answers.of(zone["zone"], "SOA"), "AD" if zone["ad"] else ""))
    if zone["signed"] is None:
        return Told(None, None, seen, zone.get("reason") or "unclear")
    if not zone["signed"]:
        return Told(False, "unsigned", seen)
    if zone["validated"] is False:
        return Told(False, "broken", seen)
    if "fault" in zone and not zone["ad"]:
        return Told(None, None, seen, "audit-error")
    return Told(True, "validated" if zone["validated"] or zone["ad"] else "signed", seen)


def _zone(signed: bool | None, validated: bool | None = None, name: str = "piemers.test", **rest: object) -> dict[str, object]:  # noqa: FBT001 (as in the artifact)
    return {"zone": name, "signed": signed, "validated": validated, "why": "", "ad": False, **rest}


_DS = {"DS piemers.test": ["4711 13 2 AB12"], "SOA piemers.test": ["ns.piemers.test. post.piemers.test. 1 2 3 4 5"]}
_BOTH = ("www.piemers.test", "piemers.test")

CASES = (
    Case("signed and it holds", Outcome.PASSED, given=example(_DS, zones=dict.fromkeys(_BOTH, _zone(True, True))), expect="validated"),
    Case("signed, the keys were not seen", Outcome.PASSED, given=example(_DS, zones=dict.fromkeys(_BOTH, _zone(True))), expect="signed"),
    Case(
        "not signed",
        Outcome.FAILED,
        given=example({"DS piemers.test": "absent"}, zones=dict.fromkeys(_BOTH, _zone(False))),
        expect="unsigned",
    ),
    Case(
        "the signature does not hold",
        Outcome.FAILED,
        given=example(_DS, zones=dict.fromkeys(_BOTH, _zone(True, False, why="no DNSKEY matches the DS"))),
        expect="broken",
    ),
    Case(
        "the mail's domain is not signed",
        Outcome.FAILED,
        given=example(_DS, ["pasts.test"], zones={_BOTH[0]: _zone(True, True), "pasts.test": _zone(False, name="pasts.test")}),
        expect="unsigned",
    ),
    Case(
        "DNS failed",
        Outcome.CANT_TELL,
        given=example({"DS piemers.test": "timeout"}, zones={_BOTH[0]: _zone(None, reason="timeout")}),
        reason="timeout",
    ),
    Case(
        "our own check of the signatures broke",
        Outcome.CANT_TELL,
        given=example(_DS, zones=dict.fromkeys(_BOTH, _zone(True, fault="TypeError: x"))),
        reason="audit-error",
    ),
    Case(
        "our own check broke, and the resolver's did not",
        Outcome.PASSED,
        given=example(_DS, zones=dict.fromkeys(_BOTH, _zone(True, fault="TypeError: x", ad=True))),
        expect="validated",
    ),
    Case("DNS was not asked", Outcome.UNTESTED, reason="not-gathered"),
)
