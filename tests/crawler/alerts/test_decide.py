"""Each fact is told once or never: confirmed, grouped, by the first rule that takes it, and over again when it is mended."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.alerts.alert import Alert
from crawler.alerts.decide import Shared
from crawler.alerts.reach import REACH, Stand
from crawler.alerts.rules import Rules, wanted
from data.change import Change, Label
from data.types import Outcome
from tests.crawler.alerts.turning import FAILED, PASSED, night, rule, texts, told, turn


def test_change_of_the_site_is_told_once() -> None:
    nights = told(rule())
    assert texts(nights(night(1), turn())) == ["gone: was passed, is failed, nights: 1."]
    assert texts(nights(night(1), turn())) == []
    assert texts(nights(night(2))) == []


@pytest.mark.parametrize("label", [label for label in Label if label is not Label.SITE])
def test_what_is_not_of_the_site_is_never_told(label: Label) -> None:
    change = turn(label=label)
    assert told(rule())(night(1), change).alerts == ()
    assert wanted([change], Rules((rule(),))) == ()


def test_wanted_are_those_that_a_rule_takes() -> None:
    changes = [turn(), turn(indicator="budget"), turn(was=FAILED, now=PASSED)]
    assert wanted(changes, Rules((rule(),))) == (changes[0],)


def test_it_waits_for_as_many_nights_as_the_rule_says() -> None:
    nights = told(rule(nights=3))
    assert nights(night(1), turn()).alerts == ()
    assert nights(night(2)).alerts == ()
    assert nights(night(2)).alerts == ()
    assert nights(night(3, ())).alerts == (), "a night that did not measure it does not count"
    assert texts(nights(night(4))) == ["gone: was passed, is failed, nights: 3."]


def test_second_look_of_the_same_night_confirms() -> None:
    nights = told(rule(looks=2))
    assert nights(night(1, looks=1), turn()).alerts == ()
    assert len(told(rule(looks=2))(night(1, looks=2), turn()).alerts) == 1
    assert len(nights(night(2)).alerts) == 1


def test_reverted_before_it_was_told_is_never_told() -> None:
    nights = told(rule(nights=2))
    nights(night(1), turn())
    assert nights(night(2), turn(night=2, was=FAILED, now=PASSED)).alerts == ()
    assert nights(night(3)).alerts == ()


def test_night_that_cannot_tell_neither_confirms_nor_drops() -> None:
    nights = told(rule(nights=2))
    nights(night(1), turn())
    lost = turn(night=2, was=FAILED, now=Outcome.UNTESTED, label=Label.NETWORK)
    assert nights(night(2), lost).alerts == ()
    assert nights(night(3)).alerts == (), "still not measured"
    again = turn(night=4, was=Outcome.UNTESTED, now=FAILED, label=Label.NETWORK)
    assert len(nights(night(4), again).alerts) == 1


def test_mended_is_told_once_and_only_after_it_was_told() -> None:
    nights = told(rule())
    nights(night(1), turn())
    over = turn(night=2, was=FAILED, now=PASSED)
    assert [(alert.mended, alert.text.lv) for alert in nights(night(2), over).alerts] == [
        (True, "Novērsts. Iepriekš ziņojām: „gone: bija izpildīts, ir nav izpildīts, naktis: 1.”")
    ]
    assert nights(night(2), over).alerts == ()
    assert len(nights(night(3), turn(night=3)).alerts) == 1, "another turn is another fact"


def test_fault_that_our_rules_made_disappear_ends_without_a_word() -> None:
    nights = told(rule())
    nights(night(1), turn())
    assert nights(night(2), turn(night=2, was=FAILED, now=PASSED, label=Label.RULES)).alerts == ()
    assert nights(night(3), turn(night=3, was=FAILED, now=PASSED)).alerts == ()


def test_number_that_falls_again_is_told_again() -> None:
    nights = told(rule(indicator="e-service-count", change="falls 20 %"))

    def fall(number: int, *values: int) -> Change:
        return turn(night=number, was=PASSED, now=PASSED, values=(values[0], values[1]), indicator="e-service-count")

    assert texts(nights(night(1), fall(1, 10, 8))) == ["gone: was 10, is 8, nights: 1."]
    assert texts(nights(night(2), fall(2, 8, 7))) == []
    assert texts(nights(night(3), fall(3, 7, 3))) == ["gone: was 7, is 3, nights: 1."]
    assert [alert.mended for alert in nights(night(4), fall(4, 3, 12)).alerts] == [True]


def test_first_rule_tells_an_audience_and_the_next_only_others() -> None:
    first, second = rule("exact", audiences="institution"), rule("any", "state*", audiences="institution|analysts")
    decided = told(first, second)(night(1), turn())
    assert [(alert.rule, alert.audiences) for alert in decided.alerts] == [("exact", ("institution",)), ("any", ("analysts",))]


def test_rule_that_is_gone_leaves_its_matters() -> None:
    nights = told(rule(nights=2))
    nights(night(1), turn())
    nights.rules = Rules(())
    assert nights(night(2)).alerts == ()


def test_several_facts_of_a_body_under_one_rule_are_one_alert() -> None:
    changes = [turn(), replace(turn(), subject="https://riga.test/en"), turn("cesis")]
    decided = told(rule())(night(1, ("riga", "cesis")), *changes)
    assert [(alert.institutions, len(alert.items)) for alert in decided.alerts] == [(("cesis",), 1), (("riga",), 2)]


def test_fault_of_a_platform_is_one_alert_with_all_its_bodies() -> None:
    bodies = ("a", "b", "c", "d", "e")
    shared = (Shared("lane-1", frozenset("abcd")), Shared("lane-2", frozenset("e")))
    nights = told(rule())
    decided = nights(night(1, bodies, shared=shared), *(turn(each) for each in "abce"))
    assert [(alert.shared, alert.institutions) for alert in decided.alerts] == [("lane-1", ("a", "b", "c")), (None, ("e",))]
    mended = nights(night(2, bodies, shared=shared), *(turn(each, 2, FAILED, PASSED) for each in "abce"))
    assert [(alert.shared, alert.mended) for alert in mended.alerts] == [("lane-1", True), (None, True)]


def test_few_of_a_large_platform_are_told_each_alone() -> None:
    shared = (Shared("lane-1", frozenset("abcdefgh")),)
    decided = told(rule())(night(1, "abcdefgh", shared=shared), *(turn(each) for each in "abc"))
    assert [alert.shared for alert in decided.alerts] == [None, None, None]
    seen = told(rule())(night(1, "abcde", shared=shared), *(turn(each) for each in "abc"))
    assert [alert.shared for alert in seen.alerts] == ["lane-1"], "most of those that were measured"


def test_site_down_counts_nights_by_what_the_night_says() -> None:
    nights = told(rule("down", REACH, "any>failed", nights=2))
    gone = turn(indicator=REACH)
    dark = {"riga": Stand(reached=False, welcome=None, reason="timeout")}
    assert nights(replace(night(1, ()), stands=dark), gone).alerts == ()
    assert nights(replace(night(2, ()), stands={"riga": Stand(None, None)})).alerts == (), "we were sick"
    assert len(nights(replace(night(3, ()), stands=dark)).alerts) == 1


_MOVES = st.lists(st.tuples(st.sampled_from([PASSED, FAILED, Outcome.UNTESTED]), st.booleans(), st.booleans()), min_size=1, max_size=12)


@given(moves=_MOVES, needs=st.integers(1, 3))
def test_any_sequence_of_nights_tells_each_fact_at_most_once(moves: list[tuple[Outcome, bool, bool]], needs: int) -> None:
    nights = told(rule(nights=needs, audiences="institution|analysts"))
    found: list[Alert] = []
    last = PASSED
    for number, (now, measured, twice) in enumerate(moves, 1):
        label = Label.NETWORK if Outcome.UNTESTED in {last, now} else Label.SITE
        changes = [turn(night=number, was=last, now=now, label=label)] if now is not last else []
        for _ in range(1 + twice):
            found += nights(night(number, ("riga",) if measured else ()), *changes).alerts
        last = now
    raised = [item.matter for alert in found if not alert.mended for item in alert.items]
    over = [item.matter for alert in found if alert.mended for item in alert.items]
    assert len(raised) == len(set(raised)) <= sum(now is FAILED for now, _, _ in moves)
    assert len(over) == len(set(over))
    assert set(over) <= set(raised)
    assert len({alert.id for alert in found}) == len(found)


@given(needs=st.integers(2, 4), away=st.integers(1, 3), data=st.data())
def test_planted_revert_is_never_told(needs: int, away: int, data: st.DataObject) -> None:
    nights = told(rule(nights=needs))
    found = list(nights(night(1), turn()).alerts)
    for number in range(2, min(away, needs - 1) + 1):
        found += nights(night(number, ("riga",) if data.draw(st.booleans()) else ())).alerts
    found += nights(night(9), turn(night=9, was=FAILED, now=PASSED)).alerts
    found += nights(night(10)).alerts
    assert found == []
