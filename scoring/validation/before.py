"""What is known before a body is looked at: how common each sign is among the bodies of the run, and how often each question gets a yes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from data.casebook_rows import Answer
from scoring.draws import likely_prevalence
from scoring.survey.question import Question
from scoring.survey.questionnaire import Questionnaire
from scoring.validation import options, presence
from scoring.validation.claims import yes_or_no
from scoring.validation.doubt import Beforehand, errors_of
from scoring.validation.look import Look
from scoring.validation.quality import Quality
from scoring.validation.signs import Fact, Sign


def beforehand(questionnaire: Questionnaire, answers: Iterable[Answer], looks: Mapping[str, Look], quality: Quality) -> Beforehand:
    """The priors over all looks, and the shares of yes over all answers, the latter by the rule of succession: few prove nothing."""
    signs = dict.fromkeys(sign for question in questionnaire.questions for sign in signs_of(question))
    bodies = [looks[name] for name in sorted(looks)]
    found = {sign: _prior([sign.of(look) for look in bodies], quality) for sign in signs}
    return Beforehand({sign: prior for sign, prior in found.items() if prior is not None}, _yes(questionnaire, answers))


def signs_of(question: Question) -> tuple[Sign, ...]:
    """What answers to a question are held against, as far as it does not depend on the answer."""
    if question.rule is None:
        return ()
    if question.rule.name in {"option", "overlap"}:
        return tuple(options.signs(question).values())
    if question.rule.name in presence.RULES:
        return presence.signs(question, question.rule)
    return tuple(Sign(indicator) for indicator in question.indicators)


def _prior(facts: list[Fact], quality: Quality) -> float | None:
    """The share that has it; None where the errors of what says so are not known."""
    errors = [found for fact in facts if fact.holds is not None and (found := errors_of(fact, quality))]
    if not errors:
        return None
    way = errors[0].negated if facts[0].sign.negated else errors[0]
    return likely_prevalence(np.array([np.nan if fact.holds is None else float(fact.holds) for fact in facts]), way)


def _yes(questionnaire: Questionnaire, answers: Iterable[Answer]) -> dict[tuple[str, str], float]:
    counts: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for answer in answers:
        if answer.question in questionnaire and answer.answer is not None:
            for code, yes in _said(questionnaire[answer.question], answer.answer).items():
                counts[answer.question, code].append(yes)
    return {key: (sum(said) + 1) / (len(said) + 2) for key, said in sorted(counts.items())}


def _said(question: Question, answer: object) -> Mapping[str, bool]:
    """What an answer says of each option; of all that show together under no code."""
    if question.type == "yes-no":
        said = yes_or_no(answer)
        return {} if said is None else {"": said}
    if question.type not in {"single", "multiple"}:
        return {}
    ticked = frozenset(answer if isinstance(answer, tuple) else (answer,))
    shown = options.signs(question)
    return {"": bool(ticked & shown.keys()), **{code: code in ticked for code in shown}}
