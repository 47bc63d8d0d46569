"""The artifact ``missing_page``: how the site answers for addresses that cannot exist, so that error pages in disguise are known.

A site may have one error page for all, or another for each language or section; so an address is made up at the root, and in each folder
of the first two levels in which pages are seen, within ``MOST``. Made-up addresses are the same for the same seed, and robots.txt, the
host's turn and the limits of the visit hold for them as for any other.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler import blocks
from crawler.addresses import Scope, bare, fingerprint, host_of, origin
from crawler.answer import Answer
from crawler.blocks import Looks
from crawler.failures import of_status
from crawler.fetch import Fetcher
from crawler.politeness import Spared
from data.errors import GatherError, OutOfBudget
from data.types import Json, Missing

MOST = (1, 3, 2)
"""Made-up addresses asked for in one visit: at the root, and in folders of the first and of the second level."""
_HOME = re.compile(r"/?(?:[a-z]{2}/?)?(?:(?:index|default|home|main|start|sakums|sākums)(?:\.\w+)?/?)?", re.IGNORECASE)
_MET = 5000


@dataclass(frozen=True, slots=True)
class Level:
    """How a folder answers for an address that does not exist.

    ``mark`` is the fingerprint of such answers; ``landing`` the address that they lead to; both are empty where nothing is to be known.
    """

    told: Json | Missing
    mark: str = ""
    landing: str = ""


@dataclass(slots=True)
class Levels:
    """What the visit knows of the site's answers for what does not exist, folder by folder."""

    fetcher: Fetcher
    site: str
    seed: int
    scope: Scope
    front: Looks
    known: dict[str, Level] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)
    _asked: list[int] = field(default_factory=lambda: [0, 0, 0])

    async def gather(self) -> Json | Missing:
        """Ask at the root. Raises OutOfBudget."""
        await self._learn(self.site, "/", 0)
        return self.artifact()

    async def look(self, url: str) -> None:
        """Learn how the folder of this address answers, if that is not known and another address may be made up. Raises OutOfBudget."""
        for depth, folder in enumerate(folders(url)):
            if depth and self._key(url, folder) not in self.known and self._asked[depth] < MOST[depth]:
                await self._learn(url, folder, depth)

    def met(self, page: Looks) -> None:
        """Note a real page: what it says is no mark of a missing one."""
        if len(self._met) < _MET:
            self._met |= blocks.seen_as(page)

    def marks(self, url: str) -> frozenset[str]:
        """The fingerprints of missing pages in the folders of this address."""
        return frozenset(level.mark for level in self._chain(url) if level.mark)

    def astray(self, asked: str, arrived: str) -> bool:
        """Whether a redirect led from an address to where made-up ones lead too; the ways to the front page are not meant."""
        if fingerprint(asked) == fingerprint(arrived) or _HOME.fullmatch(urlsplit(asked).path):
            return False
        return any(level.landing and level.landing == place(arrived) != place(asked) for level in self._chain(asked))

    def artifact(self) -> Json | Missing:
        """The answer at the root: its address, status, whether it came with success (``soft404``) and by what such answers are recognised;
        ``levels`` tells the same of the folders that were asked.
        """
        here = self._key(self.site, "/")
        root = self.known[here].told if here in self.known else Missing("not-gathered")
        if isinstance(root, Missing):
            return root
        below = [level.told for key, level in self.known.items() if key != here and not isinstance(level.told, Missing)]
        return {**root, "levels": below}

    def _chain(self, url: str) -> list[Level]:
        found = (self.known.get(self._key(url, folder)) for folder in folders(url))
        return [level for level in found if level]

    def _key(self, url: str, folder: str) -> str:
        # www and bare, http and https are one site.
        return f"{bare(host_of(url))}{folder}"

    async def _learn(self, url: str, folder: str, depth: int) -> None:
        self._asked[depth] += 1
        asked = made_up(url, self.seed, folder)
        try:
            level = self._level(asked, await self.fetcher.fetch(asked, "probe", self.scope))
        except (OutOfBudget, Spared):
            raise
        except GatherError as failure:
            level = Level(failure.missing())
        self.known[self._key(url, folder)] = level
        reason = level.told.reason if isinstance(level.told, Missing) else None
        self.fetcher.ledger.log("made-up", url=asked, folder=folder, reason=reason, marked=bool(level.mark), landing=level.landing)

    def _level(self, asked: str, answer: Answer) -> Level:
        status = answer.exchange.status
        page = blocks.face_of(answer)
        refused = blocks.refusal(status, answer.headers, page, answer.url)
        if refused is not None and refused != "server-error":
            return Level(Missing(refused, f"HTTP {status}"))
        soft = of_status(status) is None
        # Where a redirect leads, there may be a page that is meant to be there: a search, the front page.
        landing = place(answer.url) if soft and fingerprint(answer.url) != fingerprint(asked) else ""
        mark = self._mark(answer, page) if soft and answer.declares_html and not landing else ""
        told = {"url": asked, "status": status, "soft404": soft, "fingerprint": mark}
        return Level(told, mark, landing)

    def _mark(self, answer: Answer, page: Looks) -> str:
        # A shell says nothing of itself.
        if blocks.shell(answer.text, answer.tree, page.anchors, page.length):
            return ""
        return blocks.fingerprint(page, self._met | blocks.seen_as(self.front), answer.url)


def made_up(url: str, seed: int, folder: str = "/") -> str:
    """An address that no site has, the same for the same seed, host and folder."""
    word = random.Random(f"{seed} {host_of(url)}{folder.rstrip('/')}").getrandbits(64)  # noqa: S311 (chance here only needs to be repeatable)
    return f"{origin(url)}{folder}eindekss-nav-{word:016x}"


def folders(url: str) -> tuple[str, ...]:
    """The folders in which an address lies, of the first two levels at most, the root first.

    >>> folders("https://a.lv/lv/jaunumi/2024/svetki"), folders("https://a.lv/kontakti/")
    (('/', '/lv/', '/lv/jaunumi/'), ('/',))
    """
    names = urlsplit(url).path.strip("/").split("/")[:-1][:2]
    return tuple("/" + "".join(f"{name}/" for name in names[:depth]) for depth in range(len(names) + 1))


def place(url: str) -> str:
    """Where an address leads, without the query in which error pages and searches repeat what was asked for.

    >>> place("https://www.a.lv/meklet?q=x") == place("http://a.lv/meklet/?q=y")
    True
    """
    return fingerprint(urlsplit(url)._replace(query="", fragment="").geturl())
