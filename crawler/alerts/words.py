"""The words of alerts in both languages: values told, the texts of rules filled in, and the headings of every channel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from crawler.alerts.alert import Alert
from data.change import Answer
from data.types import Outcome, Text, Value

LANGUAGES = ("lv", "en")
OUTCOMES = {
    None: Text("nav", "none"),
    Outcome.PASSED: Text("izpildīts", "passed"),
    Outcome.FAILED: Text("nav izpildīts", "failed"),
    Outcome.CANT_TELL: Text("nevar noteikt", "cannot tell"),
    Outcome.INAPPLICABLE: Text("neattiecas", "does not apply"),
    Outcome.UNTESTED: Text("nav pārbaudīts", "not tested"),
}
SEVERITIES = {
    "urgent": Text("Steidzami", "Urgent"),
    "important": Text("Svarīgi", "Important"),
    "note": Text("Zināšanai", "For information"),
}
MENDED = Text("Novērsts", "Mended")
EVIDENCE = Text("Pierādījums", "Evidence")
FOOT = Text(
    "Šo ziņu nosūtīja eindekss. Par vienu un to pašu tas ziņo vienreiz, un vēl vienreiz, kad tas ir novērsts.",
    "Sent by eindekss. It tells of one thing once, and once more when it is mended.",
)

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""Characters that neither XML nor a mail may hold (XML 1.0, 2.2)."""


def clean(text: str) -> str:
    """What a site said, without the characters that no channel can carry; never longer, never with other meaning."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The same in one line, as headers and titles need it."""
    return " ".join(clean(text).split())


def told(answer: Answer) -> Text:
    """An answer in words: its value where it has one that says more than its outcome."""
    if answer.value is None or isinstance(answer.value, bool):
        return OUTCOMES[answer.outcome]
    return Text(_value(answer.value, ","), _value(answer.value, "."))


def filled(text: Text, turns: Iterable[tuple[Answer, Answer]], nights: int) -> Text:
    """The text of a rule with its placeholders filled; where several facts differ, dots, for each is listed below."""
    pairs = {(told(was), told(now)) for was, now in turns}
    dots = Text("…", "…")
    was, now = next(iter(pairs)) if len(pairs) == 1 else (dots, dots)
    return Text(*(text[lang].format(was=was[lang], now=now[lang], nights=nights) for lang in LANGUAGES))


def mended(text: Text) -> Text:
    """How it is told that what was told is over."""
    return Text(f"Novērsts. Iepriekš ziņojām: „{text.lv}”", f"Mended. We told you before: “{text.en}”")


def heading(alert: Alert) -> Text:
    """One line that says of whom an alert is, and how much it matters."""
    grave = MENDED if alert.mended else SEVERITIES[alert.severity]
    return Text(*(f"{grave[lang]}: {whom(alert)[lang]}" for lang in LANGUAGES))


def whom(alert: Alert) -> Text:
    """The body, or the platform with the number of its bodies."""
    number = len(alert.institutions)
    if alert.shared is None and number == 1:
        return Text(*(one_line(alert.items[0].name[lang]) or alert.institutions[0] for lang in LANGUAGES))
    name = one_line(alert.shared or "")
    return Text(f"{name}: {number} {_bodies(number)}", f"{name}: {number} institutions")


def sentence(alert: Alert) -> Text:
    """The text of an alert as every channel can carry it; of a platform it is said that the fault is shared."""
    text = Text(*(one_line(alert.text[lang]) for lang in LANGUAGES))
    if alert.shared is None:
        return text
    return Text(
        f"{text.lv} Vienā naktī tas noticis lielākajā daļā vietņu, kurām ir kopīga platforma vai serveris.",
        f"{text.en} It happened in one night to most of the sites that share a platform or server.",
    )


def subject(alerts: Sequence[Alert]) -> Text:
    """The subject of a message with these alerts."""
    first = heading(alerts[0])
    if len(alerts) == 1:
        return Text(*(f"eindekss: {first[lang]}" for lang in LANGUAGES))
    more = len(alerts) - 1
    return Text(f"eindekss: {first.lv} (un vēl {more})", f"eindekss: {first.en} (and {more} more)")


def _bodies(number: int) -> str:
    """The noun after a number: in Latvian 21 is singular, 11 is not."""
    return "iestāde" if number % 10 == 1 and number % 100 != 11 else "iestādes"


def _value(value: Value, point: str) -> str:
    shown = f"{value:g}".replace(".", point) if isinstance(value, float) else str(value)
    return one_line(shown) or "–"
