"""A night that is killed, at any moment and as often as one likes, or that runs out of room, ends as if nothing had been."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psutil
import pytest

from crawler.night.record import AGAIN, FILE, read
from data.bundle import Bundle
from data.errors import BundleCorrupt
from tests.crawler.night.nights import answers
from tests.crawler.serving import Said, Served, page, robots

ROOT = Path(__file__).parents[3]
SEED = 20261123
KILLS = int(os.environ.get("NIGHT_KILLS", "20"))
"""How often it is killed; by hand more."""
NAMES = "abcdefghij"
_SMALL = 900_000


@pytest.fixture
def sites() -> Iterator[Mapping[str, str]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(Served(_routes(name), f"127.0.0.{80 + place}")).url for place, name in enumerate("abcd")}


def _routes(name: str) -> dict[str, Any]:
    links = [f"/{number}" for number in range(6)]
    return {"/robots.txt": robots(""), "/": _slow(page(name, *links)), **{link: _slow(page(f"{name} {link}")) for link in links}}


def _slow(said: Said) -> Any:
    def answer(_: str) -> Said:
        time.sleep(0.05)
        return said

    return answer


def begun(folder: Path, sites: Mapping[str, str], **more: Any) -> subprocess.Popen[str]:
    """A night in a process of its own."""
    words = [str(folder), json.dumps(dict(sites)), json.dumps({"slots": 1, **more})]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.crawler.night.nights", *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=-3, stderr=-1, text=True)


def ended(folder: Path, sites: Mapping[str, str], **more: Any) -> tuple[int, str]:
    """The exit code of a night that is left alone, and what it told."""
    with begun(folder, sites, **more) as process:
        _, told = process.communicate(timeout=120)
        return process.returncode, told


def sealed(folder: Path) -> dict[str, int]:
    """When each bundle was sealed that was not cut short by us."""
    found = {}
    for path in folder.rglob("*.sqlite"):
        with contextlib.suppress(BundleCorrupt), Bundle(path) as bundle:
            if bundle.manifest["coverage"]["stopped_by"] != "interrupted":
                found[str(path)] = path.stat().st_mtime_ns
    return found


@pytest.fixture
def tiny() -> Iterator[Mapping[str, str]]:
    """Ten bodies of two pages."""
    with ExitStack() as stack:
        yield {name: stack.enter_context(Served(_two_pages(name), f"127.0.0.{100 + place}")).url for place, name in enumerate(NAMES)}


def _two_pages(name: str) -> dict[str, Any]:
    return {"/robots.txt": robots(""), "/": _slow(page(name, "/1")), "/1": _slow(page(f"{name} 1"))}


@pytest.mark.slow
def test_killed_at_random_moments_it_ends_as_if_nothing_had_been(tiny: Mapping[str, str], tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 (chance, not secrecy)
    with begun(tmp_path / "left", tiny) as left:
        folder = tmp_path / "killed"
        before: dict[str, int] = {}
        kills = 0
        while kills < KILLS:
            kills += _killed(folder, tiny, chance, family=bool(kills % 2))
            now = sealed(folder)
            assert before.items() <= now.items(), "what was sealed is not visited twice"
            before = now
        assert ended(folder, tiny) == (0, "")
        assert left.communicate(timeout=120)[1] == ""
    assert left.returncode == 0
    assert before.items() <= sealed(folder).items()
    assert answers(folder / "store.db") == answers(tmp_path / "left" / "store.db")
    assert [*folder.rglob("*.part")] == []
    record = read(folder / "runs" / "pirma" / FILE)
    assert sorted((each.institution, each.status, each.again) for each in record.visits) == [(name, "complete", False) for name in NAMES]
    assert not (folder / "runs" / "pirma" / AGAIN).exists()


def _killed(folder: Path, sites: Mapping[str, str], chance: random.Random, *, family: bool) -> bool:
    """Kill the night a while after it told one to six things, with its worker's group or without; whether it had not ended before.

    Where only the night is killed, its worker is left to itself: the next start has to wait for it.
    """
    log = folder / "runs" / "pirma" / "night.jsonl"
    things, delay = _told(log) + chance.choice((1, 2, 2, 3, 3, 6)), chance.uniform(0.0, 0.6)
    with begun(folder, sites) as process:
        while process.poll() is None and _told(log) < things:
            time.sleep(0.01)
        time.sleep(delay)
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        process.send_signal(signal.SIGKILL)
        if family:
            _kill(children)
        process.wait()
        assert process.stderr
        # What is left of the family has this open too: it is not read to its end.
        process.stderr.close()
    return process.returncode == -signal.SIGKILL


def _told(log: Path) -> int:
    return log.read_bytes().count(b"\n") if log.is_file() else 0


def _kill(family: list[psutil.Process]) -> None:
    for one in family:
        with contextlib.suppress(psutil.NoSuchProcess):
            one.kill()
    psutil.wait_procs(family, timeout=30)


def test_a_full_disk_is_a_clear_stop_and_the_night_goes_on_when_there_is_room(sites: Mapping[str, str], tmp_path: Path) -> None:
    with Served({"*": _growing, "/robots.txt": robots("")}, "127.0.0.90") as large:
        everyone = {"a": sites["a"], "z": large.url}
        with _limited():
            process = begun(tmp_path, everyone, given={"pages": 8})
        with process:
            _, told = process.communicate(timeout=120)
        assert process.returncode == 2, told
        record = read(tmp_path / "runs" / "pirma" / FILE)
        assert record.stopped
        assert "cannot be written" in record.stopped
        assert "z.sqlite" in record.stopped
        assert {each.institution: each.status for each in record.visits} == {"a": "complete", "z": "lost"}
        first = sealed(tmp_path)
        assert ended(tmp_path, everyone, given={"pages": 8})[0] == 0
    assert first.items() <= sealed(tmp_path).items()
    assert {each.institution: each.status for each in read(tmp_path / "runs" / "pirma" / FILE).visits} == {"a": "complete", "z": "complete"}


def _growing(path: str) -> Said:
    chance = random.Random(path)  # noqa: S311 (what cannot be packed)
    return page(path, f"{path.rstrip('/')}x", text=f"Teksts. {chance.randbytes(150_000).hex()}")


@contextlib.contextmanager
def _limited() -> Iterator[None]:
    """Who is started meanwhile can write no file that is larger than this, as on a disk that is nearly full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (_SMALL, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_night_that_is_told_to_stop_seals_what_it_has_and_goes_on_later(number: int, sites: Mapping[str, str], tmp_path: Path) -> None:
    with begun(tmp_path, sites, given={"delay": 0.3}) as process:
        log = tmp_path / "runs" / "pirma" / "night.jsonl"
        limit = time.monotonic() + 60
        while time.monotonic() < limit and not (log.is_file() and '"visit-began"' in log.read_text(encoding="utf-8")):
            time.sleep(0.05)
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode == 3
    record = read(tmp_path / "runs" / "pirma" / FILE)
    assert (record.stopped, record.exit_code) == ("interrupted", 3)
    assert {each.stopped_by for each in record.visits} <= {"interrupted", "exhausted"}
    assert ended(tmp_path, sites)[0] == 0
    assert {each.status for each in read(tmp_path / "runs" / "pirma" / FILE).visits} == {"complete"}
