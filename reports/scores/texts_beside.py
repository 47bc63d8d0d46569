"""The words of what stands beside the scores, in both languages: expected scores, answers, and other rules of combining."""

from __future__ import annotations

from collections.abc import Mapping

from data.types import Text

COLUMNS: Mapping[str, Text] = {
    "expected": Text("Sagaidāmie punkti", "Expected score"),
    "sd": Text("Sagaidāmo punktu standartnovirze", "Standard deviation of the expected score"),
    "expected_low": Text("Sagaidāmie punkti no", "Expected score from"),
    "expected_high": Text("Sagaidāmie punkti līdz", "Expected score to"),
    "confirmed": Text("Atbildes: apstiprinātas", "Answers: confirmed"),
    "partly": Text("Atbildes: apstiprinātas daļēji", "Answers: confirmed in part"),
    "contradicted": Text("Atbildes: neatbilst novērotajam", "Answers: contradicted"),
    "unverifiable": Text("Atbildes: nav pārbaudāmas", "Answers: not verifiable"),
    "combine": Text("Abu avotu apvienošana", "How both sources are combined"),
    "rule": Text("Noteikums", "Rule"),
    "seen": Text("Novērotais", "Observed value"),
    "said": Text("Atbildētais", "Answered value"),
    "settled": Text("Atbilde pēc oficiālā noteikuma", "Answer by the official rule"),
    "confidence": Text("Novērojuma ticamība", "Confidence of the observation"),
    "reliability": Text("Atbildes ticamība", "Reliability of the answer"),
    "counts": Text("Skaitīts", "Counted"),
    "answer_status": Text("Atbildes pārbaude", "Verdict on the answer"),
    "chance": Text("Cik iespējams, ka atbilde pareiza", "Chance that the answer is true"),
    "why": Text("Kāpēc tā skaitīts", "Why it counts so"),
    "marked": Text("Balstās tikai uz atbildi vai vēl var mainīties", "Rests on the answer alone, or may still change"),
    "subject": Text("Par ko", "About what"),
}
"""The heads of their columns."""

ANSWERS: Mapping[str, Text] = {"true": Text("jā", "yes"), "false": Text("nē", "no")}
"""How an answer is written; any other stands for itself."""

TEXTS: Mapping[str, Text] = {
    "expected": Text("Sagaidāmie punkti", "Expected score"),
    "statuses": Text(
        "{confirmed} apstiprinātas, {partly} daļēji, {contradicted} neatbilst novērotajam, {unverifiable} nav pārbaudāmas",
        "{confirmed} confirmed, {partly} in part, {contradicted} contradicted, {unverifiable} not verifiable",
    ),
    "answers": Text("Atbildes", "Answers"),
    "note_expected": Text(
        "Oficiālajos punktos atbildi skaita, līdz to atspēko izskatīšana vai iestāde laikā neiebilst. Sagaidāmajos punktos katra atbilde "
        "skaitīta pēc tā, cik iespējams, ka tā ir pareiza; blakus ir josla, kurā šie punkti ir ar {share} iespējamību.",
        "In the official score an answer counts until a review refutes it or the body does not reply in time. In the expected score each "
        "answer counts by the chance that it is true; beside it stands the band that holds this score with a chance of {share}.",
    ),
    "by_rule": Text("Punkti pēc citiem apvienošanas noteikumiem", "The score under other rules of combining"),
    "by_rule_about": Text(
        "Rādītājiem, ko gan novēro, gan jautā anketā, izdevums nosaka, kas no abiem skaitās. Šeit ir punkti, ja visiem šādiem rādītājiem "
        "noteikums būtu cits.",
        "Of indicators that are both observed and asked in the survey the edition says which of the two counts. These are the scores if "
        "all of them followed another rule.",
    ),
}
"""What the page says of them."""
