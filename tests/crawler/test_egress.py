"""Only public addresses are contacted, however they are written, and those allowed by hand."""

from __future__ import annotations

import pytest

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
    ],
)
def test_only_public_addresses_are_permitted(address: str, permitted: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert Egress().permits(address) is permitted


def test_a_network_allowed_by_hand_is_permitted_and_no_other() -> None:
    egress = Egress(allow=["127.0.0.11/32", "fd00::/8"])
    told = ("127.0.0.11", "127.0.0.12", "::ffff:127.0.0.11", "fd00::1", "8.8.8.8")
    assert [egress.permits(address) for address in told] == [True, False, True, True, True]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "127.1", "0x7f.1", "2130706433", "LOCALHOST."])
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
    assert absence.value.reason == "dns"


def test_all_faults_of_the_options_are_told_at_once() -> None:
    with pytest.raises(ConfigError) as fault:
        Egress({"a.test": "nowhere"}, ["127.0.0.0/99", "x"])
    assert [each.split(" ")[0] for each in fault.value.faults] == ["--allow-address", "--allow-address", "hosts:"]
