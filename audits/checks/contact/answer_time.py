"""A resident who writes knows when an answer will come."""

import math
import re
from collections.abc import Iterator
from itertools import islice

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.desk import desk, folded
from audits.kit import absent, found, names
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="answer-time",
    version=2,
    scope="site",
    title=Text("Solītais atbildes laiks", "Promised answer time"),
    why=Text("Cilvēks zina, cik ilgi jāgaida, un nejautā to pašu vēlreiz.", "One knows how long to wait, and does not ask the same again."),
    method=Text(
        "Kontaktu vai citā lapā teikts, ka uz jautājumiem vai iesniegumiem atbild noteiktā laikā («atbildi sniegsim 3 darba dienu laikā»). "
        "Vērtība ir dienas, kā tās nosauktas; mēnesis ir 30 dienas. Pakalpojumu izpildes termiņi nav atbildes laiks.",
        "The contact page or another says that questions or applications are answered within a time ('we answer within 3 working days'). The value "
        "is the days as they are told; a month is 30 days. Terms of services are no answer time.",
    ),
    advice=Text(
        "Kontaktu lapā uzrakstiet, cik dienu laikā atbildat uz e-pastiem un iesniegumiem.",
        "Write on the contact page within how many days you answer e-mails and applications.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: atbildes laiks uz e-pasta jautājumiem", "E-index: answer time for e-mail questions"),
        "https://old.rauna.lv/index.php?skatit_gal=1816&bijusi_lapa=/galerijas&lang=&p=13576&css=1&gads=2015&pp=&page=9&b=1&lbu=57878",
    ),
    options={
        "days_of": {
            "stund": 1 / 24,
            "hour": 1 / 24,
            "час": 1 / 24,
            "nedel": 7,
            "week": 7,
            "недел": 7,
            "menes": 30,
            "month": 30,
            "месяц": 30,
        },
        "certain": 0.9,
    },
)
_ANSWERS = ("atbild", "answer", "repl", "respon", "reage", "sazinasimies", "ответ")
_ANSWER = re.compile(
    r"\b(?:atbild(?!ib|ig|ot|oš|os)\w*|reage(?:sim|jam)\b|sazinasimies|answer\w*|repl(?:y|ies)\b|respond\w*|response\b|ответ(?!ств)\w*)"
)
_NUMBERS = {
    **dict.fromkeys(("viena", "vienas", "vienu", "one", "a", "одного"), 1),
    **dict.fromkeys(("divu", "divas", "divam", "two", "двух"), 2),
    **dict.fromkeys(("triju", "tris", "triis", "three", "трех"), 3),
    **dict.fromkeys(("cetru", "cetras", "four"), 4),
    **dict.fromkeys(("piecu", "piecas", "five", "пяти"), 5),
    **dict.fromkeys(("septinu", "septinas", "seven", "семи"), 7),
    **dict.fromkeys(("desmit", "ten", "десяти"), 10),
    **dict.fromkeys(("piecpadsmit", "fifteen"), 15),
    **dict.fromkeys(("trisdesmit", "thirty"), 30),
}
_UNIT = r"(?:darba? ?|kalendara ?|kalendaro |working |business |calendar |рабоч\w{1,3} |календарн\w{1,3} )?(?P<unit>dien\w*|stund\w*|nedel\w*|menes\w*|days?|hours?|weeks?|months?|дн\w{1,3}|час\w{0,2}|недел\w{1,2}|месяц\w?)"
_TERM = re.compile(
    rf"(?<![\w.,/-])(?:(?P<digits>\d{{1,3}})|(?P<word>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}))\s?(?:\(\w+\)\s?)?{_UNIT}\b"
    r"|(?<!jebkura )(?<!visa )\b(?P<lone>dienas|diennakts|nedelas|menesa) laika\b|\b(?P<next>nakamaj\w+ darba? ?dien\w+|next working day)"
)
_WITHIN = re.compile(r"\blaika\b|ne velak|ne ilgak|ne vairak|\blidz\b|termin|\bwithin\b|not later|no later|up to|в течение|не позднее|срок")
_LIMITS = (
    *("laika", "ne velak", "ne ilgak", "ne vairak", "lidz", "termin"),
    *("within", "not later", "no later", "up to", "в течение", "не позднее", "срок"),
)
_UNITS = re.compile("dien|stund|nedel|menes|day|hour|week|month|дн|час|недел|месяц")
_OTHER = re.compile(
    r"parsudz|apstrid|aptauj|anket|konkurs|pretendent|iepirkum|personas dat|datu subjekt|apsprie|vakanc|no atbildes|trauksm|appeal|izsol|pieteikusies"
)
_ENDS = re.compile(r"[.!?;]\s")
_REACH, _TERMS = 140, 100
"""Characters of a sentence on either side, and terms of one page, that are looked at."""
_AROUND = 3 * _REACH
"""Characters around a unit of time in which all of its sentence stands."""
_ELSEWHERE = frozenset({Role.SERVICE, Role.COUNCIL, Role.SITEMAP})


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """The shortest promise of the most trusted page that makes one."""
    for page in desk(site):
        promises = list(_promises(page, words, options)) if page.role not in _ELSEWHERE else []
        if promises:
            days, evidence = min(promises, key=lambda promise: promise[0])
            return found(days, evidence, confidence=options["certain"])
    return absent(*site.pages[:1], value=None)


