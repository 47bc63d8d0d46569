"""One request at a time, with manners: robots asked first, the host's turn awaited, every hop of a redirect judged and written down."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from selectolax.lexbor import LexborHTMLParser

from crawler import failures
from crawler.addresses import Scope, absolute, canonical, host_of
from crawler.egress import Egress
from crawler.ledger import Ledger
from crawler.pace import Pace, retry_after
from crawler.permits import Permission, Permits
from crawler.politeness import Politeness, within
from crawler.robots import Robots
from crawler.wire import HEADERS_AS_SENT, header_rows
from data import charset
from data.charset import Charset
from data.errors import GatherError, OutOfBudget, Unusable
from data.settings import Settings
from data.types import Exchange

Download = Callable[[Request], Awaitable[Response]]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Answer:
    """What came back: the last exchange of the chain and its decoded body. ``cut`` when we stopped reading by choice."""

    exchange: Exchange
    body: bytes
    cut: bool = False

    @property
    def url(self) -> str:
        """Where it came from, after redirects."""
        return self.exchange.url

    @property
    def content_type(self) -> str:
        """The media type that the server declares, lower-case, with its parameters."""
        return (self.exchange.header("content-type") or "").lower()

    @property
    def declares_html(self) -> bool:
        """Whether the server calls it a web page, or says nothing and it looks like one."""
        kind = self.content_type.partition(";")[0].strip()
        if kind in {"text/html", "application/xhtml+xml"}:
            return True
        start = self.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        return kind in {"", "application/octet-stream", "text/plain"} and start.startswith((b"<!doctype html", b"<html"))

    @cached_property
    def charset(self) -> Charset:
        """In which charset the body is written, and where that was learned."""
        return charset.charset(self.body, self.exchange.header("content-type") or "")

    @cached_property
    def text(self) -> str:
        """The body as text, as the audits will read it too."""
        return charset.text(self.body, self.charset)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The body parsed, once for all who look at it; nobody changes it."""
        return LexborHTMLParser(self.text)


@dataclass(slots=True)
class Allowance:
    """What a visit may still spend: bytes, and time until ``deadline`` by ``time.monotonic``; the walk must end before the rest."""

    bytes: int
    deadline: float
    walk_deadline: float = float("inf")

    @property
    def seconds(self) -> float:
        """Seconds that are left."""
        return self.deadline - time.monotonic()

    @property
    def walk_seconds(self) -> float:
        """Seconds that are left for walking."""
        return min(self.seconds, self.walk_deadline - time.monotonic())

    def check(self) -> None:
        """Raises OutOfBudget when there is nothing left."""
        if self.seconds <= 0:
            raise OutOfBudget("time")
        if self.bytes <= 0:
            raise OutOfBudget("bytes")


