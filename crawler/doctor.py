"""What this machine has for an audit, in which versions, and what is missing with its remedy."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from crawler import axe, identity
from crawler.browsers import driver_version, find_browser
from crawler.drivers import driver_path, firefox_path, missing_part
from data.errors import ConfigError
from data.settings import Settings

PYTHON = (3, 11)
VAR = Path(__file__).parent.parent / "data" / "var"
"""Where bundles and reports are kept unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was looked for. ``needed`` without it no audit can run; ``remedy`` where it is not as it should be."""

    name: str
    state: str
    ok: bool = True
    needed: bool = True
    remedy: str = ""

    @property
    def mark(self) -> str:
        """``ok``, ``MISSING``, or ``no`` for what an audit can do without."""
        return "ok" if self.ok else "MISSING" if self.needed else "no"


def examine(settings: Settings, folder: Path = VAR) -> tuple[Part, ...]:
    """Everything an audit needs or can use, as found now."""
    return (*_software(), _driver(), _browser(settings), _axe(settings), *_second_engines(), _folder(folder))


def able(parts: tuple[Part, ...]) -> bool:
    """Whether an audit can run."""
    return all(part.ok for part in parts if part.needed)


def told(parts: tuple[Part, ...]) -> Iterator[str]:
    """The findings in lines for people."""
    width = max(len(part.name) for part in parts)
    for part in parts:
        yield f"{part.mark:<8} {part.name:<{width}}  {part.state}"
        if not part.ok:
            yield f"{'':<8} {'':<{width}}  {part.remedy}"
    yield "An audit can run." if able(parts) else "An audit cannot run until what is missing is there."


def _software() -> Iterator[Part]:
    yield Part("Python", platform.python_version(), sys.version_info >= PYTHON, remedy="install Python 3.11 or newer")
    yield Part("eindekss", identity.version())
    yield from map(_package, ("Scrapy", "playwright", "selenium", "axe-selenium-python", "sqlite-utils"))
    yield Part("SQLite", sqlite3.sqlite_version)


def _package(name: str) -> Part:
    try:
        return Part(name, version(name))
    except PackageNotFoundError:
        return Part(name, "not installed", ok=False, remedy="run 'make' to complete the environment")


def _driver() -> Part:
    try:
        return Part("Playwright's driver", driver_version())
    except ConfigError as error:
        return Part("Playwright's driver", "does not start", ok=False, remedy=str(error))


def _browser(settings: Settings) -> Part:
    try:
        found = find_browser(settings)
    except ConfigError as error:
        return Part("browser", "none usable", ok=False, remedy=str(error))
    return Part("browser", f"{found.version} ({found.path}, from {found.source})")


def _axe(settings: Settings) -> Part:
    try:
        declared = axe.version(settings)
    except ConfigError as error:
        return Part("axe-core", "not usable", ok=False, remedy=str(error))
    if settings.axe:
        return Part("axe-core", f"{declared} ({settings.axe}, given by hand)")
    remedy = "the vendored crawler/axe/axe.min.js was changed; restore it from the repository"
    return Part("axe-core", f"{declared} ({'sha256 as published' if axe.intact() else 'sha256 differs'})", axe.intact(), remedy=remedy)


def _second_engines() -> Iterator[Part]:
    for engine in ("chromium", "firefox"):
        lacking = missing_part(engine)
        names = [str(path) for path in (driver_path(engine), firefox_path() if engine == "firefox" else None) if path]
        state = "not available" if lacking else f"{_first_line(driver_path(engine))} ({', '.join(names)})"
        yield Part(f"second engine {engine}", state, not lacking, needed=False, remedy=lacking)


def _first_line(executable: Path | None) -> str:
    if executable is None:
        return ""
    try:
        answer = subprocess.run([executable, "--version"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603 - a driver found by us
    except (OSError, subprocess.TimeoutExpired):
        return "does not answer"
    return " ".join((answer.stdout.splitlines() or ["does not answer"])[0].split()[:2])


def _folder(folder: Path) -> Part:
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    return Part("data folder", str(folder), writable, remedy=f"{nearest} cannot be written to; change its rights, or give --out DIR")
