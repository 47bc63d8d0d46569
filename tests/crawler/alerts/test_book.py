"""The book is only added to, gives back what was written, and a night taken twice, or cut off anywhere, tells each fact once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.alerts import mail
from crawler.alerts.book import Book
from crawler.alerts.deliver import PATIENCE, deliver
from crawler.alerts.desk import take
from crawler.alerts.reach import REACH
from crawler.alerts.recipients import Audience, Recipients, Server
from crawler.alerts.rules import Rules
from crawler.alerts.tell import Post
from crawler.night.record import NightRecord, Pause, Planned, Visited
from data import registry
from data.change import Change
from data.errors import ConfigError
from tests.crawler.alerts.servers import ADDRESS, Mailbox, mail_server, receiver, recipients
from tests.crawler.alerts.turning import AT, rule, turn

BODIES = ("adazu-novads", "bauskas-novads", "cesu-novads", "dobeles-novads")
KNOWN = registry.load()


def record(number: int = 1, status: str = "complete", *, bodies: tuple[str, ...] = BODIES[:1], reason: str = "timeout") -> NightRecord:
    """A night in which all bodies ended alike."""
    at = AT + timedelta(days=number)
    reasons = {} if status == "complete" else {reason: 1}
    made = tuple(Visited(each, status, reason, "x", 1, 0, 1, 1.0, at, at, reasons=reasons) for each in bodies)
    order = tuple(Planned(each, "lane-1", "oldest", None, 1, 1.0, 1.0) for each in bodies)
    return NightRecord(f"night-{number}", at, at, order=order, visits=made)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with Book(tmp_path / "alerts.db") as opened:
        yield opened


def _take(
    book: Book, which: NightRecord, *changes: Change, rules: Rules | None = None, whom: Recipients | None = None, at: datetime | None = None
) -> int:
    given = whom or Recipients({"analysts": Audience((f"mail:{ADDRESS}",))})
    return len(take(book, which, changes, rules or Rules((rule(),)), given, KNOWN, at=at or datetime.now(UTC)).alerts)


def test_night_taken_again_adds_nothing(book: Book) -> None:
    change = turn(BODIES[0], excerpt="rūķis \ud800")
    assert _take(book, record(), change) == 1
    assert _take(book, record(), change) == 0
    assert len(book.pending()) == len(book.alerts()) == 1
    kept = book.alerts()[0].alert
    assert kept == book.pending()[0].message.alerts[0]
    assert kept.items[0].name == KNOWN.institutions[BODIES[0]].name
    assert kept.items[0].change.evidence[0].excerpt == "rūķis \ufffd"


def test_rows_stay_as_they_were_written(book: Book) -> None:
    _take(book, record(), turn(BODIES[0]))
    book.delivered(book.pending()[0].message.id, AT)
    book.acknowledge(book.alerts()[0].alert.id[:8], "ilze", AT)
    for table in ("nights", "stands", "steps", "alerts", "messages", "deliveries", "acknowledgements"):
        assert book.db[table].count > 0
        for statement in ("delete from {}", "update {} set id = id", "insert or replace into {0} select * from {0}"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                book.db.execute(statement.format(table))


def test_acknowledging_names_one_alert(book: Book) -> None:
    with pytest.raises(ConfigError, match="0 alerts"):
        book.acknowledge("abc", "ilze", AT)
    _take(book, record(), turn(BODIES[0]))
    book.acknowledge(book.alerts()[0].alert.id, "ilze", AT, "rakstīju viņiem")
    assert book.alerts()[0].acknowledged == ("ilze",)


def test_body_and_its_group_are_told_as_the_recipients_say(book: Book) -> None:
    mailboxes = {f"institution/{BODIES[0]}": "one@example.org", "group/novads": "all@example.org", "analysts": "all@example.org"}
    whom = Recipients({name: Audience((f"mail:{each}",)) for name, each in mailboxes.items()})
    rules = Rules((rule(audiences="institution|group|analysts"),))
    assert _take(book, record(bodies=BODIES[:2]), turn(BODIES[0]), turn(BODIES[1]), rules=rules, whom=whom) == 2
    sent = {each.message.channel: [alert.institutions for alert in each.message.alerts] for each in book.pending()}
    assert sent == {"mail:all@example.org": [(BODIES[0],), (BODIES[1],)], "mail:one@example.org": [(BODIES[0],)]}


def test_site_down_for_three_nights_is_told_once_and_mended_once(book: Book) -> None:
    rules = Rules((rule("down", REACH, "any>failed", nights=3),))
    sick = replace(record(3, "failed"), pauses=(Pause(AT, None, "network", "no canary"),))
    nights = [record(1), record(2, "failed"), sick, record(4, "failed"), record(5, "failed"), record(6, "failed"), record(7), record(8)]
    assert [_take(book, each, rules=rules) for each in nights] == [0, 0, 0, 0, 1, 0, 1, 0]
    assert [each.alert.mended for each in book.alerts()] == [True, False]


def test_outage_of_ours_is_nobodys_fault(book: Book) -> None:
    rules = Rules((rule("down", REACH, "any>failed"),))
    pause = Pause(AT, AT + timedelta(days=9), "dns", "cut")
    assert _take(book, replace(record(1, "failed", bodies=BODIES), pauses=(pause,)), rules=rules) == 0
    assert _take(book, record(2, "lost", bodies=BODIES), rules=rules) == 0


def test_platform_that_is_down_is_one_alert(book: Book) -> None:
    rules = Rules((rule("down", REACH, "any>failed"),))
    assert _take(book, record(1, "failed", bodies=BODIES), rules=rules) == 1
    assert book.alerts()[0].alert.institutions == BODIES


def test_site_that_keeps_us_out(book: Book) -> None:
    rules = Rules((rule("closed", "@welcome", "passed>failed"), rule("down", REACH, "any>failed")))
    assert [_take(book, each, rules=rules) for each in (record(1), record(2, "failed", reason="robots"))] == [0, 1]
    assert book.alerts()[0].alert.rule == "closed"


def test_channel_that_fails_keeps_its_alerts_and_harms_no_other(book: Book, tmp_path: Path) -> None:
    dead = Server("127.0.0.1", "eindekss@example.lv", 1, "none", timeout=2.0)
    box = Mailbox()
    with receiver() as taking, mail_server(box) as server:
        _take(book, record(), turn(BODIES[0]), whom=recipients(dead, taking.hook()))
        first = deliver(book, recipients(dead, taking.hook()), tmp_path / "feeds", pauses=())
        assert [each.channel for each in first.sent] == ["webhook:ops"]
        assert [each.message.channel for each in book.pending()] == [f"mail:{ADDRESS}"]
        assert book.pending()[0].failures == 1
        second = deliver(book, recipients(server, taking.hook()), tmp_path / "feeds", pauses=())
        third = deliver(book, recipients(server, taking.hook()), tmp_path / "feeds", pauses=())
    assert (len(second.sent), len(third.sent), second.feeds) == (1, 0, ())
    assert len(box.taken) == len(taking.taken) == 1


def test_message_is_not_tried_for_ever(book: Book, tmp_path: Path) -> None:
    _take(book, record(), turn(BODIES[0]), at=datetime.now(UTC) - PATIENCE - timedelta(hours=1))
    assert deliver(book, Recipients(), tmp_path / "feeds").waiting == ()
    assert len(book.pending()) == 1


def test_death_between_sending_and_marking_sends_the_same_id_again(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    box = Mailbox()
    with receiver() as taking, mail_server(box) as server:
        whom = recipients(server, taking.hook())
        _take(book, record(), turn(BODIES[0]), whom=whom)
        with monkeypatch.context() as patched:
            patched.setattr(Book, "delivered", die)
            with pytest.raises(KeyboardInterrupt):
                deliver(book, whom, tmp_path / "feeds", pauses=())
        deliver(book, whom, tmp_path / "feeds", pauses=())
    assert len({mail["Message-ID"] for mail in box.taken}) == 1
    assert len({headers["webhook-id"] for headers, _ in taking.taken}) == 1
    assert book.pending() == ()


def test_death_while_writing_down_leaves_nothing(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Book._insert

    def die(self: Book, table: str, **columns: object) -> None:
        real(self, table, **columns)
        if table == "messages":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Book, "_insert", die)
        with pytest.raises(KeyboardInterrupt):
            _take(book, record(), turn(BODIES[0]))
    assert (book.alerts(), book.pending(), book.matters()) == ((), (), ())
    assert _take(book, record(), turn(BODIES[0])) == 1


def test_two_deliveries_at_once_are_refused(book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _take(book, record(), turn(BODIES[0]))
    refused = []

    def send_within(*_: object) -> Iterator[object]:
        with pytest.raises(ConfigError, match="another eindekss is delivering") as caught:
            deliver(book, Recipients(), tmp_path / "feeds")
        refused.append(caught)
        return iter(())

    monkeypatch.setattr(mail, "send", send_within)
    deliver(book, recipients(Server("127.0.0.1", "a@example.lv")), tmp_path / "feeds")
    assert len(refused) == 1


def test_end_of_a_night_in_one_call(tmp_path: Path) -> None:
    box = Mailbox()
    with mail_server(box) as server:
        post = Post(Rules((rule(),)), recipients(server), KNOWN, tmp_path / "alerts.db", tmp_path / "feeds")
        done = post.tell(record(), [turn(BODIES[0])])
        again = post.tell(record(), [turn(BODIES[0])])
    assert (len(done.sent), len(again.sent), len(box.taken)) == (1, 0, 1)
    assert {path.name for path in done.feeds} == {"all.atom", "all.en.atom", f"{BODIES[0]}.atom", f"{BODIES[0]}.en.atom"}


def test_moments_have_an_offset(book: Book) -> None:
    with pytest.raises(ValueError, match="offset"):
        book.delivered("x", datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))
