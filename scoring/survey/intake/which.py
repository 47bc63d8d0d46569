"""Which question a heading means: by its id, by its text in either language, or as LimeSurvey writes it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from scoring.survey.intake.limits import NEAR
from scoring.survey.intake.meaning import ROLE_OF, ROLES, Meaning, code_key, key
from scoring.survey.question import Option, Question
from scoring.survey.questionnaire import Questionnaire

_BRACKETS = re.compile(r"(.*?)\s*\[([^\[\]]*)\]\s*", re.DOTALL)
_NUMBERED = re.compile(r"([A-Za-z0-9][\w.-]*?)\s*[.:)–—-]\s+(?=\S)")
_POSITION = re.compile(r"(?:SQ|AO|A)0*(\d{1,3})", re.IGNORECASE)
_BESIDE: Mapping[str, str] = {
    **dict.fromkeys(("url", "adrese", "saite", "link"), "url"),
    **dict.fromkeys(("comment", "remark", "piezime", "komentars"), "remark"),
    **dict.fromkeys(("other", "cits", "cita", "citi"), "other"),
}
"""What may stand beside an answer, as the ending of a code or in brackets."""


class Which:
    """The questions, to be looked up by whatever a heading says."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        """Index them by ids and texts; a text that two questions share means neither."""
        self.questions = {question.id: question for question in questionnaire.questions}
        self._codes = _unique((code_key(one), one) for one in self.questions)
        self._texts = _unique((key(text), one.id) for one in self.questions.values() for text in {one.text.lv, one.text.en})
        self._near = NEAR

    def heading(self, text: str) -> Meaning | None:
        """What the heading of a column means: a question, a part of one, or one of the usual roles; None where nothing is known."""
        meant = self.question(text)
        if meant:
            return meant
        role = ROLE_OF.get(key(text))
        return Meaning(role) if role else None

    def told(self, text: str) -> Meaning | None:
        """What a mapping says that a heading means: a role, or a question as in a heading."""
        return Meaning(text) if text in ROLES else self.question(text)

    def question(self, text: str) -> Meaning | None:
        """What a heading or cell means among the questions."""
        found = self._whole(text)
        if found:
            return Meaning("answer", found)
        inner = _BRACKETS.fullmatch(text)
        if inner:
            question = self._whole(inner[1])
            return _part(self.questions[question], inner[2]) if question else None
        return self._ending(text)

    def near(self, text: str) -> str:
        """The id of the question whose id or text is most like the heading; empty where none is, or too many were sought."""
        if self._near <= 0:
            return ""
        self._near -= 1
        known = {**self._texts, **self._codes}
        close = difflib.get_close_matches(key(text)[:300], known, 1, 0.7) or difflib.get_close_matches(code_key(text)[:100], known, 1, 0.7)
        return known[close[0]] if close else ""

    def _whole(self, text: str) -> str:
        """The id of the question that the text names as a whole."""
        told = text.strip()
        if told in self.questions:
            return told
        found = self._codes.get(code_key(told)) or self._texts.get(key(told))
        if found:
            return found
        lead = _NUMBERED.match(told)
        rest = self._texts.get(key(told[lead.end() :]), "") if lead else ""
        own = self._codes.get(code_key(lead[1]), "") if lead else ""
        # LimeSurvey puts the code before the text; where the text is that of another question, neither is sure.
        return "" if rest and own and rest != own else own or rest

    def _ending(self, text: str) -> Meaning | None:
        """A code with what stands beside the answer as its ending: ``K1url``, ``K1_comment``."""
        told = code_key(text)
        for ending, role in _BESIDE.items():
            question = self._codes.get(told.removesuffix(ending)) if told.endswith(ending) else None
            if question:
                return Meaning(role, question)
        return None


def option(question: Question, text: str, *, positions: bool = False) -> str | None:
    """The code of the option that a text means: by its code, its text in either language, or (``positions``) as A2 or SQ002 the second."""
    told = text.strip()
    codes = [one.code for one in question.options]
    if told in codes:
        return told
    folded = _options(question.options)
    found = folded.get(key(told)) or folded.get(code_key(told))
    place = _POSITION.fullmatch(told) if positions and not found else None
    return codes[int(place[1]) - 1] if place and 0 < int(place[1]) <= len(codes) else found


@lru_cache(maxsize=1 << 10)
def _options(options: tuple[Option, ...]) -> Mapping[str, str]:
    """Options by the keys of their codes and texts; what two share means neither."""
    return _unique((said, one.code) for one in options for said in {key(one.code), code_key(one.code), key(one.text.lv), key(one.text.en)})


def _part(question: Question, inner: str) -> Meaning | None:
    """What stands in brackets behind a question."""
    found = option(question, inner, positions=True) if question.type == "multiple" else None
    if found:
        return Meaning("option", question.id, found)
    beside = _BESIDE.get(key(inner)) or ("remark" if code_key(inner).endswith("comment") else None)
    return Meaning(beside, question.id) if beside else None


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The pairs as a table, without keys that are empty or lead to two values."""
    found: dict[str, str] = {}
    double: set[str] = set()
    for name, value in pairs:
        if not name or found.setdefault(name, value) != value:
            double.add(name)
    return {name: value for name, value in found.items() if name not in double}
