"""The body's keepers learn when letters to it cannot be brought safely."""

from audits.audit import Audit, Case, Source
from audits.domains import Answers, Told, example, freemail, see, tags, weigh
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="mail-tls-rpt",
    version=1,
    scope="site",
    title=Text("Pasta domēns lūdz ziņot par nedrošu piegādi (TLS-RPT)", "The mail domain asks for reports of unsafe delivery (TLS-RPT)"),
    why=Text(
        "Bez ziņojumiem iestāde nemana, ka vēstules tai pienāk nešifrētas vai nepienāk nemaz.",
        "Without reports a body does not notice that letters come to it unencrypted or not at all.",
    ),
    method=Text(
        "Kontaktos norādītā pasta domēna vārdam _smtp._tls ir tieši viens TXT ieraksts v=TLSRPTv1 ar adresi rua. Domēnus bez MX nevērtē.",
        "The name _smtp._tls of the mail domain in the contacts has exactly one TXT record v=TLSRPTv1 with an address rua. Domains without MX are not judged.",
    ),
    advice=Text(
        "Publicējiet ierakstu, piemēram: v=TLSRPTv1; rua=mailto:tls@iestade.lv.",
        "Publish a record, for example: v=TLSRPTv1; rua=mailto:tls@body.lv.",
    ),
    source=Source("standard", Text("IETF RFC 8460", "IETF RFC 8460"), "https://www.rfc-editor.org/rfc/rfc8460"),
)


def check(dns: Json) -> Finding:
    """Each mail domain that takes mail."""
    answers = Answers(dns)
    return weigh([_told(answers.of(f"_smtp._tls.{domain}", "TXT")) for domain in answers.receiving()], *freemail(dns))


def _told(answer: Json) -> Told:
    if answer.get("reason"):
        return Told(None, None, (see(answer),), answer["reason"])
    found = tags(answer, "v=TLSRPTv1")
    good = len(found) == 1 and found[0].get("rua", "").lower().startswith(("mailto:", "https:"))
    return Told(good, good, (see(answer),))


_MX, _TXT = {"MX piemers.test": ["10 mx.piemers.test."]}, "TXT _smtp._tls.piemers.test"

CASES = (
    Case("asks", Outcome.PASSED, given=example({**_MX, _TXT: ["v=TLSRPTv1; rua=mailto:tls@piemers.test"]}), expect=True),
    Case("none", Outcome.FAILED, given=example({**_MX, _TXT: "absent"}), expect=False),
    Case("without an address", Outcome.FAILED, given=example({**_MX, _TXT: ["v=TLSRPTv1;"]}), expect=False),
    Case(
        "two records",
        Outcome.FAILED,
        given=example({**_MX, _TXT: ["v=TLSRPTv1; rua=mailto:a@b.lv", "v=TLSRPTv1; rua=mailto:c@b.lv"]}),
        expect=False,
    ),
    Case("takes no mail", Outcome.INAPPLICABLE, given=example({"MX piemers.test": "absent", _TXT: "absent"})),
    Case("DNS failed", Outcome.CANT_TELL, given=example({**_MX, _TXT: "server-error"}), reason="server-error"),
    Case("DNS was not asked", Outcome.UNTESTED, reason="not-gathered"),
)
