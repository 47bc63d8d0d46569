"""A survey that was never held: answers of made-up honesty, with what is true beside each, to try validation on.

Bodies differ in how far they have come, and in how much they overclaim; questions differ in how many can truly say yes. All of it is
drawn from the seed, each body and question from a stream of its own, so that one more body changes nobody else's answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp

import numpy as np

from data.casebook_rows import Given, Said
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire

HONEST, OVER, UNDER, SILENT = "honest", "over", "under", "silent"
"""How an answer was given: as it is, with more than there is, with less, or not at all."""
_SPREAD = 0.9
"""How much more likely a body that is one standard deviation ahead has something, in logits."""
_TYPICAL = 30.0
"""How far above its least a made-up number goes, unless its question takes less."""
_AGE = 400
"""Days since what a date question asks about, in the mean."""
_CONCENTRATION = 6.0
"""How alike bodies overclaim: the sum of the two parameters of the Beta distribution that their rates are drawn from."""
Truth = Mapping[tuple[str, str], Said]


@dataclass(frozen=True, slots=True)
class Honesty:
    """How the bodies answer: shares (0 to 1) of the true no that are claimed as yes, of the true yes that are denied, and of silence.

    ``overclaim`` is the mean over the bodies; each has its own. Where the answer is no yes or no, more or less than there is is claimed.
    """

    overclaim: float = 0.2
    underclaim: float = 0.05
    silence: float = 0.03


@dataclass(frozen=True, slots=True)
class Simulated:
    """One answer: what is true, what was claimed (None: nothing), and how; ``drawn`` says that the truth was made up as well."""

    institution: str
    question: str
    truth: Said
    claimed: Said
    how: str
    drawn: bool

    def given(self, at: datetime) -> Given:
        """The answer as a file would give it."""
        return Given(self.institution, self.question, self.claimed, at=at)


def simulate(
    questionnaire: Questionnaire,
    kinds: Mapping[str, str],
    *,
    seed: int,
    at: datetime,
    honesty: Honesty = Honesty(),
    known: Truth | None = None,
) -> tuple[Simulated, ...]:
    """What each body (``kinds`` by id) answers to what it is asked, ordered by body and question.

    ``known`` is what is true of some bodies already, by body and question; the rest is drawn. ``at`` is the day of the answers, from which
    dates are counted back. Questions under a condition are asked where the *claimed* answer meets it, as a form would.
    """
    found = (_of_body(questionnaire, body, kinds[body], _Draw(seed, at.date(), honesty), known or {}) for body in sorted(kinds))
    return tuple(each for body in found for each in body)


@dataclass(frozen=True, slots=True)
class _Draw:
    seed: int
    today: date
    honesty: Honesty

    def stream(self, *what: str) -> np.random.Generator:
        """The random numbers of what is named."""
        digest = hashlib.sha256("\0".join((str(self.seed), *what)).encode()).digest()
        return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "little")))


def _of_body(questionnaire: Questionnaire, body: str, kind: str, draw: _Draw, known: Truth) -> Iterator[Simulated]:
    """Questions come in their order, so that a condition's answer is there when it is asked."""
    rng = draw.stream("body", body)
    ahead, overclaim = float(rng.normal()), _own_rate(draw.honesty.overclaim, rng)
    claimed: dict[str, Said] = {}
    for question in questionnaire.asked(kind):
        if question.asked_if and not _meets(claimed.get(question.asked_if.question), question.asked_if.answers):
            continue
        one = _answer(question, body, (ahead, overclaim), draw, known)
        claimed[question.id] = one.claimed
        yield one


def _answer(question: Question, body: str, own: tuple[float, float], draw: _Draw, known: Truth) -> Simulated:
    ahead, overclaim = own
    rng = draw.stream("answer", body, question.id)
    made = _TRUTHS[question.type](question, _chance(question, ahead, draw), rng, draw.today)
    truth = known.get((body, question.id), made)
    how = _how(rng, overclaim, draw.honesty, silent=not question.required)
    claimed = None if how == SILENT else _claimed(question, truth, how, rng, draw.today)
    told = HONEST if how != SILENT and claimed == truth else how
    return Simulated(body, question.id, truth, claimed, told, drawn=(body, question.id) not in known)


def _own_rate(mean: float, rng: np.random.Generator) -> float:
    if not 0 < mean < 1:
        return mean
    return float(rng.beta(_CONCENTRATION * mean, _CONCENTRATION * (1 - mean)))


def _chance(question: Question, ahead: float, draw: _Draw) -> float:
    """How likely a body that far ahead has what the question asks."""
    hard = float(draw.stream("question", question.id).normal())
    return 1 / (1 + exp(hard - _SPREAD * ahead))


