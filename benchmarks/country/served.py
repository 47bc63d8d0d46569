"""The simulated country, served: a process of its own, the tables and hosts that a crawl needs, and the way to steer it."""

from __future__ import annotations

import asyncio
import csv
import gc
import json
import multiprocessing
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from benchmarks.country.fates import Country
from benchmarks.country.land import Land
from benchmarks.country.mould import Mould
from benchmarks.country.name_server import NameServer
from benchmarks.country.places import CANARIES, NETWORK
from benchmarks.country.server import Doors, Steering, many_doors
from data import registry

CANARY = "kanarinis.test"
"""The name that stands for our own network."""
_MUNICIPALITY = {
    "kind": "novads",
    "region": "Vidzemes plānošanas reģions",
    "population": "9000",
    "population_year": "2025",
    "source": "invented for a benchmark; not a real place",
    "reg_no_basis": "sourced",
    "population_basis": "sourced",
}


@dataclass(frozen=True, slots=True)
class Served:
    """A country that answers. ``registry`` and ``hosts`` are what ``eindekss crawl`` takes; ``steering`` is where it is told of nights."""

    country: Country
    port: int
    steering: int
    names: str
    """The name server, ``address:port``."""
    registry: Path
    hosts: Path
    process: psutil.Process

    def steer(self, **asked: object) -> dict[str, Any]:
        """Tell of a night (``night=2``) or an outage (``cut="network"``, ``"dns"`` or ``""``); returns how things are, counts and CPU."""
        with socket.create_connection(("127.0.0.1", self.steering), 30) as wire:
            wire.sendall(json.dumps(asked).encode())
            answer: dict[str, Any] = json.loads(wire.makefile().readline())
            return answer

    @property
    def flags(self) -> Sequence[str]:
        """What a crawl or night must be given to reach the country, and nothing else."""
        allowed = [flag for each in (NETWORK, "127.78") for flag in ("--allow-address", f"{each}.0.0/16")]
        asks_nobody = ("--resolver", "none", "--open-data", "none", "--odata", "none")
        return ("--registry", str(self.registry), "--hosts", str(self.hosts), *allowed, *asks_nobody)


@contextmanager
def served(country: Country, pages: int, folder: Path, quiet: float = 10.0) -> Iterator[Served]:
    """The country, served by a process of its own; ``folder`` takes the tables and the hosts file.

    ``quiet`` seconds without a plain request for its front page end a look at a body.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(country, pages, quiet, there), daemon=True)
    process.start()
    try:
        port, steering, names = here.recv()
        yield Served(country, port, steering, names, _tables(country, port, folder), _hosts(country, folder), psutil.Process(process.pid))
    finally:
        process.terminate()
        process.join()


def _serve(country: Country, pages: int, quiet: float, wire: Connection) -> None:
    many_doors(country.bodies)
    asyncio.run(_serving(country, pages, quiet, wire))


async def _serving(country: Country, pages: int, quiet: float, wire: Connection) -> None:
    loop = asyncio.get_running_loop()
    hosts = {place.host: place.address for place in country.places} | {CANARY: CANARIES[0]}
    told, names = await loop.create_datagram_endpoint(lambda: NameServer(hosts), ("127.0.0.1", 0))
    port = _free_port()
    land = Land(country, Mould(port, datetime.now(UTC).date(), pages), names, quiet)
    doors = Doors(land, port)
    await doors.go_by_the_weather()
    entrance = await loop.create_server(lambda: Steering(land, doors), "127.0.0.1", 0)
    gc.freeze()
    wire.send((port, entrance.sockets[0].getsockname()[1], "{}:{}".format(*told.get_extra_info("sockname"))))
    await asyncio.Event().wait()


def _free_port() -> int:
    """A port that is free at the first canary's address, and so very likely at all."""
    with socket.socket() as tried:
        tried.bind((CANARIES[0], 0))
        return int(tried.getsockname()[1])


def _hosts(country: Country, folder: Path) -> Path:
    path = folder / "hosts"
    bodies = "".join(f"{place.address} {place.host}\n" for place in country.places)
    path.write_text(f"{bodies}{CANARIES[0]} {CANARY}\n", encoding="utf-8")
    return path


def _tables(country: Country, port: int, folder: Path) -> Path:
    """The registry of the country; tables that it needs no rows of are empty."""
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "id": place.id,
            "name_lv": f"{place.stem}u novads",
            "name_en": f"{place.stem}i Municipality",
            "atvk": place.atvk,
            "reg_no": place.reg_no,
            "website": f"http://{place.host}:{port}",
            **_MUNICIPALITY,
        }
        for place in country.places
    ]
    for name, columns in registry.TABLES.items():
        with (inputs / name).open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, [*columns])
            table.writeheader()
            table.writerows(rows if name == "municipalities.csv" else ())
    return inputs
