"""Two and more nights with a real browser: what is carried from the earlier look, what is shown anew and why, and what is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from crawler.carrying import Carrying
from crawler.demo_server import DemoServer
from crawler.earlier import Earlier, Turns, due
from crawler.progress import Progress
from crawler.visit import Job
from crawler.visits import run_visits
from data import rows
from data.bundle import Bundle, BundleWriter
from data.settings import Settings
from data.types import LOOK, Json, Missing, Observation, Page
from tests.crawler.serving import Said, Seen, Served, institution, page, read_back, settings

NEVER_DUE = 10**9
STYLE = Said(b"body { color: #222 }", headers={"Content-Type": "text/css"})
ASKING = b'<script>fetch("/dati.json")</script>'
MEASURED = {"largest-contentful-paint", "time-to-first-byte", "layout-shift"}
"""What no two loads agree on."""


def styled(title: str, *links: str, more: bytes = b"", text: str = "") -> Said:
    """A page with the site's style sheet."""
    said = page(title, *links, text=text)
    return replace(said, body=said.body.replace(b"<main>", b'<link rel="stylesheet" href="/stils.css"><main>' + more))


def town() -> Served:
    routes = {
        "/": styled("Sākums", "/a", "/b", "/c"),
        "/a": styled("A"),
        "/b": styled("B", more=ASKING),
        "/c": styled("C"),
        "/stils.css": STYLE,
        "/dati.json": Said(b"{}", headers={"Content-Type": "application/json"}),
    }
    return Served(routes)


class Nights:
    """Visits to one site, each after the one before."""

    def __init__(self, url: str, folder: Path, **given: object) -> None:
        self.job = Job(institution(url), "run", settings(**{"render": 4, "rerender_nights": NEVER_DUE, **given}), folder / "0")

    def next(self, night: int = 1, **given: Json) -> Seen:
        """One more night; ``given`` are settings that have changed."""
        done = self.job.path.exists()
        path = self.job.path.with_name(str(int(self.job.path.name) + done))
        earlier = self.job.path if done else None
        self.job = replace(self.job, path=path, earlier=earlier, night=night, settings=replace(self.job.settings, **given))
        run_visits([self.job], Progress(quiet=True))
        return read_back(path)


def carried(seen: Seen) -> set[str]:
    """The pages that were not shown, by path."""
    return {"/" + row["url"].split("/", 3)[3] for row in seen.events("carried")}


def because(seen: Seen) -> dict[str, str]:
    """Why the others were shown, by path."""
    return {"/" + row["url"].split("/", 3)[3]: row["because"] for row in seen.events("shown-anew")}


def answers(observations: tuple[Observation, ...]) -> set[tuple[object, ...]]:
    """What was answered, without times of loading and of looking."""
    told = (each for each in observations if each.indicator not in MEASURED)
    return {(each.indicator, each.subject, each.finding.outcome, each.finding.value, each.finding.reason) for each in told}


def shown(site: Served) -> int:
    """How many documents were asked for by a browser."""
    return sum("Mozilla" in agent and path in {"/", "/a", "/b", "/c"} for _, path, agent in site.asked)


def test_what_has_not_changed_is_carried_with_the_time_of_its_look(tmp_path: Path) -> None:
    with town() as site:
        nights = Nights(site.url, tmp_path)
        first, looks = nights.next(), shown(site)
        second, more = nights.next(), shown(site) - looks
        third = nights.next()
    assert (looks, more) == (5, 2), "the front page is shown on a small screen too; later it is opened once, to see its frame"
    assert carried(second) == carried(third) == {"/", "/a", "/c"}
    assert because(second) == because(third) == {"/b": "data"}
    assert answers(first.observations) == answers(second.observations) == answers(third.observations)
    assert second.snapshot.coverage == first.snapshot.coverage
    for night in (second, third):
        was, now = (next(each for each in seen.snapshot.pages if each.url.endswith("/a")) for seen in (first, night))
        assert now.artifacts[LOOK] == {"at": rows.stamp(_at(was)), "snapshot": first.snapshot.id}
        assert now.artifacts["screenshot"] in night.blobs
        assert {**now.artifacts, LOOK: None} == {**was.artifacts, LOOK: None}
        dated = {
            seen.at for each in night.observations if each.subject == now.url and "axe" in each.indicator for seen in each.finding.evidence
        }
        assert dated <= {_at(was)}, "what is seen in a look that was carried is of when it was taken"
        assert _at(now) > _at(was)


def _at(page: Page) -> Json:
    assert not isinstance(page.exchange, Missing)
    return page.exchange.at


