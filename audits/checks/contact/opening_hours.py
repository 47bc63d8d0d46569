"""A resident knows when the doors are open."""

import re
from collections.abc import Iterator
from itertools import islice

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.desk import desk, folded
from audits.hours import CLOSED, week, written
from audits.kit import absent, found, names
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="opening-hours",
    version=3,
    scope="site",
    title=Text("Darba laiks", "Opening hours"),
    why=Text("Zinot darba laiku, cilvēks nebrauc velti.", "Knowing the hours, nobody travels in vain."),
    method=Text(
        "Pie vārdiem «darba laiks» vai «pieņemšanas laiks» ir nedēļas dienas ar stundām vai vārdu «slēgts»; vērtība ir to dienu skaits, kurās ir "
        "atvērts. Deputātu vai vadības pieņemšana un bibliotēkas darba laiks nav iestādes darba laiks.",
        "Beside 'working hours' there are days of the week with hours or the word 'closed'; the value is the number of days on which it is open. "
        "Councillors' or leaders' reception and a library's hours are no opening time of the body.",
    ),
    advice=Text(
        "Kontaktos norādiet darba laiku pa dienām tekstā vai tabulā, ne attēlā.",
        "Give the hours by day on the contact page, as text or table, not as a picture.",
    ),
    source=Source("survey", Text("E-indekss: klientu apkalpošana un atbalsts", "E-index: customer service and support")),
    options={"min_days": 5, "reach": 600, "certain": 1.0, "unnamed": 0.8},
)
_LABEL = re.compile(
    r"(?:darba|apkalposanas|pienemsanas|stradajam) ?laik\w*|pienemsanas stundas|(?:opening|working|office|business) hours|working time"
    r"|(?:klientu|apmekletaju) pienemsan\w*|часы работы|время работы|рабочее время|часы приема|прием посетителей"
)
_HINTS = ("laik", "pienem", "hours", "working", "часы", "время", "прием")
_OTHERS = re.compile(
    r"(?:deputat|priekssedetaj|vaditaj|izpilddirektor|amatperson|vadib|bibliotek|muzej|tirgus|eko laukum|baznic|veikal|pirt|baseina|slidotav)"
    r"\w*\s*$|mainits.{0,60}$"
)
_MENTIONS = 50
"""So many mentions of hours are looked at on one page; a body has fewer offices."""


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """The week of the most trusted page that tells enough days; else the most days that one place tells."""
    told = []
    for page in desk(site):
        if any(words.label("veto-staff", name) for name in names(page)):
            continue
        best = max(_told(page, options), key=_days, default=None)
        if best and _days(best) >= options["min_days"]:
            return _found(*best)
        told += [best] if best else []
    if not told:
        return absent(*site.pages[:1], value=0)
    week_told, evidence, _sure = max(told, key=_days)
    return absent(evidence, value=_open(week_told), confidence=0.8)


def _found(week_told: dict[int, str], evidence: Evidence, sure: float) -> Finding:
    return found(_open(week_told), evidence, confidence=sure)


def _days(one: tuple[dict[int, str], Evidence, float]) -> int:
    return len(one[0])


def _open(week_told: dict[int, str]) -> int:
    """Days with hours; a day that is closed is told, but not open."""
    return sum(hours != CLOSED for hours in week_told.values())


def _told(page: PageView, options: Json) -> Iterator[tuple[dict[int, str], Evidence, float]]:
    """The weeks that stand behind the words; on a contact page without the words, the week that the page tells."""
    text, reach = folded(page), options["reach"]
    labels = list(islice(_LABEL.finditer(text), _MENTIONS)) if any(hint in text for hint in _HINTS) else []
    for place, label in enumerate(labels):
        after = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        read = week(text[label.end() : min(label.end() + reach, max(after, label.end()))])
        if _open(read) and not _OTHERS.search(text[max(0, label.start() - 80) : label.start()]):
            yield read, page.see("body", f"{label.group()}: {written(read)}"), options["certain"]
    if page.role == Role.CONTACT and not labels:
        read = week(text)
        if _open(read) >= options["min_days"]:
            yield read, page.see("body", written(read)), options["unnamed"]


