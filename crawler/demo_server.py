"""Serves the three demonstration municipalities on loopback, as three real websites under invented names.

    with DemoServer() as demo:
        demo.sites     # {"kalnraji": "https://www.kalnraji.test", ...}

Ports: each site first tries the standard ones (80, and 443 where it has TLS) on its own loopback address; where those may not be bound
(a user without rights, or a second demonstration on the machine) it takes fixed high ports, and where those are taken too, any free
ones. With other than standard ports every address of the site carries its port, the rows of ``demo.registry`` too. What looks at
standard ports only (does http lead to https?) can then not be measured, and says so.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import socket
import ssl
import tempfile
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from crawler.demo_pki import Authority
from crawler.demo_sites import DEMO, SITES, DemoSite, Resource, build


@dataclass(frozen=True, slots=True)
class Place:
    """Where a demonstration site stands: its names (the first is its own), loopback address, and the high ports it falls back to."""

    names: tuple[str, ...]
    address: str
    tls: bool
    bare_leads: bool
    """Whether the address without www leads to the one with it."""
    ports: tuple[tuple[int, int], ...]


PLACES: Mapping[str, Place] = {
    "kalnraji": Place(("www.kalnraji.test", "kalnraji.test"), "127.0.0.21", True, True, ((80, 443), (8021, 8421), (0, 0))),
    "sartupe": Place(("www.sartupe.test", "sartupe.test"), "127.0.0.22", True, True, ((80, 443), (8022, 8422), (0, 0))),
    "dumezers": Place(("www.dumezers.test", "dumezers.test"), "127.0.0.23", False, False, ((80, 443), (8023, 8423), (0, 0))),
}
"""The demonstration's sites by id."""

_SECURE_ONLY = ("strict-transport-security",)