def test_a_page_that_has_changed_is_shown_and_its_answer_changes(tmp_path: Path) -> None:
    with town() as site:
        nights = Nights(site.url, tmp_path)
        first = nights.next()
        site.routes["/a"] = styled("A", more=b"<img src='/nav.png'>")
        second = nights.next()
    assert because(second) == {"/a": "changed", "/b": "data"}
    changed = {each[:2] for each in answers(second.observations) - answers(first.observations)}
    assert any(str(subject).endswith("/a") for _, subject in changed), changed


def test_a_style_sheet_that_has_changed_shows_every_page_anew(tmp_path: Path) -> None:
    with town() as site:
        nights = Nights(site.url, tmp_path)
        nights.next()
        site.routes["/stils.css"] = replace(STYLE, body=b"body { color: #eee; background: #fff }")
        second = nights.next()
        third = nights.next(consent="accept")
    assert because(second) == {"/": "frame", "/a": "frame", "/b": "data", "/c": "frame"}
    assert set(because(third).values()) == {"settings"}


def test_within_so_many_nights_every_page_is_shown(tmp_path: Path) -> None:
    with town() as site:
        nights = Nights(site.url, tmp_path, rerender_nights=3)
        nights.next(0)
        turns = [because(nights.next(night)) for night in (1, 2, 3)]
    for path in ("/a", "/c"):
        assert [told.get(path) for told in turns].count("turn") == 1
        assert turns[next(night for night in range(3) if due(f"{site.url}{path[1:]}", night + 1, 3))][path] == "turn"


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running


def test_a_second_night_at_a_demonstration_site_answers_the_same_for_less(demo: DemoServer, tmp_path: Path) -> None:
    chosen: Settings = settings(render=6, pages=20, hosts=demo.hosts, ca=demo.ca, seconds=90.0, rerender_nights=NEVER_DUE)
    job = Job(institution(demo.sites["sartupe"]), "run", chosen, tmp_path / "0")
    run_visits([job], Progress(quiet=True))
    run_visits([replace(job, path=tmp_path / "1", earlier=job.path, night=1)], Progress(quiet=True))
    first, second = read_back(tmp_path / "0"), read_back(tmp_path / "1")
    assert answers(first.observations) == answers(second.observations)
    assert len(second.events("carried")) >= 4
    assert _bytes(second) < 0.4 * _bytes(first)


def _bytes(seen: Seen) -> int:
    """What came over the wire to the walk."""
    return sum(len(seen.blobs.get(each.body or "", b"")) for _, each in seen.exchanges)


def test_looks_that_failed_or_are_too_old_or_too_shallow_are_not_used(tmp_path: Path) -> None:
    with town() as site:
        snapshot = Nights(site.url, tmp_path).next().snapshot
    about = next(each for each in snapshot.pages if each.url.endswith("/c"))
    cases: dict[str | None, dict[str, Json]] = {
        None: {},
        "failed": {"screenshot": Missing("browser-crash")},
        "old": {LOOK: {"at": rows.stamp(_at(about) - timedelta(days=8)), "snapshot": "0" * 64}},
        "rules": {},
        "lost": {"dom": "0" * 64},
        "changed": {},
        "scripts": {},
        "tools": {},
    }
    found = {}
    for why, changed in cases.items():
        path = tmp_path / f"{why}.sqlite"
        _rewrite(tmp_path / "0", path, replace(about, artifacts={**about.artifacts, **changed}))
        found[why] = _why(path, snapshot.pages, about, why)
    assert found == {why: why for why in cases}


def _rewrite(old: Path, new: Path, other: Page) -> None:
    """The same bundle with one page in the place of another."""
    with Bundle(old) as bundle:
        snapshot, manifest = bundle.snapshot(), dict(bundle.manifest)
        with BundleWriter(new, {key: value for key, value in manifest.items() if key not in {"status", "coverage", "schema"}}) as writer:
            for body in snapshot.blobs.values():
                writer.blob(body)
            for each in snapshot.pages:
                writer.page(other if each.url == other.url else each)
            writer.snapshot(snapshot.coverage, "complete")
            writer.seal(())


def _why(path: Path, pages: tuple[Page, ...], about: Page, case: str | None) -> str | None:
    """Why the page must be shown, by this bundle; None where it need not be."""
    night = next(night for night in range(7) if not due(about.url, night, 7))
    tonight = {page.url: replace(page, template="cita") if page is about and case == "changed" else page for page in pages}
    shells = {about.url} if case == "scripts" else set()
    with Earlier(path, "piemers", Turns(night, 7), {}) as earlier:
        versions = {**earlier.versions, **({"axe": "0"} if case == "tools" else {})}
        looking = Carrying(earlier, tonight, shells, set(), versions, earlier.showing or "")
        looking.opened(next(page for page in pages if page.depth == 0).artifacts["requests"])
        why = looking.why_not(about.url, every_rule=case == "rules")
        return why or (None if looking.look(about.url) else "lost")
