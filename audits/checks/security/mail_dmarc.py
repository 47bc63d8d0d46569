"""Letters that fraudsters send in the body's name do not reach residents' inboxes."""

from audits.audit import Audit, Case, Source
from audits.domains import Answers, Told, example, freemail, registrable, see, tags, weigh
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="mail-dmarc",
    version=1,
    scope="site",
    title=Text("Pasta domēnam ir DMARC politika", "The mail domain has a DMARC policy"),
    why=Text(
        "DMARC politika liek saņēmējiem atteikt vēstules, ko krāpnieki sūta iestādes vārdā.",
        "A DMARC policy makes receivers turn down letters that fraudsters send in the body's name.",
    ),
    method=Text(
        "Kontaktos norādītā pasta domēna vārdam _dmarc (vai, ja tur nav, organizācijas domēnam) ir tieši viens v=DMARC1 ieraksts ar politiku "
        "quarantine vai reject; p=none tikai novēro un nepietiek. Vērtība ir politika.",
        "The name _dmarc of the mail domain in the contacts (or, where it has none, of the organisational domain) has exactly one v=DMARC1 record with the "
        "policy quarantine or reject; p=none only watches and is not enough. The value is the policy.",
    ),
    advice=Text(
        "Publicējiet DMARC ierakstu, vispirms ar p=none un atskaitēm, pēc pārbaudes ar p=reject.",
        "Publish a DMARC record, at first with p=none and reports, and with p=reject once all is checked.",
    ),
    source=Source(
        "practice",
        Text(
            "Laba prakse (IETF RFC 7489). No 2021. gada 1. janvāra to prasīja MK noteikumi Nr. 442 (11.08.2020. grozījumi); vai to prasa arī "
            "MK noteikumi Nr. 397 (25.06.2025.), nav apstiprināts",
            "Good practice (IETF RFC 7489). From 1 January 2021 Cabinet Regulation No. 442 asked for it (amendments of 11.08.2020); whether "
            "Cabinet Regulation No. 397 (25.06.2025) does too was not confirmed",
        ),
        "https://www.cert.lv/lv/2020/08/augusta-apstiprinati-grozijumi-mk-noteikumos-nr-442",
    ),
    options={"policies": ["quarantine", "reject"], "min_pct": 1},
)


def check(dns: Json, options: Json) -> Finding:
    """The weakest of the mail domains; the value is its policy, or ``missing``."""
    answers = Answers(dns)
    return weigh([_told(answers, domain, options) for domain in answers.mail()], *freemail(dns))


def _told(answers: Answers, domain: str, options: Json) -> Told:
    own, above = answers.of(f"_dmarc.{domain}", "TXT"), registrable(domain)
    found = tags(own, "v=DMARC1")
    if found or own.get("reason") or above == domain:
        return _policy(own, found, "p", options)
    upper = answers.of(f"_dmarc.{above}", "TXT")
    found = tags(upper, "v=DMARC1")
    return _policy(upper, found, "sp" if found and "sp" in found[0] else "p", options)


def _policy(answer: Json, found: list[dict[str, str]], tag: str, options: Json) -> Told:
    seen = (see(answer),)
    if answer.get("reason"):
        return Told(None, None, seen, answer["reason"])
    if len(found) != 1:
        return Told(False, "missing", seen)
    policy, share = found[0].get(tag, "none").lower(), found[0].get("pct", "100")
    enough = not share.isdecimal() or len(share) > 3 or int(share) >= options["min_pct"]
    return Told(policy in options["policies"] and enough, policy, seen)


_OWN, _ABOVE = "TXT _dmarc.pasts.piemers.test", "TXT _dmarc.piemers.test"
_BELOW = ["pasts.piemers.test"]

CASES = (
    Case("rejects", Outcome.PASSED, given=example({_ABOVE: ["v=DMARC1; p=reject; rua=mailto:dmarc@piemers.test"]}), expect="reject"),
    Case("with other texts", Outcome.PASSED, given=example({_ABOVE: ["x=1", "v=DMARC1;p=Quarantine;pct=50"]}), expect="quarantine"),
    Case("of the domain above", Outcome.PASSED, given=example({_OWN: "absent", _ABOVE: ["v=DMARC1; p=reject"]}, _BELOW), expect="reject"),
    Case(
        "of the domain above, for those below none",
        Outcome.FAILED,
        given=example({_OWN: "absent", _ABOVE: ["v=DMARC1; p=reject; sp=none"]}, _BELOW),
        expect="none",
    ),
    Case("only watches", Outcome.FAILED, given=example({_ABOVE: ["v=DMARC1; p=none"]}), expect="none"),
    Case("for no letter", Outcome.FAILED, given=example({_ABOVE: ["v=DMARC1; p=reject; pct=0"]}), expect="reject"),
    Case("without a policy", Outcome.FAILED, given=example({_ABOVE: ["v=DMARC1; rua=mailto:a@piemers.test"]}), expect="none"),
    Case("two records", Outcome.FAILED, given=example({_ABOVE: ["v=DMARC1; p=reject", "v=DMARC1; p=none"]}), expect="missing"),
    Case("none", Outcome.FAILED, given=example({_ABOVE: "absent"}), expect="missing"),
    Case("DNS failed", Outcome.CANT_TELL, given=example({_ABOVE: "timeout"}), reason="timeout"),
    Case("DNS failed above", Outcome.CANT_TELL, given=example({_OWN: "absent", _ABOVE: "server-error"}, _BELOW), reason="server-error"),
    Case("free mail only", Outcome.INAPPLICABLE, given=example({"MX piemers.test": "absent"}, [], ["inbox.lv"])),
    Case("DNS was not asked", Outcome.UNTESTED, reason="not-gathered"),
)
