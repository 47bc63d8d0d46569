"""The codes by which LimeSurvey knows questions and options (letters and digits only, and short), and words as it shows them.

Its limits are those of its tables and of its question model: a question's code begins with a letter and has at most 20 letters and digits,
that of an answer has at most 5. Every code is one that ``survey import`` leads back to exactly the question or option that it stands for.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from data.errors import SurveyError
from data.guard import plain
from scoring.survey.intake.meaning import code_key
from scoring.survey.intake.which import option
from scoring.survey.question import Option, Question

URL, REMARK = "url", "comment"
"""What is put behind a question's code for the address and the remark beside its answer."""
REG_NO, KIND = "regnr", "kind"
"""The codes of the questions for the body itself: its registration number, and what kind of body it is."""
RESERVED = frozenset({"lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this", REG_NO, KIND})
"""Words that no question's code may be: those of LimeSurvey's expressions, and ours."""
_QUESTION = re.compile(r"[A-Za-z][A-Za-z0-9]{0,19}")
_ANSWER, _PART = re.compile(r"[A-Za-z0-9]{1,5}"), re.compile(r"[A-Za-z0-9]{1,20}")
_NO_PART = frozenset({"time", "other"})
"""Codes that LimeSurvey keeps for itself among the parts of a question."""


def lime_words(words: str) -> str:
    """Words as LimeSurvey shows them: they are HTML there, and braces would begin an expression.

    >>> lime_words('<b> & {x}')
    '&lt;b&gt; &amp; &#123;x&#125;'
    """
    return html.escape(" ".join(plain(words).split())).replace("{", "&#123;").replace("}", "&#125;")


def codes(questions: Sequence[Question]) -> Mapping[str, str]:
    """The code of each question. Raises SurveyError with every id that LimeSurvey cannot hold."""
    found = {question.id: re.sub(r"[^A-Za-z0-9]", "", question.id) for question in questions}
    faults = [fault for question in questions for fault in _faults(question, found)]
    if faults:
        raise SurveyError(faults)
    return found


def _faults(question: Question, found: Mapping[str, str]) -> list[str]:
    """What is wrong with a question's code."""
    code = found[question.id]
    beside = [code + ending for ending in (URL, REMARK)]
    where = f"survey.csv: question {question.id}"
    told = []
    if not all(_QUESTION.fullmatch(each) for each in (code, *beside)):
        told.append(f"{where}: LimeSurvey takes at most 13 letters and digits, a letter first; give the question such an id")
    if code.lower() in RESERVED:
        told.append(f"{where}: {code} is a word that LimeSurvey keeps for itself; give the question another id")
    taken = {code_key(each) for each in (code, *beside)}
    twins = [other for other, its in found.items() if other != question.id and code_key(its) in taken]
    told += [f"{where}: its codes in LimeSurvey ({', '.join((code, *beside))}) are those of {twin} too; change an id" for twin in twins]
    return told


def answers(question: Question) -> Mapping[str, str]:
    """The code of each option of a question of which one is chosen: its own where all are short enough, else A1, A2 and so on."""
    own = {one.code: one.code for one in question.options}
    return _leading(question, [own, _numbered(question.options, "A{}")], _ANSWER)


def parts(question: Question) -> Mapping[str, str]:
    """The code of each option of a question of which several are ticked: its own letters and digits, or SQ001, SQ002 and so on."""
    own = {one.code: re.sub(r"[^A-Za-z0-9]", "", one.code) for one in question.options}
    kept = {code: told if told.lower() not in _NO_PART else f"SQ{place:03}" for place, (code, told) in enumerate(own.items(), 1)}
    return _leading(question, [kept, _numbered(question.options, "SQ{:03}")], _PART)


def _numbered(options: Sequence[Option], pattern: str) -> dict[str, str]:
    return {one.code: pattern.format(place) for place, one in enumerate(options, 1)}


def _leading(question: Question, tried: Sequence[Mapping[str, str]], form: re.Pattern[str]) -> Mapping[str, str]:
    """The first of several sets of codes that LimeSurvey takes and that lead back to the options. Raises SurveyError where none does."""
    for each in tried:
        sound = all(form.fullmatch(told) and option(question, told, positions=True) == code for code, told in each.items())
        if sound and len({told.lower() for told in each.values()}) == len(each):
            return each
    raise SurveyError(f"survey.csv: question {question.id}: its options have no codes that LimeSurvey can hold; give them short ones")
