"""Mail goes out encrypted, in both languages, under an id of the facts, and one refused address harms no other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from crawler.alerts.mail import letter, send
from crawler.alerts.recipients import Server
from data.types import Text
from tests.crawler.alerts.servers import Mailbox, mail_server, message
from tests.crawler.alerts.turning import AT

_HOSTILE = "<script>alert(1)</script>\r\nBcc: all@example.org\x00"


def test_mail_goes_out_with_starttls_and_login(tmp_path: Path) -> None:
    box = Mailbox()
    with mail_server(box, folder=tmp_path, login=("eindekss", "parole")) as server:
        other = replace(server, password=server.user)
        outcomes = [fault for _, fault in send([message()], server, AT)]
        wrong = [fault for _, fault in send([message()], other, AT)]
    assert outcomes == [""]
    assert "SMTPAuthenticationError" in wrong[0]
    assert "parole" not in wrong[0]
    assert box.secure == [True]
    mail = box.taken[0]
    assert mail["Message-ID"] == f"<{message().id}@example.lv>"
    assert "alerts.eindekss.example.lv" in mail["List-Id"]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    plain = mail.get_body(("plain",))
    assert plain is not None
    text = plain.get_content()
    assert "riga: izpildīts -> nav izpildīts" in text
    assert "riga: passed -> failed" in text
    assert f"SHA-256 {'ab' * 32}" in text


def test_server_without_encryption_is_not_spoken_with() -> None:
    box = Mailbox()
    with mail_server(box) as server:
        outcomes = [fault for _, fault in send([message()], replace(server, security="starttls"), AT)]
    assert "SMTPNotSupportedError" in outcomes[0]
    assert box.taken == []


def test_certificate_of_another_authority_is_refused(tmp_path: Path) -> None:
    with mail_server(Mailbox(), folder=tmp_path) as server:
        outcomes = [fault for _, fault in send([message()], replace(server, ca=None), AT)]
    assert "SSLCertVerificationError" in outcomes[0]


def test_refused_address_harms_no_other() -> None:
    box = Mailbox(refused={"gone@example.org"})
    with mail_server(box) as server:
        outcomes = [fault for _, fault in send([message(channel="mail:gone@example.org"), message()], server, AT)]
    assert "550" in outcomes[0]
    assert outcomes[1] == ""
    assert len(box.taken) == 1


def test_dead_server_leaves_all_waiting() -> None:
    nobody = Server("127.0.0.1", "eindekss@example.lv", 1, "none", timeout=2.0)
    outcomes = [fault for _, fault in send([message(), message("cesis")], nobody, AT)]
    assert len(outcomes) == 2
    assert all("ConnectionRefusedError" in fault for fault in outcomes)


def test_server_that_dies_on_the_way() -> None:
    box = Mailbox(dies_after=1)
    with mail_server(box) as server:
        outcomes = [bool(fault) for _, fault in send([message("a"), message("b"), message("c")], server, AT)]
    assert outcomes == [False, True, True]


def test_hostile_words_are_only_words() -> None:
    given = message(excerpt=_HOSTILE)
    bad = replace(given.alerts[0], items=tuple(replace(item, name=Text(_HOSTILE, _HOSTILE)) for item in given.alerts[0].items))
    mail = letter(replace(given, alerts=(bad,)), Server("127.0.0.1", "eindekss@example.lv"), AT)
    assert mail["Bcc"] is None
    html = mail.get_body(("html",))
    assert html is not None
    assert "<script>" not in html.get_content()
    assert "&lt;script&gt;" in html.get_content()


@given(name=st.text(min_size=1).filter(str.strip), excerpt=st.text(max_size=200))
def test_any_name_and_excerpt_makes_a_mail(name: str, excerpt: str) -> None:
    given = message(excerpt=excerpt)
    named = replace(given.alerts[0], items=tuple(replace(item, name=Text(name, name)) for item in given.alerts[0].items))
    data = letter(replace(given, alerts=(named,)), Server("127.0.0.1", "eindekss@example.lv"), AT).as_bytes()
    head = data.partition(b"\r\n\r\n")[0]
    assert sum(line.lower().startswith(b"to:") for line in head.splitlines()) == 1
