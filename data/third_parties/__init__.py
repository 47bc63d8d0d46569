"""Who answers at the hosts that pages load things from: third-party-web by Patrick Hulce, vendored unmodified under the MIT licence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

VERSION = "0.30.0"
"""Of the vendored file; the npm package ``third-party-web`` of this version holds the same bytes."""
SHA256 = "ee020cf9a220f14c1b90e3858a615341ee5174a201fa4083390349a23fae23d7"
"""Of ``dist/entities-nostats.json`` as published."""
FILE = Path(__file__).with_name("entities-nostats.json")


@dataclass(frozen=True, slots=True)
class Party:
    """Who it is, and what for: ``ad``, ``analytics``, ``social``, ``tag-manager``, ``cdn``, ``hosting``, ``utility`` and the like."""

    name: str
    category: str


def party(host: str) -> Party | None:
    """The party that a host belongs to, by the host itself or what stands above it; None when nobody knows it.

    >>> party("stats.g.doubleclick.net").category, party("www.piemers.test")
    ('ad', None)
    """
    exact, below = _known()
    labels = host.lower().split(".")
    above = (below.get(".".join(labels[place:])) for place in range(len(labels) - 1))
    return exact.get(host.lower()) or next((found for found in above if found), None)


@cache
def _known() -> tuple[Mapping[str, Party], Mapping[str, Party]]:
    """The parties by host, and by the domain whose hosts are all theirs."""
    exact: dict[str, Party] = {}
    below: dict[str, Party] = {}
    for entity in json.loads(FILE.read_text(encoding="utf-8")):
        one = Party(entity["name"], entity["category"])
        for domain in entity["domains"]:
            wide = domain.startswith("*.")
            (below if wide else exact).setdefault(domain.removeprefix("*."), one)
    return exact, below
