"""The words of a form in both languages, beside those of the questions themselves."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from data.types import Kind, Text

YES, NO = Text("jā", "yes"), Text("nē", "no")
NOT_APPLICABLE = Text("nav attiecināms", "not applicable")
"""Answers any question; ``survey import`` reads it in both languages, as it reads the words below."""
NONE = Text("neviens no minētajiem", "none of these")
KINDS: Mapping[Kind, Text] = MappingProxyType(
    {
        Kind.STATE_CITY: Text("valstspilsētas pašvaldība", "state city municipality"),
        Kind.MUNICIPALITY: Text("novada pašvaldība", "municipality"),
        Kind.MINISTRY: Text("ministrija", "ministry"),
        Kind.AGENCY: Text("aģentūra vai cita padotības iestāde", "agency or another subordinate body"),
        Kind.CONSTITUTIONAL: Text("neatkarīga iestāde", "independent body"),
        Kind.STATE_COMPANY: Text("valsts kapitālsabiedrība", "state-owned company"),
        Kind.OTHER: Text("cita valsts iestāde", "other state body"),
    }
)
"""The kinds of bodies, as a body would name itself."""
SHEETS: Mapping[str, Text] = MappingProxyType({"about": Text("skaidrojums", "how to answer"), "lists": Text("saraksti", "lists")})
"""The names of the sheets that are not read; those of the others stand in ``form_layout``."""
TYPES: Mapping[str, Text] = MappingProxyType(
    {
        "yes-no": Text("Izvēlieties «jā» vai «nē».", "Choose yes or no."),
        "single": Text("Izvēlieties vienu no sarakstā minētajām atbildēm.", "Choose one answer from the list."),
        "multiple": Text(
            "Atzīmējiet ar «x» katru atbilstošo rindu zemāk; ja neatbilst neviena, šeit izvēlieties «neviens no minētajiem».",
            "Put an x in each row below that applies; if none does, choose “none of these” here.",
        ),
        "number": Text("Ierakstiet skaitli.", "Write a number."),
        "share": Text(
            "Ierakstiet procentus no 0 līdz 100, piemēram, 45. Daļu, kas mazāka par vienu procentu, rakstiet ar zīmi, piemēram, 0,5 %.",
            "Write per cent from 0 to 100, for example 45. Write a share below one per cent with the sign, for example 0.5 %.",
        ),
        "date": Text("Ierakstiet datumu, piemēram, 2026-05-31.", "Write a date, for example 2026-05-31."),
        "url": Text(
            "Ierakstiet lapas adresi, piemēram, https://www.piemers.lv/lapa.", "Write an address, for example https://www.piemers.lv/page."
        ),
        "text": Text("Atbildiet īsi, saviem vārdiem.", "Answer briefly in your own words."),
        "level": Text("Izvēlieties augstāko līmeni, kas sasniegts pilnībā.", "Choose the highest level that has been reached in full."),
    }
)
"""How a question of each type is answered."""
TICK = Text("Ierakstiet «x», ja atbilst; citādi atstājiet tukšu.", "Write x if it applies; otherwise leave it empty.")
FROM_TO = Text("No {low} līdz {high}.", "From {low} to {high}.")
AT_LEAST = Text("Ne mazāk par {low}.", "At least {low}.")
AT_MOST = Text("Ne vairāk par {high}.", "At most {high}.")
UNIT = Text("Mērvienība: {unit}.", "Unit: {unit}.")
OPTIONAL = Text("Atbilde nav obligāta.", "An answer is not required.")
ADDRESS = Text("Blakus ierakstiet adresi, kurā tas redzams.", "Beside it write the address where it can be seen.")
EVIDENCE = Text("Apliecina: {evidence}.", "Shown by: {evidence}.")
CHECKED: Mapping[str, Text] = MappingProxyType(
    {
        "yes": Text("Pārbaudām iestādes tīmekļvietnē.", "We check it on the institution's website."),
        "partly": Text("Tīmekļvietnē pārbaudām daļēji.", "We check a part of it on the website."),
        "no": Text("No ārpuses nav redzams; paļaujamies uz atbildi.", "It cannot be seen from outside; we rely on the answer."),
    }
)
"""Whether an answer is checked from outside, by its observability."""
ONLY_IF = Text("Jāatbild tikai tad, ja uz {question} atbildēts {answers}.", "Answer only if the answer to {question} is {answers}.")
OR = Text(" vai ", " or ")
QUOTED = Text("«{words}»", "“{words}”")
NOT_FOUND = Text("nav atrasts", "not found")
WRONG: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "list": (
            Text("Atbildes nav sarakstā", "Not in the list"),
            Text("Izvēlieties atbildi no saraksta.", "Choose an answer from the list."),
        ),
        "number": (
            Text("Jāieraksta skaitlis", "A number is asked"),
            Text("Ierakstiet skaitli{bounds} vai «nav attiecināms».", "Write a number{bounds}, or “not applicable”."),
        ),
        "date": (
            Text("Jāieraksta datums", "A date is asked"),
            Text(
                "Ierakstiet datumu, piemēram, 2026-05-31, vai «nav attiecināms».",
                "Write a date, for example 2026-05-31, or “not applicable”.",
            ),
        ),
        "url": (
            Text("Jāieraksta adrese", "An address is asked"),
            Text(
                "Ierakstiet vienu adresi bez atstarpēm, piemēram, https://www.piemers.lv/lapa.",
                "Write one address without spaces, for example https://www.piemers.lv/page.",
            ),
        ),
        "text": (
            Text("Teksts ir par garu", "The text is too long"),
            Text("Ierakstiet ne vairāk kā 20 000 rakstzīmju.", "Write at most 20,000 characters."),
        ),
    }
)
"""What a spreadsheet says of a wrong answer: a title (at most 32 letters) and a sentence."""
BOUNDS = Text(" no {low} līdz {high}", " from {low} to {high}")
BOUND_LOW = Text(", ne mazāku par {low}", " of at least {low}")
BOUND_HIGH = Text(", ne lielāku par {high}", " of at most {high}")
