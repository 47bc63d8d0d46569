"""What a cell answers, by the type of its question; whatever it is not, the message says what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from data import addresses
from data.casebook_rows import NOT_APPLICABLE, Said
from data.guard import holdable
from scoring.survey.intake import dates, numbers
from scoring.survey.intake.limits import CELL, URL
from scoring.survey.intake.meaning import key
from scoring.survey.intake.sheet import Cell, as_text, shown
from scoring.survey.intake.which import option
from scoring.survey.question import Question

_YES = frozenset({"yes", "y", "true", "ja", "j", "1", "x", "patiess"})
_NO = frozenset({"no", "n", "false", "ne", "0", "aplams"})
_TICKS = frozenset({"✓", "✔", "☑", "☒", "×", "✗"})
_BLANK = frozenset({"-", "–", "—", "nav", "none", "n/a"})
"""What people write in the place of an address that they do not give."""
_NONE = frozenset({"neviens", "neviena", "nekas", "none", "nothing", "nothing ticked", "none of these", "neviens no minetajiem"})
_NOT_APPLICABLE = frozenset({"nav attiecinams", "nav attiecinama", "neattiecas", "not applicable", "not relevant", "n a", "nr"})
_TAKEN_BACK = frozenset({"[atsaukts]", "[withdrawn]"})
_SPLIT = re.compile(r"[;\n|]")


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell with what is to be known of it: whether it shows per cent, whether days count from 1904, whether A2 is the second option."""

    cell: Cell
    percent: bool = False
    early: bool = False
    positions: bool = False

    @property
    def text(self) -> str:
        """The cell as text."""
        return as_text(self.cell).strip()


@dataclass(frozen=True, slots=True)
class Read:
    """An answer; ``doubt`` says what was read into the cell where it may be read otherwise. ``said`` None takes an answer back."""

    said: Said
    doubt: str = ""


def read(question: Question, asked: Asked) -> Read:
    """What a cell that is not empty answers. Raises ValueError saying what was expected."""
    text = asked.text
    if len(text) > CELL:
        raise ValueError(f"{len(text):,} characters; write at most {CELL:,}")
    if text.casefold() in _TAKEN_BACK:
        return Read(None)
    if key(text) in _NOT_APPLICABLE:
        return Read(NOT_APPLICABLE)
    return _READERS[question.type](question, asked)


def ticked(question: Question, code: str, asked: Asked) -> bool:
    """Whether a cell beside an option ticks it: x, yes, jā, 1, or the option itself. Raises ValueError for other words."""
    text = asked.text
    if is_tick(text):
        return key(text) in _YES or text in _TICKS
    if option(question, text) == code:
        return True
    raise ValueError(f"{shown(text)!r} neither ticks the option nor leaves it; write x, or nothing")


def is_tick(text: str) -> bool:
    """Whether a text is what people write to tick something, or to leave it."""
    return not text or text in _TICKS or key(text) in _YES or key(text) in _NO


def _yes_no(_: Question, asked: Asked) -> Read:
    """Yes or no, in words or as one and nought."""
    word = key(asked.text)
    if word in _YES or asked.text in _TICKS:
        return Read(True)
    if word in _NO:
        return Read(False)
    raise ValueError(f"{shown(asked.cell)!r} is neither yes nor no; write jā or nē")


def _single(question: Question, asked: Asked) -> Read:
    """One option."""
    _check_no_date(asked)
    found = option(question, asked.text, positions=asked.positions)
    if found is None:
        raise ValueError(f"{shown(asked.cell)!r} is no option; write one of {_options(question)}")
    return Read(found)


def _multiple(question: Question, asked: Asked) -> Read:
    """Several options, with semicolons or line ends between them, or commas where no option has one."""
    _check_no_date(asked)
    text = asked.text
    whole = option(question, text, positions=asked.positions)
    if whole or key(text) in _NONE:
        return Read((whole,) if whole else ())
    for parts in (_SPLIT.split(text), re.split(r"[;,\n|]", text)):
        told = [part for part in parts if part.strip()]
        found = [option(question, part, positions=asked.positions) for part in told]
        if found and all(found):
            return Read(tuple(one.code for one in question.options if one.code in found))
    wrong = next((part for part in _SPLIT.split(text) if part.strip() and not option(question, part, positions=asked.positions)), text)
    raise ValueError(f"{shown(wrong.strip())!r} is no option; write some of {_options(question)}, with ; between them")


def _number(question: Question, asked: Asked) -> Read:
    """A number, the unit of the question behind it or not."""
    _check_no_date(asked)
    if asked.percent:
        raise ValueError(f"{shown(asked.cell)} is formatted as per cent, and a number is asked; take the format off")
    value = _numeric(asked, _without_unit(question, asked.text))
    return Read(_bounded(question, value), _doubt(asked, value))


