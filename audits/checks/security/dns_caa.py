"""Not just anybody's authority may vouch for a site that calls itself the body's."""

import re

from audits.audit import Audit, Case, Source
from audits.domains import Answers, climb, example, see
from audits.kit import broken, cant_tell, found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="dns-caa",
    version=1,
    scope="site",
    title=Text("Noteikts, kas drīkst izdot vietnes sertifikātus (CAA)", "It is laid down who may issue the site's certificates (CAA)"),
    why=Text(
        "CAA ieraksts apgrūtina viltotas vietnes sertifikāta iegūšanu pie nejauša izdevēja.",
        "A CAA record makes it harder to get a certificate for a forged site from just any issuer.",
    ),
    method=Text(
        "Jautā DNS CAA ierakstu vietnes vārdam un pēc kārtas augstākajiem vārdiem; pietiek ar vienu issue vai issuewild ierakstu.",
        "Asks DNS for CAA records of the site's name and then of those above it; one record issue or issuewild is enough.",
    ),
    advice=Text(
        'DNS zonā pievienojiet ierakstu, piemēram: 0 issue "letsencrypt.org".',
        'Add a record to the DNS zone, for example: 0 issue "letsencrypt.org".',
    ),
    source=Source("standard", Text("IETF RFC 8659", "IETF RFC 8659"), "https://www.rfc-editor.org/rfc/rfc8659"),
)
_ISSUE = re.compile(r"\d+ issue(wild)? ", re.IGNORECASE)


def check(dns: Json) -> Finding:
    """The nearest records count; a name whose answer is not known hides them."""
    answers, asked = Answers(dns), []
    for name in climb(dns["web"]["host"]):
        answer = answers.of(name, "CAA")
        asked.append(answer)
        if answer.get("reason"):
            return cant_tell(answer["reason"], *map(see, asked))
        if answer["records"]:
            return (found if any(_ISSUE.match(record) for record in answer["records"]) else broken)(
                any(_ISSUE.match(record) for record in answer["records"]), see(answer)
            )
    return broken(False, *map(see, asked))


_WWW, _TOWN, _TOP = "CAA www.piemers.test", "CAA piemers.test", "CAA test"
_ONE = ['0 issue "letsencrypt.org"']

CASES = (
    Case("of the name", Outcome.PASSED, given=example({_WWW: _ONE}), expect=True),
    Case("of the domain above", Outcome.PASSED, given=example({_WWW: "absent", _TOWN: _ONE}), expect=True),
    Case("nobody may", Outcome.PASSED, given=example({_WWW: ['0 issue ";"', '0 iodef "mailto:cert@piemers.test"']}), expect=True),
    Case("none", Outcome.FAILED, given=example({_WWW: "absent", _TOWN: "absent", _TOP: "absent"}), expect=False),
    Case("only an address for reports", Outcome.FAILED, given=example({_WWW: ['0 iodef "mailto:cert@piemers.test"']}), expect=False),
    Case("DNS failed on the way", Outcome.CANT_TELL, given=example({_WWW: "absent", _TOWN: "server-error"}), reason="server-error"),
    Case("DNS was not asked", Outcome.UNTESTED, reason="not-gathered"),
)
