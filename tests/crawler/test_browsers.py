"""A Chromium is found in the order promised; where there is none, one sentence names both remedies."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.browsers import NO_BROWSER, NO_DRIVER, find_browser, provide_browser, provide_driver
from data.errors import ConfigError
from data.settings import Settings

RUNS = "#!/bin/sh\necho Chromium 156.0.1\n"
BREAKS = "#!/bin/sh\necho 'error while loading shared libraries' >&2; exit 127\n"


def executable(path: Path, text: str = RUNS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="ascii")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any browser: ``bin`` is its PATH, ``playwright`` the folder of Playwright's browsers."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    return tmp_path


@pytest.mark.parametrize(
    ("given", "there", "path", "source"),
    [
        ("", ["bin/chromium", "bin/google-chrome"], "bin/chromium", "PATH"),
        ("", ["bin/chromium", "bin/chromium-headless-shell"], "bin/chromium-headless-shell", "PATH"),
        ("", ["bin/chromium-browser"], "bin/chromium-browser", "PATH"),
        (
            "",
            ["bin/chromium", "playwright/chromium-1200/chrome-linux/chrome"],
            "playwright/chromium-1200/chrome-linux/chrome",
            "playwright",
        ),
        ("mine/browser", ["mine/browser", "bin/chromium"], "mine/browser", "settings"),
    ],
)
def test_the_order(bare: Path, given: str, there: list[str], path: str, source: str) -> None:
    for name in there:
        executable(bare / name)
    found = find_browser(Settings(browser=str(bare / given) if given else None))
    assert (found.path, found.source, found.version) == (bare / path, source, "Chromium 156.0.1")


def test_one_that_does_not_run_is_passed_over(bare: Path) -> None:
    executable(bare / "bin" / "chromium-headless-shell", BREAKS)
    executable(bare / "bin" / "google-chrome")
    assert find_browser(Settings()).path.name == "google-chrome"


def test_none_at_all_is_one_sentence_with_both_remedies(bare: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        find_browser(Settings())
    assert caught.value.faults == (NO_BROWSER,)
    assert [remedy in NO_BROWSER for remedy in ("playwright install chromium", "apt-get install -y chromium-headless-shell")] == [
        True,
        True,
    ]
    assert bare.is_dir()


@pytest.mark.parametrize("text", [None, BREAKS])
def test_one_asked_for_by_hand_is_not_replaced_by_another(bare: Path, text: str | None) -> None:
    executable(bare / "bin" / "chromium")
    if text:
        executable(bare / "mine", text)
    for find in (find_browser, provide_browser):
        with pytest.raises(ConfigError, match="mine: is no usable Chromium; correct the path in EINDEKSS_BROWSER"):
            find(Settings(browser=str(bare / "mine")))


def test_one_is_installed_where_there_is_none(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Playwright's installation fails; apt-get, where we may use it, brings the package."""
    copy = f'#!/bin/sh\necho "$@" >> {bare}/asked\n[ "$1" = update ] || cp {bare}/shell {bare}/bin/chromium-headless-shell\n'
    executable(bare / "shell")
    executable(bare / "bin" / "apt-get", copy)
    (bare / "bin" / "cp").symlink_to("/bin/cp")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(sys, "executable", str(executable(bare / "python", "#!/bin/sh\nexit 1\n")))
    assert provide_browser(Settings()).path == bare / "bin" / "chromium-headless-shell"
    assert (bare / "asked").read_text().splitlines() == ["update", "install -y --no-install-recommends chromium-headless-shell"]


def test_where_nothing_helps_the_command_ends_with_two(bare: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "PLAYWRIGHT_BROWSERS_PATH": str(bare / "playwright"), "EINDEKSS_BROWSER": "/nowhere"}
    done = subprocess.run([sys.executable, "-m", "crawler.browsers"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "EINDEKSS_BROWSER" in done.stderr


def test_a_driver_that_does_not_start_gets_what_it_lacks(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a bare Debian: Playwright's driver lacks a library, and installing it as root helps."""
    driver = executable(bare / "driver", f"#!/bin/sh\n[ -e {bare}/libatomic ] && echo Version 1.65.2\n")
    monkeypatch.setattr("crawler.browsers._DRIVER", [str(driver)])
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(ConfigError) as caught:
        provide_driver()
    assert str(caught.value) == NO_DRIVER
    executable(bare / "bin" / "apt-get", f'#!/bin/sh\n[ "$1" = update ] || [ "$4" != libatomic1 ] || : > {bare}/libatomic\n')
    assert provide_driver() == "1.65.2"
