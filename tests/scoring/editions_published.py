"""A published edition for tests: the small one that was measured, frozen, and ways to meddle with it afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from data.types import Text
from scoring.publication import digest
from scoring.publication.about import Publisher, Terms
from scoring.publication.frozen import publish
from scoring.publication.used import evidence
from tests.scoring.measured import Files, measured

INDICATORS = ("site-search", "broken-links", "form-count")
TERMS = Terms(publisher=Publisher(Text("Ministrija", "Ministry"), "https://www.varam.gov.lv"), address="https://data.gov.lv/dati/e-indekss")


def published(folder: Path, out: str = "editions", terms: Terms = TERMS, files: Files | None = None, runs: int = 0) -> Path:
    """The folder of the edition; what it was made of lies in ``folder`` too."""
    found = files or measured(folder)
    inputs = found.read()
    assert inputs.visits is not None
    return publish(inputs, folder / out, evidence=evidence(found.bundles, inputs.visits, INDICATORS), terms=terms, runs=runs)


def meddled(folder: Path, name: str, old: str, new: str) -> None:
    """Put other words into a published file."""
    altered(folder, name, lambda text: text.replace(old, new, 1))


def altered(folder: Path, name: str, change: Callable[[str], str]) -> None:
    """Change a published file, against its being read-only."""
    path = folder / name
    path.chmod(0o644)
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    path.write_text(change(text), encoding="utf-8")


def covered_up(folder: Path) -> None:
    """Make the digest anew, as one would who wants to hide what was changed."""
    path = folder / digest.NAME
    path.chmod(0o644)
    path.write_bytes(digest.digest_file(folder))
