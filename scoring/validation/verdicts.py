"""Every answer held against what was seen: the verdicts of a survey. Pure: the same answers and looks give the same verdicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from data.casebook_rows import NOT_APPLICABLE, Answer
from data.errors import ConfigError
from scoring.survey.question import Question, Rule
from scoring.survey.questionnaire import Questionnaire
from scoring.validation import pages
from scoring.validation.before import beforehand
from scoring.validation.claims import judge, yes_or_no
from scoring.validation.doubt import Beforehand, Chances, Source, chances
from scoring.validation.judged import Judged
from scoring.validation.look import Look
from scoring.validation.quality import Quality
from scoring.validation.settle import Circumstances, Settled, settle
from scoring.validation.verdict import NOT_MEASURED, NOT_OBSERVABLE, Verdict

LATER = "later"


def verdicts(
    questionnaire: Questionnaire,
    answers: Iterable[Answer],
    observed: Mapping[str, Look],
    quality: Quality,
    *,
    portals: Collection[str] = (),
) -> tuple[Verdict, ...]:
    """A verdict for each answer that was given, ordered by institution, question and subject.

    ``observed`` are the looks by institution, ``portals`` the domains of portals, on which a body's pages may stand. How common things are
    is counted over all looks, and how often yes is said over all answers; beside that a verdict depends on its own body alone. Raises
    ConfigError naming every question that the questionnaire does not have.
    """
    given = sorted(
        (answer for answer in answers if answer.answer is not None), key=lambda one: (one.institution, one.question, one.subject)
    )
    _check_known(given, questionnaire)
    before = beforehand(questionnaire, given, observed, quality)
    return tuple(
        _verdict(answer, questionnaire[answer.question], observed.get(answer.institution), (quality, before, portals)) for answer in given
    )


def _verdict(answer: Answer, question: Question, look: Look | None, known: tuple[Quality, Beforehand, Collection[str]]) -> Verdict:
    quality, before, portals = known
    judged = judge(question, answer.answer, look, answer.at.date(), portals)
    beside = _beside(answer, question, look, portals)
    whole, share = (look.whole, look.share) if look else (False, 0.0)
    partly = question.observability == "partly"
    likely = _chances(answer, judged, Source(question.id, partly, share), quality, before)
    settled = settle(judged, likely, Circumstances(whole, partly, unseen_address=beside == pages.NOT_VISITED), quality)
    later = look is not None and look.at.date() > answer.at.date()
    return Verdict(
        edition=answer.edition,
        institution=answer.institution,
        question=answer.question,
        subject=answer.subject,
        claimed=answer.answer,
        status=settled.status,
        rule=written(question.rule),
        observed=judged.observed,
        seen=judged.rows,
        confidence=settled.confidence,
        chance=None if likely is None else likely.true,
        reason=settled.reason,
        whole=whole,
        later=later,
        direction=judged.direction if _tells(settled) else "",
        answered_at=answer.at,
        seen_at=look.at if look else None,
        notes=(*judged.notes, *([beside] if beside else []), *([LATER] if later and judged.rows else [])),
    )


def written(rule: Rule | None) -> str:
    """A rule as the questionnaire writes it; empty where there is none."""
    if rule is None:
        return ""
    amount = None if rule.tolerance is None else f"{100 * rule.tolerance:g}%" if rule.relative else f"{rule.tolerance:g}"
    side = rule.side if rule.tolerance is not None and rule.side != "both" else None
    words = (rule.name, amount, side, None if rule.least is None else f"{rule.least:g}", None if rule.days is None else str(rule.days))
    return " ".join(word for word in words if word)


def _tells(settled: Settled) -> bool:
    """Whether a difference was decided; of what is not, no direction is told."""
    return settled.status not in {NOT_MEASURED, NOT_OBSERVABLE}


def _chances(answer: Answer, judged: Judged, source: Source, quality: Quality, before: Beforehand) -> Chances | None:
    if judged.belief is not None:
        return chances(judged.belief, source, quality, before)
    if _tells(Settled(judged.status)):
        return None
    # Nothing was seen that speaks of it: there is the claim alone.
    claim = quality.claim(source.question)
    modest = yes_or_no(answer.answer) is False or answer.answer in {NOT_APPLICABLE, ()}
    wrong = claim.underclaim if modest else claim.overclaim
    return Chances(1 - wrong, wrong)


def _beside(answer: Answer, question: Question, look: Look | None, portals: Collection[str]) -> str | None:
    """What became of the address given beside an answer."""
    if not answer.url or (question.rule is not None and question.rule.name == "page"):
        return None
    return pages.place(answer.url, look, portals, question.indicators).note


def _check_known(answers: Iterable[Answer], questionnaire: Questionnaire) -> None:
    unknown = sorted({answer.question for answer in answers if answer.question not in questionnaire})
    if unknown:
        told = ", ".join(unknown)
        raise ConfigError(
            f"{questionnaire.edition}: no question {told}, to which the casebook has answers; give the edition they were given to"
        )
