"""Of what each machine of a cluster is made: answers of different versions must not be mixed in one run."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from importlib import metadata

from audits import catalogue
from data import vocabulary
from data.errors import ConfigError

Versions = Mapping[str, str]


def mine() -> dict[str, str]:
    """The versions here, and digests of the indicators and words that may change between releases."""
    return {
        "python": ".".join(platform.python_version_tuple()[:2]),
        **{name: metadata.version(name) for name in ("eindekss", "dask", "distributed", "scrapy")},
        "indicators": catalogue.digest()[:12],
        "vocabulary": vocabulary.load().digest[:12],
    }


def check(client: Versions, workers: Mapping[str, Versions]) -> None:
    """Raises ConfigError naming each worker that has another version of anything, and which."""
    faults = [
        f"{worker}: has {name} {there.get(name, 'none')}, this machine has {here}"
        for worker, there in sorted(workers.items())
        for name, here in client.items()
        if there.get(name) != here
    ]
    if faults:
        raise ConfigError(
            [*faults, "install the same eindekss on every machine (pip install with requirements.lock) and start the workers anew"]
        )
