"""The last good bundle of a body, as a visit uses it: what need not be fetched or shown again as long as nothing has changed.

Read-only. Nothing is taken from it on trust: a page is used only when its server says that it still holds, a rendering only when the
page's bytes are the same, and each only until its own night comes (``due``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler import renewal
from crawler.identity import version
from data import vocabulary
from data.bundle import Bundle
from data.errors import BundleCorrupt
from data.types import Document, Exchange, Json, Missing, Page, Role

_FOUND = 200


def due(url: str, night: int, nights: int) -> bool:
    """Whether this is the night on which an address is looked at anew whatever it says of itself.

    Of any ``nights`` nights in a row it is one; which, is drawn by the address, so that each night has its share.

    >>> [due("https://www.piemers.lv/", night, 3) for night in range(6)].count(True)
    2
    """
    drawn = int.from_bytes(hashlib.sha256(url.encode("utf-8", "surrogatepass")).digest()[:8], "big")
    return (drawn + night) % nights == 0


@dataclass(frozen=True, slots=True)
class Turns:
    """Which addresses are looked at anew: those whose turn it is in ``night``, once in ``nights``; or instead those that are named."""

    night: int
    nights: int
    named: frozenset[str] | None = None

    def of(self, url: str) -> bool:
        """Whether an address is looked at anew whatever it says of itself."""
        return due(url, self.night, self.nights) if self.named is None else url in self.named


class Earlier:
    """One earlier visit of a body: ``with Earlier(path, "body", Turns(night=3, nights=7), headers) as earlier``.

    ``sending`` are the headers of tonight's requests. Raises BundleCorrupt where the bundle cannot be used: damaged, gone, too new, or
    of another body.
    """

    def __init__(self, path: Path, institution: str, turns: Turns, sending: Mapping[str, str]) -> None:
        self._bundle = Bundle(path)
        try:
            self._open(institution)
        except BaseException:
            self._bundle.close()
            raise
        self.turns = turns
        self._sending = sending
        self._trusted = True

    def _open(self, institution: str) -> None:
        snapshot = self._bundle.snapshot()
        if snapshot.institution.id != institution:
            raise BundleCorrupt(f"{self._bundle.path}: a visit to {snapshot.institution.id}, not to {institution}")
        self._blobs = snapshot.blobs
        self.pages: Mapping[str, Page] = {page.url: page for page in snapshot.pages}
        self._documents = snapshot.documents
        fronts = {snapshot.site, *(page.url for page in snapshot.pages if page.depth == 0)}
        seen: tuple[Page | Document, ...] = (*snapshot.pages, *(each for each in snapshot.documents if not isinstance(each.facts, Missing)))
        answers = (each.exchange for each in seen if isinstance(each.exchange, Exchange))
        answered = {each.exchange.url: each.exchange.body for each in seen if isinstance(each.exchange, Exchange) and each.exchange.body}
        self._bodies = {**self._bundle.bodies(), **answered}
        self._answers = {each.url: each for each in answers if each.status == _FOUND and each.body and each.url not in fronts}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._bundle.close()

    @property
    def snapshot_id(self) -> str:
        """Of the earlier visit."""
        return self._bundle.snapshot_id

    @property
    def versions(self) -> Mapping[str, str]:
        """What it was made with: ours, the browser's, axe's."""
        found: Mapping[str, str] = self._bundle.manifest["versions"]
        return found

    @property
    def showing(self) -> str | None:
        """The digest of the settings by which its pages were shown (``Settings.showing``); None in a bundle that does not say."""
        told = self._bundle.manifest.get("showing")
        return str(told) if told is not None else None

    def due(self, url: str) -> bool:
        """Whether tonight an address is looked at anew whatever it says of itself."""
        return self.turns.of(url)

    def conditions(self, url: str) -> tuple[Exchange, dict[str, str]] | None:
        """The stored answer of an address and the headers that ask whether it still holds; None where it is to be fetched whole.

        So is the front page, by whose headers a site is judged, and every address in the night that is its own: a server that goes on
        saying 304 whatever changes is found out by then.
        """
        stored = self._answers.get(url)
        if stored is None or not self._trusted or self.due(url):
            return None
        asking = renewal.conditions(stored, self._sending)
        return (stored, asking) if asking else None

    def forget(self, url: str) -> bool:
        """The stored answer of an address is of no use; whether there was one."""
        return self._answers.pop(url, None) is not None

    def distrust(self) -> None:
        """The server does not answer conditional requests as it should: for the rest of the visit everything is fetched whole."""
        self._trusted = False

    def body(self, sha256: str | None) -> bytes | None:
        """A body by its SHA-256; None where it is not there or not what it was."""
        try:
            found = self._blobs[sha256 or ""]
        except (KeyError, BundleCorrupt):
            return None
        return found if hashlib.sha256(found).hexdigest() == sha256 else None

    def like(self, url: str) -> str | None:
        """The body that an address had, which tonight's may differ little from; None where it had none."""
        return self._bodies.get(url)

    def dom_like(self, url: str) -> str | None:
        """The same for the document of a page as it was shown."""
        page = self.pages.get(url)
        dom = page.artifacts.get("dom") if page is not None else None
        return dom if isinstance(dom, str) else None

    def role(self, page: Page) -> Role | None:
        """What the same version of ours, by the same words, took a page of the same bytes for that was offered alike; None else."""
        before = self.pages.get(page.url)
        if before is None or isinstance(before.exchange, Missing) or isinstance(page.exchange, Missing):
            return None
        same = (before.exchange.body, before.depth, before.labels[: len(page.labels)]) == (page.exchange.body, page.depth, page.labels)
        ours = {"app": version(), "vocabulary": vocabulary.load().digest}
        return before.role if same and all(self.versions.get(name) == made for name, made in ours.items()) else None

    def facts(self, sha256: str | None, app: str) -> Mapping[str, Json] | None:
        """What the same version of ours read in a document of the same bytes; None where that is not known."""
        if sha256 is None or self.versions.get("app") != app:
            return None
        same = (each.facts for each in self._documents if isinstance(each.exchange, Exchange) and each.exchange.body == sha256)
        return next((facts for facts in same if facts and not isinstance(facts, Missing)), None)
