"""One request at a time, with manners: robots asked first, the host's turn awaited, every hop of a redirect judged and written down."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler import failures
from crawler.addresses import Scope, host_of
from crawler.answer import Answer
from crawler.earlier import Earlier
from crawler.egress import Egress
from crawler.ledger import Ledger
from crawler.pace import Pace, wait_asked
from crawler.permits import Permission, Permits
from crawler.politeness import Politeness, within
from crawler.redirects import Hop, next_address
from crawler.renewal import NOT_MODIFIED, PRECONDITION_FAILED, renewed
from crawler.robots import LIMIT as ROBOTS_LIMIT
from crawler.robots import Robots
from crawler.unpack import unpack
from crawler.wire import HEADERS_AS_SENT, header_rows
from data.errors import GatherError, OutOfBudget, Unreachable
from data.settings import Settings
from data.types import Exchange

Download = Callable[[Request], Awaitable[Response]]
_SMALL = 1 << 15
"""Bytes of a packed body that unfolds at once; a larger one must not keep the others waiting."""
_GRACE = 1.25
"""The client ends a request that takes too long; where it cannot, because it hangs before, we do, this much later."""


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


@dataclass(frozen=True, slots=True)
class How:
    """How one address is asked for: by which method, how many bytes are enough, within how many seconds (all that the settings allow,
    where it is None), whether what came is kept, and whether no more than enough is asked for (``ranged``) or only read.
    """

    method: str = "GET"
    enough: int | None = None
    seconds: float | None = None
    kept: bool = True
    ranged: bool = False

    @property
    def headers(self) -> dict[str, str]:
        """The headers that say so; what comes packed would be of no use in part."""
        return {"Range": f"bytes=0-{self.enough - 1}", "Accept-Encoding": "identity"} if self.ranged and self.enough else {}


_WHOLE = How()
_RENEWABLE = frozenset({"page", "document"})
"""Purposes of requests that may be answered by what an earlier visit has; robots.txt, site maps and made-up addresses are always asked."""
_RULES = How(enough=ROBOTS_LIMIT)


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
    earlier: Earlier | None = None
    """The visit before, by which an unchanged page need not be sent again."""
    requests: int = 0
    permission: Permission = field(init=False)

    def __post_init__(self) -> None:
        self.permission = Permission(self.permits, self._ask_robots, self.politeness, self.ledger, lambda: self.allowance.seconds)

    async def fetch(self, url: str, purpose: str, scope: Scope | None = None, *, redirects: int | None = None, how: How = _WHOLE) -> Answer:
        """The answer to a GET (or as ``how`` says), after redirects inside ``scope`` (anywhere without it). Statuses are not judged.

        With ``redirects`` of 0 none is followed and none is judged. Raises GatherError: no answer, not permitted, too large, a part
        only, a redirect that leads nowhere or off the site, out of budget.
        """
        chain: tuple[str, ...] = ()
        cookie = False
        while True:
            answer = await self._hop(url, purpose, chain, how)
            hop = Hop(url, answer.exchange.status, answer.exchange.response_headers, chain, cookie)
            led = None if redirects == 0 else self._led(hop, scope, self.settings.redirects if redirects is None else redirects)
            if led is None:
                return answer
            url, chain, cookie = led, (*chain, url), cookie or bool(hop.all("set-cookie"))

    @contextmanager
    def spending(self, seconds: float, size: int) -> Iterator[None]:
        """For what is not the site itself: at most so much time and so many bytes of what the visit has left."""
        whole = self.allowance
        part = min(size, whole.bytes)
        self.allowance = Allowance(part, min(whole.deadline, time.monotonic() + seconds))
        try:
            yield
        finally:
            whole.bytes -= part - self.allowance.bytes
            self.allowance = whole

    async def permitted(self, url: str) -> None:
        """Raises why the address may not be asked for: it has no server, lies inside, or robots.txt disallows it or could not be had."""
        await self._guard(url)
        await self.permission.need(url)

    async def robots(self, url: str) -> Robots:
        """The robots.txt that speaks for this address, asked once per origin and run before anything else there."""
        return await self.permission.robots(url)

    def keeps_out(self, url: str, whole_page: bool) -> str | None:  # noqa: FBT001 (the shape of Terms.refusal)
        """``robots`` where a browser may not open a document: robots.txt disallows it or, for a whole page, was never asked."""
        allowed = self.permission.known_to_allow(url)
        return "robots" if allowed is False or (whole_page and allowed is None) else None

    async def _ask_robots(self, url: str, chain: tuple[str, ...]) -> Answer:
        return await self._hop(url, "robots", chain, _RULES)

    async def _hop(self, url: str, purpose: str, chain: tuple[str, ...], how: How) -> Answer:
        self.allowance.check()
        await self._guard(url)
        if purpose != "robots":
            await self.permission.need(url)
        decision = "not-needed" if purpose == "robots" else "allowed"
        held = self.earlier.conditions(url) if self.earlier and purpose in _RENEWABLE and how == _WHOLE else None
        stored, asking = held or (None, {})
        try:
            async with self.politeness.turn(url, purpose, self.allowance.seconds, decision) as pace:
                answer = await self._ask(self._request(url, how, asking), purpose, chain, pace)
        except Unreachable as failure:
            # What a server cannot answer when it is asked so is asked for whole when it is tried again; at once where it spoke nonsense.
            if self.earlier is None or stored is None or not self.earlier.forget(url) or failure.reason != "protocol":
                raise
            return await self._hop(url, purpose, chain, how)
        if stored is None or answer.exchange.status not in {NOT_MODIFIED, PRECONDITION_FAILED}:
            return answer
        # What was not ours to renew is asked for whole, as a request with a turn of its own; no other asks conditionally from then on.
        return self._renewed(stored, answer) or await self._hop(url, purpose, chain, how)

    def _renewed(self, stored: Exchange, answer: Answer) -> Answer | None:
        """The stored page as if it had come, where the server says that it still holds; None where it is no page of ours that does."""
        if self.earlier is None:
            return None
        fresh = renewed(stored, answer.exchange)
        body = self.earlier.body(stored.body) if fresh is not None else None
        if fresh is None or body is None:
            self.earlier.distrust()
            why = "body-lost" if fresh is not None else f"HTTP {answer.exchange.status}"
            self.ledger.log("not-renewed", url=stored.url, why=why, etag=answer.exchange.header("etag"))
            return None
        # It counts as if it had come, so that a limit on bytes ends the visit where it would have ended.
        self.allowance.bytes -= len(body)
        self.ledger.log("renewed", url=stored.url, snapshot=self.earlier.snapshot_id)
        return Answer(replace(fresh, body=self.ledger.blob(body)), body)

    async def _guard(self, url: str) -> None:
        try:
            await asyncio.to_thread(self.egress.addresses, host_of(url))
        except GatherError as failure:
            self.ledger.log("refused" if failure.family == "Refused" else "failed", url=url, reason=failure.reason, detail=failure.detail)
            raise

    @staticmethod
    def _request(url: str, how: How, asking: Mapping[str, str]) -> Request:
        meta: dict[str, Any] = {"verbatim_url": True, "enough": how.enough, "kept": how.kept}
        if how.seconds is not None:
            meta["download_timeout"] = how.seconds
        if not how.kept:
            # Of a film that somebody else keeps, its size is no reason to say that it cannot be had.
            meta["download_maxsize"] = 0
        headers = {**how.headers, **asking}
        return Request(url, method=how.method, headers=headers, callback=NO_CALLBACK, dont_filter=True, meta=meta)

    async def _ask(self, request: Request, purpose: str, chain: tuple[str, ...], pace: Pace) -> Answer:
        url, at, started = request.url, datetime.now(UTC), time.monotonic()
        self.requests += 1
        try:
            response = await self._response(request)
        except GatherError as failure:
            pace.ended(started, failure.reason)
            self._note_failure(url, purpose, failure, elapsed_ms=round(1000 * (time.monotonic() - started)))
            raise
        elapsed = time.monotonic() - started
        # A 304 has no body, whatever its headers say of the one that it stands for.
        partly = request.method == "HEAD" or b"Range" in request.headers or response.status == NOT_MODIFIED
        body, fault = (response.body, None) if partly else await self._plain(response, request.meta.get(HEADERS_AS_SENT, ()))
        self.allowance.bytes -= max(len(response.body), len(body))
        exchange = self._exchange(response, request, body, at, elapsed, chain)
        self.ledger.exchange(exchange, purpose)
        self._answered(exchange, pace, elapsed)
        if fault is not None:
            self._note_failure(url, purpose, fault)
            raise fault
        return Answer(exchange, body, cut="download_stopped" in response.flags)

    def _note_failure(self, url: str, purpose: str, failure: GatherError, **more: int) -> None:
        self.ledger.log("failed", url=url, purpose=purpose, reason=failure.reason, detail=failure.detail[:300], **more)

    def _answered(self, exchange: Exchange, pace: Pace, elapsed: float) -> None:
        """Tell the pace of the host what the answer means for it."""
        status, asked = exchange.status, wait_asked(exchange.status, exchange.header("retry-after"), datetime.now(UTC))
        trouble = status == 429 or status >= 500
        failed = (failures.of_status(status) or "") if trouble else ""
        pace.answered(time.monotonic(), elapsed, trouble=trouble, asked=asked, failed=failed)
        if trouble:
            self.ledger.log("trouble", url=exchange.url, status=status, retry_after=asked, gap=round(pace.gap, 3))

    async def _plain(self, response: Response, sent: Sequence[tuple[str, str]]) -> tuple[bytes, GatherError | None]:
        """The body without its compression, and what is wrong with it; of a broken one, the part that came is kept."""
        named = {name: [value for key, value in sent if key.lower() == name] for name in ("content-encoding", "content-type")}
        work = partial(unpack, response.body, named["content-encoding"], "".join(named["content-type"]), self.settings.document_limit)
        try:
            unpacked = work() if len(response.body) < _SMALL else await asyncio.to_thread(work)
        except GatherError as failure:
            return b"", failure
        if "download_stopped" in response.flags:
            return unpacked.body, None
        if "dataloss" in response.flags or not unpacked.whole:
            return unpacked.body, Unreachable("truncated", f"{len(response.body)} bytes came")
        return unpacked.body, Unreachable("truncated", "HTTP 206, though all was asked for") if response.status == 206 else None

    async def _response(self, request: Request) -> Response:
        try:
            async with asyncio.timeout(_GRACE * self.settings.timeout):
                return await within(self.download(request), self.allowance.seconds, self.politeness.stopping)
        except GatherError:
            raise
        except Exception as error:
            raise failures.of(error) from error

    def _exchange(
        self, response: Response, request: Request, body: bytes, at: datetime, elapsed: float, chain: tuple[str, ...]
    ) -> Exchange:
        like = self.earlier.like(request.url) if self.earlier is not None else None
        return Exchange(
            url=request.url,
            method=request.method,
            status=response.status,
            request_headers=header_rows(request.headers.items()),
            response_headers=request.meta.get(HEADERS_AS_SENT, ()),
            body=self.ledger.blob(body, like) if body and request.meta["kept"] else None,
            at=at,
            elapsed_ms=round(elapsed * 1000),
            ip=str(response.ip_address) if response.ip_address else None,
            redirected_from=chain,
        )

    def _led(self, hop: Hop, scope: Scope | None, most: int) -> str | None:
        """The next address of a redirect, None where it is none. Raises what is wrong with it."""
        led = next_address(hop, scope, most, self.egress.permits)
        if isinstance(led, GatherError):
            self.ledger.log("off-site" if led.reason == "off-site" else "redirect", url=hop.url, reason=led.reason, detail=led.detail)
            raise led
        return led
