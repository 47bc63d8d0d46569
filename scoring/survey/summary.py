"""What a questionnaire amounts to: its questions by block, type and observability, what they observe, and what nobody is asked about."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from data.types import Text
from scoring.methodology import Methodology
from scoring.survey.question import OBSERVABILITY, TYPES, Question
from scoring.survey.questionnaire import Questionnaire
from scoring.tree import Node

_OBSERVABILITY = {
    "yes": Text("redzams no ārpuses", "can be seen from outside"),
    "partly": Text("daļēji redzams", "can be seen in part"),
    "no": Text("nav redzams", "cannot be seen"),
}
_NO_FAULT = Text("kļūdu nav", "no fault")
_QUESTIONS = Text("jautājumi", "questions")
_BY_BLOCK = Text("pa blokiem", "by block")
_BY_TYPE = Text("pa veidiem", "by type")
_BY_SIGHT = Text("pēc tā, vai atbilde ir redzama no ārpuses", "by whether the answer shows from outside")
_INDICATORS = Text("indikatori, ar kuriem pārbauda atbildes", "indicators that answers are held against")
_UNASKED = Text("novērotie rādītāji, par kuriem nejautā", "observed leaves that no question asks about")
_WEIGHT = Text("indeksa svars, ko aptver jautājumi", "weight of the index that questions cover")
_UNKNOWN = Text("svars nav zināms", "a weight is not known")
_NONE = Text("nav", "none")


def asked(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The indicators that some answer is held against, in the order of the alphabet."""
    return tuple(sorted({indicator for question in questionnaire.questions for indicator in question.indicators}))


def covered(questionnaire: Questionnaire, leaf: Node) -> bool:
    """Whether a leaf is asked about: by its own question, or by one that is held against its indicator."""
    asks = {question.id for question in questionnaire.questions}
    return bool(asks.intersection(leaf.question.split()) or {*leaf.indicator.split()}.intersection(asked(questionnaire)))


def unasked(questionnaire: Questionnaire, methodology: Methodology) -> tuple[Node, ...]:
    """The observed leaves that no question asks about."""
    return tuple(leaf for leaf in methodology.tree.leaves if leaf.source == "observed" and not covered(questionnaire, leaf))


def weight(questionnaire: Questionnaire, methodology: Methodology) -> float:
    """The share of the whole index, 0 to 1, in leaves that are asked about; NaN where a weight is not known."""
    effective = methodology.tree.effective()
    codes = [leaf.code for leaf in methodology.tree.leaves if covered(questionnaire, leaf)]
    return float(effective[codes].sum(skipna=False))


def summary(questionnaire: Questionnaire, methodology: Methodology, lang: str = "lv") -> str:
    """All of it as text."""
    return "\n".join(_lines(questionnaire, methodology, lang))


def _lines(questionnaire: Questionnaire, methodology: Methodology, lang: str) -> Iterator[str]:
    questions = questionnaire.questions
    yield f"{questionnaire.edition}: {_NO_FAULT[lang]}"
    yield f"{questionnaire.title[lang]}, {_QUESTIONS[lang]}: {len(questions)}, sha256 {questionnaire.digest}"
    blocks = Counter(question.block for question in questions)
    yield from _counts(_BY_BLOCK[lang], [(block.title[lang], blocks[block.id]) for block in questionnaire.blocks])
    types = Counter(question.type for question in questions)
    yield from _counts(_BY_TYPE[lang], [(name, types[name]) for name in TYPES])
    yield from _counts(_BY_SIGHT[lang], _sight(questions, lang))
    names = asked(questionnaire)
    yield from ("", f"{_INDICATORS[lang]} ({len(names)}): {', '.join(names) or _NONE[lang]}")
    left = unasked(questionnaire, methodology)
    yield from ("", f"{_UNASKED[lang]} ({len(left)}): {', '.join(leaf.code for leaf in left) or _NONE[lang]}")
    share = weight(questionnaire, methodology)
    yield from ("", f"{_WEIGHT[lang]}: {_UNKNOWN[lang] if math.isnan(share) else f'{100 * share:.1f} %'}")


def _sight(questions: Sequence[Question], lang: str) -> list[tuple[str, int]]:
    found = Counter(question.observability for question in questions)
    return [(_OBSERVABILITY[name][lang], found[name]) for name in OBSERVABILITY]


def _counts(title: str, rows: Sequence[tuple[str, int]]) -> Iterator[str]:
    width = max(len(name) for name, _ in rows)
    yield from ("", f"{title}:")
    yield from (f"  {name:<{width}}  {number:>4}" for name, number in rows)
