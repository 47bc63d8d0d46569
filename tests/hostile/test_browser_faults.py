"""Pages that would ruin a browser, and a browser that dies: what that costs the visit, and all other visits."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from crawler import showing
from data.types import Missing
from tests.hostile.behaviours import behaviour
from tests.hostile.browsing import MODEST, PLACES, WORDS, browsers, dom, meanwhile, renderers, shown, why
from tests.hostile.web import Reply, Request, Said, Web, html, page, robots

pytestmark = pytest.mark.slow

LOCK = "<script>for (;;) {}</script>"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the browser puts its temporary folders, none of which may be left in the end."""
    place = tmp_path / "t"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    return place


@behaviour("Pages that would ruin a browser", does="hangs in an endless loop", told="`browser-timeout` for that page only")
def test_a_page_that_hangs(web: Web, tmp_path: Path, folders: Path) -> None:
    routes = {"/": page("Sākums", "/cilpa", "/dome"), "/cilpa": html(WORDS + LOCK), **PLACES, "/robots.txt": MODEST}
    seen = web.visit(web.site("pilseta.test", routes), tmp_path, render=3, render_timeout=2)
    assert why(seen, "cilpa") == "browser-timeout"
    assert (seen.manifest["status"], seen.snapshot.coverage.rendered) == ("complete", 2)
    assert list(folders.iterdir()) == []
    assert browsers() == []


@behaviour(
    "Pages that would ruin a browser", does="eats all memory that it gets", told="`browser-crash` or `browser-timeout` for that page only"
)
def test_a_page_that_eats_memory(web: Web, tmp_path: Path) -> None:
    eat = "<script>if (navigator.userAgent.includes('Chrom')) { const held = []; for (;;) held.push(new Array(5e6).fill({})) }</script>"
    routes = {"/": page("Sākums", "/rij", "/dome"), "/rij": html(WORDS + eat), **PLACES, "/robots.txt": MODEST}
    seen = web.visit(web.site("pilseta.test", routes), tmp_path, render=3, render_timeout=15)
    assert why(seen, "rij") in {"browser-crash", "browser-timeout"}
    assert (seen.manifest["status"], seen.snapshot.coverage.rendered) == ("complete", 2)


NAGGING = """alert(1); confirm(2); prompt(3); print();
addEventListener("beforeunload", (event) => { event.preventDefault(); event.returnValue = "Palieciet!" });
open("/izlec"); file.click(); document.documentElement.requestFullscreen().catch(() => {});
Notification.requestPermission().catch(() => {});"""


@behaviour(
    "Pages that would ruin a browser",
    does="opens alerts, prompts, prints, windows, downloads, asks before it is left",
    told="shown as it is",
)
def test_a_page_that_nags(web: Web, tmp_path: Path, folders: Path) -> None:
    nag = html(f"{WORDS}<a id=file href=/fails.zip download>z</a><script>{NAGGING}</script>")
    routes = {"/": page("Sākums", "/uzbaziga", "/dome"), "/uzbaziga": nag, **PLACES, "/robots.txt": MODEST, "/izlec": page("Izlec")}
    site = web.site("pilseta.test", routes)
    seen = web.visit(site, tmp_path, render=3)
    assert seen.snapshot.coverage.rendered == 3
    assert "Novads" in dom(seen, "uzbaziga")
    assert "/izlec" not in site.paths
    assert list(folders.iterdir()) == []


def killing(which: Callable[[], list[psutil.Process]], asked: Callable[[], bool]) -> Callable[[], bool]:
    """Kill all processes of a kind once a page is being loaded."""

    def deed() -> bool:
        found = which() if asked() else []
        for process in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
        return bool(found)

    return deed


async def _slowly(request: Request, reply: Reply) -> None:
    if "Chrom" in request.headers.get("user-agent", ""):
        await asyncio.sleep(0.5)
    await reply.say(page(f"Lapa {request.path}"))


