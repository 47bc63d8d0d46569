"""Manners under strain: waits that are asked for, slow hosts, hosts that keep failing, names that share a server."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from crawler.proof import Manners, manners
from data.bundle import Bundle
from tests.crawler.serving import HTML, Seen
from tests.hostile.behaviours import behaviour
from tests.hostile.web import Answer, Reply, Request, Said, Site, Web, moved, page, robots

NAMES = "abcdefghijkl"
TOWN = {"/": page("Sākums", *(f"/{name}" for name in NAMES))} | {
    f"/{name}": page(name, text=f"Lapa par {name * 5}. " * 30) for name in NAMES
}


def went(web: Web, folder: Path, routes: Mapping[str, Answer], **given: object) -> tuple[Site, Seen, Manners]:
    """A visit to a town with these routes of its own; its log must prove its manners."""
    site = web.site("pilseta.test", {**TOWN, **routes})
    seen = web.visit(site, folder, **given)
    with Bundle(folder / "pilseta-test.sqlite") as bundle:
        [told] = [each for each in manners(bundle) if each.host == "pilseta.test"]
    assert told.broken == ()
    return site, seen, told


def once(first: Callable[[], Said], then: Said) -> Answer:
    """Answers in one way first, in another ever after."""
    left = [first]

    async def answer(_: Request, reply: Reply) -> None:
        await reply.say(left.pop()() if left else then)

    return answer


def later(seconds: float, form: str = "imf") -> str:
    """A date that many seconds from now, rounded up, in one of the three forms of RFC 9110 5.6.7."""
    when = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=seconds + 1)
    spelt = {"rfc850": "%A, %d-%b-%y %H:%M:%S GMT", "asctime": "%a %b %e %H:%M:%S %Y"}
    return when.strftime(spelt[form]) if form in spelt else format_datetime(when, usegmt=True)


def rest_after(site: Site, path: str) -> float:
    """Seconds from the end of the first request for a path to the start of the next for anything."""
    rows = [row for row in site.asked if row.document]
    return next(after.started - before.ended for before, after in pairwise(rows) if before.target == path)


@behaviour("Manners", does="answers 429 or 503 with Retry-After in seconds", told="the wait is kept, then the page is tried again")
@pytest.mark.parametrize("status", [429, 503])
def test_a_wait_in_seconds(web: Web, tmp_path: Path, status: int) -> None:
    site, seen, told = went(web, tmp_path, {"/b": once(lambda: Said(b"", status, {"Retry-After": "1"}), TOWN["/b"])}, max_delay=0.1)
    assert rest_after(site, "/b") >= 0.98
    assert (seen.statuses["/b"], told.asked_to_wait, site.paths.count("/b")) == (200, (1.0,), 2)


@behaviour("Manners", does="answers 429 or 503 with Retry-After as a date, in any of the three forms", told="the date is waited for")
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("form", ["imf", "rfc850", "asctime"])
def test_a_wait_until_a_date(web: Web, tmp_path: Path, status: int, form: str) -> None:
    site, seen, told = went(
        web, tmp_path, {"/b": once(lambda: Said(b"", status, {"Retry-After": later(1, form)}), TOWN["/b"])}, max_delay=0.1
    )
    assert seen.statuses["/b"] == 200
    assert 0.9 <= told.asked_to_wait[0] <= 2
    assert rest_after(site, "/b") >= 0.9


@behaviour("Manners", does="asks for a wait longer than the visit lasts", told="`rate-limited`, and nothing more is asked for")
@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("wait", ["86400", "9" * 30, "date"])
def test_a_wait_beyond_the_visit(web: Web, tmp_path: Path, status: int, wait: str) -> None:
    said = Said(b"", status, {"Retry-After": later(86400) if wait == "date" else wait})
    site, seen, told = went(web, tmp_path, {"/b": said}, max_delay=0.1)
    assert site.paths[-1] == "/b"
    assert (seen.manifest["status"], seen.snapshot.coverage.stopped_by) == ("partial", "rate-limited")
    assert (told.given_up > 0, told.waited) == (True, ())


@behaviour("Manners", does="asks for a wait that lies behind, is negative or is no time at all", told="the common rest after trouble")
@pytest.mark.parametrize(
    "wait", ["-5", "drīz".encode().decode("latin-1"), "", "Mon, 06 Nov 1994 08:49:37 GMT", "Mon, 99 Nov 2026 99:00:00 GMT"]
)
def test_a_wait_that_is_none(web: Web, tmp_path: Path, wait: str) -> None:
    site, seen, _ = went(web, tmp_path, {"/b": once(lambda: Said(b"", 503, {"Retry-After": wait}), TOWN["/b"])}, max_delay=0.1)
    assert (seen.statuses["/b"], site.paths.count("/b")) == (200, 2)


@behaviour("Manners", does="redirects and asks to wait before following", told="it is followed after that wait")
def test_a_wait_before_a_redirect(web: Web, tmp_path: Path) -> None:
    site, seen, _ = went(web, tmp_path, {"/b": Said(b"", 302, {"Location": "/b2", "Retry-After": "1"}), "/b2": TOWN["/b"]})
    assert rest_after(site, "/b") >= 0.98
    assert seen.statuses["/b2"] == 200


@behaviour("Manners", does="answers 503 with Retry-After to the browser alone", told="the wait is kept by the browser too")
def test_a_wait_asked_of_the_browser(web: Web, tmp_path: Path) -> None:
    times: list[float] = []

    async def answer(asked: Request, reply: Reply) -> None:
        in_browser = "mozilla" in asked.headers["user-agent"].lower()
        times.extend([time.monotonic()] if in_browser else [])
        await reply.say(Said(b"<h1>Servera apkope</h1>", 503, HTML | {"Retry-After": "1"}) if in_browser else TOWN["/"])

    site, _, told = went(web, tmp_path, {"/": answer}, render=3, pages=3, max_delay=0.1)
    assert told.asked_to_wait
    assert all(wait == 1.0 for wait in told.asked_to_wait)
    after = [row.started - times[0] for row in site.asked if row.document and row.started > times[0] + 0.001]
    assert after
    assert min(after) >= 0.98


@behaviour("Manners", does="keeps two municipalities at one address", told="the address is asked one thing at a time, over both visits")
def test_two_names_on_one_address(web: Web, tmp_path: Path) -> None:
    active, most = 0, 0

    async def slowly(asked: Request, reply: Reply) -> None:
        nonlocal active, most
        active += 1
        most = max(most, active)
        await asyncio.sleep(0.03)
        active -= 1
        await reply.say(TOWN.get(asked.path) or Said(b"nav", 404))

    one = web.site("pilseta.pakalpojumi.test", {"*": slowly})
    other = web.site("novads.pakalpojumi.test", {"*": slowly}, beside=one)
    doors = [web.site(f"{site.name.partition('.')[0]}.test", {"*": moved(site.url)}) for site in (one, other)]
    jobs = [web.job(site, tmp_path, render=1, pages=6) for site in doors]
    both = web.visits(jobs, at_once=2, tabs=2)
    assert [seen.snapshot.coverage.rendered for seen in both] == [1, 1]
    assert most == 1
    assert max(site.asked[0].started for site in (one, other)) < min(site.asked[-1].ended for site in (one, other))
    with Bundle(jobs[0].path) as first, Bundle(jobs[1].path) as second:
        assert [each.broken for each in manners(first, second) if not each.kept] == []


@behaviour("Manners", does="answers slowly", told="the gaps grow with it")
def test_a_slow_host(web: Web, tmp_path: Path) -> None:
    async def slowly(asked: Request, reply: Reply) -> None:
        await asyncio.sleep(0.4)
        await reply.say(TOWN[asked.path])

    few = [f"/{name}" for name in "abcdef"]
    site, seen, _ = went(web, tmp_path, {**dict.fromkeys(few, slowly), "/": page("Sākums", *few)})
    assert seen.manifest["status"] == "complete"
    assert rest_after(site, "/f" if site.paths[-1] != "/f" else "/e") >= 0.3


@behaviour("Manners", does="answers with errors now and then", told="the gaps grow with each, and shrink slowly")
def test_trouble_is_remembered(web: Web, tmp_path: Path) -> None:
    said = {f"/{name}": once(lambda: Said(b"", 500), TOWN[f"/{name}"]) for name in "ab"}
    _, seen, _ = went(web, tmp_path, said, max_delay=10)
    gaps = [row["gap"] for row in seen.events("request") if row["purpose"] == "page"]
    assert max(gaps) >= 1.0
    after = gaps[gaps.index(max(gaps)) :]
    assert all(later >= 0.6 * sooner for sooner, later in pairwise(after))


async def cut(_: Request, reply: Reply) -> None:
    reply.reset()


@behaviour(
    "Manners",
    does="fails on every page after the first",
    told="left alone after five failures in a row; partial, with the reason",
)
@pytest.mark.parametrize(("answer", "reason"), [(Said(b"", 500), "server-error"), (cut, "reset")])
def test_a_host_that_keeps_failing(web: Web, tmp_path: Path, answer: Answer, reason: str) -> None:
    failing = {f"/{name}": answer for name in NAMES}
    site, seen, told = went(web, tmp_path, failing, max_delay=0.1, seconds=3.5)
    [alone] = seen.events("left-alone")
    assert (alone["reason"], alone["failures"]) == (reason, 5)
    assert told.left_alone == (f"5 failures in a row ({reason})",)
    assert seen.events("spared")[0]["reason"] == reason
    assert len([path for path in site.paths if path.strip("/") in set(NAMES)]) == 5
    assert (seen.manifest["status"], seen.snapshot.coverage.stopped_by) == ("partial", reason)


@behaviour("Manners", does="fails five times in a row and then recovers", told="left alone for a while, tried once, and read to the end")
def test_a_host_that_recovers(web: Web, tmp_path: Path) -> None:
    failures = [Said(b"", 500)] * 5

    async def ill(asked: Request, reply: Reply) -> None:
        await reply.say(failures.pop() if failures else TOWN[asked.path])

    site, seen, _ = went(web, tmp_path, {f"/{name}": ill for name in NAMES}, max_delay=0.1)
    [alone] = seen.events("left-alone")
    assert alone["rest"] >= 0.9
    assert len(seen.events("answers-again")) == 1
    assert seen.manifest["status"] == "complete"
    assert all(seen.statuses[f"/{name}"] == 200 for name in NAMES)
    rows = [row for row in site.asked if row.document]
    bad = [number for number, row in enumerate(rows) if row.status == 500]
    assert rows[bad[-1] + 1].started - rows[bad[-1]].ended >= 0.95


@behaviour("Manners", does="fails for good after it was left alone once", told="left alone for longer each time, and given up")
def test_a_host_that_does_not_recover(web: Web, tmp_path: Path) -> None:
    site, seen, told = went(web, tmp_path, {f"/{name}": Said(b"", 500) for name in NAMES}, max_delay=0.1)
    assert [row["rest"] >= rest for row, rest in zip(seen.events("left-alone"), (0.9, 1.9), strict=True)] == [True, True]
    assert told.left_alone == ("5 failures in a row (server-error)", "6 failures in a row (server-error)")
    assert len([path for path in site.paths if path.strip("/") in set(NAMES)]) == 6
    assert seen.manifest["status"] == "partial"


@behaviour("Manners", does="asks for 0.3 s between requests, of the browser and of probes too", told="every gap is at least as long")
def test_a_crawl_delay_holds_in_the_browser(web: Web, tmp_path: Path) -> None:
    site, seen, told = went(web, tmp_path, {"/robots.txt": robots("User-agent: *", "Crawl-delay: 0.3")}, pages=3, render=2)
    purposes = {row["purpose"] for row in seen.events("request") if row["host"] == "pilseta.test"}
    assert {"robots", "page", "probe", "render"} <= purposes
    rows = [row for row in site.asked if row.document]
    assert all(after.started - before.started >= 0.3 - 0.02 for before, after in pairwise(rows))
    assert (told.smallest_gap or 0) >= 0.295
