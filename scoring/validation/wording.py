"""The words of verdicts in both languages: statuses, directions, reasons why an answer is not decided, and notes beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from data import errors
from data.types import Text

STATUSES: Mapping[str, Text] = MappingProxyType(
    {
        "confirmed": Text("apstiprināta", "confirmed"),
        "partly": Text("daļēji apstiprināta", "confirmed in part"),
        "contradicted": Text("neatbilst novērotajam", "contradicted"),
        "not-observable": Text("no malas nav pārbaudāma", "not observable"),
        "not-measured": Text("nav izmērīta", "not measured"),
    }
)
"""What became of an answer (atbilde, of feminine gender in Latvian)."""
DIRECTIONS: Mapping[str, Text] = MappingProxyType(
    {
        "over": Text("norādīts vairāk, nekā redzams", "more was claimed than was seen"),
        "under": Text("norādīts mazāk, nekā redzams", "less was claimed than was seen"),
    }
)
_OWN: Mapping[str, Text] = {
    "unsure": Text(
        "redzētais atbildi ne apstiprina, ne atspēko pietiekami droši",
        "what was seen neither confirms nor refutes the answer surely enough",
    ),
    "detector-unknown": Text("nav zināms, cik bieži šis rādītājs kļūdās", "it is not known how often this indicator errs"),
    "not-visited": Text("iestādes vietne nav apmeklēta", "the body's site was not visited"),
    "look-not-whole": Text(
        "vietne netika apskatīta pilnībā, tāpēc atbildi nevar atspēkot",
        "the site was not seen as a whole, so that no answer can be refuted",
    ),
    "not-applicable": Text("uz šo iestādi jautājums neattiecas", "the question does not apply to this body"),
    "no-rule-value": Text("novērotais nav salīdzināms ar atbildi", "what was observed cannot be compared with the answer"),
}
REASONS: Mapping[str, Text] = MappingProxyType({**{name: reason.what for name, reason in errors.REASONS.items()}, **_OWN})
"""The closed list: why an answer is not decided."""
NOTES: Mapping[str, Text] = MappingProxyType(
    {
        "later": Text("Vietne apskatīta pēc atbildes datuma.", "The site was seen after the date of the answer."),
        "address-not-visited": Text(
            "Norādītā adrese nav apmeklēta; to var pievienot nākamajam apmeklējumam.",
            "The address given was not visited; the next visit can begin from it as well.",
        ),
        "address-elsewhere": Text("Norādītā adrese ir citā vietnē.", "The address given is on another site."),
        "address-dead": Text("Norādītajā adresē lapas nebija.", "There was no page at the address given."),
        "address-shows": Text("Norādītajā adresē redzams tas, kas apgalvots.", "The address given shows what is claimed."),
        "address-silent": Text("Norādītajā adresē apgalvotais nav atrasts.", "What is claimed was not found at the address given."),
    }
)
"""What is to be said beside a status."""


def note(names: Iterable[str]) -> Text | None:
    """These notes as one text; None of none."""
    told = [NOTES[name] for name in names]
    return Text(" ".join(text.lv for text in told), " ".join(text.en for text in told)) if told else None