@behaviour(
    "Faults of ours", does="(the browser is killed in the middle of a page)", told="it is started anew and the page shown, of each visit"
)
@pytest.mark.parametrize("which", [browsers, renderers])
def test_a_killed_browser_costs_nothing(web: Web, tmp_path: Path, folders: Path, which: Callable[[], list[psutil.Process]]) -> None:
    sites = [
        web.site(f"{name}.test", {"/": page("Sākums", "/dome"), "/dome": _slowly, "/robots.txt": MODEST}) for name in ("viens", "divi")
    ]

    def asked() -> bool:
        return any("Chrom" in row.request.headers["user-agent"] and row.target == "/dome" for site in sites for row in site.asked)

    with meanwhile(killing(which, asked)) as done:
        visits = web.visits([web.job(site, tmp_path, render=2) for site in sites], at_once=2, tabs=2)
    assert len(done) == 1
    assert {value for seen in visits for each in seen.snapshot.pages if isinstance(value := each.artifacts["dom"], Missing)} == set()
    assert [(seen.manifest["status"], seen.snapshot.coverage.rendered) for seen in visits] == [("complete", 2)] * 2
    assert browsers() == []
    assert list(folders.iterdir()) == []


@behaviour("Faults of ours", does="(the browser dies over every page)", told="`browser-crash`; the visit goes on without it")
def test_a_browser_that_always_dies(web: Web, tmp_path: Path) -> None:
    routes = {"/": page("Sākums", *(f"/{number}" for number in range(6))), **{f"/{n}": page(f"Lapa {n}") for n in range(6)}}
    site = web.site("pilseta.test", {**routes, "/robots.txt": MODEST})

    def kill_for_ever() -> bool:
        killing(renderers, lambda: any("Chrom" in row.request.headers["user-agent"] for row in site.asked))()
        return False

    with meanwhile(kill_for_ever):
        seen = web.visit(site, tmp_path, render=5)
    assert seen.snapshot.coverage.rendered == 0
    assert seen.snapshot.coverage.fetched == 7
    reasons = [value.reason for each in seen.snapshot.pages if isinstance(value := each.artifacts.get("dom"), Missing)]
    assert reasons == ["browser-crash"] * 5
    loads = [row for row in site.asked if "Chrom" in row.request.headers["user-agent"] and row.document]
    assert len(loads) <= 2 * showing.MOST_DEATHS


@behaviour(
    "Visits at once",
    does="(two visits share one browser)",
    told="traffic and refusals are each visit's own, and nothing leaks from one to the other",
)
def test_visits_that_share_a_browser(web: Web, tmp_path: Path) -> None:
    third = web.site("kopigs.test", {"*": Said(b"x" * 5000, headers={"Content-Type": "image/png", "Set-Cookie": "seko=1; Path=/"})})
    picture = f'<img src="{third.url}a.png" alt="">'
    inside = web.forbidden()
    own = {
        "viens.test": f'{picture}<script>document.cookie = "viens=1"; localStorage.setItem("a", "1")</script>',
        "divi.test": f'<img src="{inside.url}b.png" alt="">',
    }
    sites = [
        web.site(
            name, {"/": html(WORDS + body), "/robots.txt": robots("User-agent: *", "Disallow: /slegts" if name == "divi.test" else "")}
        )
        for name, body in own.items()
    ]
    one, two = web.visits([web.job(site, tmp_path, render=1) for site in sites], at_once=2, tabs=2)
    [first], [second] = one.events("browser-traffic"), two.events("browser-traffic")
    assert set(first["bytes"]) == {"viens.test", "kopigs.test"}
    assert (set(second["bytes"]), first["refused"]) == ({"divi.test"}, [])
    assert {(row["host"], row["reason"]) for row in second["refused"]} == {("127.0.8.1", "private-address")}
    assert [row["name"] for row in shown(one, "").artifacts["cookies"]] == ["viens"]  # type: ignore[union-attr]
    assert shown(two, "").artifacts["cookies"] == []
