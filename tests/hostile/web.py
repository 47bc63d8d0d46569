"""Servers on loopback that behave as badly as a test tells them, with a log of all that was asked, and real visits to them."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from crawler.progress import Progress
from crawler.visit import Job
from crawler.visits import run_visits
from data.settings import Settings
from data.types import Institution, Kind, Text
from data.types import Site as Address
from tests.crawler.serving import HTML, PLAIN, Said, Seen, moved, page, read_back, robots
from tests.hostile.manners import check

__all__ = ["HTML", "PLAIN", "Asked", "Reply", "Request", "Said", "Site", "Web", "html", "moved", "page", "robots"]

NETWORK = "127.0.9"
"""Where the sites live; the rest of loopback is forbidden to a visit, as private addresses are."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: ``target`` is the path with its query, header names are lower-case."""

    method: str
    target: str
    host: str
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        """The path alone."""
        return self.target.partition("?")[0]


@dataclass(slots=True)
class Asked:
    """One row of the log. Times are by ``time.monotonic``; ``ended`` is when the answer was complete or the client had gone."""

    request: Request
    address: str
    started: float
    ended: float = 0.0
    status: int | None = None
    retry_after: str | None = None

    @property
    def target(self) -> str:
        """The path with its query."""
        return self.request.target

    @property
    def document(self) -> bool:
        """Whether it is a request of the crawler, or the load of a page in the browser; a browser's pictures and scripts are not."""
        headers = self.request.headers
        return "mozilla" not in headers.get("user-agent", "").lower() or "upgrade-insecure-requests" in headers


class Reply:
    """The way back to the client: whole answers, or bytes as they are."""

    def __init__(self, row: Asked, writer: asyncio.StreamWriter) -> None:
        self._row, self.writer = row, writer

    async def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.writer.write(data)
        await self.writer.drain()

    async def head(self, status: int, headers: Mapping[str, str] | Sequence[tuple[str, str]] = ()) -> None:
        """Send a status line and headers; the length is the caller's to tell, or not."""
        self._row.status = status
        rows = list(headers.items()) if isinstance(headers, Mapping) else list(headers)
        self._row.retry_after = next((value for name, value in rows if name.lower() == "retry-after"), None)
        lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in rows), "Connection: close", "", ""]
        await self.send("\r\n".join(lines).encode("utf-8"))

    async def say(self, said: Said) -> None:
        """Send a whole answer that is as it should be."""
        headers = [*said.headers.items()]
        if not any(name.lower() == "content-length" for name, _ in headers):
            headers.append(("Content-Length", str(len(said.body))))
        await self.head(said.status, headers)
        if self._row.request.method != "HEAD":
            await self.send(said.body)

    def reset(self) -> None:
        """Cut the connection at once (RST)."""
        transport = self.writer.transport
        transport.abort()

    async def never(self) -> None:
        """Say no more, and wait until the client has gone."""
        await asyncio.sleep(3600)


Answer = Said | Callable[[Request, Reply], Awaitable[None]]
Routes = Mapping[str, Answer]


def html(body: str, title: str = "Lapa", head: str = "", status: int = 200) -> Said:
    """A page of HTML with this body."""
    text = f'<!doctype html><html lang="lv"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>{body}</body></html>'
    return Said(text.encode(), status)


