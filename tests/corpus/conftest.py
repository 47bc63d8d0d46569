"""The corpus is visited once a run of the tests, for all who ask."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from crawler.progress import Progress
from tests.corpus.measure import Measured, measure


@pytest.fixture(scope="session")
def visits(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bundles, filled as ``halves`` measures."""
    return tmp_path_factory.mktemp("corpus")


@pytest.fixture(scope="session")
def halves(visits: Path) -> Mapping[str, Measured]:
    """What was answered of both halves, beside the truth."""
    return {half: measure([half], visits, Progress(quiet=True)) for half in ("dev", "test")}
