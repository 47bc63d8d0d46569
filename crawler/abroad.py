"""What other sites answered for the addresses that visited sites link to: each is asked once in a run, by the visit that is first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from crawler.politeness import Seat


@dataclass(frozen=True, slots=True)
class Told:
    """What an address was answered: a status, or the reason of the closed list why there was none; and when, as rows are stamped."""

    status: int | None
    reason: str | None
    at: str


class Abroad:
    """The answers of a whole run, shared by its visits."""

    def __init__(self) -> None:
        self.known: dict[str, Told] = {}
        self._asking: defaultdict[str, Seat] = defaultdict(Seat)

    def asking(self, url: str) -> Seat:
        """Held by the one who asks for this address; the others wait for what it is told."""
        return self._asking[url]

    def forget_unanswered(self) -> None:
        """Ask again for every address that did not answer."""
        self.known = {url: told for url, told in self.known.items() if told.reason is None}
