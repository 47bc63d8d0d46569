"""One visit to a body as validation reads it: what was seen, of how much of the site, and which addresses were there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from audits.domains import registrable
from data.addresses import root
from data.types import Coverage, Outcome
from scoring.validation.verdict import Seen

FAILED_VISIT = "failed"
_NOT_LOOKED = "incomplete-look"


@dataclass(frozen=True)
class Look:
    """A visit to one body.

    ``seen`` holds the observations by indicator; ``hosts`` the registrable domains of the body's sites; ``addresses`` the pages and files
    of the visit that somebody asked about, by ``key``, each with None where it was there and else with the reason why it was not.
    """

    institution: str
    snapshot: str
    at: datetime
    coverage: Coverage
    seen: Mapping[str, tuple[Seen, ...]]
    status: str = "complete"
    run: str = ""
    site: str = ""
    kind: str = ""
    hosts: frozenset[str] = frozenset()
    addresses: Mapping[str, str | None] = field(default_factory=dict)
    bundle: Path | None = None
    versions: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def whole(self) -> bool:
        """Whether the site was seen as a whole: only then can an answer be contradicted.

        The audits are stricter than nothing and milder than the counts: a search that robots.txt shuts takes nothing from a look
        (``audits.wholeness``). They said so if they gave an answer that only a whole look allows, and withheld none for want of it.
        """
        if self.status == FAILED_VISIT or self.coverage.stopped_by != "exhausted" or self.coverage.failed:
            return False
        rows = [row for rows in self.seen.values() for row in rows]
        if any(row.reason == _NOT_LOOKED for row in rows):
            return False
        return self.coverage.whole or any(row.whole and row.outcome != Outcome.CANT_TELL for row in rows)

    @property
    def share(self) -> float:
        """The share of the planned pages that were looked at, 0 to 1."""
        if self.whole:
            return 1.0
        return min(1.0, self.coverage.fetched / self.coverage.planned) if self.coverage.planned else 0.0

    def lost(self) -> str:
        """Why nothing is known: the commonest reason of its observations."""
        reasons = [row.reason for rows in self.seen.values() for row in rows if row.reason]
        return max(sorted(set(reasons)), key=reasons.count, default="not-gathered")

    def owns(self, url: str) -> bool:
        """Whether an address is on the body's own domain."""
        return domain(url) in self.hosts


def domain(url: str) -> str:
    """The registrable domain of an address; empty where it is none."""
    try:
        return registrable(urlsplit(root(url)).hostname or "")
    except ValueError:
        return ""


def domains(urls: Iterable[str]) -> frozenset[str]:
    """The registrable domains of these addresses."""
    return frozenset(map(domain, urls)) - {""}


def key(url: str) -> str:
    """An address in the form by which two that differ only in scheme, ``www.``, a last slash or a fragment are one.

    >>> key("HTTP://www.Piemers.lv/a%20b/#c"), key("piemers.lv/?b=1")
    ('piemers.lv/a b', 'piemers.lv?b=1')
    """
    whole = url.strip() if "://" in url else f"https://{url.strip()}"
    try:
        parts = urlsplit(whole)
        name, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return whole
    shown = name if port in {None, 80, 443} else f"{name}:{port}"
    return urlunsplit(("", "", shown + unquote(parts.path).rstrip("/"), parts.query, ""))
