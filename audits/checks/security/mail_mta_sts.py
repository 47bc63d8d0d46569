"""Nobody on the way can make a letter to the body travel unencrypted."""

from typing import Any

from audits.audit import Audit, Case, Source
from audits.domains import Answers, Told, example, freemail, see, tags, weigh
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="mail-mta-sts",
    version=1,
    scope="site",
    title=Text("Pastu iestādei piegādā tikai šifrēti (MTA-STS)", "Mail to the body is delivered encrypted only (MTA-STS)"),
    why=Text(
        "Bez šīs politikas uzbrucējs ceļā var panākt, ka vēstuli iestādei nosūta nešifrētu.",
        "Without this policy an attacker on the way can have a letter to the body sent unencrypted.",
    ),
    method=Text(
        "Kontaktos norādītā pasta domēna vārdam _mta-sts ir viens TXT ieraksts v=STSv1, un adresē https://mta-sts.domēns/.well-known/mta-sts.txt ir "
        "derīga politika, kas aptver visus MX. Vērtība ir politikas režīms; šīs adreses sertifikātu nepārbauda, pasta serverus neaiztiek.",
        "The name _mta-sts of the mail domain in the contacts has one TXT record v=STSv1, and at https://mta-sts.DOMAIN/.well-known/mta-sts.txt there is a "
        "valid policy that covers every MX. The value is its mode; the certificate of that address is not checked, and mail servers are left alone.",
    ),
    advice=Text(
        "Publicējiet MTA-STS politiku vispirms ar mode: testing, pēc tam ar mode: enforce.",
        "Publish an MTA-STS policy, with mode: testing at first and then with mode: enforce.",
    ),
    source=Source("standard", Text("IETF RFC 8461", "IETF RFC 8461"), "https://www.rfc-editor.org/rfc/rfc8461"),
    options={"modes": ["enforce", "testing"], "lines": 200},
)
_SERVER_ERRORS = 500


def check(dns: Json, options: Json) -> Finding:
    """The weakest of the mail domains that take mail; the value is its mode, or ``missing``, ``invalid``."""
    answers = Answers(dns)
    return weigh([_told(answers, domain, options) for domain in answers.receiving()], *freemail(dns))


def _told(answers: Answers, domain: str, options: Json) -> Told:
    record = answers.of(f"_mta-sts.{domain}", "TXT")
    if record.get("reason"):
        return Told(None, None, (see(record),), record["reason"])
    if len(tags(record, "v=STSv1")) != 1:
        return Told(False, "missing", (see(record),))
    policy = answers.told["policies"].get(domain) or {"reason": "not-gathered"}
    status = policy.get("status", 0)
    seen = (
        see(record),
        Evidence(
            policy.get("url", answers.told["site"]),
            excerpt=policy.get("body", "") if status == 200 else policy.get("reason") or str(status),
        ),
    )
    if policy.get("reason") or status >= _SERVER_ERRORS:
        return Told(None, None, seen, policy.get("reason") or "server-error")
    mode = _mode(policy["body"], answers.of(domain, "MX")["records"], options) if status == 200 else "invalid"
    return Told(mode in options["modes"], mode, seen)


def _mode(body: str, exchangers: list[str], options: Json) -> str:
    pairs = [
        (name.strip().lower(), value.strip())
        for name, mark, value in (line.partition(":") for line in body.splitlines()[: options["lines"]])
        if mark
    ]
    said, covered = dict(reversed(pairs)), [value.lower() for name, value in pairs if name == "mx"]
    age = said.get("max_age", "")
    if said.get("version") != "STSv1" or not (age.isdecimal() and len(age) < 10 and int(age)):
        return "invalid"
    hosts = [record.split()[-1].rstrip(".").lower() for record in exchangers]
    if said.get("mode") != "none" and not all(any(_covers(pattern, host) for pattern in covered) for host in hosts):
        return "invalid"
    return said.get("mode", "invalid")


def _covers(pattern: str, host: str) -> bool:
    return pattern == host or (pattern.startswith("*.") and host.partition(".")[2] == pattern[2:])


_DNS = {"MX piemers.test": ["10 mx.piemers.test."], "TXT _mta-sts.piemers.test": ["v=STSv1; id=20260101"]}


def _policy(body: str, status: int = 200) -> dict[str, Any]:
    url = "https://mta-sts.piemers.test/.well-known/mta-sts.txt"
    return {"policies": {"piemers.test": {"url": url, "status": status, "type": "text/plain", "body": body}}}


_GOOD = "version: STSv1\r\nmode: enforce\r\nmx: *.piemers.test\r\nmax_age: 604800\r\n"

CASES = (
    Case("enforced", Outcome.PASSED, given=example(_DNS, **_policy(_GOOD)), expect="enforce"),
    Case(
        "on trial",
        Outcome.PASSED,
        given=example(_DNS, **_policy(_GOOD.replace("enforce", "testing").replace("*.", "mx."))),
        expect="testing",
    ),
    Case("switched off", Outcome.FAILED, given=example(_DNS, **_policy("version: STSv1\nmode: none\nmax_age: 86400")), expect="none"),
    Case(
        "another server takes the mail",
        Outcome.FAILED,
        given=example(_DNS, **_policy(_GOOD.replace("*.piemers", "mx.cits"))),
        expect="invalid",
    ),
    Case(
        "without an age",
        Outcome.FAILED,
        given=example(_DNS, **_policy("version: STSv1\nmode: enforce\nmx: mx.piemers.test")),
        expect="invalid",
    ),
    Case("no file", Outcome.FAILED, given=example(_DNS, **_policy("nav", 404)), expect="invalid"),
    Case("no record", Outcome.FAILED, given=example({**_DNS, "TXT _mta-sts.piemers.test": "absent"}), expect="missing"),
    Case("the policy's server failed", Outcome.CANT_TELL, given=example(_DNS, **_policy("", 503)), reason="server-error"),
    Case(
        "robots.txt keeps us out",
        Outcome.CANT_TELL,
        given=example(_DNS, policies={"piemers.test": {"url": "https://mta-sts.piemers.test/", "reason": "robots"}}),
        reason="robots",
    ),
    Case("takes no mail", Outcome.INAPPLICABLE, given=example({"MX piemers.test": "absent"})),
    Case("DNS failed", Outcome.CANT_TELL, given=example({**_DNS, "TXT _mta-sts.piemers.test": "timeout"}), reason="timeout"),
    Case("DNS was not asked", Outcome.UNTESTED, reason="not-gathered"),
)