class _Server(ThreadingHTTPServer):
    """A site's listener, which can hang up on every visitor and wait until all have gone."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int]) -> None:
        self.context: ssl.SSLContext | None = None
        self.redirect: str | None = None
        self.site: DemoSite | None = None
        self._thread: threading.Thread | None = None
        self._open: set[socket.socket] = set()
        super().__init__(address, _Answer)

    def get_request(self) -> tuple[socket.socket, Any]:
        """A visitor's connection and address, encrypted where the listener is; it is kept, to be hung up on by ``close``."""
        connection, address = super().get_request()
        if self.context is not None:
            connection = self.context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 (the base class's own type)
        """End a connection that was answered."""
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 (the base class's own types)
        """A visitor who hangs up, or who does not trust our certificate, is no fault of the server's."""

    def start(self) -> None:
        """Answer in a thread of its own until ``close``."""
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, name="demo", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop listening, hang up, wait for the threads."""
        if self._thread is not None:
            self.shutdown()
            self._thread.join()
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    """One connection: GET and HEAD are answered, everything else is refused with 405."""

    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""
    timeout = 15
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """What stands at the address, or where it has moved to."""
        target = self._moved()
        if target:
            return self._send(Resource(b"", "text/plain; charset=utf-8", self._site.date, 301), {"Location": target})
        found = self._site.answer(self.path)
        tag = f'"{hashlib.sha256(found.body).hexdigest()[:20]}"'
        if self.headers.get("If-None-Match") == tag:
            found = Resource(b"", found.content_type, found.modified, 304)
        return self._send(found, {"ETag": tag} if found.status in {200, 304} else {})

    do_HEAD = do_GET  # noqa: N815 (the name is the protocol's)

    def _refuse(self) -> None:
        self.close_connection = True
        refused = Resource(b"405", "text/plain; charset=utf-8", self._site.date, 405)
        self._send(refused, {"Allow": "GET, HEAD", "Connection": "close"})

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = _refuse  # noqa: N815 (the names are the protocol's)

    @property
    def _site(self) -> DemoSite:
        assert self.server.site is not None  # noqa: S101 (set before the listener is started)
        return self.server.site

    def _moved(self) -> str | None:
        if self.server.redirect:
            return self.server.redirect + self.path
        place = PLACES[self._site.id]
        asked = self.headers.get("Host", "").partition(":")[0]
        return self._site.url + self.path if place.bare_leads and asked in place.names[1:] else None

    def _send(self, resource: Resource, extra: Mapping[str, str]) -> None:
        self.send_response_only(resource.status)
        self.send_header("Date", self.date_time_string())
        for name, value in self._site.headers.items():
            if self.server.context is not None or name.lower() not in _SECURE_ONLY:
                self.send_header(name, value)
        if resource.status in {200, 304}:
            self.send_header("Last-Modified", format_datetime(datetime.combine(resource.modified, time(7), UTC), usegmt=True))
        for name, value in extra.items():
            self.send_header(name, value)
        self.send_header("Content-Type", resource.content_type)
        if resource.status != 304:
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(resource.body)

    def log_message(self, *_: object) -> None:
        """The visit keeps its own log."""


def _bound(place: Place) -> tuple[_Server, _Server | None]:
    """Listeners for http and, where the site has TLS, https, on the first pair of ports that is free."""
    refusal: OSError | None = None
    for plain_port, tls_port in place.ports:
        servers: list[_Server] = []
        try:
            servers.extend(_Server((place.address, port)) for port in ((plain_port, tls_port) if place.tls else (plain_port,)))
        except OSError as error:
            refusal = error
            for server in servers:
                server.server_close()
            continue
        return servers[0], servers[1] if place.tls else None
    raise OSError(f"no port can be opened on {place.address}; is the loopback network 127.0.0.0/8 up?") from refusal


def _url(scheme: str, name: str, port: int) -> str:
    return f"{scheme}://{name}" if port == {"http": 80, "https": 443}[scheme] else f"{scheme}://{name}:{port}"


class DemoServer:
    """The demonstration municipalities on loopback, from entering to leaving the ``with``.

    ``date``      the day on which the sites are imagined (today if None)
    ``content``   the folder that their content is read from: the repository's, or a copy in which something was changed
    ``hosts``     name -> loopback address, as --hosts wants it
    ``sites``     institution id -> URL
    ``ca``        PEM file of the authority that signed their certificates, made anew each time
    ``allow``     the addresses that a visit must be allowed to contact
    ``registry``  a folder of tables as ``data.registry.load`` reads them, with the addresses that hold now

    Raises OSError where no port can be opened.
    """

    allow: Sequence[str] = ("127.0.0.0/8",)

    def __init__(self, date: date | None = None, content: Path = DEMO) -> None:
        self.content = content
        self.date = date or datetime.now().astimezone().date()
        self.hosts: dict[str, str] = {name: place.address for place in PLACES.values() for name in place.names}
        self.sites: dict[str, str] = {}
        self.registry = Path()
        self.ca = Path()
        self._servers: list[_Server] = []

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="eindekss-demo-"))
        try:
            self._open()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def _open(self) -> None:
        authority = Authority()
        self.ca = self._folder / "ca.pem"
        self.ca.write_bytes(authority.pem)
        for site_id in SITES:
            self._serve(site_id, authority)
        self.registry = self._folder / "inputs"
        self._write_registry()

    def _serve(self, site_id: str, authority: Authority) -> None:
        place = PLACES[site_id]
        plain, secure = _bound(place)
        main = secure or plain
        self._servers += [server for server in (plain, secure) if server]
        url = _url("https" if secure else "http", place.names[0], main.server_address[1])
        site = build(site_id, url, self.date, self.content)
        _ = site.resources  # made before the first visitor comes
        self.sites[site_id] = url
        plain.site = main.site = site
        if secure:
            plain.redirect = url if site.upgrades else None
            secure.context = authority.context(place.names, self._folder / f"{site_id}.pem")
        for server in (plain, secure):
            if server:
                server.start()

    def _write_registry(self) -> None:
        """The demonstration's registry rows with the addresses at which the sites really stand."""
        self.registry.mkdir()
        for name in ("institutions.csv", "portals.csv", "aliases.csv"):
            shutil.copyfile(self.content / name, self.registry / name)
        with (self.content / "municipalities.csv").open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        with (self.registry / "municipalities.csv").open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, rows[0].keys())
            writer.writeheader()
            writer.writerows(row | {"website": self.sites[row["id"]]} for row in rows)

    def _close(self) -> None:
        for server in self._servers:
            server.close()
        self._servers.clear()
        shutil.rmtree(self._folder, ignore_errors=True)
