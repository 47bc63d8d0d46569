"""Kinds of address take turns; one that goes on without saying anything new is closed, and what it leaves out is told truly."""

from __future__ import annotations

import pytest

from crawler.shares import Shares

SITE = "https://a.lv"


def shares(share: int = 50, trap_share: int = 5, trap_pages: int = 50) -> Shares:
    return Shares(share, trap_share, trap_pages)


def month(number: int) -> str:
    return f"{SITE}/kalendars/{2026 + number // 12}-{number % 12 + 1:02}/"


def words(*numbers: int) -> frozenset[int]:
    return frozenset(numbers)


def fresh(number: int) -> frozenset[int]:
    return frozenset(range(100 * number + 1000, 100 * number + 1020))


EMPTY = words(1, 2, 3, 4)


def test_an_empty_calendar_is_closed_and_is_no_hole() -> None:
    kept = shares()
    brought = [kept.note(month(number), EMPTY, 0) for number in range(5)]
    kind = kept.of(month(9))
    kind.left_out += 100
    assert brought == [True, False, False, False, False]
    assert (kind.closed, kind.hole, kept.holes()) == ("calendar", False, 0)


def test_a_calendar_with_something_in_it_goes_on_as_long_as_it_has() -> None:
    kept = shares()
    for number in range(8):
        kept.note(month(number), fresh(number), 0)
    for number in range(8):
        kept.note(month(8 + number), EMPTY, 0)
    assert kept.of(month(20)).closed is None
    kept.note(month(16), EMPTY, 0)
    kept.of(month(20)).left_out += 5
    assert (kept.of(month(20)).closed, kept.holes()) == ("calendar", 0)


def test_a_way_to_somewhere_else_is_something_new() -> None:
    kept = shares()
    assert all(kept.note(month(number), EMPTY, 1) for number in range(20))
    assert kept.of(month(21)).closed is None


def test_all_traps_together_have_their_part_and_what_they_still_hold_is_a_hole() -> None:
    kept = shares(trap_pages=6)
    facets = f"{SITE}/katalogs?a=1&b=2&c="
    for number in range(3):
        kept.note(month(number), fresh(number), 0)
        kept.note(f"{facets}{number}", fresh(50 + number), 0)
    closed = {kept.of(url).closed for url in (month(9), f"{facets}9")}
    kept.of(month(9)).left_out += 2
    assert (closed, kept.of(f"{SITE}/x/x/x/x").closed, kept.of(f"{SITE}/zinas/1").closed) == ({"calendar", "facets"}, "growing-path", None)
    assert (kept.of(month(9)).hole, kept.holes()) == (True, 2)


@pytest.mark.parametrize(
    ("shape", "reason"),
    [
        ("/lapa?nejauss={}", "near-duplicates"),
        ("/node/{}", "near-duplicates"),
        ("/raksts-par-{}-lietu", None),
    ],
)
def test_only_what_a_machine_can_make_for_ever_is_closed(shape: str, reason: str | None) -> None:
    kept = shares()
    for number in range(51):
        kept.note(SITE + shape.format(number), EMPTY, 0, idle=True)
    assert kept.of(SITE + shape.format(99)).closed == reason


def test_pages_that_are_alike_but_do_not_go_on_by_themselves_are_all_seen() -> None:
    kept = shares()
    for number in range(30):
        kept.note(f"{SITE}/darbinieki/{number}", EMPTY, 0, idle=number % 3 == 0)
    assert kept.of(f"{SITE}/darbinieki/99").closed is None


def test_a_kind_whose_pages_say_something_is_never_closed() -> None:
    kept = shares()
    for number in range(200):
        kept.note(f"{SITE}/zinas/{number}", fresh(number), 0)
    assert kept.of(f"{SITE}/zinas/999").closed is None


def test_words_in_one_folder_are_one_kind_when_there_are_many() -> None:
    kept = shares()
    kinds = [kept.of(f"{SITE}/vardi/{''.join(chr(97 + int(digit)) for digit in str(number))}").shape for number in range(60)]
    assert len(set(kinds)) == 41
    assert kinds[50] == "/vardi/*"
    assert kept.of(f"{SITE}/vardi/a").shape == "/vardi/a"
