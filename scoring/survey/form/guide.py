"""The sheet of explanations: how a form is filled in, what is checked, until when, and what becomes of the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from data.types import Text


@dataclass(frozen=True, slots=True)
class Guide:
    """What the explanations depend on: the last day for answers, whom to ask, and whether what we have seen stands in the form."""

    until: date | None = None
    contact: str = ""
    prefilled: bool = False
    proposed: bool = False


_HOW = (
    Text("Kā aizpildīt", "How to answer"),
    (
        Text(
            "Atbildes rakstiet darblapas «atbildes» baltajās šūnās. Pārējās ir aizsargātas pret nejaušām izmaiņām; paroles nav.",
            "Write into the white cells of the sheet “answers”. The others are protected against accidents; there is no password.",
        ),
        Text(
            "Kur atbilde jāizvēlas, šūnai ir saraksts. Kur var atbilst vairākas atbildes, katrai ir sava rinda: ierakstiet tajā «x».",
            "Where an answer is chosen, its cell has a list. Where several may apply, each has a row of its own: write x into it.",
        ),
        Text(
            "Tukša šūna nozīmē, ka atbildes nav; tas nav «nē». Ja jautājums uz iestādi neattiecas, rakstiet «nav attiecināms».",
            "An empty cell is no answer; it is not taken as no. Where a question does not concern you, write “not applicable”.",
        ),
        Text(
            "Pelēki kļūst jautājumi, uz kuriem pēc iepriekšējām atbildēm nav jāatbild.",
            "Questions that need no answer after what was answered before turn grey.",
        ),
        Text(
            "Slejā «adrese» ierakstiet lapu, kurā apgalvotais redzams, bet slejā «piezīme» – visu, kas mums būtu jāzina.",
            "Into the column “url” write the page where it can be seen, into “remark” whatever we should know.",
        ),
    ),
)
_CHECKED = (
    Text("Ko pārbaudām", "What is checked"),
    (
        Text(
            "Atbildes, kas redzamas no ārpuses, salīdzinām ar to, ko tīmekļvietnē redz apmeklētājs; pie katra jautājuma tas norādīts.",
            "Answers that show from outside are held against what a visitor of the website sees; each question says so.",
        ),
        Text(
            "Ja redzētais ar atbildi nesakrīt, par to paziņosim, parādīsim lapu un uzklausīsim iestādi, pirms atbilde zaudē punktus.",
            "Where what was seen differs, we tell you, show the page, and hear the institution before an answer loses points.",
        ),
        Text(
            "Nepārbaudīts nav noliegts: ja lapu neizdevās apskatīt, atbilde paliek spēkā.",
            "Not checked is not refuted: where a page could not be seen, the answer stands.",
        ),
    ),
)
_SEEN = Text(
    "Slejās «redzēts» ir tas, ko tīmekļvietnē jau redzējām, ar adresi un datumu. Atbildiet pēc savām ziņām, arī ja tās atšķiras.",
    "The columns “seen” hold what we have seen on the website already, with address and date. Answer by what you know, even if it differs.",
)
_PROPOSED = Text(
    "Kur kaut ko redzējām, tas jau ierakstīts kā atbilde. Pārbaudiet un izlabojiet to; iesūtītā atbilde ir iestādes atbilde.",
    "Where we have seen something, it stands as the answer already. Check and mend it; what is sent in is the institution's answer.",
)
_DATA = (
    Text("Datu aizsardzība", "Data protection"),
    (
        Text(
            "Jautājumi ir par iestādi, nevis par cilvēkiem: nerakstiet vārdus, personas kodus un citus personas datus, arī piezīmēs.",
            "The questions are about the institution, not about people: write no names or other personal data, nor in remarks.",
        ),
        Text(
            "Atbildes izmanto e-indeksa aprēķinam un var publicēt līdzās redzētajam; glabājam arī iesūtīšanas dienu un labojumus.",
            "The answers are used for the e-index and may be published beside what was seen; their day and corrections are kept.",
        ),
    ),
)
_UNTIL = (Text("Līdz kuram laikam", "Until when"), Text("Atbildes gaidām līdz {until}.", "We expect the answers until {until}."))
THANKS = Text("Paldies! Atbildes ir saņemtas.", "Thank you! The answers have been received.")
SKIPPED = Text(
    "Ja jautājums uz iestādi neattiecas, atstājiet to bez atbildes; tas netiek uzskatīts par «nē».",
    "Leave a question that does not concern you without an answer; it is not taken as no.",
)
_ASK = Text("Jautājumi: {contact}", "Questions: {contact}")


def lines(guide: Guide, lang: str) -> Iterator[tuple[bool, str]]:
    """The lines of the sheet from top to bottom, each with whether it is a heading."""
    for head, told in (_HOW, _CHECKED):
        yield from _part(head, told, lang)
    if guide.prefilled:
        yield False, (_PROPOSED if guide.proposed else _SEEN)[lang]
    if guide.until or guide.contact:
        yield True, _UNTIL[0][lang]
    if guide.until:
        yield False, _UNTIL[1][lang].format(until=guide.until.isoformat())
    if guide.contact:
        yield False, _ASK[lang].format(contact=guide.contact)
    yield from _part(*_DATA, lang)


def asked(guide: Guide, lang: str) -> Iterator[str]:
    """Until when, and whom to ask; then what an answer left out means. For a form on the web, which tells how to answer itself."""
    if guide.until:
        yield _UNTIL[1][lang].format(until=guide.until.isoformat())
    if guide.contact:
        yield _ASK[lang].format(contact=guide.contact)
    yield SKIPPED[lang]


def notice(lang: str) -> str:
    """The words on data protection alone."""
    return " ".join(told[lang] for told in _DATA[1])


def checked(lang: str) -> str:
    """The words on what is checked alone."""
    return " ".join(told[lang] for told in _CHECKED[1])


def _part(head: Text, told: tuple[Text, ...], lang: str) -> Iterator[tuple[bool, str]]:
    yield True, head[lang]
    yield from ((False, text[lang]) for text in told)
