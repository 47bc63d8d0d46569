"""Runs of many visits to which something happens: the worker is killed, a visit breaks, the disk is full, the run itself is killed."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from crawler import visit, visits
from crawler.progress import Progress
from crawler.run import Run
from crawler.summary import exit_code, lines, write
from crawler.tools import Tools
from crawler.visit import Job
from crawler.visits import Ended
from tests.crawler.serving import read_back
from tests.hostile.behaviours import behaviour
from tests.hostile.manners import check
from tests.hostile.web import Answer, Reply, Request, Site, Web, page

pytestmark = pytest.mark.slow

NAMES = ("viens", "divi", "tris")
PAGES = {"/": page("Sākums", "/a", "/b"), "/a": page("A", text="Pirmā lapa. " * 30), "/b": page("B", text="Otra lapa. " * 30)}


def sites(web: Web, **special: Answer) -> list[Site]:
    """Three sites; ``special`` gives one of them another front page's neighbour ``/a``."""
    return [web.site(f"{name}.test", PAGES | ({"/a": special[name]} if name in special else {})) for name in NAMES]


def jobs(web: Web, folder: Path, found: list[Site], **given: object) -> list[Job]:
    return [web.job(site, folder, **given) for site in found]


def killing(run: list[Run], *, times: int) -> Answer:
    """A page in the middle of whose loading the worker is killed, so many times; afterwards it is an ordinary one."""
    left = [times]

    async def answer(_: Request, reply: Reply) -> None:
        if left[0]:
            left[0] -= 1
            worker = run[0].worker
            assert worker
            os.kill(worker, signal.SIGKILL)
            return
        await reply.say(page("A", text="Pirmā lapa. " * 30))

    return answer


@behaviour(
    "Memory and time",
    does="(our worker is killed with SIGKILL in the middle of a visit)",
    told="the visits under way are made again, all end",
)
def test_a_killed_worker_costs_no_visit(web: Web, tmp_path: Path) -> None:
    held: list[Run] = []
    found = sites(web, divi=killing(held, times=1))
    held.append(Run(jobs(web, tmp_path, found), at_once=3, quiet=True))
    ended = held[0].go()
    assert [each.status for each in ended] == ["complete"] * 3
    check(found, [read_back(each.path) for each in ended])
    assert exit_code(ended) == 0


@behaviour(
    "Memory and time",
    does="(one visit kills the worker every time)",
    told="that visit is lost and said to be; the others are whole; exit 1",
)
def test_a_visit_that_kills_every_worker_is_lost_alone(web: Web, tmp_path: Path) -> None:
    held: list[Run] = []
    found = sites(web, divi=killing(held, times=99))
    held.append(Run(jobs(web, tmp_path, found), at_once=3, quiet=True))
    ended = held[0].go()
    assert [each.status for each in ended] == ["complete", "lost", "complete"]
    assert "SIGKILL" in ended[1].detail
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tris-test.sqlite", "viens-test.sqlite"]
    assert exit_code(ended) == 1
    assert "1 lost" in [*lines(ended)][-1]


