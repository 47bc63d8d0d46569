"""A share of pages is one answer: at the bound it is kept, and of few pages after half a look nothing is said."""

from __future__ import annotations

from audits.shares import ENOUGH, lasting, share
from data.types import Outcome
from tests.audits.seen import view


def test_a_share_at_its_bound_is_kept() -> None:
    one = view("<p>A").see()
    assert [
        (found.outcome, found.value, found.whole) for found in (share([one], [one], 50), share([one], [one] * 2, 50), share([], [], 50))
    ] == [
        (Outcome.PASSED, 50, True),
        (Outcome.FAILED, 33, True),
        (Outcome.INAPPLICABLE, None, True),
    ]


def test_many_pages_say_something_of_a_site_that_goes_on() -> None:
    one = view("<p>A").see()
    assert not share([one] * ENOUGH, [], 50).whole


def test_a_shell_that_was_not_opened_lacks_nothing() -> None:
    full, shell, empty = view("<p>A<script></script>"), view("<div id=app></div><script src=a.js></script>"), view("<p>")
    assert lasting([full, shell, empty]) == [full, empty]
