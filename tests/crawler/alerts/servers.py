"""Servers on loopback that take alerts: a mail server with certificates of its own, and a receiver of webhooks."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiohttp import web
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from crawler.alerts.alert import digest
from crawler.alerts.book import Message
from crawler.alerts.decide import Decision
from crawler.alerts.recipients import Audience, Hook, Recipients, Server
from tests.crawler.alerts.turning import night, rule, told, turn

SECRET = b"s" * 32
KEY = f"whsec_{base64.b64encode(SECRET).decode()}"
ADDRESS = "it@example.org"


def message(*names: str, channel: str = f"mail:{ADDRESS}", excerpt: str = "") -> Message:
    """A message with an alert of each body."""
    names = names or ("riga",)
    decided = told(rule())(night(1, names), *(turn(name, excerpt=excerpt) for name in names))
    return holding(decided, channel)


def holding(decided: Decision, channel: str = f"mail:{ADDRESS}") -> Message:
    """A message with what was decided."""
    name = digest(channel, *(each.id for each in decided.alerts))
    return Message(name, channel, ("analysts",), ("lv", "en"), decided.alerts, "night-1")


@dataclass(slots=True)
class Mailbox:
    """What a mail server took; it refuses the addresses in ``refused``, and dies after ``dies_after`` mails."""

    taken: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    dies_after: int | None = None
    secure: list[bool] = field(default_factory=list)

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Sequence[str]) -> str:  # noqa: N802
        """Refuse or take an address."""
        del server, session, options
        if address in self.refused:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail."""
        if self.dies_after is not None and len(self.taken) >= self.dies_after:
            assert server.transport is not None
            server.transport.close()
            return "421 gone"
        assert isinstance(envelope.content, bytes)
        found = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.taken.append(found)
        self.secure.append(session.ssl is not None)
        return "250 OK"


@contextlib.contextmanager
def mail_server(box: Mailbox, *, folder: Path | None = None, login: tuple[str, str] | None = None) -> Iterator[Server]:
    """A mail server; with a folder it asks for STARTTLS under a certificate for localhost that is put there."""
    extra: dict[str, Any] = {}
    ca = None
    if folder:
        authority = trustme.CA()
        context = _context(authority)
        ca = folder / "ca.pem"
        authority.cert_pem.write_to_path(str(ca))
        extra = {"tls_context": context, "require_starttls": True}
    if login:
        extra |= {"authenticator": lambda *given: AuthResult(success=_same(given[-1], login), handled=False), "auth_required": True}
    controller = Controller(box, hostname="127.0.0.1", port=0, **extra)
    with _port_taken(controller) as port:
        security = "starttls" if folder else "none"
        user, password = login or (None, None)
        yield Server("localhost" if folder else "127.0.0.1", "eindekss@example.lv", port, security, user, password, 5.0, ca)


def _same(given: Any, login: tuple[str, str]) -> bool:
    return isinstance(given, LoginPassword) and (given.login.decode(), given.password.decode()) == login


def _context(authority: trustme.CA) -> Any:
    import ssl  # noqa: PLC0415

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


@contextlib.contextmanager
def _port_taken(controller: Controller) -> Iterator[int]:
    def port() -> int:
        found: int = controller.server.sockets[0].getsockname()[1]  # type: ignore[union-attr]
        return found

    # The controller would knock at port 0, which the system has made another by now.
    controller._trigger_server = lambda: socket.create_connection(("127.0.0.1", port())).close()  # type: ignore[method-assign]
    controller.start()
    try:
        yield port()
    finally:
        controller.stop()


@dataclass(slots=True)
class Receiver:
    """What a receiver of webhooks was sent; it answers with ``answers`` in turn, then with 200."""

    answers: list[int] = field(default_factory=list)
    taken: list[tuple[dict[str, str], str]] = field(default_factory=list)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        """Take what comes."""
        headers = {name.lower(): value for name, value in request.headers.items()}
        self.taken.append((headers, await request.text()))
        status = self.answers.pop(0) if self.answers else 200
        return web.Response(status=status, headers={"location": "http://169.254.169.254/"} if status == 302 else {})

    def hook(self, **other: Any) -> Hook:
        """The settings that lead here."""
        return Hook(**{"name": "ops", "url": self.url, "secret": SECRET, "allow": ("127.0.0.0/8",), "timeout": 5.0, **other})


@contextlib.contextmanager
def receiver(*answers: int) -> Iterator[Receiver]:
    """A receiver on an event loop of its own."""
    found = Receiver(list(answers))
    ready = threading.Event()
    loop = asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        application = web.Application()
        application.router.add_post("/hook", found.take)
        runner = web.AppRunner(application)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        found.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        ready.set()
        await stop.wait()
        await runner.cleanup()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait()
    try:
        yield found
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()


def recipients(server: Server | None = None, hook: Hook | None = None) -> Recipients:
    """Analysts that hear by all ways given."""
    ways = ((f"mail:{ADDRESS}",) if server else ()) + (("webhook:ops",) if hook else ())
    return Recipients({"analysts": Audience(ways)}, server, {"ops": hook} if hook else {})
