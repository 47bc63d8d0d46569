"""The paper that reports are printed on: templates that escape all they are given, and the words of one language."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from data.errors import REASONS
from data.types import Outcome, Value
from reports import wording
from reports.entries import theme_name
from reports.places import ABSENT
from reports.texts import KINDS, LADDER, OUTCOMES, PLURALS, TEXTS

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_SHOWN_ADDRESS = 90
MANY = 8
"""Findings from which on a list of their names stands before them."""


class Sheet:
    """Fills templates in one language (``lv`` or ``en``)."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._environment = Environment(
            loader=PackageLoader("reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._environment.globals |= {
            "lang": lang,
            "say": self.say,
            "absent_mark": ABSENT,
            "many": MANY,
            "count": self.count,
            "outcomes": {outcome.value: name[lang] for outcome, name in OUTCOMES.items()},
        }
        self._environment.filters |= {
            "here": lambda text: text[lang],
            "value": self._value,
            "number": lambda number: wording.number(number, lang),
            "share": lambda part: wording.share(part, lang),
            "day": lambda moment: wording.day(moment, lang),
            "moment": lambda moment: wording.time_of(moment, lang),
            "lasting": lambda span: wording.lasting(span, lang),
            "href": href,
            "address": address,
            "mark": _mark,
            "reason": lambda reason: sentence(REASONS[reason].what[lang]),
            "remedy": lambda reason: REASONS[reason].remedy[lang],
            "sentence": sentence,
            "theme": theme_name,
            "level": self._level,
            "kind": lambda kind: KINDS[kind][lang],
        }

    def fill(self, template: str, **what: object) -> str:
        """The page that this template gives."""
        return self._environment.get_template(template).render(**what)

    def say(self, key: str, /, **what: object) -> str:
        """The words of that name, with what is to be filled in."""
        return TEXTS[key][self.lang].format(**what)

    def count(self, number: int, noun: str) -> str:
        """The number with its noun in the right form."""
        return f"{wording.number(number, self.lang)} {wording.plural(number, PLURALS[noun], self.lang)}"

    def _value(self, found: Value) -> str:
        return wording.value(found, self.lang)

    def _level(self, found: Value) -> str:
        """A rung of the ladder of services with its name; any other value as it is."""
        if isinstance(found, int | float) and float(found).is_integer() and 0 <= found < len(LADDER):
            return f"{int(found)} – {LADDER[int(found)][self.lang]}"
        return self._value(found)


def sentence(words: str) -> str:
    """The words with a capital at their head; a name such as robots.txt keeps its own."""
    return words if words.split(" ", 1)[0] == "robots.txt" else words[:1].upper() + words[1:]


def href(url: str) -> str:
    """The address if a visitor may follow it: http and https only; else empty."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.hostname else ""


def address(url: str) -> str:
    """The address as a person reads it: without scheme, its middle left out when long."""
    plain = re.sub(r"^https?://(www\.)?", "", url).removesuffix("/")
    if len(plain) <= _SHOWN_ADDRESS:
        return plain
    return f"{plain[: _SHOWN_ADDRESS - 20]}…{plain[-19:]}"


def language(declared: str | None) -> str:
    """The language that a site's words are marked with: the page's own where it is a language code, else Latvian."""
    return declared if declared and _LANGUAGE.fullmatch(declared) else "lv"


def _mark(outcome: Outcome) -> str:
    return f"m-{Outcome(outcome).value}"
