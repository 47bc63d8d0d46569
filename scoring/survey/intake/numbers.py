"""Numbers as people write them: with a decimal comma or point, spaces between thousands, per cent."""

from __future__ import annotations

import math
import re

from scoring.survey.intake.sheet import shown

_SPACES = re.compile("[\\s\u00a0\u2007\u2009\u202f'’]")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[\s\u00a0\u2007\u2009\u202f'’]\d{3})+(?:[.,]\d+)?")
_PLAIN = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_BOTH = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d+|[+-]?\d{1,3}(?:,\d{3})+\.\d+")
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_EXPONENT = re.compile(r"[+-]?\d+(?:\.\d+)?[eE][+-]?\d{1,2}")
_SIGNS = str.maketrans({"\u2212": "-", "–": "-"})
_LARGEST = 1e15
_DIGITS = 40


def number(text: str) -> int | float:
    """The number that a text is; a whole one is an int. Raises ValueError saying what to write instead.

    >>> number("1 234,5"), number("12"), number("-0.25"), number("1.234.567,8")
    (1234.5, 12, -0.25, 1234567.8)
    """
    told = text.strip().translate(_SIGNS)
    if len(told) > _DIGITS:
        raise ValueError(f"{shown(text)!r} is not a number; write for example 1234,5")
    if _BOTH.fullmatch(told):
        told = told.replace("," if told.rindex(".") > told.rindex(",") else ".", "")
    if _GROUPED.fullmatch(told):
        told = _SPACES.sub("", told)
    if not (_PLAIN.fullmatch(told) or _EXPONENT.fullmatch(told)):
        raise ValueError(f"{shown(text)!r} is not a number; write digits, with a comma or point before decimals, for example 1234,5")
    return finite(float(told.replace(",", ".")))


def ambiguous(text: str) -> bool:
    """Whether a sign before three digits may divide thousands or decimals: it is read as decimals, and that is told.

    >>> ambiguous("1,234"), ambiguous("0,125"), ambiguous("1,25")
    (True, False, False)
    """
    return _AMBIGUOUS.fullmatch(text.strip()) is not None


def finite(value: float) -> int | float:
    """The number as it is kept. Raises ValueError where it is none, or beyond anything counted."""
    if not math.isfinite(value) or abs(value) > _LARGEST:
        raise ValueError(f"{value:g} is beyond what can be counted; write a number below {_LARGEST:g}")
    return int(value) if float(value).is_integer() else float(value)


def told(value: float) -> str:
    """A number as a message tells it."""
    return f"{value:,.15g}".replace(",", " ")
