"""What an answer counts as by rule: every row of the table of rules, replies and their ends, and that silence takes nothing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.casebook_rows import NOT_APPLICABLE, Adjudication, Notice, Reply
from scoring.validation.counted import COLUMNS, Counted, Said, counted, one
from scoring.validation.counted_wording import WHY
from scoring.validation.verdict import STATUSES, Verdict
from tests.scoring.validation.cases import AT, day, decision, notice, reply, verdict

YES_BUT = verdict(True, "contradicted", direction="over", observed=False)
NO_BUT = verdict(False, "contradicted", direction="under", observed=True)
MANY = verdict(20, "contradicted", direction="over", observed=12)


def told(about: Verdict, *said: Adjudication | Notice | Reply) -> Counted:
    grouped = Said(
        [each for each in said if isinstance(each, Adjudication)],
        [each for each in said if isinstance(each, Notice)],
        [each for each in said if isinstance(each, Reply)],
    )
    return one(about, grouped, AT)


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (verdict(True, "confirmed"), (True, "confirmed", False)),
        (YES_BUT, (True, "contradicted", True)),
        (verdict(True, "not-measured", reason="unsure"), (True, "not-measured", True)),
        (verdict(True, "not-measured", reason="not-visited"), (True, "not-measured", True)),
        (verdict(True, "not-observable"), (True, "not-observable", True)),
        (verdict(True, "partly"), (True, "partly", True)),
        (NO_BUT, (False, "modest", True)),
        (verdict(False, "confirmed"), (False, "confirmed", False)),
        (verdict(NOT_APPLICABLE, "not-measured"), (None, "not-applicable", False)),
        (verdict(NOT_APPLICABLE, "contradicted"), (None, "not-applicable", True)),
        (MANY, (20, "contradicted", True)),
        (verdict(("a", "b"), "partly", observed=("a",)), (("a", "b"), "partly", True)),
    ],
)
def test_before_anybody_has_looked(about: Verdict, expected: tuple[object, str, bool]) -> None:
    found = told(about)
    assert (found.counts, found.why, found.marked) == expected


@pytest.mark.parametrize(
    ("about", "said", "expected"),
    [
        (YES_BUT, decision("agree"), (False, "overruled")),
        (YES_BUT, decision("agree", truth=False), (False, "overruled")),
        (YES_BUT, decision("overrule"), (True, "accepted")),
        (YES_BUT, decision("overrule", truth=True), (True, "accepted")),
        (YES_BUT, decision("cannot-tell"), (True, "contradicted")),
        (YES_BUT, decision("ask"), (True, "contradicted")),
        (YES_BUT, decision("overrule", truth=NOT_APPLICABLE), (None, "overruled")),
        (NO_BUT, decision("agree"), (True, "overruled")),
        (NO_BUT, decision("overrule"), (False, "accepted")),
        (verdict(True, "confirmed"), decision("overrule", truth=False, status="confirmed"), (False, "overruled")),
        (verdict(True, "confirmed"), decision("overrule", status="confirmed"), (True, "confirmed")),
        (verdict(NOT_APPLICABLE, "contradicted"), decision("agree", truth=False), (False, "overruled")),
        (MANY, decision("agree"), (12, "overruled")),
        (MANY, decision("agree", truth=15), (15, "overruled")),
        (replace(MANY, observed=None), decision("agree"), (20, "contradicted")),
        (verdict(("a", "b"), "partly"), decision("overrule", truth=("a",), status="partly"), (("a",), "overruled")),
    ],
)
def test_what_a_review_found_counts(about: Verdict, said: Adjudication, expected: tuple[object, str]) -> None:
    found = told(about, said)
    assert (found.counts, found.why) == expected


def test_the_newest_word_of_each_reader_and_the_majority_of_readers() -> None:
    changed = told(YES_BUT, decision("agree", on=10), decision("overrule", on=12))
    assert (changed.counts, changed.why) == (True, "accepted")
    against = told(YES_BUT, decision("agree"), decision("overrule", reader="boris"))
    assert against == Counted(counts=True, why="readers-disagree", marked=True)
    third = told(YES_BUT, decision("agree"), decision("overrule", reader="boris"), decision("agree", reader="cilda"))
    assert (third.counts, third.why) == (False, "overruled")
    unsure = told(YES_BUT, decision("agree"), decision("cannot-tell", reader="boris"))
    assert unsure.why == "overruled"


def test_a_decision_about_an_answer_that_was_corrected_since_does_not_bind_the_new_one() -> None:
    corrected = replace(YES_BUT, answered_at=day(25))
    assert told(corrected, decision("agree", on=20)) == Counted(counts=True, why="contradicted", marked=True)
    assert told(corrected, decision("overrule", on=20)).why == "accepted"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), (True, "contradicted")),
        ((notice(until=19),), (False, "no-reply")),
        ((notice(until=30),), (False, "no-reply")),
        ((notice(until=19), reply(18)), (True, "replied")),
        ((notice(until=19), reply(20)), (False, "reply-late")),
        ((notice(until=19), reply(18, expires=25)), (False, "reply-expired")),
        ((notice(until=19), reply(17, expires=25), reply(18)), (True, "replied")),
        ((notice(until=10), notice(on=12, until=19), reply(15)), (True, "replied")),
        ((notice(until=19), reply(18), decision("agree")), (False, "overruled")),
        ((notice(until=19), decision("overrule")), (True, "accepted")),
        ((notice(until=19, claimed=False),), (True, "contradicted")),
        ((notice(until=19, claimed=True),), (False, "no-reply")),
    ],
)
def test_the_right_of_reply(said: tuple[Adjudication | Notice | Reply, ...], expected: tuple[object, str]) -> None:
    found = told(YES_BUT, *said)
    assert (found.counts, found.why) == expected


def test_while_there_is_time_to_reply_the_answer_counts() -> None:
    about = notice(on=20)
    still = replace(about, reply_by=AT)
    assert told(YES_BUT, still) == Counted(counts=True, why="may-reply", marked=True)
    assert one(YES_BUT, Said(notices=[still]), AT + timedelta(seconds=1)) == Counted(counts=False, why="no-reply", marked=True)


def test_a_notice_takes_numbers_down_to_what_was_seen_and_no_further() -> None:
    assert told(MANY, notice()).counts == 12
    assert told(replace(MANY, observed=None), notice()).counts == 20


def test_a_modest_answer_is_not_changed_by_silence() -> None:
    assert told(NO_BUT, notice()) == Counted(counts=False, why="modest", marked=True)


def test_a_site_that_shuts_us_out_does_not_lift_a_notice_and_one_that_shows_it_does() -> None:
    hidden = replace(YES_BUT, status="not-measured", observed=None, direction="")
    assert told(hidden, notice(claimed=True, observed=False)) == Counted(counts=False, why="no-reply", marked=True)
    assert told(replace(YES_BUT, status="confirmed", observed=True, direction=""), notice()).why == "confirmed"
    few = replace(MANY, status="not-measured", observed=None, direction="")
    assert told(few, notice(claimed=20, observed=12)).counts == 12


def test_what_is_said_later_than_the_moment_does_not_count_yet() -> None:
    about = (YES_BUT, replace(YES_BUT, question="Q2"))
    found = counted(about, [decision("agree", on=20)], [notice()], [reply(15)], day(19))
    assert list(found.columns) == list(COLUMNS)
    assert found[["question", "counts", "why"]].to_numpy().tolist() == [["Q1", True, "replied"], ["Q2", True, "contradicted"]]
    later = counted(about, [decision("agree", on=20)], [notice()], [reply(15)], day(20))
    assert later["why"].tolist() == ["overruled", "contradicted"]


_CLAIMED = st.sampled_from([True, False, 7, 3.5, "level-2", ("a", "b"), NOT_APPLICABLE])


@given(claimed=_CLAIMED, status=st.sampled_from(STATUSES), direction=st.sampled_from(["over", "under", ""]))
def test_nothing_but_people_moves_the_official_value(claimed: object, status: str, direction: str) -> None:
    about = verdict(claimed, status, direction=direction, observed=False)  # type: ignore[arg-type]
    found = told(about)
    assert found.counts == (None if claimed == NOT_APPLICABLE else claimed)
    assert found.why in WHY


@given(
    direction=st.sampled_from(["over", "under"]),
    said=st.lists(
        st.sampled_from([notice(claimed=True), notice(until=28), reply(15), reply(15, expires=18), decision("overrule"), decision("agree")])
    ),
)
def test_not_measuring_never_moves_the_official_value(direction: str, said: list[Adjudication | Notice | Reply]) -> None:
    """Whatever people said: what counts of a contradicted answer is the same when the site cannot be seen any more."""
    seen = verdict(direction == "over", "contradicted", direction=direction, observed=direction == "under")
    hidden = replace(seen, status="not-measured", direction="", observed=None)
    before, after = told(seen, *said), told(hidden, *said)
    assert after.counts == before.counts
