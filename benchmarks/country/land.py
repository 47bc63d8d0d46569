"""All sites of the simulated country as they stand in one night, and what they answer; nothing here opens a connection."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from datetime import time as clock
from email.utils import format_datetime

from benchmarks.country.fates import Country, Outage, Weather
from benchmarks.country.mould import Mould
from benchmarks.country.name_server import NameServer
from benchmarks.country.places import CANARIES, Place
from benchmarks.country.traits import headers as kept_headers
from benchmarks.country.words import chance_of
from crawler.demo_sites import Resource

_QUIET = 10.0
"""Seconds without a plain request for a front page or robots.txt after which the next one begins another look."""
_FLAKY = 0.03
_FAILURES = ("error", "reset", "error", "silent")
_BLOCK = """<!doctype html><html lang="lv"><head><meta charset="utf-8"><title>Piekļuve liegta</title></head><body><h1>Piekļuve liegta</h1>
<p>Jūsu pieprasījums tika atzīts par automatizētu un bloķēts. Pieprasījuma numurs: {number}.</p></body></html>"""


@dataclass(slots=True)
class Site:
    """One body as it stands at one look of one night."""

    place: Place
    weather: Weather = Weather.OPEN
    look: int = 0
    last_front: float = float("-inf")
    lacks: frozenset[str] = frozenset()
    editions: list[Mapping[str, int]] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    """Addresses of a flaky server that have failed already."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked: method, host without port, path, headers by lower-case name."""

    method: str
    host: str
    path: str
    headers: Mapping[str, str]

    @property
    def plain(self) -> bool:
        """Whether it is the crawler's own, not its browser's."""
        return self.headers.get("user-agent", "").startswith("eindekss/")


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered; ``fate`` other than ``answer`` says that nothing is: ``reset`` or ``silent``."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    latency: float = 0.0
    fate: str = "answer"


