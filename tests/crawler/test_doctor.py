"""The doctor says what is there and what is missing, and ends with 0 only if an audit can run."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler import axe
from crawler.cli import doctor
from crawler.doctor import able, examine, told
from data.settings import Settings


def test_here_an_audit_can_run(tmp_path: Path) -> None:
    parts = examine(Settings(), tmp_path)
    assert able(parts), list(told(parts))
    named = {part.name: part for part in parts}
    assert list(named) == [
        *("Python", "eindekss", "Scrapy", "playwright", "selenium", "axe-selenium-python", "sqlite-utils", "SQLite"),
        *("Playwright's driver", "browser", "axe-core", "second engine chromium", "second engine firefox", "data folder"),
    ]
    assert named["axe-core"].state == f"{axe.VERSION} (sha256 as published)"
    assert "Chrom" in named["browser"].state


def test_what_is_missing_is_told_with_its_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    (tmp_path / "file").touch()
    result = CliRunner().invoke(doctor)
    assert result.exit_code == 2
    for words in ("MISSING  browser", "playwright install chromium", "apt-get install -y chromium-driver", "firefox-esr", "cannot run"):
        assert words in result.output
    assert not able(examine(Settings(), tmp_path / "file"))


def test_an_axe_that_is_none_is_told(tmp_path: Path) -> None:
    named = {part.name: part for part in examine(Settings(axe=tmp_path / "none.js"), tmp_path)}
    assert (named["axe-core"].ok, "leave out --axe" in named["axe-core"].remedy) == (False, True)


def test_a_broken_setting_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EINDEKSS_BROWSER", "/nowhere")
    result = CliRunner().invoke(doctor)
    assert (result.exit_code, "/nowhere: is no usable Chromium" in result.output) == (2, True)
