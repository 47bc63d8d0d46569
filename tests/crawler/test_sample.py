"""The sample shows every role and template, and chance repeats itself."""

from __future__ import annotations

import random
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from crawler.sample import FULLY, ROLES, Fully, sample
from data.types import Exchange, Missing, Page, Role


def a_page(name: str, role: Role = Role.OTHER, template: str = "t", depth: int = 1, *, lost: bool = False) -> Page:
    url = f"https://a.lv/{name}"
    exchange = Exchange(url, "GET", 200, (), (), None, datetime(2026, 1, 1, tzinfo=UTC), 1)
    return Page(url, role, depth, template, Missing("timeout") if lost else exchange)


def names(chosen: tuple[str, ...]) -> list[str]:
    return [url.removeprefix("https://a.lv/") for url in chosen]


def test_roles_come_first_in_their_order_then_templates_then_others() -> None:
    roles = [a_page(role.value, role) for role in reversed(ROLES)]
    others = [a_page("x1", template="t"), a_page("x2", template="t"), a_page("y", template="u"), a_page("z", template="v")]
    chosen = names(sample([*others, *roles], 99, seed=1))
    assert chosen[: len(ROLES)] == [role.value for role in ROLES]
    assert (set(chosen[len(ROLES) : len(ROLES) + 2]), set(chosen[len(ROLES) + 2 :])) == ({"y", "z"}, {"x1", "x2"})


def test_what_was_not_fetched_is_not_shown() -> None:
    assert names(sample([a_page("a", Role.FRONT), a_page("b", Role.CONTACT, lost=True)], 5, seed=1)) == ["a"]


def test_the_page_nearest_to_the_front_stands_for_its_role() -> None:
    assert names(sample([a_page("a", Role.CONTACT, depth=3), a_page("b", Role.CONTACT, depth=1)], 1, seed=1)) == ["b"]


_PAGES = st.lists(
    st.builds(a_page, st.text("abcdef", min_size=1, max_size=3), st.sampled_from(Role), st.sampled_from("tuv")),
    unique_by=lambda page: page.url,
)


@given(_PAGES, st.integers(0, 20), st.integers(0, 9), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_the_size_is_kept(pages: list[Page], size: int, seed: int, chance: random.Random) -> None:
    chosen = sample(pages, size, seed)
    shuffled = chance.sample(pages, len(pages))
    assert sample(shuffled, size, seed) == chosen
    assert len(chosen) == len(set(chosen)) == min(size, len(pages))


def test_another_seed_gives_another_sample() -> None:
    pages = [a_page(str(number)) for number in range(50)]
    assert len({sample(pages, 5, seed) for seed in range(5)}) > 1


def test_the_front_page_and_one_page_of_other_templates_each_are_judged_by_every_rule() -> None:
    front, same = a_page("", Role.FRONT, "a"), a_page("x", template="a")
    others = [a_page(f"{name}{number}", template=name) for name in "bcd" for number in (1, 2)]
    fully, chosen = Fully(), []
    for page in (front, same, *others):
        if fully.wants(page):
            chosen.append(page.url)
            fully.note(page)
    assert names(tuple(chosen)) == ["", "b1", "c1"]
    assert len(chosen) == FULLY


def test_the_front_page_is_judged_by_every_rule_whatever_came_before_and_a_view_without_a_page_is_not() -> None:
    fully = Fully()
    for template in "abc":
        fully.note(a_page(template, template=template))
    fully.note(None)
    assert (fully.wants(a_page("", Role.FRONT, "a")), fully.wants(a_page("d", template="d")), fully.wants(None)) == (True, False, False)


def test_a_page_that_could_not_be_shown_leaves_its_place() -> None:
    fully = Fully()
    assert [fully.wants(a_page(name, template="a")) for name in ("a", "b")] == [True, True]