_TABLE = "<h2>Darba laiks</h2><table><tr><td>Pirmdiena<td>8.00–18.00<tr><td>Otrdiena<td>8.00–17.00<tr><td>Trešdiena<td>8.00–17.00<tr><td>Ceturtdiena<td>8.00–18.00<tr><td>Piektdiena<td>8.00–16.00</table>"
CASES = (
    Case("a table", Outcome.PASSED, _TABLE, expect=5),
    Case("a range", Outcome.PASSED, "<p>Darba laiks: pirmdiena – piektdiena 8:00-17:00", expect=5),
    Case("short names, no diacritics", Outcome.PASSED, "<p>DARBA LAIKS P.-PK. 8.30 - 17.00, S. 9.00-12.00", expect=6),
    Case("working days", Outcome.PASSED, "<p>Apmeklētāju pieņemšanas laiks: darba dienās no plkst. 9.00 līdz 16.00", expect=5),
    Case(
        "one letter for Monday and Friday",
        Outcome.PASSED,
        "<p>Darba laiks P. 8.30–18.00 O. 8.30–17.00 T. 8.30-17.00 C. 8.30–18.00 P. 8.30–16.00",
        expect=5,
    ),
    Case(
        "the beginning and the end each in its own column",
        Outcome.PASSED,
        "<h2>Darba laiks</h2><table><tr><th>Diena<th>Sākums<th>Beigas<tr><td>Pirmdiena<td>8:30<td>18:00<tr><td>Otrdiena<td>8:30<td>17:00"
        "<tr><td>Trešdiena<td>8:30<td>17:00<tr><td>Ceturtdiena<td>8:30<td>17:00<tr><td>Piektdiena<td>8:30<td>16:00</table>",
        expect=5,
    ),
    Case("whole hours", Outcome.PASSED, "<p>Darba laiks: pirmdiena – ceturtdiena 8 – 17, piektdiena 8–16", expect=5),
    Case(
        "raised minutes",
        Outcome.PASSED,
        "<p>Darba laiks: pirmdiena – piektdiena 8<sup>00</sup> – 17<sup>00</sup>",
        expect=5,
    ),
    Case(
        "closed at the weekend and one day a week",
        Outcome.PASSED,
        "<h3>Darba laiks</h3><ul><li>Pirmdiena 8.00–18.00<li>Otrdiena 8.00–17.00<li>Trešdiena slēgts<li>Ceturtdiena 8.00–18.00<li>Piektdiena "
        "8.00–15.00<li>Sestdiena, svētdiena slēgts</ul>",
        expect=4,
    ),
    Case(
        "days in the head of a table",
        Outcome.PASSED,
        "<h3>Pieņemšanas laiks</h3><table><tr><th>P.<th>O.<th>T.<th>C.<th>Pk.<tr><td>8.00–18.00<td>8.00–17.00<td>8.00–17.00<td>8.00–18.00"
        "<td>8.00–16.00</table>",
        expect=5,
    ),
    Case(
        "two parts of the day and a break",
        Outcome.PASSED,
        "<p>Darbalaiks: P., C. 8:00-12:00, 13:00-18:00; O., T., Pk. 8:00-17:00 (pusdienu pārtraukums 12:00-12:30)",
        expect=5,
    ),
    Case("in Russian", Outcome.PASSED, "<p>Время работы: Пн–Чт 8:00–17:00, Пт 8:00–15:00, Сб, Вс выходной", expect=5),
    Case("in English", Outcome.PASSED, "<p>Working hours: Mon–Thu 8:30–17:00, Fri 8:30–15:00, Sat closed", expect=5),
    Case(
        "a contact page without the words",
        Outcome.PASSED,
        pages={"/kontakti/": "<h1>Kontakti</h1><p>Pr. 8.00–18.00<br>Ot. 8.00–17.00<br>Tr. 8.00–17.00<br>Ce. 8.00–18.00<br>Pk. 8.00–15.00"},
        expect=5,
    ),
    Case(
        "hours of a post that is offered",
        Outcome.FAILED,
        pages={"/v/": "<h1>Aicinām darbā lietvedi</h1><p>Darba laiks: pirmdiena–piektdiena 8.00–17.00"},
        expect=0,
    ),
    Case("the library's", Outcome.FAILED, "<p>Bibliotēkas darba laiks: pirmdiena–piektdiena 10.00–18.00", expect=0),
    Case("two days are few", Outcome.FAILED, "<p>Darba laiks: otrdienās 9.00–12.00, ceturtdienās 13.00–18.00", expect=2),
    Case(
        "councillors' reception",
        Outcome.FAILED,
        "<h2>Deputātu pieņemšanas laiki</h2><p>Pirmdienās 15.00–17.00, otrdienās 10.00–12.00",
        expect=0,
    ),
    Case("only the words", Outcome.FAILED, "<p>Darba laiks: skatīt attēlu", expect=0),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
