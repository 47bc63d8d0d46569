"""Questions, looks and answers as small as a test needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from audits.accuracy import Tally
from data.casebook_rows import Answer, Said
from data.types import Coverage, Evidence, Outcome, Text, Value
from scoring.draws import Claim
from scoring.survey.question import Option, Question
from scoring.survey.questionnaire import Block, Questionnaire
from scoring.survey.rules import rule
from scoring.validation.look import Look
from scoring.validation.quality import Quality
from scoring.validation.verdict import Seen, Verdict
from scoring.validation.verdicts import verdicts

P, F, C, N, U = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE, Outcome.UNTESTED
WORD = Text("vārds", "word")
WHOLE = Coverage(10, 10, 2, 0, 0, "exhausted")
PART = Coverage(100, 40, 2, 0, 0, "pages")
SURE = Tally(found=400, rejected=400, values=400, values_right=400)
"""So often right that what it says decides."""
SITE = "https://dobele.lv/"
ANSWERED, VISITED = datetime(2026, 11, 10, tzinfo=UTC), datetime(2026, 11, 3, 3, tzinfo=UTC)


def question(written: str = "any", type_: str = "yes-no", indicators: str = "budget", **more: Any) -> Question:
    """A question by the rule as the table writes it; none where nothing is written. ``options`` are codes with how they show."""
    options = tuple(Option(code, WORD, seen) for code, seen in more.pop("options", {}).items())
    made = Question(
        id="Q1",
        block="b",
        type=type_,
        text=WORD,
        hint=None,
        options=options,
        required=True,
        asked_if=None,
        reach=(),
        low=None,
        high=None,
        unit=None,
        observability="yes",
        indicators=tuple(indicators.split()),
        rule=rule(written) if written else None,
        evidence=(),
        url=False,
        origin="proposal",
        note="",
    )
    return replace(made, **more)


def questionnaire(*questions: Question) -> Questionnaire:
    """An edition of these questions, in one block."""
    return Questionnaire("e", WORD, (Block("b", WORD),), questions, "d" * 64)


def row(indicator: str, outcome: Outcome, value: Value = None, **more: Any) -> Seen:
    """One observation of the site, with evidence on its front page."""
    given = {"version": 1, "snapshot": "s" * 64, "subject": SITE, "evidence": (Evidence(SITE, excerpt="Budžets"),), "at": VISITED, **more}
    reason = {C: "unclear", U: "timeout"}.get(outcome)
    return Seen(**{"indicator": indicator, "outcome": outcome, "value": value, "reason": reason, **given})


def pages(indicator: str, outcomes: Sequence[Outcome], values: Sequence[Value] = (), **more: Any) -> list[Seen]:
    """Observations of as many pages."""
    told = [*values, *[None] * (len(outcomes) - len(values))]
    urls = [f"{SITE}{place}" for place in range(len(outcomes))]
    return [
        row(indicator, outcome, value, subject=url, scope="page", evidence=(Evidence(url),), **more)
        for outcome, value, url in zip(outcomes, told, urls, strict=True)
    ]


def look(*rows: Seen, institution: str = "dobele", coverage: Coverage = WHOLE, **more: Any) -> Look:
    """A visit that saw these."""
    found: dict[str, tuple[Seen, ...]] = {}
    for each in rows:
        found[each.indicator] = (*found.get(each.indicator, ()), each)
    given = {"snapshot": "s" * 64, "at": VISITED, "hosts": frozenset({"dobele.lv"}), "site": SITE, **more}
    return Look(institution=institution, coverage=coverage, seen=found, **given)


def answer(said: Said, question: str = "Q1", institution: str = "dobele", **more: Any) -> Answer:
    """An answer of the tenth of November."""
    given = {"id": 1, "edition": "e", "subject": "", "url": "", "remark": "", "at": ANSWERED, "who": "anna", "import_id": "i", **more}
    return Answer(**{"institution": institution, "question": question, "answer": said, "place": "", "recorded_at": ANSWERED, **given})


def sure(*indicators: str, **more: Any) -> Quality:
    """Detectors that are nearly always right, and bodies that often overclaim."""
    return Quality(dict.fromkeys(indicators, SURE), **{"assumed": Claim(0.5, 0.5), **more})


def verdict(
    asked: Question, said: Said, seen: Look | None, quality: Quality | None = None, portals: Sequence[str] = (), **more: Any
) -> Verdict:
    """The verdict on one answer of one body."""
    looks: Mapping[str, Look] = {} if seen is None else {seen.institution: seen}
    named = {*asked.indicators, *(seen.seen if seen else ())}
    given = answer(said, asked.id, **more)
    (found,) = verdicts(questionnaire(asked), [given], looks, quality or sure(*named), portals=portals)
    return found
