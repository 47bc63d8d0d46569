"""The visits of a night made by the workers of a cluster, which have their own health: only what begins and ends is heard of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from crawler.cluster.run import go
from crawler.run import Hear
from crawler.visit import Job
from crawler.visits import NOT_BEGUN, Ended
from crawler.worker import MakeGate


@dataclass(slots=True)
class OnCluster:
    """As ``crawler.run.Run``, by the Dask scheduler at this address. Nobody watches beside those visits: whether we were sick meanwhile is
    not known, and they are not held back at the end of the night.
    """

    scheduler: str
    jobs: Sequence[Job]
    at_once: int
    tabs: int
    reserve: int
    quiet: bool
    gate: MakeGate
    hear: Hear
    _ended: list[Ended] = field(default_factory=list)

    @property
    def stopped(self) -> bool:
        """Whether it was told to stop: whoever is not asked to makes every visit."""
        return any(each.status == NOT_BEGUN for each in self._ended)

    def go(self) -> list[Ended]:
        """Make the visits; returns how each ended, in order. Raises ConfigError, KeyboardInterrupt."""
        self._ended = go(
            self.jobs, self.scheduler, at_once=self.at_once, tabs=self.tabs, reserve=self.reserve, quiet=self.quiet, hear=self.hear
        )
        return self._ended
