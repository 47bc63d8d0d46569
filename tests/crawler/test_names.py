"""What DNS says is told with its records; what it does not say is told apart from what is not there."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest

from crawler.names import Names
from data.given import server
from data.settings import Settings
from tests.crawler.resolving import Resolver, zone

TOWN = zone(
    "piemers.test",
    "@ 300 IN A 192.0.2.1\n"
    "www 300 IN CNAME lapa.cits.test.\n"
    'teksts 300 IN TXT "v=spf1 " "-all"\n'
    "@ 300 IN MX 10 pasts.piemers.test.\n"
    "rinkis 300 IN CNAME rinkis2.piemers.test.\n"
    "rinkis2 300 IN CNAME rinkis.piemers.test.\n",
)
OTHER = zone("cits.test", "lapa 300 IN A 192.0.2.2\n")


def ask(resolver: Resolver, *questions: tuple[str, str], seconds: float = 2.0, **how: Any) -> list[Any]:
    async def asked() -> list[Any]:
        host, _, port = resolver.address.rpartition(":")
        names = Names(((host, int(port)),), seconds)
        return [await names.ask(*question, **how) for question in questions]

    return asyncio.run(asked())


def test_records_are_told_with_who_said_so_and_when() -> None:
    with Resolver(TOWN, OTHER) as resolver:
        address, text, mail = ask(resolver, ("piemers.test", "A"), ("teksts.piemers.test", "TXT"), ("piemers.test", "MX"))
        assert address["resolver"] == resolver.address
    assert (address["records"], address["rcode"], address.get("absent"), address.get("reason")) == (["192.0.2.1"], "NOERROR", None, None)
    assert address["at"].endswith("+00:00")
    assert text["records"] == ["v=spf1 -all"]
    assert mail["records"] == ["10 pasts.piemers.test."]


@pytest.mark.parametrize(
    ("name", "odd", "told"),
    [
        ("nav.piemers.test", "", ("no-name", None)),
        ("piemers.test", "", ("no-data", None)),
        ("nekur.lv", "", ("no-name", None)),
        ("piemers.test", "servfail", (None, "server-error")),
        ("piemers.test", "refused", (None, "forbidden")),
        ("piemers.test", "silent", (None, "timeout")),
        ("piemers.test", "lame", (None, "protocol")),
        ("piemers.test", "garbage", (None, "timeout")),
        ("rinkis.piemers.test", "", (None, "protocol")),
        ("a..b", "", (None, "protocol")),
        ("x" * 64 + ".lv", "", (None, "protocol")),
    ],
)
def test_what_is_not_known_is_never_called_absent(name: str, odd: str, told: tuple[str | None, str | None]) -> None:
    with Resolver(TOWN, OTHER, odd={name: odd}) as resolver:
        [answer] = ask(resolver, (name, "AAAA"), seconds=0.2 if odd in {"silent", "garbage"} else 2.0)
    assert (answer.get("absent"), answer.get("reason"), answer["records"]) == (*told, [])


def test_nobody_listens() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    answer = asyncio.run(Names((("127.0.0.1", port),), 0.3).ask("piemers.test", "A"))
    assert answer["reason"] in {"connection-refused", "timeout"}


@pytest.mark.parametrize("odd", ["truncated", "formerr"])
def test_an_answer_that_does_not_fit_comes_by_another_way(odd: str) -> None:
    with Resolver(TOWN, odd={"piemers.test": odd}) as resolver:
        [answer] = ask(resolver, ("piemers.test", "A"))
        assert answer["records"] == ["192.0.2.1"]
        assert len(resolver.asked) == 2


def test_a_cut_answer_is_none() -> None:
    with Resolver(TOWN, odd={"piemers.test": "cut"}) as resolver:
        [answer] = ask(resolver, ("piemers.test", "A"))
    assert answer["reason"] in {"reset", "timeout"}


@pytest.mark.parametrize("odd", ["", "alias"])
def test_aliases_are_followed(odd: str) -> None:
    with Resolver(TOWN, OTHER, odd={"www.piemers.test": odd}) as resolver:
        [answer] = ask(resolver, ("www.piemers.test", "A"))
    assert (answer["records"], answer["aliases"]) == (["192.0.2.2"], ["lapa.cits.test"])


def test_a_question_is_asked_once_in_a_run() -> None:
    with Resolver(TOWN) as resolver:
        ask(resolver, ("piemers.test", "A"), ("PIEMERS.test.", "A"), ("piemers.test", "A"))
        assert resolver.asked == ["A piemers.test"]


@pytest.mark.parametrize(("odd", "asked"), [("silent", 4), ("refused", 1)])
def test_what_only_the_moment_kept_is_asked_again(odd: str, asked: int) -> None:
    with Resolver(TOWN, odd={"piemers.test": odd}) as resolver:
        ask(resolver, ("piemers.test", "A"), ("piemers.test", "A"), seconds=0.2)
        assert resolver.asked == ["A piemers.test"] * asked


def test_no_person_s_address_is_written_down() -> None:
    town = zone(
        "piemers.test",
        '_dmarc 300 IN TXT "v=DMARC1; p=none; rua=mailto:janis.paraugs@piemers.test,mailto:dmarc@piemers.test"\n'
        '@ 300 IN CAA 0 iodef "mailto:janis.paraugs@piemers.test"\n',
    )
    with Resolver(town) as resolver:
        told = ask(resolver, ("_dmarc.piemers.test", "TXT"), ("piemers.test", "CAA"), ("piemers.test", "SOA"))
    assert [each["records"] for each in told] == [
        ["v=DMARC1; p=none; rua=mailto:…@piemers.test,mailto:dmarc@piemers.test"],
        ['0 iodef "mailto:…@piemers.test"'],
        ["ns.piemers.test. . 1 3600 600 86400 300"],
    ]


def test_the_next_server_is_asked_when_one_is_silent() -> None:
    async def asked(places: tuple[tuple[str, int], ...]) -> Any:
        return await Names(places, 0.2).ask("piemers.test", "A")

    with Resolver(TOWN, odd={"piemers.test": "silent"}) as mute, Resolver(TOWN) as good:
        places = tuple((one.address.rpartition(":")[0], int(one.address.rpartition(":")[2])) for one in (mute, good))
        assert asyncio.run(asked(places))["records"] == ["192.0.2.1"]


def test_the_settings_say_who_is_asked() -> None:
    assert Names.of(Settings(resolver="none")) is None
    given = Names.of(Settings.load(env={}, resolver="[2001:db8::53]:5353"))
    assert given is not None
    assert given.servers == (("2001:db8::53", 5353),)
    assert server("192.0.2.53") == "192.0.2.53:53"
