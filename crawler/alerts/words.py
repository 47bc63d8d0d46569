"""The words of alerts in both languages: values told, the texts of rules filled in, and the headings of every channel."""

from __future__ import annotations

import re
from collections.abc import Iterable

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


def _value(value: Value, point: str) -> str:
    shown = f"{value:g}".replace(".", point) if isinstance(value, float) else str(value)
    return one_line(shown) or "–"
