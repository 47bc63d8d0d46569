"""A message that says that it is only a trial, to see whether a channel works."""

from __future__ import annotations

from datetime import datetime

from crawler.alerts.alert import Alert, Item, digest
from crawler.alerts.book import Message
from crawler.alerts.rules import Severity
from crawler.alerts.words import LANGUAGES
from data.change import Answer, Change, Label
from data.errors import ConfigError
from data.types import Evidence, Outcome, Text

_ADDRESS = "https://example.org/"


def message(channel: str, at: datetime) -> Message:
    """The message. Raises ConfigError for what is no channel."""
    kind, _, name = channel.partition(":")
    if kind not in {"mail", "webhook"} or not name:
        raise ConfigError(f"{channel!r} is no channel; write mail:ADDRESS or webhook:NAME")
    was, now = Answer("before", Outcome.PASSED), Answer("after", Outcome.FAILED)
    change = Change("trial", "trial", _ADDRESS, was, now, Label.SITE, "a trial", (Evidence(_ADDRESS, at=at),))
    text = Text("Izmēģinājuma ziņa: nekas nav noticis.", "This is a trial: nothing has happened.")
    item = Item("trial", Text("Izmēģinājums", "Trial"), change)
    alert = Alert(digest("trial", at.isoformat()), "trial", Severity.NOTE, text, (item,), ("trial",), "trial")
    return Message(digest(channel, alert.id), channel, ("trial",), LANGUAGES, (alert,), "trial")
