"""Numbers, dates and counted nouns as Latvian and English write them (Unicode CLDR 48, locales lv and en-GB)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Literal

from data.types import Text, Value

Lang = Literal["lv", "en"]
LANGS: tuple[Lang, ...] = ("lv", "en")
_SPACE = "\u00a0"
_YES, _NO = Text("jā", "yes"), Text("nē", "no")
_UNITS = {"hour": Text("st.", "h"), "minute": Text("min", "min"), "second": Text("s", "s")}
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def plural(number: int, forms: Mapping[str, tuple[str, ...]], lang: str) -> str:
    """The form of a noun that stands after this number.

    ``forms`` holds for lv those after 0, 1 and 2 (``lapu``, ``lapa``, ``lapas``), for en those after 1 and 2.
    """
    if lang == "lv":
        return forms["lv"][_latvian(number)]
    return forms["en"][0 if number == 1 else 1]


def _latvian(number: int) -> int:
    if number % 10 == 0 or 11 <= number % 100 <= 19:
        return 0
    return 1 if number % 10 == 1 else 2


def number(value: float, lang: str) -> str:
    """The number with at most two decimals: 12345.5 is «12 345,5» in Latvian, "12,345.5" in English; years and the like stay whole."""
    grouped = f"{value:,.2f}" if abs(value) >= 10000 else f"{value:.2f}"
    text = grouped.rstrip("0").rstrip(".")
    text = text.replace("-", "−")
    if lang == "en":
        return text
    return text.replace(".", "\0").replace(",", _SPACE).replace("\0", ",")


def share(value: float, lang: str) -> str:
    """A part of one in whole per cent: 0.333 is «33 %» or "33%"."""
    return f"{round(value * 100)}{_SPACE if lang == 'lv' else ''}%"


def value(found: Value, lang: str) -> str:
    """A measured value; empty for none. Words stay as they are, dates in ISO form are written out."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return (_YES if found else _NO)[lang]
    return dated(found, lang) if isinstance(found, str) else number(found, lang)


def dated(text: str, lang: str) -> str:
    """The text, as a date where it is one in ISO form."""
    try:
        return day(datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC), lang)
    except ValueError:
        return text


def day(moment: datetime, lang: str) -> str:
    """«23.11.2026.» or "23 November 2026"."""
    if lang == "lv":
        return f"{moment:%d.%m.%Y}."
    return f"{moment.day}{_SPACE}{_MONTHS[moment.month - 1]} {moment.year}"


def time_of(moment: datetime, lang: str) -> str:
    """Day and time of day in UTC: «23.11.2026. plkst. 03:00 UTC»."""
    seen = moment.astimezone(UTC)
    return f"{day(seen, lang)} {'plkst. ' if lang == 'lv' else 'at '}{seen:%H:%M}{_SPACE}UTC"


def lasting(span: timedelta, lang: str) -> str:
    """How long: «1 st. 3 min 5 s»."""
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = {"hour": hours, "minute": minutes, "second": seconds}
    told = [f"{amount}{_SPACE}{_UNITS[unit][lang]}" for unit, amount in parts.items() if amount]
    return " ".join(told) or f"0{_SPACE}{_UNITS['second'][lang]}"