def _how(rng: np.random.Generator, overclaim: float, honesty: Honesty, *, silent: bool) -> str:
    quiet, over, under = rng.random(3)
    if silent and quiet < honesty.silence:
        return SILENT
    # Which of the two it can be depends on what is true: more cannot be claimed of what is all there.
    return OVER if over < overclaim else UNDER if under < honesty.underclaim else HONEST


def _claimed(question: Question, truth: Said, how: str, rng: np.random.Generator, today: date) -> Said:
    if how == HONEST or question.type not in _CLAIMS:
        return truth
    return _CLAIMS[question.type](question, truth, 1 if how == OVER else -1, rng, today)


def _meets(answer: Said, wanted: Iterable[str]) -> bool:
    if isinstance(answer, bool):
        return ("yes" if answer else "no") in wanted
    return bool(set(answer if isinstance(answer, tuple) else (answer,)) & set(wanted))


def _bounds(question: Question) -> tuple[float, float]:
    """Between what made-up numbers lie: what the form takes is often more than any body has."""
    if question.type == "share":
        return 0.0, 100.0
    low = question.low or 0.0
    return low, min(question.high if question.high is not None else low + _TYPICAL, low + _TYPICAL)


def _true_yes(_: Question, chance: float, rng: np.random.Generator, __: date) -> Said:
    return bool(rng.random() < chance)


def _true_number(question: Question, chance: float, rng: np.random.Generator, _: date) -> Said:
    low, high = _bounds(question)
    return float(round(low + (high - low) * float(rng.beta(4 * chance + 0.2, 4 * (1 - chance) + 0.2))))


def _true_option(question: Question, _: float, rng: np.random.Generator, __: date) -> Said:
    return question.options[int(rng.integers(len(question.options)))].code


def _true_level(question: Question, chance: float, rng: np.random.Generator, _: date) -> Said:
    return question.options[int(rng.binomial(len(question.options) - 1, chance))].code


def _true_options(question: Question, chance: float, rng: np.random.Generator, _: date) -> Said:
    return tuple(option.code for option in question.options if rng.random() < chance)


def _true_date(_: Question, __: float, rng: np.random.Generator, today: date) -> Said:
    return (today - timedelta(days=int(rng.exponential(_AGE)))).isoformat()


def _true_address(question: Question, _: float, rng: np.random.Generator, __: date) -> Said:
    return f"https://www.example.lv/{question.id.lower()}/{int(rng.integers(1000))}"


def _true_words(question: Question, _: float, rng: np.random.Generator, __: date) -> Said:
    return f"Izdomāta atbilde {question.id}-{int(rng.integers(1000))}."


def _other_yes(_: Question, __: Said, more: int, ___: np.random.Generator, ____: date) -> Said:
    return more > 0


def _other_number(question: Question, truth: Said, more: int, rng: np.random.Generator, _: date) -> Said:
    low, high = _bounds(question)
    told = float(truth or 0) if isinstance(truth, int | float) else low
    step = max(1.0, float(rng.uniform(0.3, 1.0)) * max(told, (high - low) / 10))
    return float(np.clip(round(told + more * step), low, high))


def _other_level(question: Question, truth: Said, more: int, _: np.random.Generator, __: date) -> Said:
    codes = [option.code for option in question.options]
    return codes[int(np.clip(codes.index(str(truth)) + more, 0, len(codes) - 1))] if truth in codes else truth


def _other_options(question: Question, truth: Said, more: int, rng: np.random.Generator, _: date) -> Said:
    ticked = set(truth) if isinstance(truth, tuple) else set()
    changed = [option.code for option in question.options if (option.code not in ticked) == (more > 0)]
    if not changed:
        return truth
    one = changed[int(rng.integers(len(changed)))]
    return tuple(option.code for option in question.options if option.code in ticked ^ {one})


def _other_date(_: Question, truth: Said, more: int, rng: np.random.Generator, today: date) -> Said:
    told = date.fromisoformat(str(truth)) + more * timedelta(days=int(rng.integers(60, 400)))
    return min(told, today).isoformat()


_TRUTHS: Mapping[str, Callable[[Question, float, np.random.Generator, date], Said]] = {
    "yes-no": _true_yes,
    "number": _true_number,
    "share": _true_number,
    "single": _true_option,
    "level": _true_level,
    "multiple": _true_options,
    "date": _true_date,
    "url": _true_address,
    "text": _true_words,
}
_CLAIMS: Mapping[str, Callable[[Question, Said, int, np.random.Generator, date], Said]] = {
    "yes-no": _other_yes,
    "number": _other_number,
    "share": _other_number,
    "level": _other_level,
    "multiple": _other_options,
    "date": _other_date,
}
"""What more or less than there is looks like; of a choice without order, an address or words there is neither."""
