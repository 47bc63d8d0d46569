"""A letter in the body's name that others sent can be told from its own."""

from audits.audit import Audit, Case, Source
from audits.domains import Answers, Told, example, freemail, see, weigh
from audits.spf import LOOKUPS, Evaluated, evaluate, records
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="mail-spf",
    version=1,
    scope="site",
    title=Text("Pasta domēnam ir derīgs SPF ieraksts", "The mail domain has a valid SPF record"),
    why=Text(
        "SPF nosaka, kuri serveri drīkst sūtīt pastu iestādes vārdā; bez tā krāpnieku vēstules grūti atšķirt.",
        "SPF lays down which servers may send mail in the body's name; without it letters of fraudsters are hard to tell.",
    ),
    method=Text(
        "Kontaktos norādītā pasta domēna TXT ierakstos ir tieši viens v=spf1 ieraksts, tas beidzas ar -all vai ~all, arī iekļautie ieraksti ir "
        "derīgi, un DNS vaicājumu nav vairāk par 10. Bezmaksas pasta pakalpojumu (piemēram, inbox.lv) domēnus nevērtē, tikai piemin.",
        "Among the TXT records of the mail domain in the contacts there is exactly one v=spf1 record, it ends in -all or ~all, the records it includes are "
        "valid too, and it takes no more than 10 DNS look-ups. Domains of free mail (such as inbox.lv) are not judged, only mentioned.",
    ),
    advice=Text(
        "Publicējiet vienu SPF ierakstu, kas nosauc jūsu sūtītājus un beidzas ar -all.",
        "Publish one SPF record that names your senders and ends in -all.",
    ),
    source=Source("standard", Text("IETF RFC 7208", "IETF RFC 7208"), "https://www.rfc-editor.org/rfc/rfc7208"),
    options={"ends": ["-all", "~all"], "max_lookups": LOOKUPS},
)


def check(dns: Json, options: Json) -> Finding:
    """The weakest of the mail domains; the value is how its record ends, or ``missing``, ``several``, ``invalid``, ``lookups``."""
    answers = Answers(dns)
    return weigh([_told(answers, domain, options) for domain in answers.mail()], *freemail(dns))


def _told(answers: Answers, domain: str, options: Json) -> Told:
    own = answers.of(domain, "TXT")
    if own.get("reason"):
        return Told(None, None, (see(own),), own["reason"])
    said = records(own)
    if len(said) != 1:
        return Told(False, "several" if said else "missing", (see({**own, "records": said or ["–"]}),))
    evaluated = evaluate(domain, lambda name: answers.of(name, "TXT"))
    return _weighed(evaluated, options)


def _weighed(evaluated: Evaluated, options: Json) -> Told:
    told = "; ".join([f"{evaluated.lookups} DNS", *evaluated.faults[:5]])
    seen = tuple(see({**answer, "records": records(answer)}, "" if place else told) for place, answer in enumerate(evaluated.answers))
    if evaluated.lookups > options["max_lookups"]:
        return Told(False, "lookups", seen)
    if evaluated.faults:
        return Told(False, "invalid", seen)
    if evaluated.reason:
        return Told(None, None, seen, evaluated.reason)
    return Told(evaluated.ends in options["ends"], evaluated.ends or "open", seen)


_TXT = "TXT piemers.test"


def _fan(most: int) -> dict[str, list[str]]:
    return {f"TXT n{place}.test": ["v=spf1 a -all"] for place in range(most)} | {
        _TXT: [f"v=spf1 {' '.join(f'include:n{place}.test' for place in range(most))} -all"]
    }


CASES = (
    Case("closed", Outcome.PASSED, given=example({_TXT: ["google-site-verification=x", "v=spf1 mx ip4:192.0.2.1 -all"]}), expect="-all"),
    Case(
        "by an include",
        Outcome.PASSED,
        given=example({_TXT: ["v=spf1 include:_spf.pasts.test ~all"], "TXT _spf.pasts.test": ["v=spf1 ip4:192.0.2.0/24 ?all"]}),
        expect="~all",
    ),
    Case(
        "by a redirect",
        Outcome.PASSED,
        given=example({_TXT: ["v=spf1 redirect=_spf.pasts.test"], "TXT _spf.pasts.test": ["v=spf1 mx -all"]}),
        expect="-all",
    ),
    Case("ten look-ups", Outcome.PASSED, given=example(_fan(5)), expect="-all"),
    Case("more than ten", Outcome.FAILED, given=example(_fan(6)), expect="lookups"),
    Case("none", Outcome.FAILED, given=example({_TXT: "absent"}), expect="missing"),
    Case("other texts only", Outcome.FAILED, given=example({_TXT: ["v=spf10 -all", "MS=ms1"]}), expect="missing"),
    Case("two records", Outcome.FAILED, given=example({_TXT: ["v=spf1 mx -all", "v=spf1 a -all"]}), expect="several"),
    Case("everybody may", Outcome.FAILED, given=example({_TXT: ["v=spf1 +all"]}), expect="+all"),
    Case("says nothing of others", Outcome.FAILED, given=example({_TXT: ["v=spf1 mx"]}), expect="open"),
    Case(
        "a loop",
        Outcome.FAILED,
        given=example({_TXT: ["v=spf1 include:b.test -all"], "TXT b.test": ["v=spf1 include:piemers.test -all"]}),
        expect="invalid",
    ),
    Case(
        "an include that leads nowhere",
        Outcome.FAILED,
        given=example({_TXT: ["v=spf1 include:b.test -all"], "TXT b.test": "absent"}),
        expect="invalid",
    ),
    Case(
        "of two domains one without",
        Outcome.FAILED,
        given=example({_TXT: ["v=spf1 -all"], "TXT b.lv": "absent"}, ["piemers.test", "b.lv"]),
        expect="missing",
    ),
    Case("DNS failed", Outcome.CANT_TELL, given=example({_TXT: "server-error"}), reason="server-error"),
    Case(
        "DNS failed on the way",
        Outcome.CANT_TELL,
        given=example({_TXT: ["v=spf1 include:b.test -all"], "TXT b.test": "timeout"}),
        reason="timeout",
    ),
    Case("free mail only", Outcome.INAPPLICABLE, given=example({"MX piemers.test": "absent"}, [], ["gmail.com"])),
    Case(
        "no address, but the domain takes mail",
        Outcome.FAILED,
        given=example({"MX piemers.test": ["10 mx.test."], _TXT: "absent"}, []),
        expect="missing",
    ),
    Case("DNS was not asked", Outcome.UNTESTED, reason="not-gathered"),
)
