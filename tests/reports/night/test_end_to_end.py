"""The verb ``night`` as cron starts it: two nights over small sites with a real browser, and the second started once more."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.alerts.book import Book
from crawler.night.record import NightRecord, read
from data import registry
from data.bundle import Bundle
from data.types import LOOK
from tests.crawler.serving import HTML, PLAIN, Routes, Said, Served, _Answering, page, robots
from tests.reports.night.test_metrics import read as metrics

pytestmark = pytest.mark.slow

BODIES = {"am": ("Aizsardzības ministrija", "Ministry of Defence"), "em": ("Ekonomikas ministrija", "Ministry of Economics")}
MOVED, STILL = "am", "em"
PAGES = ("/zinas", "/kontakti", "/budzets")
LANGS = ("lv", "en")
FIRST, SECOND = "night-2026-11-22", "night-2026-11-23"
SETTINGS = {
    "EINDEKSS_SECOND_LOOK_AFTER": "0",
    "EINDEKSS_HEALTH_EVERY": "0.5",
    "EINDEKSS_VISIT_BYTES": "20000000",
    # The turn of a page is drawn by its address, and the port of these sites is another each time: no page has its turn.
    "EINDEKSS_RERENDER_NIGHTS": "1000000000",
    "EINDEKSS_LOADS": "1",
    "EINDEKSS_TIMEOUT": "5",
}
NOT_MODIFIED = "304"
SECURITY = "/.well-known/security.txt"


class Tagging(_Answering):
    """Answers 304 to whoever has the version that an entity tag names; canaries are asked by HEAD."""

    def do_HEAD(self) -> None:  # noqa: N802 (the library's name)
        self.send_response(204)
        self.end_headers()

    def do_GET(self) -> None:  # noqa: N802 (as above)
        """Answer as told, or that it still holds."""
        told = self.server.routes.get(self.path)
        tag = told.headers.get("ETag") if isinstance(told, Said) else None
        asked = self.headers.get("If-None-Match")
        if tag is None or asked != tag:
            super().do_GET()
            return
        self.server.asked.append((0.0, self.path, NOT_MODIFIED))
        self.send_response(304)
        self.send_header("ETag", tag)
        self.end_headers()


def tagged(said: Said) -> Said:
    """With the tag of its body."""
    return replace(said, headers={**said.headers, "ETag": f'"{hashlib.sha256(said.body).hexdigest()[:16]}"'})


def security(days: int) -> Said:
    """A security.txt that holds for so many days from now."""
    term = datetime.now(UTC) + timedelta(days=days)
    return Said(f"Contact: mailto:drosiba@piemers.lv\nExpires: {term:%Y-%m-%dT%H:%M:%SZ}\n".encode(), headers=PLAIN)


def routes(name: str) -> Routes:
    """A site of a front page and three more, in one style; no two of its pages are alike, and each is large enough to be shared."""
    styled = {"/": _styled(name, "/", PAGES), **{path: _styled(name, path) for path in PAGES}}
    style = tagged(Said(b"body { color: #222 }", headers={"Content-Type": "text/css"}))
    return {"/robots.txt": robots(""), **styled, "/stils.css": style, SECURITY: security(200)}


def _styled(name: str, path: str, links: tuple[str, ...] = ()) -> Said:
    text = " ".join(f"{name} {path.strip('/') or 'sākums'}: {number}. teikums šajā lapā ir par ko citu." for number in range(150))
    said = page(f"{name} {path}", *links, text=text)
    return tagged(replace(said, body=said.body.replace(b"<main>", b'<link rel="stylesheet" href="/stils.css"><main>'), headers=HTML))


@dataclass(frozen=True)
class Country:
    """The sites, the folder in which all of a night lies, and what each start of it came to."""

    folder: Path
    sites: Mapping[str, Served]
    canary: str
    done: dict[str, subprocess.CompletedProcess[str]] = field(default_factory=dict)
    asked: dict[str, Counter[str]] = field(default_factory=dict)
    renewed: dict[str, Counter[str]] = field(default_factory=dict)
    """By start: how many requests each body had, and at how many of its pages it said that what we have still holds."""
    mornings: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By start, ``morning.json`` as it was then."""

    def start(self, name: str, run: str) -> None:
        """One start of a night, by a process of its own."""
        for site in self.sites.values():
            site.asked.clear()
        words = ["night", "--run", run, "--out", self.folder / "audits" / run, "--store", self.folder / "eindekss.db"]
        words += ["--lock", self.folder / "night.lock", "--registry", self.folder / "inputs", "--metrics", self.folder / "night.prom"]
        words += ["--delay", "0", "--seconds", "60", "--render", "4", "--pages", "10", "--links-away", "0", "--canary", self.canary]
        words += ["--resolver", "none", "--open-data", "none", "--odata", "none", "--allow-address", "127.0.0.0/8"]
        words += [word for body in BODIES for word in ("--only", body)]
        command = [sys.executable, "-c", "from data.cli import main; main()", *map(str, words)]
        told = subprocess.run(command, env={**os.environ, **SETTINGS}, capture_output=True, text=True, check=False, timeout=80)
        assert told.returncode == 0, (name, told.stdout, told.stderr)
        self.done[name] = told
        self.asked[name] = Counter(body for body, site in self.sites.items() for _ in site.asked)
        renewed = ((body, path) for body, site in self.sites.items() for _, path, by in site.asked if by == NOT_MODIFIED)
        # A browser asks of its own accord whether a style sheet still holds.
        self.renewed[name] = Counter(body for body, path in renewed if path in PAGES)
        self.mornings[name] = json.loads((self.night(run) / "morning.json").read_text(encoding="utf-8"))

    def night(self, run: str) -> Path:
        """The folder of a night."""
        return self.folder / "audits" / run

    def record(self, run: str) -> NightRecord:
        """What a night wrote down of itself."""
        return read(self.night(run) / "night.json")

    def changes(self) -> list[dict[str, Any]]:
        """What the second night found changed."""
        return [json.loads(line) for line in (self.night(SECOND) / "changes.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    """Two nights, between which one site let its security.txt go past its date; the second is started again when it is over."""
    with ExitStack() as stack:
        sites = {name: stack.enter_context(Served(routes(name), f"127.0.0.{90 + place}")) for place, name in enumerate(BODIES)}
        canary = stack.enter_context(Served({"/": page("Kanārijputniņš")}, "127.0.0.99"))
        for server in (*sites.values(), canary):
            server.RequestHandlerClass = Tagging
        made = Country(tmp_path_factory.mktemp("night"), sites, canary.url)
        tables(made)
        made.start("first", FIRST)
        sites[MOVED].routes[SECURITY] = security(-20)
        made.start("second", SECOND)
        made.start("third", SECOND)
        yield made


def tables(country: Country) -> None:
    """The registry and the hosts."""
    inputs = country.folder / "inputs"
    inputs.mkdir()
    rows = [
        {
            "id": name,
            "name_lv": lv,
            "name_en": en,
            "kind": "ministry",
            "website": country.sites[name].url.rstrip("/"),
            "source": "-",
            "website_basis": "named_only",
        }
        for name, (lv, en) in BODIES.items()
    ]
    for name, columns in registry.TABLES.items():
        with (inputs / name).open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, [*columns])
            table.writeheader()
            table.writerows(rows if name == "institutions.csv" else ())


def test_each_start_ends_well(country: Country) -> None:
    assert [(name, done.returncode) for name, done in country.done.items()] == [("first", 0), ("second", 0), ("third", 0)]
    for run in (FIRST, SECOND):
        assert {each.status for each in country.record(run).visits} == {"complete"}
    assert not country.record(FIRST).second
    assert [(each.institution, each.because, each.kept) for each in country.record(SECOND).second] == [(MOVED, "change", "again")]


def test_the_second_night_asks_whether_pages_still_hold_and_carries_their_looks(country: Country) -> None:
    assert [country.renewed["first"][name] for name in BODIES] == [0, 0]
    # The body that is looked at twice is asked twice.
    assert [country.renewed["second"][name] for name in (MOVED, STILL)] == [2 * len(PAGES), len(PAGES)]
    for path in (country.night(SECOND) / f"{name}.sqlite" for name in BODIES):
        with Bundle(country.night(FIRST) / path.name) as before, Bundle(path) as after:
            after.verify()
            told = Counter(row["event"] for row in after.log())
            assert (told["renewed"], told["carried"], told["shown-anew"]) == (len(PAGES), len(PAGES) + 1, 0)
            shown = {urlsplit(page.url).path: page for page in before.snapshot().pages}
            for each in after.snapshot().pages:
                was = shown[urlsplit(each.url).path]
                assert each.looked_at == was.looked_at
                assert {**each.artifacts, LOOK: None} == {**was.artifacts, LOOK: None}


def test_what_is_the_same_lies_once(country: Country) -> None:
    kept = [path.name.partition(".")[0] for path in (country.folder / "audits" / "blobs").glob("*/*")]
    first, second = (shared(country.night(run) / f"{STILL}.sqlite") for run in (FIRST, SECOND))
    assert first == second
    assert len(first) > 2 * len(PAGES), "the pages, their looks and their pictures"
    assert sorted(kept) == sorted(set().union(*(shared(path) for path in (country.folder / "audits").rglob("*.sqlite"))))


def shared(path: Path) -> set[str]:
    """The bodies of a bundle that lie outside it."""
    with Bundle(path) as bundle:
        return set(bundle.shared())


@pytest.mark.parametrize("start", ["second", "third"])
def test_what_was_planted_is_told_once_and_everywhere(country: Country, start: str) -> None:
    """Whoever starts the night again finds its morning as it was."""
    (change,) = country.changes()
    assert (change["institution"], change["indicator"], change["label"]) == (MOVED, "security-txt", "site")
    assert (change["was"]["outcome"], change["now"]["outcome"]) == ("passed", "failed")
    with Book(country.folder / "alerts.db") as book:
        (kept,) = book.alerts()
    assert (kept.alert.rule, kept.alert.institutions, kept.alert.run) == ("security-txt", (MOVED,), SECOND)
    told = country.mornings[start]
    assert told["changes"] == [change]
    assert told["labels"]["site"] == {"changes": 1, "bodies": 1}
    assert [(each["text"], each["institutions"], each["state"]) for each in told["alerts"]] == [
        ({"lv": kept.alert.text.lv, "en": kept.alert.text.en}, [MOVED], "sent")
    ]
    assert country.mornings["first"]["alerts"] == country.mornings["first"]["changes"] == []


@pytest.mark.parametrize(("lang", "title"), [("lv", "Ir derīgs security.txt"), ("en", "There is a valid security.txt")])
def test_the_page_tells_it_in_both_languages(country: Country, lang: str, title: str) -> None:
    told = LexborHTMLParser((country.night(SECOND) / f"morning.{lang}.html").read_text(encoding="utf-8"))
    (card,) = told.css("article")
    assert BODIES[MOVED][LANGS.index(lang)] in card.text()
    assert title in card.text()
    with Book(country.folder / "alerts.db") as book:
        assert book.alerts()[0].alert.text[lang] in told.text()
    assert BODIES[STILL][LANGS.index(lang)] not in card.text()


def test_the_metrics_tell_it_too(country: Country) -> None:
    told = metrics(country.folder / "night.prom")
    assert told["eindekss_night_info", SECOND] == 1
    assert {label: value for (name, label), value in told.items() if name == "eindekss_night_changes" and value} == {"site": 1}
    assert {label: value for (name, label), value in told.items() if name == "eindekss_night_alerts" and value} == {"sent": 1}
    assert told["eindekss_night_bodies", "complete"] == len(BODIES)
    assert told["eindekss_night_cpu_seconds", ""] > 1, "two rounds of visits with a browser"


def test_a_night_that_is_over_visits_nobody_again(country: Country) -> None:
    assert country.asked["third"].total() == 0
    assert len(country.record(SECOND).visits) == len(BODIES) + 1
    with Book(country.folder / "alerts.db") as book:
        assert len(book.alerts()) == 1