def _promises(page: PageView, words: Vocabulary, options: Json) -> Iterator[tuple[int, Evidence]]:
    text = folded(page)
    if not _may_promise(text) or any(words.label("veto-staff", name) for name in names(page)):
        return
    shown = page.text if len(page.text) == len(text) else text
    for term in islice(_TERM.finditer(text), _TERMS):
        begins, ends = _sentence(text, term)
        sentence = text[begins:ends]
        if _ANSWER.search(sentence) and _WITHIN.search(sentence) and not _OTHER.search(sentence):
            yield _days(term, options), page.see("body", shown[begins:ends])


def _may_promise(text: str) -> bool:
    """Whether a unit of time stands anywhere near letters of an answer and of a limit: what a sentence needs, sought many times faster."""
    if not any(answer in text for answer in _ANSWERS):
        return False
    around = (text[max(0, unit.start() - _AROUND) : unit.end() + _AROUND] for unit in _UNITS.finditer(text))
    return any(any(answer in near for answer in _ANSWERS) and any(limit in near for limit in _LIMITS) for near in around)


def _sentence(text: str, term: re.Match[str]) -> tuple[int, int]:
    """Where the sentence around a term begins and ends, as far as one reads."""
    first = max(0, term.start() - _REACH)
    begins = max((end.end() for end in _ENDS.finditer(text, first, term.start())), default=first)
    ends = _ENDS.search(text, term.end(), term.end() + _REACH)
    return begins, ends.start() if ends else term.end() + _REACH


def _days(term: re.Match[str], options: Json) -> int:
    if term["next"]:
        return 1
    count = int(term["digits"]) if term["digits"] else _NUMBERS.get(term["word"] or "", 1)
    unit = term["unit"] or term["lone"]
    each = next((days for start, days in options["days_of"].items() if unit.startswith(start)), 1)
    return math.ceil(count * each)


def _on(text: str) -> dict[str, str]:
    return {"/kontakti/": f"<h1>Kontakti</h1><p>{text}"}


CASES = (
    Case("in working days", Outcome.PASSED, pages=_on("Uz e-pastu atbildi sniegsim 3 darba dienu laikā."), expect=3),
    Case("in words", Outcome.PASSED, pages=_on("Atbildēsim ne vēlāk kā piecu darbdienu laikā."), expect=5),
    Case("both", Outcome.PASSED, pages=_on("Atbilde tiek sniegta 10 (desmit) dienu laikā."), expect=10),
    Case("a month", Outcome.PASSED, pages=_on("Iesniegumu izskata un atbildi sniedz viena mēneša laikā."), expect=30),
    Case("a day, no diacritics", Outcome.PASSED, pages=_on("ATBILDAM 24 STUNDU LAIKA"), expect=1),
    Case(
        "at any hour", Outcome.FAILED, pages=_on("Uzdod jautājumu asistentam jebkurā diennakts laikā, tas zina atbildes par pakalpojumiem.")
    ),
    Case("the next working day", Outcome.PASSED, pages=_on("Uz ziņu atbildēsim līdz nākamajai darba dienai."), expect=1),
    Case("a term", Outcome.PASSED, pages=_on("Atbildes sniegšanas termiņš: 2 nedēļas"), expect=14),
    Case(
        "the shortest of the contact page",
        Outcome.PASSED,
        pages=_on("Uz iesniegumu atbildam mēneša laikā. Uz e-pasta jautājumu atbildam 2 dienu laikā."),
        expect=2,
    ),
    Case("in English", Outcome.PASSED, pages={"/en/contacts": "<h1>Contacts</h1><p>We reply within 5 working days."}, expect=5),
    Case("in Russian", Outcome.PASSED, pages={"/ru/k": "<h1>Контакты</h1><p>Ответ будет дан в течение 10 рабочих дней."}, expect=10),
    Case("whose duty it is is no answer", Outcome.FAILED, pages=_on("Atbildīgā nodaļa dokumentus sagatavo 3 dienu laikā."), expect=None),
    Case("a day on which one answers", Outcome.FAILED, pages=_on("Atbildam uz zvaniem 5 dienas nedēļā."), expect=None),
    Case("to appeal against an answer", Outcome.FAILED, pages=_on("Atbildi var apstrīdēt viena mēneša laikā."), expect=None),
    Case(
        "a survey",
        Outcome.FAILED,
        pages={"/jaunumi/a/": "<h1>Aptauja</h1><p>Gaidām atbildes 14 dienu laikā."},
        expect=None,
    ),
    Case(
        "the statement's promise is about accessibility",
        Outcome.FAILED,
        pages={"/p/": "<h1>Piekļūstamības paziņojums</h1><p>Atbildi sniegsim 5 darba dienu laikā."},
        expect=None,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