class Land:
    """All sites in the present night, and what was asked of them. ``steer`` is the only way in which they change."""

    def __init__(self, country: Country, mould: Mould, names: NameServer, quiet: float = _QUIET) -> None:
        self.country, self.mould, self._names, self._quiet = country, mould, names, quiet
        self.night, self.cut = 0, ""
        self.counts: Counter[str] = Counter()
        self._begun = 0
        self._outages: list[Outage] = []
        self.happened: list[dict[str, object]] = []
        self.sites = {place.host: Site(place) for place in country.places}
        self._made = mould.made
        self.go_to(1)

    def go_to(self, night: int) -> None:
        """Let a night begin."""
        self.night, self._begun = night, 0
        self._outages = [each for each in self.country.planned_outages() if each.night == night]
        weather = self.country.weather(night)
        for site in self.sites.values():
            number = site.place.number
            site.weather, site.look, site.last_front, site.tried = weather[number], 0, float("-inf"), set()
            site.editions = [self.country.edition(number, each, self._made) for each in range(1, night + 1)]
            site.lacks = self.country.lacks(number, night, 1)

    def set_cut(self, cause: str) -> None:
        """Cut our ``network`` or our ``dns``, or nothing. A name server at hand still answers when the network is cut."""
        self.cut = cause
        self._names.silent = cause == "dns"
        self.happened.append({"night": self.night, "cut": cause, "at": datetime.now(UTC).isoformat()})

    def reply(self, request: Request) -> Reply:
        """What is answered now."""
        self.counts["requests"] += 1
        if self.cut == "network":
            return Reply(fate="reset")
        site = self.sites.get(request.host)
        if site is None:
            return Reply(body=b"OK\n", headers={"Content-Type": "text/plain"}) if request.host in CANARIES else Reply(404)
        self._notice(site, request)
        return self._weathered(site, request) or self._page(site, request)

    def _notice(self, site: Site, request: Request) -> None:
        if not (request.plain and request.path in {"/", "/robots.txt"}):
            return
        now = time.monotonic()
        if now - site.last_front > self._quiet:
            site.look += 1
            site.lacks = self.country.lacks(site.place.number, self.night, site.look)
            self._begun += 1
            self._perhaps_cut()
        site.last_front = now

    def _perhaps_cut(self) -> None:
        if self._outages and self._begun > self._outages[0].after:
            outage = self._outages.pop(0)
            self.set_cut(outage.cause)
            asyncio.get_running_loop().call_later(outage.seconds, self.set_cut, "")

    def _weathered(self, site: Site, request: Request) -> Reply | None:
        """What the weather makes of a request; None where it passes."""
        if site.weather is Weather.BLOCKED:
            return Reply(403, {"Content-Type": "text/html; charset=utf-8"}, _BLOCK.format(number=secrets.token_hex(6)).encode())
        if site.weather in {Weather.REFUSED, Weather.SILENT}:
            return Reply(fate="reset" if site.weather is Weather.REFUSED else "silent")
        if site.weather is Weather.PASSING and site.look <= 1:
            return _failure(_FAILURES[site.place.number % len(_FAILURES)])
        if site.weather is Weather.FLAKY and request.path not in {"/", "/robots.txt"} and request.path not in site.tried:
            site.tried.add(request.path)
            chance = chance_of(self.country.seed, "flaky", site.place.number, self.night, request.path)
            if chance.random() < _FLAKY:
                return _failure(chance.choice(_FAILURES[:2]))
        return None

    def _page(self, site: Site, request: Request) -> Reply:
        place = site.place
        edition = site.editions[-1].get(request.path, 0)
        found = self.mould.answer(place, request.path, site.lacks, edition)
        body = found.body
        if site.place.restless and found.content_type.startswith("text/html"):
            body = body.replace(b"</form>", b'<input type="hidden" name="zeime" value="%s"></form>' % secrets.token_hex(16).encode(), 1)
        told = {"Content-Type": found.content_type, **kept_headers(self.mould.headers, site.lacks)}
        if found.status == 200:
            told |= self._validators(site, request.path, Resource(body, found.content_type, found.modified))
            if _unchanged(request, told):
                self.counts["not modified"] += 1
                return Reply(304, told, b"", place.latency)
        return Reply(found.status, told, body, place.latency)

    def _validators(self, site: Site, path: str, found: Resource) -> dict[str, str]:
        kind, told = site.place.validators, {}
        if kind in {"both", "etag"}:
            told["ETag"] = f'"{hashlib.blake2b(found.body, digest_size=10).hexdigest()}"'
        if kind in {"both", "modified"}:
            told["Last-Modified"] = format_datetime(self._changed(site, path, found), usegmt=True)
        return told

    def _changed(self, site: Site, path: str, found: Resource) -> datetime:
        """When it last changed: pages by what was planted and edited, files never."""
        editions = [each.get(path, 0) for each in site.editions]
        halves = self.country.modified(site.place.number, self.night, site.look, editions) if _made_anew(found) else 0
        if not halves:
            return datetime.combine(found.modified, clock(7), UTC) - timedelta(days=3)
        return datetime.combine(self.mould.today, clock(0, 30), UTC) - timedelta(days=2) + timedelta(hours=halves)


def _made_anew(found: Resource) -> bool:
    return found.content_type.startswith(("text/html", "application/xml"))


def _failure(kind: str) -> Reply:
    if kind == "error":
        return Reply(503, {"Content-Type": "text/html; charset=utf-8"}, b"<h1>503 Service Unavailable</h1>")
    return Reply(fate=kind)


def _unchanged(request: Request, told: Mapping[str, str]) -> bool:
    """Whether the asker has it already (RFC 9110, 13.2.2): by the tag, and by the time only where no tag was given."""
    tag = request.headers.get("if-none-match")
    if tag is not None:
        return told.get("ETag", "") in {each.strip() for each in tag.replace("W/", "").split(",")}
    since = request.headers.get("if-modified-since")
    return since is not None and since == told.get("Last-Modified")
