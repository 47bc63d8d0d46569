"""How often detectors and answers err, learned from the random sample and from nothing else.

The queue is drawn to hold errors: whatever was decided there would make every detector and every body look worse than it is. Of a sample
each answer was drawn with a known probability; it counts by the inverse of that, times the drawn by the decided of its stratum, for those
of which nobody could tell. Limits are Wilson's with the effective number of cases, (sum w)2 / sum w2 (Kish 1965). Answers of one body are
taken to be independent of each other, which makes the limits somewhat too narrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from audits.accuracy import Tally
from data.casebook_rows import NOT_APPLICABLE, Adjudication, Sample, Sampled
from data.casebook_rows import Said as Answered
from scoring.agreement.estimate import LEVEL, Estimate
from scoring.agreement.intervals import wilson
from scoring.draws import Claim
from scoring.validation.counted import Said, one, same
from scoring.validation.counted_rows import REVIEWED
from scoring.validation.learning import seen
from scoring.validation.learning.rates_file import Rates
from scoring.validation.review.standing import newest
from scoring.validation.verdict import Verdict

if TYPE_CHECKING:
    from scoring.survey.question import Question
    from scoring.survey.questionnaire import Questionnaire

SAMPLE = "sample"
_SHRINK = 2.0
"""So many cases of the common rate stand beside a question's own: nothing wrong among three does not prove that nothing ever is."""
Key = tuple[str, str, str]


@dataclass
class Counted:
    """Cases of one kind, each right or not, with its weight."""

    right: list[bool] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def add(self, weight: float, *, right: bool) -> None:
        """One more case."""
        self.right.append(right)
        self.weights.append(weight)

    @property
    def n(self) -> int:
        """How many cases there are."""
        return len(self.right)

    @property
    def effective(self) -> float:
        """As how many cases of equal weight they tell."""
        squares = float(np.square(self.weights).sum())
        return float(np.sum(self.weights)) ** 2 / squares if squares else 0.0

    def share(self, level: float = LEVEL) -> Estimate:
        """The share that is right, by weight, with Wilson's limits."""
        effective = self.effective
        right = float(np.dot(self.weights, self.right)) / float(np.sum(self.weights)) * effective if self.n else 0.0
        return wilson(min(right, effective), effective, level)

    def counts(self) -> tuple[int, int]:
        """Right and wrong, as whole numbers of the effective cases."""
        whole = round(self.effective)
        right = round(self.share().value * whole) if whole else 0
        return right, whole - right


@dataclass
class OfIndicator:
    """What was learned of a detector: of what it ``said`` is there (precision), of what is ``present`` and ``absent``, and of its values.

    ``untold`` are reviewed cells in which it said nothing.
    """

    said: Counted = field(default_factory=Counted)
    present: Counted = field(default_factory=Counted)
    absent: Counted = field(default_factory=Counted)
    values: Counted = field(default_factory=Counted)
    untold: int = 0

    def tally(self) -> Tally:
        """The counts to be added to those of the corpus: of what is there and of what is not, each by its effective number."""
        (found, missed), (rejected, imagined), (right, wrong) = self.present.counts(), self.absent.counts(), self.values.counts()
        return Tally(found=found, missed=missed, rejected=rejected, imagined=imagined, values=right + wrong, values_right=right)


@dataclass
class OfQuestion:
    """What was learned of the answers to a question: of those that said ``yes`` and ``no``, which were wrong."""

    yes: Counted = field(default_factory=Counted)
    no: Counted = field(default_factory=Counted)


@dataclass(frozen=True)
class Learned:
    """All that the samples taught. Of ``drawn`` answers ``decided`` were found out; ``strata`` without any are not represented."""

    edition: str
    samples: tuple[str, ...]
    drawn: int
    decided: int
    strata: tuple[str, ...]
    indicators: Mapping[str, OfIndicator]
    questions: Mapping[str, OfQuestion]
    assumed: Claim

    def claim(self, question: str) -> Claim:
        """How often answers to a question are taken to be wrong: its own cases beside two of the rate of all questions."""
        own = self.questions[question]
        common = self.common()
        return Claim(_shrunk(own.yes, common.overclaim), _shrunk(own.no, common.underclaim))

    def common(self) -> Claim:
        """The rates of all questions together, beside two cases of what the edition assumes."""
        yes, no = (Counted(), Counted())
        for each in self.questions.values():
            for all_of, own in ((yes, each.yes), (no, each.no)):
                all_of.right += own.right
                all_of.weights += own.weights
        return Claim(_shrunk(yes, self.assumed.overclaim), _shrunk(no, self.assumed.underclaim))

    def rates(self) -> Rates:
        """What verdicts and scores may use of it."""
        tallies = {name: told.tally() for name, told in sorted(self.indicators.items())}
        return Rates(
            edition=self.edition,
            samples=self.samples,
            tallies={name: tally for name, tally in tallies.items() if tally != Tally()},
            claims={name: self.claim(name) for name, told in sorted(self.questions.items()) if told.yes.n or told.no.n},
        )


