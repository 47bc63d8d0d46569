"""The dossier of a body whose site was looked at with a real browser, and whose answers hold what no answer should."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from audits.accuracy import Tally
from data.casebook_rows import Answer, Import, Notice, Reply
from data.types import Coverage, Evidence, Outcome, Text
from reports.dossier.cases import Said, cases
from reports.dossier.gather import Dossier, Order
from reports.dossier.term import term
from scoring.validation.asked import Validated
from scoring.validation.look import Look
from scoring.validation.quality import Quality
from scoring.validation.verdict import Claimed, Seen, Verdict
from tests.reports import made
from tests.scoring.validation.seen import question, questionnaire

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
ANSWERED = datetime(2026, 11, 20, tzinfo=UTC)
BODY, EDITION = "piemers", "e"
HOSTILE = made.HOSTILE
QUESTIONS = questionnaire(
    question(id="Q1", indicators="contrast", evidence=("page", "document")),
    question("number 10%", "number", id="Q2", indicators="news-count", unit=Text("ziņas", "items")),
    question("overlap", "multiple", id="Q3", indicators="budget", options={"one": "budget", "two": "statement"}),
    question(id="Q4", indicators="statement"),
    question(id="Q5", indicators="budget"),
    question("", id="Q6", indicators="", observability="no"),
)


def _verdict(name: str, claimed: Claimed, status: str, seen: tuple[Seen, ...] = (), **more: object) -> Verdict:
    return Verdict(EDITION, BODY, name, "", claimed, status, seen=seen, answered_at=ANSWERED, seen_at=made.STARTED, **more)  # type: ignore[arg-type]


def _seen() -> dict[str, tuple[Seen, ...]]:
    """What the browser's own audit saw, and one observation of nobody's making."""
    told: dict[str, list[Seen]] = {}
    snapshot = made.bundles()[0].snapshot()
    for each in made.observations(snapshot):
        found = each.finding
        row = Seen(
            each.indicator, 1, snapshot.id, each.subject, found.outcome, found.value, found.reason, 1.0, found.evidence, scope=each.scope
        )
        told.setdefault(each.indicator, []).append(row)
    hostile = Evidence("javascript:alert(1)", "0" * 64, HOSTILE, HOSTILE, at=made.STARTED)
    told["hostile"] = [Seen(HOSTILE, 1, snapshot.id, HOSTILE, Outcome.FAILED, HOSTILE, evidence=(hostile,))]
    return {name: tuple(rows) for name, rows in told.items()}


def verdicts() -> tuple[Verdict, ...]:
    """One of every kind."""
    seen = _seen()
    return (
        _verdict(
            "Q1", True, "contradicted", seen["contrast"] + seen["hostile"], observed=False, direction="over", confidence=0.999, later=True
        ),
        _verdict("Q2", 20, "not-measured", seen["news-count"], observed=12345, reason="unsure", chance=0.2, notes=("address-dead",)),
        _verdict("Q3", ("one", "two"), "partly", seen["budget"], observed=("one",), direction="over", confidence=0.97),
        _verdict("Q4", False, "contradicted", seen["statement"], observed=True, direction="under", confidence=0.96),
        _verdict("Q5", True, "confirmed", seen["budget"], observed=True, confidence=0.98, chance=0.98),
        _verdict("Q6", True, "not-observable"),
    )


def answer(name: str, claimed: Claimed, **more: str) -> Answer:
    """An answer of this body."""
    told = {"url": "", "remark": "", "who": "anna", "place": "Lapa1!C7", **more}
    return Answer(1, EDITION, BODY, name, "", claimed, at=ANSWERED, import_id="i", recorded_at=ANSWERED, **told)  # type: ignore[arg-type]


def answers() -> list[Answer]:
    """Those that the verdicts are about, the first with all that could be written beside it."""
    first = answer("Q1", True, url="javascript:alert(2)", remark=HOSTILE, who=HOSTILE, place=HOSTILE)
    return [first, *(answer(each.question, each.claimed) for each in verdicts()[1:])]


def look(*, bundle: bool = True) -> Look:
    """The visit of the made bundle."""
    opened = made.bundles()[0]
    snapshot = opened.snapshot()
    return Look(
        BODY,
        snapshot.id,
        made.STARTED,
        Coverage(9, 9, 6, 0, 0, "exhausted"),
        {},
        site=snapshot.site,
        bundle=opened.path if bundle else None,
    )


def dossier(
    notices: Sequence[Notice] = (), replies: Sequence[Reply] = (), *, bundle: bool = True, name: str = HOSTILE, **more: object
) -> Dossier:
    """The dossier of that body."""
    told, given = verdicts(), answers()
    quality = Quality(tallies={"contrast": Tally(found=9, missed=1, rejected=8, imagined=1, values=4, values_right=3)})
    found = Validated(QUESTIONS, "m" * 64, quality, {BODY: look(bundle=bundle)}, tuple(given), frozenset(), told)
    source = [Import("i", EDITION, HOSTILE, "0" * 64, ANSWERED, "anna", "long", len(given))]
    inside = cases(QUESTIONS, told, given, source, Said((), notices, replies), AT)
    return Dossier(BODY, Text(name, name), found, inside, Order(AT, term(AT), **more), ())  # type: ignore[arg-type]


def notice() -> Notice:
    """That the first answer is contradicted."""
    return Notice(EDITION, BODY, "Q1", "", "contradicted", {"claimed": True, "observed": False, "direction": "over"}, AT, term(AT))


def reply(expires: datetime | None = None) -> Reply:
    """A dispute of the first answer."""
    return Reply(EDITION, BODY, "Q1", "", HOSTILE, "https://www.piemers.lv/krasas", AT, expires, HOSTILE, "vēstule")
