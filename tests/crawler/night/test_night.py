"""A night over real servers: what is sick is us, what is odd is seen twice, and the exit code tells the truth."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from crawler.night.record import counting, read
from data.bundle import Bundle
from data.change import Answer, Change, Label
from data.errors import ConfigError
from data.store import Store
from data.types import Outcome
from tests.crawler.night.nights import events, night
from tests.crawler.serving import Routes, Said, Served, _Answering, page, robots


class Country:
    """Three sites and a canary; ``cut`` hangs up on everyone, as where our own network is gone."""

    def __init__(self, stack: ExitStack) -> None:
        self.cut = threading.Event()
        self.asked = 0
        self.sites = {name: stack.enter_context(Served(self.routes(name), f"127.0.0.{70 + place}")) for place, name in enumerate("abc")}
        self.canary = stack.enter_context(Served({"*": lambda _: self._said(Said())}, "127.0.0.79"))
        # A canary is asked by HEAD, which the servers of the other tests do not know.
        self.canary.RequestHandlerClass = _Canary
        self.cut_after = 10**9

    def routes(self, name: str, pages: int = 4) -> Routes:
        links = [f"/{number}" for number in range(pages)]
        front = page(f"{name} novads", *links)
        inner = {link: self._counted(page(f"{name} {link}")) for link in links}
        return {"/robots.txt": robots(""), "/": self._counted(front), **inner}

    @property
    def urls(self) -> dict[str, str]:
        return {name: site.url for name, site in self.sites.items()}

    def _counted(self, said: Said):  # type: ignore[no-untyped-def]  # noqa: ANN202 (an Answer)
        def answer(_: str) -> Said:
            self.asked += 1
            if self.asked == self.cut_after:
                self.cut.set()
            time.sleep(0.05)
            return self._said(said)

        return answer

    def _said(self, said: Said) -> Said:
        return Said(raw=_hang_up) if self.cut.is_set() else said


class _Canary(_Answering):
    def do_HEAD(self) -> None:  # noqa: N802 (the library's name)
        self.do_GET()


def _hang_up(_: BaseHTTPRequestHandler) -> None:
    """Say nothing and close."""


@pytest.fixture
def country() -> Iterator[Country]:
    with ExitStack() as stack:
        yield Country(stack)


def grown(before: Bundle, after: Bundle) -> Sequence[Change]:
    """A change of the site for another number of pages."""
    counts = [bundle.manifest["coverage"]["fetched"] for bundle in (before, after)]
    was, now = (Answer(bundle.snapshot_id, Outcome.PASSED, count) for bundle, count in zip((before, after), counts, strict=True))
    name = after.manifest["institution"]["id"]
    return () if was.value == now.value else (Change(name, "pages", "", was, now, Label.SITE, "other pages"),)


def test_everyone_is_seen_and_the_next_night_knows_them(country: Country, tmp_path: Path) -> None:
    record = night(tmp_path, country.urls)
    assert (record.exit_code, record.stopped, record.pauses, record.left()) == (0, None, (), ())
    assert {(each.institution, each.status, each.fetched, each.again) for each in record.visits} == {
        (name, "complete", 5, False) for name in "abc"
    }
    assert all(each.because == "never" for each in record.order)
    assert read(tmp_path / "runs" / "pirma" / "night.json") == record
    with Store(tmp_path / "store.db") as store:
        assert len([*store.rows("snapshots")]) == 3
    told = [
        row["event"] for row in events(tmp_path / "runs" / "pirma", "night-began", "visit-began", "visit-ended", "merged", "night-ended")
    ]
    assert (told[0], told[-2:], told.count("visit-began"), told.count("visit-ended")) == ("night-began", ["merged", "night-ended"], 3, 3)
    # A body that cannot be visited fails, goes before the others the next time, and is no fault of ours.
    country.sites["c"].routes = {"*": Said(b"nav", 500)}
    second = night(tmp_path, country.urls, "otra")
    assert (second.exit_code, [each.because for each in second.order]) == (3, ["oldest"] * 3)
    assert {each.institution: each.status for each in second.first()} == {"a": "complete", "b": "complete", "c": "failed"}
    assert [(each.institution, each.because, each.kept) for each in second.second] == [("c", "failed", "first")]
    third = night(tmp_path, {**country.urls, "d": country.sites["a"].url}, "tresa")
    assert [(each.institution, each.because) for each in third.order][:2] == [("d", "never"), ("c", "failed")]


def test_what_changed_is_looked_at_again_before_it_counts(country: Country, tmp_path: Path) -> None:
    night(tmp_path, country.urls)
    country.sites["a"].routes = dict(country.routes("a", 6))
    country.sites["b"].routes = dict(country.routes("b", 6))

    def reverting(before: Bundle, after: Bundle) -> Sequence[Change]:
        found = grown(before, after)
        if found and found[0].institution == "b":
            country.sites["b"].routes = dict(country.routes("b"))
        return found

    heard: list[Change] = []
    record = night(tmp_path, country.urls, "otra", labelled=reverting, alerts=heard)
    assert [(each.institution, each.because, each.kept) for each in record.second] == [
        ("a", "change", "again"),
        ("b", "change", "again"),
    ]
    assert [(each.institution, each.was.value, each.now.value) for each in heard] == [("a", 5, 7)]
    paths = counting(tmp_path / "runs" / "otra")
    assert [path.parent.name for path in paths.values()] == ["again", "again", "otra"]


def test_a_spell_of_ours_marks_nobody_down(country: Country, tmp_path: Path) -> None:
    country.cut_after = 6
    threading.Thread(target=_mended_when_paused, args=(country, tmp_path / "runs" / "pirma"), daemon=True).start()
    record = night(tmp_path, country.urls, given={"canaries": (country.canary.url,), "timeout": 1.0})
    assert (record.exit_code, record.stopped) == (0, None)
    assert [(each.cause, each.ended is not None) for each in record.pauses] == [("network", True)]
    assert {(each.institution, each.status) for each in record.visits} == {(name, "complete") for name in "abc"}
    assert events(tmp_path / "runs" / "pirma", "thrown-away")
    assert record.second == ()


def _mended_when_paused(country: Country, folder: Path) -> None:
    limit = time.monotonic() + 60
    while time.monotonic() < limit and not ((folder / "night.jsonl").is_file() and events(folder, "paused")):
        time.sleep(0.1)
    time.sleep(1)
    country.cut.clear()


def test_where_we_do_not_get_well_the_night_stops_and_can_go_on(country: Country, tmp_path: Path) -> None:
    country.cut_after = 6
    given = {"canaries": (country.canary.url,), "timeout": 1.0, "health_patience": 1.0}
    record = night(tmp_path, country.urls, given=given, slots=1)
    assert record.exit_code == 2
    assert record.stopped
    assert record.stopped.startswith("network: no canary answers")
    assert [each.cause for each in record.pauses] == ["network"]
    assert {each.status for each in record.visits} <= {"complete", "lost"}
    assert [each.stopped_by for each in record.visits if each.status == "lost"] == ["network"]
    # Still sick, it does not even begin.
    with pytest.raises(ConfigError, match="because we are sick"):
        night(tmp_path, country.urls, given=given, slots=1)
    assert read(tmp_path / "runs" / "pirma" / "night.json").exit_code == 2
    country.cut.clear()
    resumed = night(tmp_path, country.urls, given={"canaries": (country.canary.url,), "timeout": 10.0}, slots=1)
    assert (resumed.exit_code, resumed.began, {each.status for each in resumed.visits}) == (0, record.began, {"complete"})


def test_what_does_not_fit_goes_first_the_next_night(country: Country, tmp_path: Path) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=1)
    record = night(tmp_path, country.urls, until=soon)
    assert (record.exit_code, record.visits, record.left()) == (3, (), ("a", "b", "c"))
    night(tmp_path, {"b": country.urls["b"]}, "otra")
    (tmp_path / "runs" / "otra" / "night.json").unlink()
    third = night(tmp_path, country.urls, "tresa", until=soon)
    assert [each.institution for each in third.order] == ["a", "c", "b"]


def test_one_night_at_a_time(country: Country, tmp_path: Path) -> None:
    def nested(before: Bundle, after: Bundle) -> Sequence[Change]:
        with pytest.raises(ConfigError, match=r"a night is under way .*run otra"):
            night(tmp_path, country.urls, "tresa")
        return grown(before, after)

    night(tmp_path, country.urls)
    assert night(tmp_path, country.urls, "otra", labelled=nested).exit_code == 0
    assert not (tmp_path / "runs" / "tresa").exists()


def test_what_was_seen_once_is_counted_from_the_same_bundle_the_next_night(country: Country, tmp_path: Path) -> None:
    first = night(tmp_path, country.urls)
    country.sites["a"].routes = dict(country.routes("a", 6))
    country.sites["b"].routes = dict(country.routes("b", 6))

    def falling_silent(before: Bundle, after: Bundle) -> Sequence[Change]:
        found = grown(before, after)
        if found and after.manifest["run"] == "otra":
            country.sites[found[0].institution].routes = {"*": Said(b"nav", 500)}
        return found

    heard: list[Change] = []
    second = night(tmp_path, country.urls, "otra", labelled=falling_silent, alerts=heard)
    assert {(each.institution, each.kept) for each in second.second} == {("a", "first"), ("b", "first")}
    assert heard == []
    told_until = {name: str(tmp_path / "runs" / "pirma" / f"{name}.sqlite") for name in "ab"}
    assert second.untold == told_until == read(tmp_path / "runs" / "otra" / "night.json").untold
    country.sites["a"].routes = dict(country.routes("a", 6))
    third = night(tmp_path, {"a": country.urls["a"]}, "tresa", labelled=grown, alerts=heard)
    assert [(each.institution, each.was.value, each.now.value) for each in heard] == [("a", 5, 7)]
    assert third.untold == {"b": told_until["b"]}
    with Bundle(tmp_path / "runs" / "pirma" / "a.sqlite") as bundle:
        assert heard[0].was.snapshot == bundle.snapshot_id
    assert first.untold == {}


def test_what_was_seen_once_is_not_forgotten_over_a_night_in_which_nothing_was_seen(country: Country, tmp_path: Path) -> None:
    night(tmp_path, country.urls)
    country.sites["a"].routes = dict(country.routes("a", 6))

    def falling_silent(before: Bundle, after: Bundle) -> Sequence[Change]:
        found = grown(before, after)
        if found:
            country.sites["a"].routes = {"*": Said(b"nav", 500)}
        return found

    heard: list[Change] = []
    second = night(tmp_path, country.urls, "otra", labelled=falling_silent, alerts=heard)
    third = night(tmp_path, country.urls, "tresa", labelled=grown, alerts=heard)
    assert {*second.untold} == {"a"}
    assert third.untold == second.untold
    assert heard == []
    country.sites["a"].routes = dict(country.routes("a", 6))
    fourth = night(tmp_path, country.urls, "ceturta", labelled=grown, alerts=heard)
    assert [(each.institution, each.was.value, each.now.value) for each in heard] == [("a", 5, 7)]
    assert fourth.untold == {}


def test_what_only_the_second_look_saw_was_seen_once(country: Country, tmp_path: Path) -> None:
    night(tmp_path, country.urls)
    country.sites["a"].routes = dict(country.routes("a", 6))

    def growing_on(before: Bundle, after: Bundle) -> Sequence[Change]:
        found = grown(before, after)
        country.sites["a"].routes = dict(country.routes("a", 8))
        return found

    heard: list[Change] = []
    record = night(tmp_path, country.urls, "otra", labelled=growing_on, alerts=heard)
    assert [each.kept for each in record.second] == ["again"]
    assert (heard, [*record.untold]) == ([], ["a"])