@behaviour(
    "Memory and time",
    does="(the process for heavy work is killed with SIGKILL)",
    told="its work is done again by another; no visit notices",
)
def test_a_killed_process_for_heavy_work(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = sites(web)
    killed: list[int] = []

    async def another(job: Job, tools: Tools, *rest: object) -> Path:
        while job.institution.id.startswith("divi") and not killed:
            await tools.aside.do(os.getpid)
            assert tools.aside.pid
            killed.append(tools.aside.pid)
            os.kill(tools.aside.pid, signal.SIGKILL)
        return await visit.visit(job, tools, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(visits, "visit", another)
    seen = web.visits(jobs(web, tmp_path, found), at_once=3)
    assert killed
    assert [each.manifest["status"] for each in seen] == ["complete"] * 3
    assert all(each.observations for each in seen)


@behaviour(
    "Memory and time", does="(a bug of ours breaks one visit)", told="that visit is lost with its traceback; the others are whole; exit 1"
)
def test_a_bug_in_one_visit_stays_its_own(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = sites(web)

    async def another(job: Job, *rest: object) -> Path:
        if job.institution.id.startswith("divi"):
            raise ZeroDivisionError("a bug")
        return await visit.visit(job, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(visits, "visit", another)
    ended: dict[str, Ended] = {}

    def tell(job: Job, how: Ended | None) -> None:
        if how:
            ended[job.institution.id] = how

    order = jobs(web, tmp_path, found)
    asyncio.run(visits.make(order, Progress(quiet=True), tell, at_once=3, tabs=1))
    assert {name: each.status for name, each in ended.items()} == {"viens-test": "complete", "divi-test": "lost", "tris-test": "complete"}
    assert "ZeroDivisionError: a bug" in ended["divi-test"].detail
    assert exit_code([*ended.values()]) == 1


def test_a_run_is_taken_up_where_it_ended(web: Web, tmp_path: Path) -> None:
    found = sites(web)
    order = jobs(web, tmp_path, found)
    Run(order[:2], quiet=True).go()
    (tmp_path / "tris-test.sqlite.part").write_bytes(b"half")
    asked = [len(site.asked) for site in found]
    ended = Run(order, at_once=3, quiet=True).go()
    assert [each.status for each in ended] == ["complete"] * 3
    assert [len(site.asked) for site in found[:2]] == asked[:2]
    assert len(found[2].asked) > asked[2]


@behaviour(
    "Memory and time",
    does="(the disk has no room for one more visit)",
    told="no visit begins; each is told as lost, with the remedy; exit 2",
)
def test_no_visit_begins_without_room_for_it(web: Web, tmp_path: Path) -> None:
    found = sites(web)
    ended = Run(jobs(web, tmp_path, found), reserve=10**18, quiet=True).go()
    assert {each.status for each in ended} == {"lost"}
    assert "make room" in ended[0].detail
    assert exit_code(ended) == 2
    assert [site.asked for site in found] == [[], [], []]
    write(tmp_path / "run.json", "izmēģinājums", ended)
    told = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert (told["exit_code"], len(told["visits"])) == (2, 3)


_PROGRAM = """
import pickle, sys
from crawler.run import Run
if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        Run(pickle.load(file), at_once=3, quiet=True).go()
"""


def _started(order: list[Job], folder: Path) -> subprocess.Popen[bytes]:
    (folder / "order").write_bytes(pickle.dumps(order))
    (folder / "run.py").write_text(_PROGRAM, encoding="utf-8")
    return subprocess.Popen([sys.executable, folder / "run.py", folder / "order"], env={**os.environ, "PYTHONPATH": str(Path.cwd())})


def _until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@behaviour(
    "Memory and time",
    does="(the run itself is killed with SIGKILL)",
    told="its worker seals what it has and ends; the same run goes on later",
)
def test_a_killed_run_leaves_nothing_running(web: Web, tmp_path: Path) -> None:
    bundles = tmp_path / "bundles"
    found = sites(web)
    order = jobs(web, bundles, found, delay=0.3)
    with _started(order, tmp_path) as run:
        _until(lambda: all(site.asked for site in found))
        family = psutil.Process(run.pid).children(recursive=True)
        assert family
        run.kill()
        run.wait()
    psutil.wait_procs(family, timeout=30)
    assert [each for each in family if each.is_running() and each.status() != psutil.STATUS_ZOMBIE] == []
    assert {read_back(path).snapshot.coverage.stopped_by for path in bundles.glob("*.sqlite")} <= {"interrupted", "exhausted"}
    ended = Run(order, at_once=3, quiet=True).go()
    assert [each.status for each in ended] == ["complete"] * 3
    check(found, [read_back(each.path) for each in ended])


def test_the_first_interrupt_seals_what_there_is(web: Web, tmp_path: Path) -> None:
    bundles = tmp_path / "bundles"
    found = sites(web)
    with _started(jobs(web, bundles, found, delay=0.4), tmp_path) as run:
        _until(lambda: all(len(site.pages) > 1 for site in found))
        run.send_signal(signal.SIGINT)
        assert run.wait(60) == 0
    sealed = [read_back(path) for path in bundles.glob("*.sqlite")]
    assert {each.snapshot.coverage.stopped_by for each in sealed} == {"interrupted"}
    assert len(sealed) == 3
    check(found, sealed)
