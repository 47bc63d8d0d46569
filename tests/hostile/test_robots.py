"""robots.txt as the web has it: what cannot be had, what is none, and what says too much."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from crawler.proof import manners
from crawler.robots import LIMIT
from data.bundle import Bundle
from tests.crawler.serving import Seen, read_back
from tests.hostile.behaviours import behaviour
from tests.hostile.web import PLAIN, Answer, Reply, Request, Said, Site, Web, moved, page, robots

A, B = page("A", text="Pirmā lapa. " * 30), page("B", text="Otra lapa. " * 30)
RULES = ("User-agent: *", "Disallow: /b")


def went(web: Web, folder: Path, answer: Answer, **given: object) -> tuple[Site, Seen]:
    """A visit to a site with this robots.txt, the pages ``/``, ``/a`` and ``/b``; its own log must prove its manners."""
    site = web.site("pilseta.test", {"/": page("Sākums", "/a", "/b"), "/a": A, "/b": B, "/robots.txt": answer})
    seen = web.visit(site, folder, **given)
    with Bundle(folder / "pilseta-test.sqlite") as bundle:
        assert [each.broken for each in manners(bundle) if not each.kept] == []
    return site, seen


def shut(seen: Seen) -> bool:
    """Whether ``/b`` was seen to be disallowed, and the rest of the site was read."""
    assert (seen.statuses["/"], seen.statuses["/a"]) == (200, 200)
    return seen.statuses["/b"] == "robots"


async def hang(_: Request, reply: Reply) -> None:
    await reply.never()


async def reset(_: Request, reply: Reply) -> None:
    reply.reset()


async def half(_: Request, reply: Reply) -> None:
    await reply.head(200, {"Content-Type": "text/plain", "Content-Length": "999"})
    await reply.send(b"User-agent: *\nAllow: /\n")


@behaviour("robots.txt", does="answers robots.txt with 429, 500 or 503", told="nothing is asked for; `robots`")
@pytest.mark.parametrize("status", [429, 500, 503])
def test_an_error(web: Web, tmp_path: Path, status: int) -> None:
    site, seen = went(web, tmp_path, Said(b"", status), max_delay=0.05)
    assert set(site.paths) == {"/robots.txt"}
    assert len(site.paths) <= 2
    assert (seen.manifest["status"], seen.statuses) == ("failed", {"/": "robots"})


@behaviour("robots.txt", does="never answers robots.txt, cuts it, or sends half of it", told="nothing is asked for; `timeout`, `reset`")
@pytest.mark.parametrize(("answer", "reasons"), [(hang, {"timeout"}), (reset, {"reset"}), (half, {"truncated", "reset"})])
def test_no_answer(web: Web, tmp_path: Path, answer: Answer, reasons: set[str]) -> None:
    site, seen = went(web, tmp_path, answer, timeout=0.4, max_delay=0.05)
    assert set(site.paths) == {"/robots.txt"}
    assert seen.manifest["status"] == "failed"
    assert seen.statuses["/"] in reasons


@behaviour("robots.txt", does="has no robots.txt, or denies it", told="there are no rules")
@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_unavailable(web: Web, tmp_path: Path, status: int) -> None:
    _, seen = went(web, tmp_path, Said("\n".join(RULES).encode(), status, PLAIN))
    assert not shut(seen)


@behaviour("robots.txt", does="answers robots.txt with a web page, by its type or by its content", told="there are no rules")
@pytest.mark.parametrize(
    "answer",
    [
        Said(b"Lapa nav atrasta.", headers={"Content-Type": "text/html"}),
        Said(b"\xef\xbb\xbf\r\n<!doctype html><pre>\nUser-agent: *\nDisallow: /\n</pre>", headers=PLAIN),
    ],
)
def test_a_page(web: Web, tmp_path: Path, answer: Said) -> None:
    _, seen = went(web, tmp_path, answer)
    assert not shut(seen)


@behaviour("robots.txt", does="calls its robots.txt a web page although rules are in it", told="the rules are obeyed")
def test_rules_that_are_called_a_page(web: Web, tmp_path: Path) -> None:
    _, seen = went(web, tmp_path, Said("\n".join(RULES).encode(), headers={"Content-Type": "text/html"}))
    assert shut(seen)


@behaviour("robots.txt", does="writes it with a byte-order mark, with CRLF or CR alone, or as UTF-16", told="the rules are obeyed")
@pytest.mark.parametrize(
    "body",
    [
        "\r\n".join(RULES).encode("utf-8-sig"),
        "\r".join(RULES).encode(),
        "\r\n".join(RULES).encode("utf-16"),
        "\n".join(RULES).encode("utf-16-le"),
        b"\0\xff\n" + "\n".join(RULES).encode(),
    ],
    ids=["mark-and-crlf", "cr", "utf-16", "utf-16-unmarked", "binary-line"],
)
def test_however_it_is_written(web: Web, tmp_path: Path, body: bytes) -> None:
    _, seen = went(web, tmp_path, Said(body, headers=PLAIN))
    assert shut(seen)


@behaviour("robots.txt", does="sends a robots.txt of 600 KiB", told="the first 500 KiB are obeyed, and no line by halves")
def test_a_large_one(web: Web, tmp_path: Path) -> None:
    head, cut = b"User-agent: *\nDisallow: /b\n", b"\nDisallow: /aaaa"
    filled = head + b"#" * (LIMIT - len(head) - len(cut) + 4) + cut

    async def large(_: Request, reply: Reply) -> None:
        await reply.say(Said(filled + b"\nDisallow: /\n" + b"#" * 100_000, headers=PLAIN))

    _, seen = went(web, tmp_path, large)
    assert shut(seen)


@behaviour("robots.txt", does="sends a robots.txt without end", told="it is read to 500 KiB and obeyed so far")
def test_one_without_end(web: Web, tmp_path: Path) -> None:
    sent = 0

    async def endless(_: Request, reply: Reply) -> None:
        nonlocal sent
        await reply.head(200, {"Content-Type": "text/plain"})
        await reply.send("\n".join(RULES).encode() + b"\n")
        while True:
            await reply.send(b"# vairak\n" * 1000)
            sent += 9000

    site, seen = went(web, tmp_path, endless)
    assert shut(seen)
    assert site.paths.count("/robots.txt") == 1
    assert sent < 40 * LIMIT


def chained(hops: int) -> dict[str, Answer]:
    """A robots.txt at the end of so many redirects."""
    ways: dict[str, Answer] = {f"/r{number}": moved(f"/r{number + 1}") for number in range(1, hops)}
    return {"/robots.txt": moved("/r1"), **ways, f"/r{hops}": robots(*RULES)}


@behaviour("robots.txt", does="redirects robots.txt up to five times", told="the rules at the end are obeyed")
@pytest.mark.parametrize(("hops", "obeyed"), [(1, True), (5, True), (6, False)])
@behaviour("robots.txt", does="redirects robots.txt more than five times", told="there are no rules; not followed further")
def test_redirected(web: Web, tmp_path: Path, hops: int, obeyed: bool) -> None:  # noqa: FBT001 (a column of the table)
    site = web.site("pilseta.test", {"/": page("Sākums", "/a", "/b"), "/a": A, "/b": B, **chained(hops)})
    seen = web.visit(site, tmp_path)
    assert shut(seen) is obeyed
    assert ("/r6" in site.paths) is False
    assert all(site.paths.count(path) <= 1 for path in chained(hops))


@behaviour("robots.txt", does="redirects robots.txt to another host", told="the rules found there are for the host that was asked")
def test_redirected_to_another_host(web: Web, tmp_path: Path) -> None:
    other = web.site("cits.test", {"/kopeji": robots(*RULES)})
    site, seen = went(web, tmp_path, moved(f"{other.origin}/kopeji"))
    assert shut(seen)
    assert other.paths == ["/kopeji"]
    assert site.paths.count("/robots.txt") == 1


@behaviour("robots.txt", does="redirects robots.txt in a circle, to nowhere, or to no web address", told="there are no rules")
@pytest.mark.parametrize("answer", [moved("/robots.txt"), Said(b"", 302), moved("mailto:dome@pilseta.test")])
def test_redirected_to_nowhere(web: Web, tmp_path: Path, answer: Said) -> None:
    site, seen = went(web, tmp_path, answer)
    assert not shut(seen)
    assert site.paths.count("/robots.txt") == 1


@behaviour("robots.txt", does="redirects robots.txt to an address inside", told="nothing is asked for; `private-address`")
def test_redirected_inside(web: Web, tmp_path: Path) -> None:
    inside = web.forbidden({"*": robots("User-agent: *", "Allow: /")})
    site, seen = went(web, tmp_path, moved(f"{inside.origin}/robots.txt"))
    assert set(site.paths) == {"/robots.txt"}
    assert seen.statuses == {"/": "private-address"}


@behaviour("robots.txt", does="addresses us by name, with a version, in two groups", told="both are obeyed, and those for all are not ours")
def test_by_name(web: Web, tmp_path: Path) -> None:
    rules = ("User-agent: *", "Disallow: /a", "", "User-agent: Eindekss/9.9", "Disallow: /c", "", "User-agent: eindekss", *RULES[1:])
    _, seen = went(web, tmp_path, robots(*rules))
    assert shut(seen)


@behaviour("robots.txt", does="asks for 0.3 s between requests", told="every gap is at least as long")
def test_crawl_delay(web: Web, tmp_path: Path) -> None:
    site, _ = went(web, tmp_path, robots("User-agent: *", "Crawl-delay: 0.3"))
    rows = [row for row in site.asked if row.document]
    assert all(after.started - before.ended >= 0.28 for before, after in pairwise(rows))
    assert len(rows) > 4


@behaviour("robots.txt", does="asks for a delay longer than the visit", told="`rate-limited`; nothing more is asked for")
@pytest.mark.parametrize("delay", ["1000000000", "86400.5"])
def test_a_delay_beyond_the_visit(web: Web, tmp_path: Path, delay: str) -> None:
    site, seen = went(web, tmp_path, robots("User-agent: *", f"Crawl-delay: {delay}"))
    assert site.paths == ["/robots.txt"]
    assert seen.statuses == {"/": "rate-limited"}
    assert "Crawl-delay" in seen.snapshot.pages[0].exchange.detail  # type: ignore[union-attr]


@behaviour("robots.txt", does="asks for a delay that is no number of seconds", told="it asks for none")
@pytest.mark.parametrize("delay", ["-5", "ilgi", "nan"])
def test_a_delay_that_is_none(web: Web, tmp_path: Path, delay: str) -> None:
    _, seen = went(web, tmp_path, robots("User-agent: *", f"Crawl-delay: {delay}"))
    assert seen.artifact("robots")["crawl_delay"] is None
    assert not shut(seen)


@behaviour("robots.txt", does="is visited twice in one run", told="robots.txt is asked for once, and both bundles hold it")
def test_once_for_each_run(web: Web, tmp_path: Path) -> None:
    site = web.site("pilseta.test", {"/": page("Sākums", "/a", "/b"), "/a": A, "/b": B, "/robots.txt": robots(*RULES)})
    folders = [tmp_path / "viens", tmp_path / "divi"]
    jobs = [web.job(site, folder) for folder in folders]
    both = web.visits(jobs, at_once=2)
    assert site.paths.count("/robots.txt") == 1
    assert [shut(seen) for seen in both] == [True, True]
    told = [row for seen in both for row in seen.events("robots") if row["host"] == "pilseta.test" and row["status"]]
    assert sorted(row["shared"] for row in told) == [False, True]
    for job in jobs:
        [exchange] = [exchange for purpose, exchange in read_back(job.path).exchanges if purpose == "robots"]
        assert read_back(job.path).blobs[exchange.body or ""] == "\n".join(RULES).encode()
