"""Where the sites of a night were asked: bodies on one server, whatever their names and content systems, have its faults in common."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from crawler.night.record import counting
from data.bundle import Bundle
from data.errors import BundleError


def servers(folder: Path) -> Mapping[str, str]:
    """By body, the addresses of the server of its site, as the bundle of that run that counts has them; a body without any is left out."""
    found = {name: _server(path) for name, path in counting(folder).items()}
    return {name: server for name, server in found.items() if server}


def _server(path: Path) -> str:
    try:
        with Bundle(path) as bundle:
            # The first to be asked is the site itself, for its robots.txt.
            first = next((row for row in bundle.log() if row["event"] == "request"), {})
    except BundleError:
        return ""
    return " ".join(first.get("addresses", ()))
