"""A visit that is interrupted seals what it saw; one that is killed leaves nothing that could be taken for a bundle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from data.bundle import Bundle
from data.errors import ConfigError
from tests.crawler.serving import Said, Served, page, robots, visited

ROOT = Path(__file__).parents[2]
VISIT = """
import sys
from pathlib import Path
from crawler.visit import Job
from crawler.visits import run_visits
from tests.crawler.serving import institution, settings
run_visits([Job(institution(sys.argv[1]), "run", settings(delay=0.2), Path(sys.argv[2]))])
"""


@contextmanager
def under_way(folder: Path) -> Iterator[tuple[subprocess.Popen[str], Served, Path]]:
    """A visit in a process of its own to a site without end, some pages into it."""
    path = folder / "piemers.sqlite"
    with Served({"*": lambda path: page(path, f"{path.rstrip('/')}x"), "/robots.txt": robots("")}) as site:
        command = [sys.executable, "-c", VISIT, site.url, str(path)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
            try:
                _wait_until(lambda: len(site.asked) > 8, process)
                yield process, site, path
            finally:
                process.kill()


def _wait_until(true: object, process: subprocess.Popen[str], seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_a_full_disk_is_one_clear_message_and_leaves_nothing(tmp_path: Path) -> None:
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n{VISIT.replace('delay=0.2', 'delay=0')}"
    body = "".join(f"{number:x} " for number in range(60_000))
    with Served({"*": lambda path: page(path, f"{path.rstrip('/')}x", text=path + body), "/robots.txt": robots("")}) as site:
        command = [sys.executable, "-c", limited, site.url, str(tmp_path / "piemers.sqlite")]
        told = subprocess.run(
            command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=40, check=False
        )
    last = told.stderr.strip().splitlines()[-1]
    assert "ConfigError" in last
    assert "piemers.sqlite: cannot be written" in last
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_to_is_told_before_the_site_hears_of_us(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with Served({"/": page("Sākums")}) as site, pytest.raises(ConfigError, match="cannot write there"):
        visited(site.url, tmp_path / "file")
    assert site.asked == []


def test_ctrl_c_while_a_page_hangs_in_the_browser_is_heard_at_once(tmp_path: Path) -> None:
    hanging = threading.Event()

    def hang(_: BaseHTTPRequestHandler) -> None:
        hanging.set()
        time.sleep(90)

    first = iter([page("Sākums")])
    path = tmp_path / "piemers.sqlite"
    with Served({"/": lambda _: next(first, Said(raw=hang)), "/robots.txt": robots("")}) as site:
        command = [sys.executable, "-c", VISIT.replace("delay=0.2", "delay=0, render=1, pages=1"), site.url, str(path)]
        with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}) as process:
            assert hanging.wait(60)
            process.send_signal(signal.SIGINT)
            # The page still hangs: the end has not waited for it.
            process.communicate(timeout=60)
    with Bundle(path) as bundle:
        assert (bundle.manifest["status"], bundle.snapshot().coverage.stopped_by) == ("partial", "interrupted")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_seals_a_partial_bundle(number: signal.Signals, tmp_path: Path) -> None:
    with under_way(tmp_path) as (process, _, path):
        process.send_signal(number)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "partial bundle" in told
    with Bundle(path) as bundle:
        bundle.verify()
        coverage = bundle.snapshot().coverage
        assert (bundle.manifest["status"], coverage.stopped_by, coverage.whole) == ("partial", "interrupted", False)
        assert any(page.exchange for page in bundle.snapshot().pages)


def test_a_second_ctrl_c_keeps_nothing(tmp_path: Path) -> None:
    with under_way(tmp_path) as (process, _, _):
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)
        time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=15)
    # The first may have been faster than the second: then there is a sealed bundle, never a half.
    assert sorted(path.name for path in tmp_path.iterdir()) in ([], ["piemers.sqlite"])


def test_killed_in_the_middle_it_leaves_no_bundle_and_the_next_visit_succeeds(tmp_path: Path) -> None:
    with under_way(tmp_path) as (process, _, path):
        process.kill()
        process.wait()
        assert not path.exists()
        assert [each.name for each in tmp_path.iterdir()] == ["piemers.sqlite.part"]
    with Served({"/": page("Sākums")}) as site:
        seen = visited(site.url, tmp_path)
    assert seen.manifest["status"] == "complete"
    assert [each.name for each in tmp_path.iterdir()] == ["piemers.sqlite"]
