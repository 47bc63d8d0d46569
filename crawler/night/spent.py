"""The processor time of the process that makes a night's visits and of all that it began: browser, judges, readers of documents.

Visits share that process, so none of them has a time of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import psutil


@dataclass(slots=True)
class Meter:
    """Counts from the beginning of a process, this one unless told. What was killed between two looks is partly missed: the seconds told
    are a lower bound.
    """

    head: psutil.Process = field(default_factory=psutil.Process)
    _gone: float = 0.0
    _last: float = 0.0

    def look(self) -> float:
        """Seconds of processor time, user's and system's, so far."""
        now = _spent(self.head) + sum(_spent(each) for each in _children(self.head))
        # Whoever ends while nobody waits for it takes its time along, as the tabs of a browser that is closed.
        self._gone += max(0.0, self._last - now)
        self._last = now
        return round(self._gone + now, 2)


def _children(head: psutil.Process) -> list[psutil.Process]:
    try:
        return head.children(recursive=True)
    except psutil.Error:
        return []


def _spent(process: psutil.Process) -> float:
    """Its own time, and that of its children which have ended."""
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)
