"""What the morning hears from the alert book: sent, pending and failed, of this night and of earlier ones that still wait."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from crawler.alerts.alert import Alert, Item
from crawler.alerts.book import Book, Message
from crawler.alerts.decide import Decision
from crawler.alerts.rules import Severity
from data.types import Text
from reports.night.alerted import told
from tests.reports.night import made

RUN = made.record().run
CHANNEL = "mail:night@piemers.lv"


def alert(name: str, run: str) -> Alert:
    change = made.changes()[0]
    item = Item("matter", made.NAMES["cesu-novads"], change)
    return Alert(name * 32, "titles", Severity.NOTE, Text(f"Brīdinājums {name}", f"Alert {name}"), (item,), ("analysts",), run)


def decided(book: Book, one: Alert, number: int, *, send: bool = True) -> None:
    """A night in which this alert was decided, and a message of it written down, if it is to be sent."""
    message = Message(one.id, CHANNEL, ("analysts",), ("lv",), (one,), one.run)
    book.take(one.run, {}, lambda _known, _stood: Decision((), (one,)), lambda _alerts: [message] if send else [], made.at(number))


def test_each_alert_is_told_with_its_state(tmp_path: Path) -> None:
    path = tmp_path / "alerts.db"
    at = made.at(130) + timedelta(hours=1)
    with Book(path) as book:
        for number, (name, run) in enumerate({"a": "night-1", "b": "night-2", "c": RUN}.items()):
            decided(book, alert(name, run), number)
        book.delivered("a" * 32, at)
        book.failed("b" * 32, "451 try later", at)
    assert [(each.text.en, each.state, each.way, each.institutions) for each in told(path, RUN)] == [
        ("Alert c", "pending", CHANNEL, ("cesu-novads",)),
        ("Alert b", "failed", CHANNEL, ("cesu-novads",)),
    ]
    with Book(path) as book:
        book.delivered("c" * 32, at)
    assert [(each.state, each.way) for each in told(path, RUN)] == [("sent", ""), ("failed", CHANNEL)]


def test_an_alert_that_is_only_in_the_feeds_waits_for_nothing(tmp_path: Path) -> None:
    with Book(tmp_path / "alerts.db") as book:
        decided(book, alert("d", RUN), 1, send=False)
    assert [each.state for each in told(tmp_path / "alerts.db", RUN)] == ["sent"]


def test_no_book_is_made_by_looking(tmp_path: Path) -> None:
    assert told(tmp_path / "alerts.db", RUN) == ()
    assert list(tmp_path.iterdir()) == []
