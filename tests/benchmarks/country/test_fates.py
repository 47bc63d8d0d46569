"""The fates of the simulated country, for any seed and size: repeatable, and consistent with each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.country.fates import Country, Weather
from benchmarks.country.places import MOST, place
from crawler.alerts.rules import load

_COUNTRIES = st.builds(Country, st.integers(0, 99), st.integers(1, 60))


@given(_COUNTRIES)
def test_the_same_seed_is_the_same_country(country: Country) -> None:
    again = Country(country.seed, country.bodies)
    assert country.places == again.places
    assert country.changes == again.changes
    assert [country.weather(night) for night in (1, 2, 3)] == [again.weather(night) for night in (1, 2, 3)]


@given(_COUNTRIES)
def test_changes_are_planted_where_they_can_be_seen(country: Country) -> None:
    for change in country.changes:
        assert country.weather(change.night)[change.body] is Weather.OPEN
        assert all(country.weather(night)[change.body].reachable for night in (1, 2, 3))
        before = country.lacks(change.body, change.night - 1, 2)
        assert (change.indicator in before) == change.has
        assert (change.indicator in country.lacks(change.body, change.night, 1)) != change.has
        assert (change.indicator in country.lacks(change.body, change.night, 2)) == (change.reverts == change.has)


@given(_COUNTRIES)
def test_only_what_raises_an_alert_reverts(country: Country) -> None:
    rules = [rule for rule in load().rows if rule.change.words == "passed>failed"]
    for change in (each for each in country.changes if each.reverts):
        assert not change.has
        assert any(rule.indicator == change.indicator for rule in rules)


@given(_COUNTRIES)
def test_a_body_changes_once_a_night(country: Country) -> None:
    seen = [(change.body, change.night) for change in country.changes]
    assert len(seen) == len(set(seen))


def test_every_body_has_names_of_its_own() -> None:
    places = [place(1, number, MOST) for number in range(MOST)]
    for names in ({each.id for each in places}, {each.host for each in places}, {each.reg_no for each in places}):
        assert len(names) == MOST
    alone = [each for each in places if not each.platform]
    assert len({each.address for each in alone}) == len(alone)
    shared = {each.platform: each.address for each in places if each.platform}
    assert len(set(shared.values())) == len(shared)
