"""What waits in the book is sent: each channel by itself, marked as done only once it is, so that nothing is lost and no one waits."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.alerts import feed, mail, webhook
from crawler.alerts.book import Book, Message
from crawler.alerts.recipients import Recipients
from data.errors import ConfigError

PATIENCE = timedelta(days=14)
"""For so long a message is tried each time; after that it stays in the book as not delivered."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of a delivery: messages that were sent, those that wait for the next morning with the reason, feeds that changed."""

    sent: tuple[Message, ...]
    waiting: tuple[tuple[Message, str], ...]
    feeds: tuple[Path, ...]


def deliver(book: Book, recipients: Recipients, feeds: Path = feed.FEEDS, *, pauses: Sequence[float] = webhook.PAUSES) -> Delivered:
    """Send all that waits, and bring the feeds up to date. Raises ConfigError while another is doing so, and for a folder that refuses.

    A message is marked after it was sent: if we die between the two, it is sent again under the same id. A channel that fails keeps its
    messages for ``PATIENCE``, and harms no other.
    """
    with _alone(book.path):
        changed = feed.write(feeds, book.alerts(), recipients.feeds)
        now = datetime.now(UTC)
        waiting = [each.message for each in book.pending() if now - each.at <= PATIENCE]
        done = [_marked(book, message, fault) for message, fault in _sent(waiting, recipients, pauses)]
    failed = tuple((message, fault) for message, fault in done if fault)
    return Delivered(tuple(message for message, fault in done if not fault), failed, tuple(changed))


def trial(message: Message, recipients: Recipients) -> str:
    """Send one message that is in no book; returns "" or what went wrong."""
    return next((fault for _, fault in _sent([message], recipients, ())), "")


def _sent(waiting: Sequence[Message], recipients: Recipients, pauses: Sequence[float]) -> Iterator[tuple[Message, str]]:
    letters = [each for each in waiting if each.channel.startswith(mail.SCHEME)]
    if recipients.server:
        yield from mail.send(letters, recipients.server, datetime.now(UTC))
    else:
        yield from ((each, "no mail server is set; add [mail] to the file of recipients") for each in letters)
    posts = [each for each in waiting if each.channel.startswith(webhook.SCHEME)]
    hooks = {f"{webhook.SCHEME}{name}": hook for name, hook in recipients.hooks.items()}
    yield from webhook.send([(each, hooks[each.channel]) for each in posts if each.channel in hooks], pauses=pauses)
    yield from ((each, "no such webhook is set any more") for each in posts if each.channel not in hooks)


def _marked(book: Book, message: Message, fault: str) -> tuple[Message, str]:
    now = datetime.now(UTC)
    if fault:
        book.failed(message.id, fault, now)
    else:
        book.delivered(message.id, now)
    return message, fault


@contextmanager
def _alone(book: Path) -> Iterator[None]:
    """One delivery at a time; the system lets go of the lock when its holder dies."""
    with book.with_name(f"{book.name}.lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConfigError(f"{book}: another eindekss is delivering; try again when it is done") from error
        yield
