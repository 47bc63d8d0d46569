"""A Chromium to look with: where one is found on this machine, and how one is got where there is none.

Order: the path given by hand (``EINDEKSS_BROWSER``), Playwright's own, then the Chromiums on the PATH.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.errors import ConfigError, EindekssError
from data.settings import Settings

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Looked for on the PATH, in this order: the headless shell draws the same pages with a fifth less work."""
REMEDY = "run 'playwright install chromium', or on Debian and Ubuntu 'apt-get install -y chromium-headless-shell'"
NO_BROWSER = f"No Chromium was found: {REMEDY}, or give the path of one in EINDEKSS_BROWSER."
NO_DRIVER = (
    "Playwright, which drives the browser, does not start here: a system library is missing (on Debian and Ubuntu 'apt-get install -y "
    "libatomic1'), or 'python -m playwright --version' tells why."
)

_DRIVER = [sys.executable, "-m", "playwright", "--version"]
_SHELLS = ("chromium_headless_shell-*/*/chrome-headless-shell", "chromium_headless_shell-*/*/headless_shell", "chromium-*/*/chrome")
_ANSWER_SECONDS = 20
_INSTALL_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Found:
    """A usable browser: its executable, where it was found (``settings``, ``playwright`` or ``PATH``), and what it calls itself."""

    path: Path
    source: str
    version: str


def find_browser(settings: Settings) -> Found:
    """The first usable Chromium of the order above.

    Raises ConfigError where a path was given and does not work (no other is tried: it was asked for), and where there is none.
    """
    if settings.browser:
        return _given(settings.browser)
    for path, source in _candidates():
        if version := _version(path):
            return Found(path, source, version)
    raise ConfigError(NO_BROWSER)


def driver_version() -> str:
    """What Playwright's driver calls itself. Raises ConfigError where it does not start, as on the barest of systems."""
    answer = _answer(_DRIVER)
    if answer is None or not answer.strip():
        raise ConfigError(NO_DRIVER)
    return answer.strip().removeprefix("Version ")


def provide_driver() -> str:
    """A driver that starts, what it lacks installed first. Raises ConfigError where that fails too."""
    try:
        return driver_version()
    except ConfigError:
        apt = _apt()
        if not (apt and _succeeds([apt, "update"]) and _succeeds([apt, "install", "-y", "--no-install-recommends", "libatomic1"])):
            raise
    return driver_version()


def provide_browser(settings: Settings) -> Found:
    """A usable Chromium, installed first where there is none. Raises ConfigError where that fails too."""
    try:
        return find_browser(settings)
    except ConfigError:
        if settings.browser:
            raise
    for commands in (_by_playwright(), *_by_apt()):
        if all(_succeeds(command) for command in commands):
            try:
                return find_browser(settings)
            except ConfigError:
                continue
    raise ConfigError(NO_BROWSER)


def _given(name: str) -> Found:
    path = shutil.which(name) or name
    if version := _version(Path(path)):
        return Found(Path(path), "settings", version)
    raise ConfigError(f"{name}: is no usable Chromium; correct the path in EINDEKSS_BROWSER, or unset it and {REMEDY}.")


def _candidates() -> Iterator[tuple[Path, str]]:
    for pattern in _SHELLS:
        for path in sorted(_playwright_folder().glob(pattern), reverse=True):
            yield path, "playwright"
    for name in NAMES:
        if executable := shutil.which(name):
            yield Path(executable), "PATH"


def _playwright_folder() -> Path:
    given = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if given and given != "0":
        return Path(given)
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "ms-playwright"


def _version(path: Path) -> str:
    """What the executable calls itself, empty if it does not run: a package may be there without its libraries."""
    answer = _answer([str(path), "--version"]) or ""
    # Debian's wrapper writes remarks around it.
    lines = [line.strip() for line in answer.splitlines() if any(mark in line for mark in ("Chrom", "HeadlessChrome"))]
    return lines[-1] if lines else ""


def _answer(command: list[str]) -> str | None:
    """What a command writes; None where it cannot be run, fails or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_ANSWER_SECONDS, check=False)  # noqa: S603 - found by us
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _by_playwright() -> tuple[list[str], ...]:
    return ([sys.executable, "-m", "playwright", "install", "chromium"],)


def _by_apt() -> Iterator[tuple[list[str], ...]]:
    apt = _apt()
    if apt is None:
        return
    for package in ("chromium-headless-shell", "chromium"):
        yield [apt, "update"], [apt, "install", "-y", "--no-install-recommends", package]


def _apt() -> str | None:
    """Debian's installer, where it is there and we may use it."""
    return shutil.which("apt-get") if os.geteuid() == 0 else None


def _succeeds(command: list[str]) -> bool:
    sys.stderr.write(f"{' '.join(command)}\n")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, stdout=sys.stderr, env=environment, timeout=_INSTALL_SECONDS, check=False)  # noqa: S603 - fixed words
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def main() -> int:
    """``python -m crawler.browsers``: see that there is a browser; 0, or 2 with one sentence."""
    try:
        provide_driver()
        found = provide_browser(Settings.load())
    except EindekssError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{found.version} ({found.path})\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
