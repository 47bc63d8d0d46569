"""Whether we are sick: canaries that answer, that do not, whose clock is another, and names that do not resolve."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from crawler.night.health import Health, unchecked
from data.settings import Settings
from tests.crawler.resolving import Resolver, zone
from tests.crawler.serving import Said, Served, settings


def looked(folder: Path, asked: Settings, **more: Any) -> str:
    """The cause of our sickness, if any."""
    sick = asyncio.run(Health(asked, folder, more.pop("reserve", 0), **more).look())
    return sick.cause if sick else ""


def test_well(tmp_path: Path) -> None:
    with Served({"*": Said(b"nav", 404)}) as canary:
        # Whatever it answers, it answers; and one of two is enough.
        assert looked(tmp_path, settings(canaries=("http://127.0.0.1:9/", canary.url), canary_names=("127.0.0.1",))) == ""
    assert looked(tmp_path, settings()) == ""


def test_no_canary_answers(tmp_path: Path) -> None:
    assert looked(tmp_path, settings(canaries=("http://127.0.0.1:9/", "http://canary.invalid/"))) == "network"
    assert looked(tmp_path, settings(canaries=("http://10.0.0.1/",))) == "network"


def test_no_name_resolves(tmp_path: Path) -> None:
    with Resolver(zone("canary.test", "@ 300 IN A 127.0.0.1\n"), odd={"dead.canary.test": "servfail"}) as server:
        asked = settings(resolver=server.address, hosts={"canary.test": "127.0.0.1", "dead.canary.test": "127.0.0.1"})
        assert looked(tmp_path, replace(asked, canary_names=("dead.canary.test", "canary.test"))) == ""
        assert looked(tmp_path, replace(asked, canary_names=("dead.canary.test",))) == "dns"
        assert looked(tmp_path, replace(asked, canary_names=("none.canary.test",), hosts={"none.canary.test": "127.0.0.1"})) == "dns"
    assert looked(tmp_path, settings(canary_names=("canary.invalid",))) == "dns"


@pytest.mark.parametrize(("date", "cause"), [("Mon, 23 Nov 2020 20:00:00 GMT", "clock"), ("nonsense", ""), ("", "")])
def test_the_clock(date: str, cause: str, tmp_path: Path) -> None:
    def dated(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(f"HTTP/1.1 204 No Content\r\nDate: {date}\r\nConnection: close\r\n\r\n".encode())

    with Served({"*": Said(raw=dated)}) as canary:
        canary.RequestHandlerClass.do_HEAD = canary.RequestHandlerClass.do_GET  # type: ignore[attr-defined]
        try:
            assert looked(tmp_path, settings(canaries=(canary.url,))) == cause
        finally:
            del canary.RequestHandlerClass.do_HEAD  # type: ignore[attr-defined]


def test_a_clock_that_jumps_is_seen_once(tmp_path: Path) -> None:
    health = Health(settings(), tmp_path, 0, _clocks=(time.time() - 7200, time.monotonic() - 60))
    told = [asyncio.run(health.look()), asyncio.run(health.look())]
    assert [each and each.cause for each in told] == ["clock", None]


def test_no_room_and_a_browser_that_does_not_live(tmp_path: Path) -> None:
    assert looked(tmp_path / "not" / "there", settings(), reserve=1 << 60) == "disk"

    async def dead() -> str:
        return "the browser does not answer"

    assert looked(tmp_path, settings(), alive=dead) == "browser"


def test_what_is_not_checked_is_told() -> None:
    assert [line.split()[1] for line in unchecked(Settings())] == ["canaries", "canary_names"]
    assert not [*unchecked(Settings(canaries=("https://a.lv/",), canary_names=("a.lv",)))]
