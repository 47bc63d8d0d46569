"""A real server on loopback whose paths answer as a test tells them, and a visit to it that ends in a bundle."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawler.progress import Progress
from crawler.visit import Job
from crawler.visits import run_visits
from data.bundle import Bundle
from data.settings import Settings
from data.types import Document, Exchange, Institution, Kind, Observation, Page, Site, Snapshot, Text

HTML = {"Content-Type": "text/html; charset=utf-8"}
PLAIN = {"Content-Type": "text/plain"}


@dataclass(frozen=True)
class Said:
    """An answer: status, headers, body; or what a function writes to the connection itself."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: HTML)
    raw: Callable[[BaseHTTPRequestHandler], None] | None = None


def page(title: str, *links: str, text: str = "") -> Said:
    """A page of HTML with these links; long enough not to look like a shell or an error."""
    body = "".join(f'<a href="{link}">{link}</a> ' for link in links)
    words = text or f"{title} ir lapa ar saturu. " * 20
    return Said(f'<!doctype html><html lang="lv"><title>{title}</title><main><h1>{title}</h1><p>{words}</p>{body}</main></html>'.encode())


def robots(*lines: str) -> Said:
    """A robots.txt of these lines."""
    return Said("\n".join(lines).encode(), headers=PLAIN)


def moved(location: str, status: int = 302) -> Said:
    """A redirect."""
    return Said(status=status, headers={"Location": location})


Answer = Said | Callable[[str], Said]
Routes = Mapping[str, Answer]


class Served(ThreadingHTTPServer):
    """``with Served({"/": page("Sākums")}) as site``: answers at ``site.url``; ``asked`` holds the requests with their times.

    A route is found by path, then by path without its query, then under ``*``; else the answer is 404.
    """

    daemon_threads = True

    def __init__(self, routes: Routes, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), _Answering)
        self.routes = dict(routes)
        self.asked: list[tuple[float, str, str]] = []
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is what some tests are about."""

    @property
    def url(self) -> str:
        """Its front page."""
        return f"http://{self.server_address[0]!s}:{self.server_address[1]}/"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [path for _, path, _ in self.asked]

    @property
    def times(self) -> list[float]:
        """When each request came, by ``time.monotonic``."""
        return [at for at, _, _ in self.asked]


class _Answering(BaseHTTPRequestHandler):
    server: Served
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer as told."""
        self.server.asked.append((time.monotonic(), self.path, self.headers.get("User-Agent", "")))
        routes = self.server.routes
        told = routes.get(self.path) or routes.get(self.path.partition("?")[0]) or routes.get("*") or Said(b"nav", 404, PLAIN)
        answer = told if isinstance(told, Said) else told(self.path)
        if answer.raw is not None:
            self.close_connection = True
            answer.raw(self)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the signature of the library)
        """Say nothing."""


def institution(url: str, *aliases: str) -> Institution:
    """An institution whose site this is."""
    return Institution("piemers", Text("Piemēra novads", "Example Municipality"), Kind.MUNICIPALITY, (Site(url, aliases),))


def settings(**given: Any) -> Settings:
    """Settings for loopback: no delay, no browser, short times, unless given."""
    return Settings(
        **{
            "delay": 0.0,
            "render": 0,
            "loads": 1,
            "timeout": 3.0,
            "seconds": 30.0,
            "allow": ("127.0.0.0/8",),
            "links_away": 0,
            "resolver": "none",
            "open_data": "none",
            "odata": "none",
            **given,
        }
    )


@dataclass(frozen=True)
class Seen:
    """What a visit wrote down, read back from its bundle."""

    snapshot: Snapshot
    manifest: Mapping[str, Any]
    log: tuple[Mapping[str, Any], ...]
    exchanges: tuple[tuple[str, Exchange], ...]
    blobs: Mapping[str, bytes]
    observations: tuple[Observation, ...] = ()

    def but(self, *observations: Observation) -> Seen:
        """The same visit, judged otherwise."""
        return replace(self, observations=observations)

    @property
    def statuses(self) -> dict[str, int | str]:
        """Status or reason of each page and document, by path."""
        found: dict[str, int | str] = {}
        seen: tuple[Page | Document, ...] = (*self.snapshot.pages, *self.snapshot.documents)
        for each in seen:
            path = "/" + each.url.split("/", 3)[3]
            found[path] = each.exchange.status if isinstance(each.exchange, Exchange) else each.exchange.reason
        return found

    def artifact(self, name: str) -> Any:
        """An artifact of the site."""
        return self.snapshot.artifacts[name]

    def events(self, name: str) -> list[Mapping[str, Any]]:
        """The rows of the log that tell of this event."""
        return [row for row in self.log if row["event"] == name]


def visited(url: str, folder: Path, *aliases: str, **given: Any) -> Seen:
    """Visit a site and read the bundle."""
    job = Job(institution(url, *aliases), "run", settings(**given), folder / "piemers.sqlite")
    [path] = run_visits([job], Progress(quiet=True))
    return read_back(path)


def read_back(path: Path) -> Seen:
    """What a sealed bundle holds."""
    with Bundle(path) as bundle:
        bundle.verify()
        snapshot = bundle.snapshot()
        told = (bundle.manifest, bundle.log(), bundle.exchanges(), dict(snapshot.blobs), bundle.observations())
        return Seen(snapshot, *told)
