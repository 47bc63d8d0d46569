"""What robots.txt permits: asked once for each origin and run, before anything else there, by whichever visit comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from crawler import failures
from crawler.addresses import absolute, bare, canonical, host_of, origin
from crawler.answer import Answer
from crawler.ledger import Ledger
from crawler.politeness import Politeness, Seat, Spared
from crawler.redirects import FOLLOWED
from crawler.robots import Robots, Rules, read
from data.errors import GatherError, OutOfBudget, Refused
from data.types import Exchange

HOPS = 5
"""Redirects that are followed from a robots.txt (RFC 9309 2.3.1.2)."""
_CERTAIN = frozenset({"dns", "private-address", "connection-refused", "rate-limited"})
"""Why a robots.txt could not be had, where asking again at once would change nothing."""

Ask = Callable[[str, tuple[str, ...]], Awaitable[Answer]]
"""Makes one request for an address, by way of the addresses that led there, following nothing."""


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned of one origin: its robots.txt, the rules in it, and what went over the wire for it."""

    robots: Robots
    rules: Rules
    hops: tuple[tuple[Exchange, bytes], ...] = ()


class Permits:
    """The robots.txt of every origin of a run, shared by its visits."""

    def __init__(self) -> None:
        self.known: dict[str, Learned] = {}
        self._asking: defaultdict[str, Seat] = defaultdict(Seat)

    def asking(self, place: str) -> Seat:
        """Held by the one who asks for the robots.txt of this origin."""
        return self._asking[place]

    def forget_silent(self) -> None:
        """Ask again for every robots.txt that could not be had."""
        self.known = {place: learned for place, learned in self.known.items() if not learned.robots.silent}


class Permission:
    """What one visit may ask for. Each visit writes the rules down that it went by, also where another one had asked for them."""

    def __init__(self, permits: Permits, ask: Ask, politeness: Politeness, ledger: Ledger, seconds: Callable[[], float]) -> None:
        self._permits = permits
        self._ask = ask
        self._politeness = politeness
        self._ledger = ledger
        self._seconds = seconds
        self._own: dict[str, Learned] = {}

    async def robots(self, url: str) -> Robots:
        """The robots.txt that speaks for this address. Raises OutOfBudget."""
        return (await self._learned(origin(url))).robots

    def known_to_allow(self, url: str) -> bool | None:
        """What the robots.txt of that origin says, where it was asked already; None where it was not."""
        learned = self._own.get(origin(url))
        return None if learned is None else learned.rules.allows(url)

    async def need(self, url: str) -> None:
        """Raises the reason why the address may not be asked for; where robots.txt could not be had, that is the reason for that."""
        learned = await self._learned(origin(url))
        if learned.rules.allows(url):
            return
        robots = learned.robots
        failure = _not_had(robots) if robots.reason else Refused("robots", f"{robots.url}: {robots.status}")
        self._ledger.log("refused", url=url, reason=failure.reason)
        raise failure

    async def _learned(self, place: str) -> Learned:
        if place not in self._own:
            async with self._permits.asking(place).held(self._seconds(), self._politeness.stopping):
                shared = self._permits.known.get(place)
                learned = shared or await self._asked(place)
                self._own[place] = learned
            self._write_down(place, learned, shared=shared is not None)
        return self._own[place]

    async def _asked(self, place: str) -> Learned:
        found, hops, lasting = await self._try(f"{place}/robots.txt")
        if found.silent and found.reason not in _CERTAIN:
            found, more, lasting = await self._try(f"{place}/robots.txt")
            hops = (*hops, *more)
        rules = found.rules()
        pace = self._politeness.pace(place)
        pace.crawl_delay = max(pace.crawl_delay, rules.crawl_delay or 0.0)
        learned = Learned(found, rules, hops)
        if lasting:
            self._permits.known[place] = learned
        return learned

    async def _try(self, url: str) -> tuple[Robots, tuple[tuple[Exchange, bytes], ...], bool]:
        """The robots.txt, what went over the wire for it, and whether the next visit would learn the same."""
        hops: list[tuple[Exchange, bytes]] = []
        try:
            answer = await self._followed(url, hops)
        except OutOfBudget:
            raise
        except GatherError as failure:
            # That we have no time to wait is of this visit, not of the site; nor is it the site's that our DNS cannot tell for now.
            lasting = not (isinstance(failure, Spared) or _unresolved(failure.reason, failure.detail))
            return Robots(url, None, reason=failure.reason, detail=failure.detail), tuple(hops), lasting
        return read(answer.url, answer.exchange.status, answer.body, answer.content_type), tuple(hops), True

    async def _followed(self, url: str, hops: list[tuple[Exchange, bytes]]) -> Answer:
        chain: tuple[str, ...] = ()
        while True:
            answer = await self._ask(url, chain)
            hops.append((answer.exchange, answer.body))
            chain = (*chain, url)
            led = _leads_to(answer)
            if led is None or led in chain or len(chain) > HOPS:
                return answer
            url = led

    def _write_down(self, place: str, learned: Learned, *, shared: bool) -> None:
        robots, rules = learned.robots, learned.rules
        if shared:
            for exchange, body in learned.hops:
                kept = self._ledger.blob(body) if body else None
                self._ledger.exchange(replace(exchange, body=kept), "robots")
        found = {"url": robots.url, "status": robots.status, "reason": robots.reason}
        self._ledger.log("robots", host=bare(host_of(place)), **found, crawl_delay=rules.crawl_delay, silent=robots.silent, shared=shared)


def _not_had(robots: Robots) -> GatherError:
    """Why there are no rules; a failure of DNS keeps its mark where it passes, and is none of the address's own name where it does not."""
    detail = robots.detail if _unresolved(robots.reason, robots.detail) else robots.url
    return failures.as_failure(robots.reason, detail)


def _unresolved(reason: str, detail: str) -> bool:
    return reason == "dns" and failures.is_transient(reason, detail)


def _leads_to(answer: Answer) -> str | None:
    if answer.exchange.status not in FOLLOWED:
        return None
    return canonical(absolute(answer.url, answer.exchange.header("location") or "") or "")
