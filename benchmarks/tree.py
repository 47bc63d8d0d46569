"""What a command costs with all its processes: CPU by part, and the peak of their memory."""

from __future__ import annotations

import subprocess
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

_EVERY = 1.0
_MARKS: Mapping[str, str] = {
    "--type=": "browser",
    "chrom": "browser",
    "playwright": "driver",
    "crawler.aside": "judging",
    "gatherers.pdf": "documents",
    "spawn_main": "visits",
}
"""Marks of command lines, the first that fits: whose work it is. ``visits`` fetch; what is left is the command's own process."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall seconds; CPU seconds by part (user and system); the peak of the proportional set size in MiB; the exit code and last words."""

    exit_code: int
    seconds: float
    cpu: Mapping[str, float] = field(default_factory=dict)
    peak_mib: float = 0.0
    said: str = ""

    @property
    def cpu_seconds(self) -> float:
        """Of all processes together."""
        return sum(self.cpu.values())


def run(command: Sequence[str], log: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command to its end, its output into a file. The last second of a process's CPU may be missed, and whole processes that
    live for less.
    """
    began = time.monotonic()
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=dict(environment))  # noqa: S603 (our own command)
        watch = _Watch(psutil.Process(process.pid))
        watch.start()
        code = process.wait()
        watch.over.set()
        watch.join()
    said = "\n".join(log.read_text(encoding="utf-8").splitlines()[-3:])
    return Cost(code, time.monotonic() - began, watch.by_part(), watch.peak / 2**20, said)


class _Watch(threading.Thread):
    """Looks at a process and its children again and again until ``over``."""

    def __init__(self, head: psutil.Process) -> None:
        super().__init__(daemon=True)
        self._head = head
        self._seen: dict[tuple[int, float], tuple[str, float]] = {}
        self.over = threading.Event()
        self.peak = 0.0

    def run(self) -> None:
        """Look again and again."""
        while not self.over.wait(_EVERY):
            try:
                family = [self._head, *self._head.children(recursive=True)]
            except psutil.Error:
                return
            self.peak = max(self.peak, sum(self._look(each) for each in family))

    def _look(self, process: psutil.Process) -> float:
        """Remember its CPU; returns its memory."""
        try:
            with process.oneshot():
                times = process.cpu_times()
                key = (process.pid, process.create_time())
                part = self._seen[key][0] if key in self._seen else _part(process, self._head)
                self._seen[key] = (part, times.user + times.system)
            return float(process.memory_full_info().pss)
        except psutil.Error:
            return 0.0

    def by_part(self) -> dict[str, float]:
        """CPU seconds."""
        spent: Counter[str] = Counter()
        for part, seconds in self._seen.values():
            spent[part] += seconds  # type: ignore[assignment]  # a counter of seconds
        return {part: round(float(seconds), 2) for part, seconds in sorted(spent.items())}


def _part(process: psutil.Process, head: psutil.Process) -> str:
    if process.pid == head.pid:
        return "command"
    words = " ".join(process.cmdline())
    return next((part for mark, part in _MARKS.items() if mark in words), "other")
