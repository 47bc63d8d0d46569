"""A cluster of processes on loopback, and small sites for its workers."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster

_SETTINGS = {
    "distributed.scheduler.worker-saturation": 1.0,
    "distributed.scheduler.locks.lease-timeout": "5s",
    "distributed.scheduler.locks.lease-validation-interval": "500ms",
}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """Three workers of one thread, each a process of its own that is started again when it dies."""
    folder = tmp_path_factory.mktemp("dask")
    # A worker that a test kills is told of loudly; that is what the test is about.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with (
        dask.config.set(_SETTINGS),
        LocalCluster(
            n_workers=3, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", local_directory=str(folder)
        ) as running,
    ):
        yield running


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder of a run."""
    folder = tmp_path / "run"
    folder.mkdir()
    return folder
