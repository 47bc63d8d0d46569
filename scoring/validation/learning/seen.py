"""What was seen of each drawn answer, kept with the sample: rates are learned from that, whatever later visits see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.casebook_rows import Said as Answered
from data.casebook_rows import Sample
from data.types import Json
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation import options
from scoring.validation.before import signs_of
from scoring.validation.look import Look
from scoring.validation.review.layout import digest, snapshot
from scoring.validation.verdict import Verdict

_PRESENCE = frozenset({"any", "all"})
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Kept:
    """A drawn answer as it stood: what was ``claimed`` and ``observed``, its ``status`` and ``digest``, and what each detector said.

    ``found`` is by option (empty: the question itself): the indicator, whether it was found (None: not told), and whether the option
    means that it is there.
    """

    key: Key
    claimed: Answered
    observed: Answered
    status: str
    snapshot: str
    digest: str
    found: Mapping[str, tuple[str, bool | None, bool]]
    number: str = ""
    """The indicator whose number was held against the answer; empty where there was none."""

    def record(self) -> dict[str, Json]:
        """As JSON keeps it."""
        plain = {name: _listed(getattr(self, name)) for name in ("key", "claimed", "observed", "status", "snapshot", "digest", "number")}
        return {**plain, "found": {code: list(told) for code, told in self.found.items()}}


def kept(questionnaire: Questionnaire, verdict: Verdict, look: Look | None) -> Kept:
    """What is kept of a verdict."""
    question = questionnaire[verdict.question]
    numbered = question.rule is not None and question.rule.name in {"number", "level"} and verdict.observed is not None
    return Kept(
        *(verdict.key, verdict.claimed, verdict.observed, verdict.status, snapshot(verdict), digest(verdict)),
        found=_found(question, look),
        number=question.indicators[0] if numbered else "",
    )


def read(sample: Sample) -> list[Kept]:
    """What was kept of a sample, in its order."""
    return [_read(each) for each in sample.design.get("cells", [])]


def _found(question: Question, look: Look | None) -> dict[str, tuple[str, bool | None, bool]]:
    """Only what says of one indicator whether it is there: of a question that any of several answers, nobody knows which was meant."""
    if question.rule is not None and question.rule.name in _PRESENCE and len(question.indicators) == 1:
        codes = {"": signs_of(question)[0]}
    else:
        codes = {code: sign for code, sign in options.signs(question).items() if not sign.word}
    facts = {code: sign.of(look) for code, sign in codes.items()}
    return {code: (fact.indicator, fact.found, not fact.sign.negated) for code, fact in facts.items() if not fact.by_value}


def _read(each: Mapping[str, Json]) -> Kept:
    found = {code: (str(told[0]), told[1], bool(told[2])) for code, told in each["found"].items()}
    plain = {name: _tupled(each[name]) for name in ("key", "claimed", "observed", "status", "snapshot", "digest", "number")}
    return Kept(**plain, found=found)


def _listed(value: Answered | Iterable[str]) -> Json:
    return list(value) if isinstance(value, tuple) else value


def _tupled(value: Json) -> Json:
    return tuple(value) if isinstance(value, list) else value
