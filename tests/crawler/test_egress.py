"""Only public addresses are contacted, however they are written, and those allowed by hand."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest

from crawler import egress
from crawler.egress import Egress
from data.errors import ConfigError, Refused, Unreachable


@pytest.mark.parametrize(
    ("address", "permitted"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
        ("64:ff9b:1::7f00:1", False),
        ("fec0::1", False),
        ("::127.0.0.1", False),
        ("198.18.0.1", False),
        ("192.0.0.8", False),
        ("2001:db8::1", False),
        ("3fff::1", False),
    ],
)
def test_only_public_addresses_are_permitted(address: str, permitted: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert Egress().permits(address) is permitted


def test_a_network_allowed_by_hand_is_permitted_and_no_other() -> None:
    egress = Egress(allow=["127.0.0.11/32", "fd00::/8"])
    told = ("127.0.0.11", "127.0.0.12", "::ffff:127.0.0.11", "fd00::1", "8.8.8.8")
    assert [egress.permits(address) for address in told] == [True, False, True, True, True]


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "127.1", "0x7f.1", "0177.1", "2130706433", "LOCALHOST.", "0", "0.0.0.0", "127.0.0.1."]
)
def test_every_spelling_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises(Refused) as refusal:
        Egress().resolve(host)
    assert refusal.value.reason == "private-address"


def test_names_given_by_hand_come_before_dns_and_are_checked_too() -> None:
    hosts = {"www.piemers.test": "127.0.0.11"}
    assert Egress(hosts, ["127.0.0.0/8"]).resolve("WWW.piemers.test.") == "127.0.0.11"
    with pytest.raises(Refused):
        Egress(hosts).resolve("www.piemers.test")


def test_a_name_that_leads_nowhere_is_a_matter_of_dns() -> None:
    with pytest.raises(Unreachable) as absence:
        Egress().resolve("nav-tada.invalid")
    assert (absence.value.reason, absence.value.detail.partition(":")[0]) == ("dns", "permanent")


def told(*answers: int | tuple[str, ...]) -> tuple[Callable[..., list[Any]], list[str]]:
    """DNS that answers this in turn: a number of getaddrinfo's errors, or addresses; and the names it was asked for."""
    turn, asked = iter(answers), list[str]()

    def ask(host: str, *_given: object, **_named: object) -> list[Any]:
        asked.append(host)
        answer = next(turn)
        if isinstance(answer, int):
            raise socket.gaierror(answer, "no")
        return [(0, 0, 0, "", (address, 0)) for address in answer]

    return ask, asked


def test_a_passing_failure_of_dns_is_tried_again_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(egress, "_PAUSES", (0.0, 0.0))
    ask, asked = told(socket.EAI_AGAIN, ("8.8.8.8",))
    monkeypatch.setattr(socket, "getaddrinfo", ask)
    assert (Egress().resolve("piemers.lv"), len(asked)) == ("8.8.8.8", 2)
    ask, asked = told(*[socket.EAI_AGAIN] * 9)
    monkeypatch.setattr(socket, "getaddrinfo", ask)
    asking = Egress()
    for _ in range(3):
        with pytest.raises(Unreachable, match="temporary"):
            asking.resolve("piemers.lv")
    assert len(asked) == 3


def test_a_name_that_does_not_exist_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ask, asked = told(*[socket.EAI_NONAME] * 9)
    monkeypatch.setattr(socket, "getaddrinfo", ask)
    with pytest.raises(Unreachable, match="permanent"):
        Egress().resolve("piemers.lv")
    assert len(asked) == 1


def test_of_a_name_that_leads_inside_and_outside_the_outside_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    ask, _ = told(("10.0.0.1", "8.8.8.8", "::1", "2001:4860:4860::8888"))
    monkeypatch.setattr(socket, "getaddrinfo", ask)
    assert Egress().addresses("piemers.lv") == ("8.8.8.8", "2001:4860:4860::8888")


def test_a_name_given_by_hand_may_have_several_addresses() -> None:
    assert Egress({"piemers.test": "::1, 127.0.0.2"}, ["127.0.0.0/8", "::1/128"]).addresses("piemers.test") == ("::1", "127.0.0.2")


def test_all_faults_of_the_options_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as fault:
        Egress({"a.test": "nowhere"}, ["127.0.0.0/99", "x"])
    assert [each.split(" ")[0] for each in fault.value.faults] == ["--allow-address", "--allow-address", "hosts:"]
