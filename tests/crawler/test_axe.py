"""The vendored engine is the published one, and another is taken only if it is one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from crawler import axe
from data.errors import ConfigError
from data.settings import Settings


def test_the_vendored_file_is_byte_for_byte_the_published_one() -> None:
    assert hashlib.sha256(axe.FILE.read_bytes()).hexdigest() == axe.SHA256
    assert axe.intact()
    assert axe.version(Settings()) == axe.VERSION


def test_its_licences_lie_beside_it() -> None:
    assert "Mozilla Public License" in axe.FILE.with_name("LICENSE").read_text(encoding="utf-8")
    assert axe.FILE.with_name("LICENSE-3RD-PARTY.txt").stat().st_size > 1000
    assert "Mozilla Public" in axe.script(Settings())[:600]


def test_another_version_can_be_given(tmp_path: Path) -> None:
    other = tmp_path / "axe.min.js"
    other.write_text("/*! axe v4.99.0\n */ 0", encoding="utf-8")
    assert (axe.version(Settings(axe=other)), axe.file(Settings(axe=other))) == ("4.99.0", other)


@pytest.mark.parametrize(
    ("content", "words"), [(None, "cannot be read"), (b"alert(1)", "is no axe-core script"), (b"\xff\xfe", "cannot be read")]
)
def test_what_is_no_engine_is_refused(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "axe.js"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=words):
        axe.script(Settings(axe=path))
