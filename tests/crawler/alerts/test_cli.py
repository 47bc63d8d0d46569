"""The verb tells whether tables are right, what waits, sends it, and tries a channel."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crawler.alerts.book import Book
from crawler.alerts.cli import alerts
from crawler.alerts.desk import take
from crawler.alerts.recipients import Audience, Recipients, Server
from crawler.alerts.rules import Rules
from data import registry
from tests.crawler.alerts.servers import ADDRESS, KEY, Mailbox, Receiver, mail_server, receiver
from tests.crawler.alerts.test_book import BODIES, record
from tests.crawler.alerts.turning import rule, turn


def _ask(folder: Path, *flags: str, server: Server | None = None, taking: Receiver | None = None) -> Result:
    port = server.port if server else 1
    text = f'[mail]\nserver = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "e@example.lv"\ntimeout = 2\n'
    text += f'[audiences.analysts]\nmail = ["{ADDRESS}"]\n'
    if taking:
        text += f'[webhooks.ops]\nurl = "{taking.url}"\nsecret_file = "key"\nallow = ["127.0.0.0/8"]\n'
    (folder / "key").write_text(KEY)
    (folder / "alerts.toml").write_text(text)
    places = ["--recipients", str(folder / "alerts.toml"), "--book", str(folder / "alerts.db"), "--feeds", str(folder / "feeds")]
    return CliRunner().invoke(alerts, [*flags, *places])


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A folder with a book in which one alert waits."""
    whom = Recipients({"analysts": Audience((f"mail:{ADDRESS}",))})
    with Book(tmp_path / "alerts.db") as book:
        take(book, record(), [turn(BODIES[0])], Rules((rule(),)), whom, registry.load(), at=datetime.now(UTC))
    return tmp_path


def test_check_tells_who_is_not_told(told: Path) -> None:
    found = _ask(told)
    assert found.exit_code == 0
    assert "rules: no fault" in found.output
    assert 'nobody is told as "security"' in found.output
    assert "messages that wait: 1" in found.output


def test_what_fails_waits_and_is_delivered_later(told: Path) -> None:
    assert _ask(told, "--deliver").exit_code == 3
    assert "failed 1 times" in _ask(told, "--list").output
    box = Mailbox()
    with mail_server(box) as server:
        found = _ask(told, "--deliver", server=server)
    assert (found.exit_code, len(box.taken)) == (0, 1)
    assert found.output == "messages sent: 1, waiting: 0; feeds changed: 0\n"


def test_alert_is_taken_up(told: Path) -> None:
    name = _ask(told, "--list").output.split()[0]
    assert _ask(told, "--acknowledge", name, "--remark", "zvanīju").exit_code == 0
    assert "acknowledged by" in _ask(told, "--list").output


def test_channels_are_tried(tmp_path: Path) -> None:
    box = Mailbox()
    with mail_server(box) as server, receiver() as taking:
        mailed = _ask(tmp_path, "--test", f"mail:{ADDRESS}", server=server, taking=taking)
        posted = _ask(tmp_path, "--test", "webhook:ops", server=server, taking=taking)
        nowhere = _ask(tmp_path, "--test", "webhook:other", server=server, taking=taking)
    assert (mailed.exit_code, posted.exit_code, nowhere.exit_code) == (0, 0, 3)
    plain = box.taken[0].get_body(("plain",))
    assert plain is not None
    assert "Izmēģinājuma ziņa" in plain.get_content()
    assert len(taking.taken) == 1
    assert not (tmp_path / "alerts.db").exists()


def test_one_thing_at_a_time(tmp_path: Path) -> None:
    assert _ask(tmp_path, "--list", "--test", "mail:a@b.lv").exit_code == 2
