"""The verb of alerts: are rules and recipients right, what waits, send it, try a channel, take an alert up."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from crawler.alerts.book import Book
    from crawler.alerts.recipients import Recipients

_FILE = click.Path(path_type=Path, dir_okay=False)
_WAITING = 3
"""The exit code when something could not be delivered and waits."""


@click.command()
@click.option("--check", "what", flag_value="check", help="Check the rules and the recipients; this is what is done unless told otherwise.")
@click.option("--deliver", "what", flag_value="deliver", help="Send all that waits, and bring the feeds up to date.")
@click.option("--list", "what", flag_value="list", help="List the alerts, newest first, and what waits.")
@click.option("--test", "channel", metavar="CHANNEL", help="Send a test message: mail:ADDRESS or webhook:NAME.")
@click.option("--acknowledge", metavar="ID", help="Write down that you have taken this alert up.")
@click.option("--remark", default="", help="What you say of it.")
@click.option("--rules", type=_FILE, help="The table of rules (data/inputs/alerts.csv).")
@click.option("--recipients", type=_FILE, help="The file of recipients (data/var/alerts.toml).")
@click.option("--book", type=_FILE, help="The alert book (data/var/alerts.db).")
@click.option("--feeds", type=click.Path(path_type=Path, file_okay=False), help="Folder of the Atom feeds (data/var/feeds).")
def alerts(
    what: str | None,
    channel: str | None,
    acknowledge: str | None,
    remark: str,
    rules: Path | None,
    recipients: Path | None,
    book: Path | None,
    feeds: Path | None,
) -> None:
    """Tell those concerned of what changed: by mail, webhook and feed.

    Exit codes: 0 all is well, 3 something could not be delivered and waits for the next time, 2 rules or recipients are wrong.
    """
    from crawler.alerts import recipients as known
    from crawler.alerts.book import BOOK, Book
    from crawler.alerts.feed import FEEDS

    asked = [each for each in (what, channel, acknowledge) if each is not None]
    if len(asked) > 1:
        raise click.UsageError("ask for one of --check, --deliver, --list, --test and --acknowledge")
    whom = known.load(recipients or known.FILE)
    if channel:
        sys.exit(_try(channel, whom))
    with Book(book or BOOK) as opened:
        if acknowledge:
            opened.acknowledge(acknowledge, getpass.getuser(), datetime.now(UTC), remark)
        elif what == "deliver":
            sys.exit(_deliver(opened, whom, feeds or FEEDS))
        else:
            click.echo("\n".join(_listed(opened) if what == "list" else _checked(opened, whom, rules)))


def _checked(book: Book, recipients: Recipients, table: Path | None) -> Iterator[str]:
    from crawler.alerts.rules import TABLE, load

    rules = load(table or TABLE)
    yield f"{table or TABLE}: {len(rules.rows)} rules: no fault"
    channels = sorted({way for each in recipients.audiences.values() for way in each.channels})
    yield f"recipients: {len(recipients.audiences)} audiences, {len(channels)} channels"
    lists = {name for rule in rules.rows for name in rule.audiences} - {"institution", "group"}
    for name in sorted(lists - set(recipients.audiences)):
        yield f'nobody is told as "{name}": add [audiences.{name}] to the file of recipients, or only feeds will tell it'
    yield f"messages that wait: {len(book.pending())}"


def _listed(book: Book) -> Iterator[str]:
    from crawler.alerts.book import unfinished
    from crawler.alerts.words import heading, sentence

    for kept in book.alerts():
        taken = f"  (acknowledged by {', '.join(kept.acknowledged)})" if kept.acknowledged else ""
        yield f"{kept.alert.id[:12]}  {kept.alert.run}  {heading(kept.alert).en}. {sentence(kept.alert).en}{taken}"
    yield from (f"waits: {line}" for line in unfinished(book.pending()))


def _deliver(book: Book, recipients: Recipients, feeds: Path) -> int:
    from crawler.alerts.deliver import deliver

    done = deliver(book, recipients, feeds)
    click.echo(f"messages sent: {len(done.sent)}, waiting: {len(done.waiting)}; feeds changed: {len(done.feeds)}")
    for message, fault in done.waiting:
        click.echo(f"eindekss: {message.channel}: {fault}", err=True)
    return _WAITING if done.waiting else 0


def _try(channel: str, recipients: Recipients) -> int:
    from crawler.alerts.deliver import trial
    from crawler.alerts.trial import message

    fault = trial(message(channel, datetime.now(UTC)), recipients)
    click.echo(f"{channel}: {fault or 'sent'}", err=bool(fault))
    return _WAITING if fault else 0
