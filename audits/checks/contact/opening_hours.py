"""A resident knows when the doors are open."""

import re
from collections.abc import Iterator
from itertools import islice

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.desk import desk
from audits.kit import absent, found
from data.text import fold
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="opening-hours",
    version=1,
    scope="site",
    title=Text("Darba laiks", "Opening hours"),
    why=Text("Zinot darba laiku, cilvēks nebrauc velti.", "Knowing the hours, nobody travels in vain."),
    method=Text(
        "Pie vārdiem «darba laiks» vai «pieņemšanas laiks» ir nedēļas dienas ar stundām; vērtība ir dienu skaits. Deputātu pieņemšana nav iestādes darba laiks.",
        "Beside 'working hours' there are days of the week with hours; the value is the number of days. Councillors' reception is no opening time.",
    ),
    advice=Text(
        "Kontaktos norādiet darba laiku pa dienām tekstā vai tabulā, ne attēlā.",
        "Give the hours by day on the contact page, as text or table, not as a picture.",
    ),
    source=Source("survey", Text("E-indekss: klientu apkalpošana un atbalsts", "E-index: customer service and support")),
    options={"min_days": 5, "reach": 600},
)
_LABEL = re.compile(r"(darba|apkalposanas|pienemsanas) laik\w*|pienemsanas stundas|(opening|working|office) hours|klientu pienemsana")
_OTHERS = re.compile(r"deputat\w*\s*$|priekssedetaj\w*\s*$|vaditaj\w*\s*$|mainits.{0,60}$")
_STARTS = ("pirmd", "otrd", "tresd", "ceturtd", "piektd", "sestd", "svetd")
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SHORT = {"p": 0, "o": 1, "t": 2, "c": 3, "ce": 3, "pk": 4, "s": 5, "sv": 6}
_DAY = r"(?:pirmd|otrd|tresd|ceturtd|piektd|sestd|svetd|mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?<![a-z.])(?:pk|ce|sv|p|o|t|c|s)(?=[.:,\s–-])"
_RANGE = re.compile(rf"({_DAY})\.?(?:\s*(?:[–-]|lidz)\s*({_DAY}))?")
_HOURS = re.compile(
    r"\d{1,2}(?:[.: ]\d{2})?\s*(?:[–—-]|lidz|to)\s*(?:plkst\.?\s*)?\d{1,2}[.: ]\d{2}"
    r"|(?<![\d.])(?:[6-9]|1\d)\s*[–—-]\s*(?:1\d|2[0-4])(?![\d/:]|\.\d)|24/7|visu diennakti"
)
_MENTIONS = 50
"""So many mentions of hours are looked at on one page; a body has fewer offices."""
_WORKDAYS = re.compile(r"darba dienas|darbdienas|katru darba dienu|working days|workdays")


def check(site: SiteView, options: Json) -> Finding:
    """The most days with hours that one place tells."""
    told = [one for page in desk(site) for one in _told(page, options["reach"])]
    if not told:
        return absent(*site.pages[:1], value=0)
    days, evidence = max(told, key=lambda one: one[0])
    return found(days, evidence) if days >= options["min_days"] else absent(evidence, value=days, confidence=0.8)


def _told(page: PageView, reach: int) -> Iterator[tuple[int, Evidence]]:
    folded = fold(page.text)
    for match in islice(_LABEL.finditer(folded), _MENTIONS):
        if _OTHERS.search(folded[max(0, match.start() - 80) : match.start()]):
            continue
        after = folded[match.end() : match.end() + reach]
        hours = _HOURS.search(after)
        if hours:
            yield len(_days(after)), page.see("body", f"{match.group()} … {hours.group()}")


def _days(text: str) -> set[int]:
    """The days named close before hours; a range stands for all of its days."""
    days: set[int] = set(range(5)) if _WORKDAYS.search(text) else set()
    for match in _RANGE.finditer(text):
        if _HOURS.search(text[match.end() : match.end() + 60]):
            first, last = _number(match[1], days), _number(match[2] or match[1], days)
            days |= set(range(first, last + 1))
    return days


def _number(day: str, before: set[int]) -> int:
    """A day's place in the week; a P after Thursday's C is Friday."""
    if day == "p" and _SHORT["c"] in before:
        return _SHORT["pk"]
    starts = [number for row in (_STARTS, _ENGLISH) for number, start in enumerate(row) if day.startswith(start)]
    return starts[0] if starts else _SHORT[day]


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
    Case("whole hours", Outcome.PASSED, "<p>Darba laiks: pirmdiena – ceturtdiena 8 – 17, piektdiena 8–16", expect=5),
    Case(
        "raised minutes",
        Outcome.PASSED,
        "<p>Darba laiks: pirmdiena – piektdiena 8<sup>00</sup> – 17<sup>00</sup>",
        expect=5,
    ),
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
