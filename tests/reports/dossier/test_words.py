"""The words of a dossier: rules, certainty, answers and terms."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.accuracy import Tally
from audits.workdays import workdays
from data.errors import ConfigError
from data.types import Text
from reports.dossier import answers, certainty, rules
from reports.dossier.term import WORKDAYS, day_of, term
from scoring.survey.rules import RULES
from tests.scoring.validation.seen import question


@pytest.mark.parametrize("lang", ["lv", "en"])
@pytest.mark.parametrize("written", [*(form.example for form in RULES.values()), "number 5 under", "number 2", "date 21", "newer-than 1"])
def test_every_rule_has_words(written: str, lang: str) -> None:
    told = rules.told(question(written, RULES[written.split(maxsplit=1)[0]].types[0]), lang)
    assert told.endswith(".")
    assert "{" not in told


def test_days_are_declined() -> None:
    assert "par 31 dienu." in rules.told(question("date 31", "date"), "lv")
    assert "par 365 dienām." in rules.told(question("newer-than 365"), "lv")


def test_no_chance_is_rounded_to_certainty() -> None:
    assert [certainty.chance(share, "en") for share in (0, 0.004, 0.5, 0.994, 0.996, 1)] == [
        *("less than 1%", "less than 1%", "50%", "99%", "more than 99%", "more than 99%")
    ]
    assert certainty.told(Tally(), "en") == "How often this indicator errs has not been measured yet."


def test_answers_in_words() -> None:
    several = question("overlap", "multiple", options={"a": "budget", "b": ""})
    assert answers.told(several, ("a", "zz"), "lv") == "vārds; zz"
    assert answers.told(several, (), "en") == "none of what is named"
    assert answers.told(question("number 2", "number", unit=Text("dienas", "days")), 2.5, "lv") == "2,5 dienas"
    assert answers.told(question("number 2", "share"), 12, "lv") == "12 %"
    assert answers.told(question("date 31", "date"), "2026-05-31", "lv") == "31.05.2026."
    assert answers.told(question(), "not applicable", "en") == "does not apply to the body"
    assert answers.told(question(), None, "en") == "–"


@given(st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC)))  # noqa: DTZ001 (they get their offset)
def test_a_term_is_ten_working_days_of_latvia(at: datetime) -> None:
    last = term(at)
    assert workdays(day_of(at), day_of(last)) == WORKDAYS
    assert workdays(day_of(at), date.fromordinal(day_of(last).toordinal() - 1)) == WORKDAYS - 1


def test_a_term_passes_over_christmas_and_ends_at_midnight_in_riga() -> None:
    assert term(datetime(2026, 12, 17, 9, tzinfo=UTC)) == datetime(2027, 1, 6, 21, 59, 59, tzinfo=UTC)


def test_a_day_that_is_over_is_refused() -> None:
    with pytest.raises(ConfigError, match="is over on the day of the dossier"):
        term(datetime(2026, 12, 17, 9, tzinfo=UTC), date(2026, 12, 16))
    assert day_of(term(datetime(2026, 12, 17, 9, tzinfo=UTC), date(2026, 12, 17))) == date(2026, 12, 17)