def _share(question: Question, asked: Asked) -> Read:
    """Per cent: 45, 45 %, or 0.45 in a cell formatted as per cent."""
    _check_no_date(asked)
    text = asked.text.removesuffix("%").strip()
    value = _numeric(asked, text)
    if asked.percent and not isinstance(asked.cell, str):
        value = numbers.finite(round(value * 100, 9))
    elif 0 < abs(value) < 1 and not asked.text.endswith("%"):
        raise ValueError(f"{shown(asked.cell)} may be {numbers.told(value * 100)} % or {numbers.told(value)} %; write it with the sign %")
    if not 0 <= value <= 100:
        raise ValueError(f"{shown(asked.cell)} is no share; write per cent from 0 to 100")
    return Read(_bounded(question, value), _doubt(asked, value))


def _date(_: Question, asked: Asked) -> Read:
    """A day."""
    return Read(dates.day(asked.cell, early=asked.early))


def _url(_: Question, asked: Asked) -> Read:
    """An address."""
    return Read(url(asked.text))


def _text(_: Question, asked: Asked) -> Read:
    """Any words, kept as they are and never run."""
    return Read(holdable(asked.text))


_READERS: Mapping[str, Callable[[Question, Asked], Read]] = {
    "yes-no": _yes_no,
    "single": _single,
    "level": _single,
    "multiple": _multiple,
    "number": _number,
    "share": _share,
    "date": _date,
    "url": _url,
    "text": _text,
}


def url(text: str) -> str:
    """An address, https where no scheme is written. Raises ValueError for what is none, too long, or holds a password."""
    if len(text) > URL:
        raise ValueError(f"an address of {len(text):,} characters; write at most {URL:,}")
    if not addresses.looks_like_address(text) or len(text.split()) > 1:
        raise ValueError(f"{shown(text)!r} is not one address; write for example https://www.riga.lv/sakums")
    try:
        addresses.root(text)
    except ValueError:
        raise ValueError(f"{shown(text)!r} is not an address; write one that begins with https:// or http://, without a password") from None
    return holdable(text if "://" in text else f"https://{text}")


def beside(text: str) -> str:
    """The address beside an answer; empty where a dash or the like stands in its place. Raises ValueError as ``url``."""
    return "" if text.casefold() in _BLANK else url(text)


def remark(text: str) -> str:
    """Words beside an answer. Raises ValueError where there are too many."""
    if len(text) > CELL:
        raise ValueError(f"{len(text):,} characters; write at most {CELL:,}")
    return holdable(text)


def _check_no_date(asked: Asked) -> None:
    """Spreadsheets make dates of 1.5 or 3-4 by themselves; what was typed is lost."""
    if isinstance(asked.cell, date | time | timedelta):
        raise ValueError(f"the spreadsheet made a date of it ({shown(asked.cell)}); format the cell as text and write it again")  # noqa: TRY004 (the word of a cell)


def _numeric(asked: Asked, text: str) -> int | float:
    """The number that a cell holds, as such or as text."""
    if isinstance(asked.cell, bool):
        raise ValueError(f"{shown(asked.cell)} is not a number; write digits")  # noqa: TRY004 (the word of a cell)
    return numbers.finite(asked.cell) if isinstance(asked.cell, int | float) else numbers.number(text)


def _without_unit(question: Question, text: str) -> str:
    """The text without the unit behind it."""
    units = sorted({question.unit.lv, question.unit.en} if question.unit else (), key=len, reverse=True)
    found = next((unit for unit in units if text.casefold().endswith(unit.casefold())), "")
    return text[: len(text) - len(found)].strip() if found else text


def _bounded(question: Question, value: float) -> int | float:
    """The number, if it is within the bounds of the question."""
    if question.low is not None and value < question.low:
        raise ValueError(f"{numbers.told(value)} is below {numbers.told(question.low)}, the least that is taken; check it")
    if question.high is not None and value > question.high:
        raise ValueError(f"{numbers.told(value)} is above {numbers.told(question.high)}, the most that is taken; check it")
    return value


def _doubt(asked: Asked, value: float) -> str:
    """What is to be told of a number that may be meant otherwise."""
    if not isinstance(asked.cell, str) or not numbers.ambiguous(asked.text.removesuffix("%").strip()):
        return ""
    return f"{shown(asked.cell)!r} was read as {numbers.told(value)}, with decimals; write the thousands without a sign if they were meant"


def _options(question: Question) -> str:
    """The options, for a message; of many only the first."""
    codes = [one.code for one in question.options]
    return ", ".join(codes[:12]) + (f" and {len(codes) - 12} more" if len(codes) > 12 else "")
