"""What travels to a worker: a visit without any path of the machine that asks for it, and the files that its settings name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crawler.visit import Job

_FILES = ("ca", "axe")


@dataclass(frozen=True, slots=True)
class Shipped:
    """A visit, the name of its bundle and the content of the files in its settings. The browser is the worker's own."""

    job: Job
    name: str
    files: Mapping[str, bytes]


def shipped(jobs: Sequence[Job]) -> tuple[Shipped, ...]:
    """The visits, ready to travel."""
    return tuple(_shipped(job) for job in jobs)


def _shipped(job: Job) -> Shipped:
    files = {name: path.read_bytes() for name in _FILES if (path := getattr(job.settings, name)) is not None}
    settings = replace(job.settings, browser=None, ca=None, axe=None)
    return Shipped(replace(job, settings=settings, path=Path(job.path.name), blobs=None), job.path.name, files)


def unpacked(cargo: Sequence[Shipped], folder: Path) -> list[Job]:
    """The visits as they are made in this folder of the worker; an earlier bundle counts only where it can be read here."""
    return [_unpacked(each, folder) for each in cargo]


def _unpacked(cargo: Shipped, folder: Path) -> Job:
    for name, content in cargo.files.items():
        (folder / name).write_bytes(content)
    ca, axe = (folder / name if name in cargo.files else None for name in _FILES)
    settings = replace(cargo.job.settings, ca=ca, axe=axe)
    earlier = cargo.job.earlier if cargo.job.earlier is not None and cargo.job.earlier.is_file() else None
    return replace(cargo.job, settings=settings, path=folder / cargo.name, earlier=earlier)
