"""The process that makes the visits of a batch: ordinary visits, but for the seats that they share with all workers."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection

from crawler.cluster.seats import joined
from crawler.worker import Order, work


@dataclass(frozen=True, slots=True)
class Start:
    """What the process is told first, and the only thing: its order, the scheduler, and the event by which all are stopped."""

    order: Order
    scheduler: str
    stop: str


def main(file: int) -> None:
    """Carry out the order that comes over this pipe."""
    with Connection(file) as wire:
        start: Start = wire.recv()
        work(start.order, wire, partial(joined, start.scheduler, start.stop))


if __name__ == "__main__":
    main(int(sys.argv[1]))
