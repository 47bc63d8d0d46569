"""What is learned of a robots.txt lasts for the run where the next visit would learn the same, and failures of DNS keep their mark."""

from __future__ import annotations

import asyncio

import pytest

from crawler import failures
from crawler.answer import Answer
from crawler.egress import Egress
from crawler.ledger import Forgetful
from crawler.permits import Learned, Permission, Permits
from crawler.politeness import Politeness, Turns
from crawler.robots import Robots
from data.errors import Unreachable

PASSING, LASTING = "temporary: a.lv: try again", "permanent: b.lv: no such name"


def test_what_could_not_be_read_while_we_were_sick_is_asked_again() -> None:
    permits = Permits()
    for place, robots in (("http://a.lv", Robots("http://a.lv/robots.txt", 200)), ("http://b.lv", Robots("http://b.lv/robots.txt", 503))):
        permits.known[place] = Learned(robots, robots.rules())
    permits.forget_silent()
    assert set(permits.known) == {"http://a.lv"}


@pytest.mark.parametrize(("detail", "passing"), [(PASSING, True), (LASTING, False)])
def test_a_failure_of_dns_that_passes_is_told_so_and_not_kept_for_the_run(detail: str, passing: bool) -> None:  # noqa: FBT001 (a case)
    permits = Permits()

    async def unresolved(_url: str, _chain: tuple[str, ...]) -> Answer:
        raise Unreachable("dns", detail)

    async def needed() -> Unreachable:
        politeness = Politeness(Turns(0.0, 0.0, Egress()), Forgetful().log)
        permission = Permission(permits, unresolved, politeness, Forgetful(), lambda: 9.0)
        with pytest.raises(Unreachable) as refused:
            await permission.need("http://a.lv/x")
        return refused.value

    failure = asyncio.run(needed())
    assert (failure.reason, failures.is_transient("dns", failure.detail)) == ("dns", passing)
    # What robots.txt met is never told as if the address itself had no name.
    assert not failure.detail.startswith("permanent")
    assert set(permits.known) == (set() if passing else {"http://a.lv"})