@dataclass(slots=True)
class Site:
    """One name on one server: its routes, and what was asked of it. A route is found by target, then by path, then under ``*``."""

    name: str
    address: str
    port: int
    secure: bool
    routes: dict[str, Answer]
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        """Its front page."""
        return f"{'https' if self.secure else 'http'}://{self.name}:{self.port}/"

    @property
    def origin(self) -> str:
        """Its address without the last slash."""
        return self.url.rstrip("/")

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order: targets, subresources of the browser left out."""
        return [row.target for row in self.asked if row.document]

    @property
    def pages(self) -> list[str]:
        """What was asked for by the walk or the browser, without robots.txt, site map and made-up addresses."""
        return [
            path
            for path in self.paths
            if not path.startswith(("/robots.txt", "/sitemap", "/eindekss-nav-", "/.well-known/", "/security.txt"))
        ]

    def answer(self, request: Request) -> Answer:
        """What it answers."""
        routes = self.routes
        return routes.get(request.target) or routes.get(request.path) or routes.get("*") or Said(b"nav", 404, PLAIN)


class Web:
    """``with Web() as web``: sites come up when asked for and go when it ends; ``forbidden`` must never be contacted."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.sites: list[Site] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._call(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def site(
        self,
        name: str,
        routes: Routes,
        *,
        address: str | None = None,
        beside: Site | None = None,
        tls: ssl.SSLContext | None = None,
        port: int = 0,
    ) -> Site:
        """Bring up a site under a name. ``beside`` another it shares that one's server; else it has an address of its own."""
        if beside is not None:
            site = Site(name, beside.address, beside.port, beside.secure, dict(routes))
            self.sites.append(site)
            return site
        where = address or f"{NETWORK}.{len(self.sites) + 1}"
        site = Site(name, where, 0, tls is not None, dict(routes))
        site.port = self._call(self._listen(where, port, tls))
        self.sites.append(site)
        return site

    def forbidden(self, routes: Routes | None = None) -> Site:
        """A server at an address that no visit may contact; after each visit its log must be empty."""
        return self.site("127.0.8.1", routes or {"*": page("Iekšējais tīkls")}, address="127.0.8.1")

    @property
    def hosts(self) -> dict[str, str]:
        """The names of all sites, with their addresses."""
        return {site.name: site.address for site in self.sites if site.name != site.address}

    def settings(self, **given: Any) -> Settings:
        """Settings by which the sites are reached: no delay, no browser, short times, unless given."""
        plain = {"delay": 0.0, "render": 0, "timeout": 3.0, "seconds": 60.0, "pages": 60, "hosts": self.hosts, "links_away": 0}
        alone = {"loads": 1, "resolver": "none", "open_data": "none", "odata": "none"}
        return Settings(**{**plain, **alone, "allow": (f"{NETWORK}.0/24", "::1/128"), **given})

    def job(self, site: Site | str, folder: Path, *aliases: str, **given: Any) -> Job:
        """A visit to be made to a site, or to an address."""
        url = site if isinstance(site, str) else site.url
        name = (urlsplit(url).hostname or "x").replace(".", "-")
        one = Institution(name, Text("Piemēra novads", "Example Municipality"), Kind.MUNICIPALITY, (Address(url, aliases),))
        return Job(one, "run", self.settings(**given), folder / f"{name}.sqlite")

    def visit(self, site: Site | str, folder: Path, *aliases: str, **given: Any) -> Seen:
        """Make one real visit, read its bundle back, and check that all manners were kept and nothing unmeasured was judged."""
        return self.visits([self.job(site, folder, *aliases, **given)])[0]

    def visits(self, jobs: Sequence[Job], **given: Any) -> list[Seen]:
        """Make several visits in one run."""
        seen = [read_back(path) for path in run_visits(jobs, Progress(quiet=True), **given)]
        check(self.sites, seen)
        return seen

    def _call(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _listen(self, address: str, port: int, tls: ssl.SSLContext | None) -> int:
        server = await asyncio.start_server(self._serve, address, port, ssl=tls, limit=1 << 20)
        self._servers.append(server)
        return int(server.sockets[0].getsockname()[1])

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError):
                await self._one(reader, writer)
        finally:
            writer.close()
            with contextlib.suppress(OSError, ssl.SSLError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address, port = writer.get_extra_info("sockname")[:2]
        here = [site for site in self.sites if site.address == address and site.port == port]
        for site in here[:1]:
            site.connections += 1
        request = understood(await reader.readuntil(b"\r\n\r\n"))
        site = next((site for site in here if site.name == request.host), here[0])
        row = Asked(request, address, time.monotonic())
        site.asked.append(row)
        try:
            await _until_gone(self._answer(site.answer(request), request, Reply(row, writer)), reader)
        finally:
            row.ended = time.monotonic()

    @staticmethod
    async def _answer(answer: Answer, request: Request, reply: Reply) -> None:
        if isinstance(answer, Said):
            await reply.say(answer)
        else:
            await answer(request, reply)


async def _until_gone(work: Awaitable[None], reader: asyncio.StreamReader) -> None:
    """Do the work, but no longer than the client listens."""
    doing, gone = asyncio.ensure_future(work), asyncio.ensure_future(reader.read())
    try:
        await asyncio.wait({doing, gone}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            doing.result()
    finally:
        for each in (doing, gone):
            each.cancel()
        await asyncio.gather(doing, gone, return_exceptions=True)


def understood(head: bytes) -> Request:
    """The request in a head."""
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    return Request(method, target, headers.get("host", "").rpartition(":")[0] or headers.get("host", ""), headers)
