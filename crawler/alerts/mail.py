"""Alerts by mail: one message with a plain and an HTML part to each address, encrypted on the way, known again by its Message-ID."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from crawler.alerts.book import Message
from crawler.alerts.recipients import Server
from crawler.alerts.words import subject
from crawler.alerts.written import page, plain

SCHEME = "mail:"
"""What the name of a channel begins with that is a mail address."""
_FAULTS = (OSError, smtplib.SMTPException)
"""What a mail server can do to us; ssl.SSLError and timeouts are among the first."""


def letter(message: Message, server: Server, at: datetime) -> EmailMessage:
    """The mail. Its Message-ID derives from the facts (RFC 5322, 3.6.4), its List-Id (RFC 2919) is the same for all."""
    domain = server.sender.rpartition("@")[2]
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject(message.alerts)[message.languages[0]]
    mail["From"] = server.sender
    mail["To"] = message.channel.removeprefix(SCHEME)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<{message.id}@{domain}>"
    mail["List-Id"] = f"eindekss <alerts.eindekss.{domain}>"
    # Nobody's absence note shall answer (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(plain(message.alerts, message.languages))
    mail.add_alternative(page(message.alerts, message.languages), subtype="html")
    return mail


def send(messages: Iterable[Message], server: Server, at: datetime) -> Iterator[tuple[Message, str]]:
    """Send them over one connection; each comes back with "" or with what went wrong.

    A mail refused harms no other. When the server cannot be spoken with any more, all that are left come back with the reason.
    """
    with contextlib.ExitStack() as stack:
        connection: smtplib.SMTP | None = None
        broken = ""
        for message in messages:
            if connection is None and not broken:
                connection, broken = _opened(server)
                if connection:
                    stack.callback(_quit, connection)
            yield message, _sent(connection, letter(message, server, at)) if connection else broken
            if connection and connection.sock is None:
                connection, broken = None, "the mail server closed the connection"


def _opened(server: Server) -> tuple[smtplib.SMTP | None, str]:
    connection: smtplib.SMTP | None = None
    try:
        connection = _connected(server)
        if server.user and server.password is not None:
            connection.login(server.user, server.password)
    except _FAULTS as error:
        if connection:
            _quit(connection)
        return None, _told(error)
    return connection, ""


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context(cafile=server.ca)
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    if server.security == "none":
        return connection
    try:
        # A server that offers no encryption is refused: whoever sits between could have taken the offer out.
        connection.starttls(context=context)
    except BaseException:
        connection.close()
        raise
    return connection


def _sent(connection: smtplib.SMTP, mail: EmailMessage) -> str:
    try:
        connection.send_message(mail)
    except _FAULTS as error:
        if not isinstance(error, smtplib.SMTPException):
            connection.close()
        return _told(error)
    return ""


def _quit(connection: smtplib.SMTP) -> None:
    try:
        connection.quit()
    except _FAULTS:
        connection.close()


def _told(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
