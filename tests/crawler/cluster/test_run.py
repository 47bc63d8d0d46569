"""Visits by the workers of a cluster: like those of one process, whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import threading
import time
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from crawler.cluster.run import go
from crawler.proof import manners
from crawler.visit import Job
from crawler.visits import Ended
from data.bundle import Bundle
from data.errors import ConfigError
from data.types import Institution, Kind, Site, Text
from tests.crawler.serving import Said, Served, page, robots, settings


def slow(site: str, pages: int, seconds: float) -> Served:
    """A site of so many pages, each of which takes so long."""

    def answer(path: str) -> Said:
        time.sleep(seconds)
        number = int(path.strip("/") or 0)
        return page(f"Lapa {number}", f"/{number + 1}") if number < pages - 1 else page(f"Lapa {number}")

    return Served({"*": answer, "/robots.txt": robots("")}, site)


def job(name: str, url: str, out: Path, lane: str = "", **given: Any) -> Job:
    """A visit to this site."""
    institution = Institution(name, Text(name, name), Kind.MUNICIPALITY, (Site(url, lane=lane),))
    return Job(institution, "run", settings(**given), out / f"{name}.sqlite")


def proof(ended: list[Ended]) -> list[str]:
    """What the bundles together say of broken promises."""
    with ExitStack() as stack:
        found = manners(*(stack.enter_context(Bundle(each.path)) for each in ended))
    return [each for host in found for each in host.broken]


def test_visits_on_workers_end_as_visits_here(cluster: LocalCluster, out: Path, tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    with Served({"/": page("Sākums", "/a", "/b"), "/a": page("A"), "/b": page("B")}, "127.0.9.1") as site:
        [there] = go([job("piemers", site.url, out)], cluster.scheduler_address, quiet=True)
        [here] = go([job("piemers", site.url, tmp_path / "here")], quiet=True)
    assert (there.institution, there.status, there.stopped_by, there.fetched) == ("piemers", "complete", "exhausted", 3)
    assert there.path == out / "piemers.sqlite"
    assert [each.name for each in out.iterdir()] == ["piemers.sqlite"]
    with Bundle(there.path) as one, Bundle(here.path) as other:
        one.verify()
        assert one.manifest["settings"] == other.manifest["settings"]
        answers = [[(each.indicator, each.finding.outcome) for each in bundle.observations()] for bundle in (one, other)]
    assert answers[0] == answers[1]


def test_a_lane_or_an_address_is_never_visited_by_two_and_what_is_sealed_is_kept(cluster: LocalCluster, out: Path) -> None:
    with ExitStack() as stack:
        first, second, third = (stack.enter_context(slow(f"127.0.9.{number}", 5, 0.1)) for number in (11, 12, 13))
        shared = stack.enter_context(slow("127.0.9.12", 5, 0.1))
        jobs = [
            job("a", first.url, out, "platforma"),
            job("b", second.url, out),
            job("c", third.url, out, "platforma"),
            job("d", shared.url, out),
        ]
        ended = go(jobs, cluster.scheduler_address, quiet=True)
        assert [each.status for each in ended] == ["complete"] * 4
        assert proof(ended) == []
        asked = len(first.asked)
        assert first.times[-1] < third.times[0] or third.times[-1] < first.times[0]
        assert second.times[-1] < shared.times[0] or shared.times[-1] < second.times[0]
        again = go(jobs, cluster.scheduler_address, quiet=True)
        assert len(first.asked) == asked
    assert [each.status for each in again] == ["complete"] * 4


def test_a_host_that_several_visits_link_to_is_asked_by_one_worker_at_a_time(cluster: LocalCluster, out: Path) -> None:
    log: list[tuple[float, float]] = []

    def answer(_: str) -> Said:
        began = time.monotonic()
        time.sleep(0.1)
        # Whoever asked has no answer before this, and holds the seat till then, however slow this machine is.
        log.append((began, time.monotonic()))
        return page("Cita vietne")

    with ExitStack() as stack:
        other = stack.enter_context(Served({"*": answer}, "127.0.9.29"))
        links = [f"http://cita.lv:{other.server_address[1]}/{number}" for number in range(3)]
        sites = [stack.enter_context(Served({"/": page("S", *(f"{link}-{n}" for link in links))}, f"127.0.9.{21 + n}")) for n in range(3)]
        given: dict[str, Any] = {"links_away": 10, "hosts": {"cita.lv": "127.0.9.29"}, "seconds": 300.0, "timeout": 60.0}
        jobs = [job(f"v{number}", site.url, out, **given) for number, site in enumerate(sites)]
        # Each visit is a batch of its own, so that they go to different workers.
        ended = go(jobs, cluster.scheduler_address, quiet=True, batch=1)
    log.sort()
    assert len(log) == len(other.asked) > 0
    assert [(one, following) for one, following in pairwise(log) if following[0] < one[1]] == []
    # The proof is of several: more than one worker asked there.
    assert len({path.rpartition("-")[2] for path in other.paths if "-" in path}) > 1
    assert proof(ended) == []


def test_a_worker_killed_in_the_middle_loses_nothing(cluster: LocalCluster, out: Path) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(slow(f"127.0.9.{31 + number}", 6, 0.15)) for number in range(2)]
        jobs = [job(f"v{number}", site.url, out) for number, site in enumerate(sites)]
        killed = threading.Thread(target=_kill_one, args=(cluster, sites[0]))
        killed.start()
        ended = go(jobs, cluster.scheduler_address, quiet=True, batch=1)
        killed.join()
        # The visit that was under way is made anew, from its beginning.
        assert sites[0].paths.count("/") >= 2
    assert [each.status for each in ended] == ["complete"] * 2
    assert [each.fetched for each in ended] == [6] * 2
    assert sorted(each.name for each in out.iterdir()) == ["v0.sqlite", "v1.sqlite"]
    assert proof(ended) == []


def _kill_one(cluster: LocalCluster, site: Served) -> None:
    """Kill the worker that visits this site, once it is at it; its number is that of the first whose thread is busy with it."""
    while len(site.asked) < 4:
        time.sleep(0.02)
    scheduler = cluster.scheduler
    assert scheduler is not None
    busy = next(task.processing_on for name, task in scheduler.tasks.items() if name.endswith("-v0"))
    nanny = next(each for each in cluster.workers.values() if each.worker_address == busy.address)
    os.kill(nanny.pid, signal.SIGKILL)


def test_a_visit_that_kills_its_process_is_given_up_and_the_others_are_made(cluster: LocalCluster, out: Path) -> None:
    def deadly(_: str) -> Said:
        for child in _visiting():
            os.kill(child, signal.SIGKILL)
        return page("Beigas")

    with Served({"/": page("S")}, "127.0.9.41") as well, Served({"/": deadly, "/robots.txt": robots("")}, "127.0.9.42") as poison:
        ended = go([job("slikts", poison.url, out), job("labs", well.url, out)], cluster.scheduler_address, quiet=True)
    assert [each.status for each in ended] == ["lost", "complete"]
    assert "died 2 times (SIGKILL)" in ended[0].detail


def _visiting() -> list[int]:
    """The processes that make visits for a cluster, beneath this one."""
    import psutil  # noqa: PLC0415

    return [each.pid for each in psutil.Process().children(recursive=True) if "crawler.cluster.child" in each.cmdline()]


def test_ctrl_c_seals_what_is_under_way_and_begins_no_more(cluster: LocalCluster, out: Path) -> None:
    with ExitStack() as stack:
        sites = [stack.enter_context(slow(f"127.0.9.{51 + number}", 1000, 0.1)) for number in range(2)]
        jobs = [job(f"v{number}", site.url, out) for number, site in enumerate(sites)]

        def press() -> None:
            while len(sites[0].asked) < 4:
                time.sleep(0.02)
            os.kill(os.getpid(), signal.SIGINT)

        pressed = threading.Thread(target=press)
        pressed.start()
        ended = go(jobs, cluster.scheduler_address, quiet=True)
        pressed.join()
    assert [(each.status, each.stopped_by) for each in ended] == [("partial", "interrupted"), ("not-begun", "interrupted")]
    assert [each.name for each in out.iterdir()] == ["v0.sqlite"]


def test_where_nobody_answers_it_is_one_clear_error(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.cluster.run._PATIENCE", 0.2)
    with pytest.raises(ConfigError, match="no Dask scheduler answers there"):
        go([job("a", "http://127.0.9.61/", out)], "tcp://127.0.0.1:9", quiet=True)


def test_a_worker_of_another_version_is_refused(cluster: LocalCluster, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crawler.cluster.versions.metadata.version", lambda name: f"0.0.{len(name)}")
    with pytest.raises(ConfigError, match=r"has eindekss 0\.1\.0, this machine has 0\.0\.8"):
        go([job("a", "http://127.0.9.61/", out)], cluster.scheduler_address, quiet=True)