def learn(
    questionnaire: Questionnaire,
    samples: Sequence[tuple[Sample, Sequence[Sampled]]],
    adjudications: Iterable[Adjudication],
    assumed: Claim,
) -> Learned:
    """What the decisions on these samples teach; those on the queue are left out, whatever they are."""
    said = newest(each for each in adjudications if each.purpose == SAMPLE)
    kept = {sample.id: seen.read(sample) for sample, _ in samples}
    truths = {each.key: _truth(questionnaire.edition, each, said.get(each.key, ())) for cells in kept.values() for each in cells}
    found: tuple[dict[str, OfIndicator], dict[str, OfQuestion]] = ({}, {})
    decided, empty = 0, []
    sizes = {sample.id: len(kept[sample.id]) for sample, _ in samples}
    for sample, rows in samples:
        weights, unread = _weights(rows, truths, sizes[sample.id] / max(1, sum(sizes.values())))
        empty += unread
        for each in kept[sample.id]:
            if each.key in weights:
                decided += 1
                _add(found, questionnaire[each.key[1]], each, truths[each.key], weights[each.key])
    ids = tuple(sample.id for sample, _ in samples)
    return Learned(questionnaire.edition, ids, sum(sizes.values()), decided, tuple(empty), *found, assumed)


def _truth(edition: str, each: seen.Kept, said: Sequence[Adjudication]) -> Answered:
    """What the readers found, by the one rule there is for that (``counted``); None where they did not, or do not agree."""
    verdict = Verdict(edition, *each.key, each.claimed, each.status, observed=each.observed)
    told = one(verdict, Said(said), said[-1].at) if said else None
    return told.counts if told and told.why in REVIEWED else None


def _weights(rows: Sequence[Sampled], truths: Mapping[Key, Answered], part: float) -> tuple[dict[Key, float], list[str]]:
    """The weight of each decided answer, and the strata in which none was."""
    of = {(row.institution, row.question, row.subject): row for row in rows}
    drawn: dict[str, int] = {}
    decided: dict[str, int] = {}
    for key, row in of.items():
        drawn[row.stratum] = drawn.get(row.stratum, 0) + 1
        decided[row.stratum] = decided.get(row.stratum, 0) + (truths.get(key) is not None)
    weights = {key: part / row.share * drawn[row.stratum] / decided[row.stratum] for key, row in of.items() if truths.get(key) is not None}
    return weights, [stratum for stratum, count in sorted(decided.items()) if not count]


def _add(
    found: tuple[dict[str, OfIndicator], dict[str, OfQuestion]], question: Question, each: seen.Kept, truth: Answered, weight: float
) -> None:
    indicators, questions = found
    if NOT_APPLICABLE in (truth, each.claimed):
        return
    answers = questions.setdefault(question.id, OfQuestion())
    for said, so in claimed(question, each.claimed, truth):
        (answers.yes if said else answers.no).add(weight, right=said != so)
    for code, (indicator, told, means) in each.found.items():
        _detected(indicators.setdefault(indicator, OfIndicator()), told, weight, present=_holds(code, truth) == means)
    if each.number:
        indicators.setdefault(each.number, OfIndicator()).values.add(weight, right=alike(question, each.observed, truth))


def _detected(of: OfIndicator, told: bool | None, weight: float, *, present: bool) -> None:  # noqa: FBT001 (what the detector said)
    if told is None:
        of.untold += 1
        return
    if told:
        of.said.add(weight, right=present)
    (of.present if present else of.absent).add(weight, right=told == present)


def _holds(code: str, truth: Answered) -> bool:
    if not code:
        return truth is True
    return code in truth if isinstance(truth, tuple) else truth == code


def claimed(question: Question, said: Answered, truth: Answered) -> list[tuple[bool, bool]]:
    """What was claimed as yes and no beside what is true: of several options each, of one answer that is no yes or no that it is right."""
    if question.type == "yes-no":
        return [(said is True, truth is True)]
    if isinstance(said, tuple) and isinstance(truth, tuple):
        return [(option.code in said, option.code in truth) for option in question.options]
    return [(True, alike(question, said, truth))]


def alike(question: Question, one_of: Answered, other: Answered) -> bool:
    """Whether two answers are the same within the tolerance of the question's rule."""
    rule = question.rule
    numbers = [value for value in (one_of, other) if isinstance(value, int | float) and not isinstance(value, bool)]
    if len(numbers) < 2 or rule is None or rule.tolerance is None:
        return same(one_of, other)
    allowed = rule.tolerance * abs(numbers[1]) if rule.relative else rule.tolerance
    return abs(numbers[0] - numbers[1]) <= allowed * (1 + 1e-12)


def _shrunk(own: Counted, common: float) -> float:
    wrong = own.share().value * own.effective if own.n else 0.0
    return float((wrong + _SHRINK * common) / (own.effective + _SHRINK))