@dataclass(slots=True)
class Fetcher:
    """Makes the requests of one visit. Every request goes through here, and all is written to the ledger."""

    download: Download
    politeness: Politeness
    egress: Egress
    settings: Settings
    ledger: Ledger
    allowance: Allowance
    permits: Permits
    requests: int = 0
    permission: Permission = field(init=False)

    def __post_init__(self) -> None:
        self.permission = Permission(self.permits, self._ask_robots, self.politeness, self.ledger, lambda: self.allowance.seconds)

    async def fetch(self, url: str, purpose: str, scope: Scope | None = None, *, redirects: int | None = None) -> Answer:
        """The answer to a GET, after redirects inside ``scope`` (everywhere without it). Statuses are the caller's to judge.

        Raises GatherError: no answer, not permitted, too large, off-site, a loop, out of budget.
        """
        chain: tuple[str, ...] = ()
        while True:
            answer = await self._hop(url, purpose, chain)
            location = answer.exchange.header("location")
            if answer.exchange.status not in _REDIRECTS or location is None or redirects == 0:
                return answer
            chain = (*chain, url)
            url = self._next(url, location, chain, scope, self.settings.redirects if redirects is None else redirects)

    async def robots(self, url: str) -> Robots:
        """The robots.txt that speaks for this address, asked once per origin and run before anything else there."""
        return await self.permission.robots(url)

    def known_to_allow(self, url: str) -> bool | None:
        """What the robots.txt of that origin says, where it was asked already; None where it was not."""
        return self.permission.known_to_allow(url)

    async def _ask_robots(self, url: str, chain: tuple[str, ...]) -> Answer:
        return await self._hop(url, "robots", chain)

    async def _hop(self, url: str, purpose: str, chain: tuple[str, ...]) -> Answer:
        self.allowance.check()
        await self._guard(url)
        if purpose != "robots":
            await self.permission.need(url)
        decision = "not-needed" if purpose == "robots" else "allowed"
        async with self.politeness.turn(url, purpose, self.allowance.seconds, decision) as pace:
            return await self._ask(url, purpose, chain, pace)

    async def _guard(self, url: str) -> None:
        try:
            await asyncio.to_thread(self.egress.addresses, host_of(url))
        except GatherError as failure:
            self.ledger.log("refused" if failure.family == "Refused" else "failed", url=url, reason=failure.reason, detail=failure.detail)
            raise

    async def _ask(self, url: str, purpose: str, chain: tuple[str, ...], pace: Pace) -> Answer:
        request = Request(url, callback=NO_CALLBACK, dont_filter=True, meta={"verbatim_url": True})
        at, started = datetime.now(UTC), time.monotonic()
        self.requests += 1
        try:
            response = await self._response(request)
        except GatherError as failure:
            elapsed = time.monotonic() - started
            pace.answered(time.monotonic(), elapsed, trouble=failures.is_trouble(failure.reason))
            self.ledger.log(
                "failed", url=url, purpose=purpose, reason=failure.reason, detail=failure.detail[:300], elapsed_ms=round(elapsed * 1000)
            )
            raise
        elapsed = time.monotonic() - started
        self.allowance.bytes -= len(response.body)
        exchange = self._exchange(response, request, at, elapsed, chain)
        self.ledger.exchange(exchange, purpose)
        trouble = response.status == 429 or response.status >= 500
        asked = retry_after(exchange.header("retry-after"), at) if trouble else None
        pace.answered(time.monotonic(), elapsed, trouble=trouble, asked=asked)
        if trouble:
            self.ledger.log("trouble", url=url, status=response.status, retry_after=asked, gap=round(pace.gap, 3))
        return Answer(exchange, response.body, cut="download_stopped" in response.flags)

    async def _response(self, request: Request) -> Response:
        try:
            return await within(self.download(request), self.allowance.seconds, self.politeness.stopping)
        except GatherError:
            raise
        except Exception as error:
            raise failures.of(error) from error

    def _exchange(self, response: Response, request: Request, at: datetime, elapsed: float, chain: tuple[str, ...]) -> Exchange:
        return Exchange(
            url=request.url,
            method=request.method,
            status=response.status,
            request_headers=header_rows(request.headers.items()),
            response_headers=request.meta.get(HEADERS_AS_SENT, ()),
            body=self.ledger.blob(response.body) if response.body else None,
            at=at,
            elapsed_ms=round(elapsed * 1000),
            ip=str(response.ip_address) if response.ip_address else None,
            redirected_from=chain,
        )

    def _next(self, url: str, location: str, chain: tuple[str, ...], scope: Scope | None, most: int) -> str:
        found = canonical(absolute(url, _as_sent(location)) or "")
        if found is None:
            raise Unusable("not-html", f"{url} redirects to {location[:200]}, which is no web address")
        if found in chain or len(chain) > most:
            raise Unusable("redirect-loop", " → ".join((*chain, found)))
        if scope is not None and found not in scope:
            self.ledger.log("off-site", url=url, location=found)
            raise Unusable("off-site", found)
        return found


def _as_sent(location: str) -> str:
    """Some servers put bare UTF-8 into a header, which arrives as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
