"""The morning: where bodies stand, what is ours and what is theirs; pages that a real Chromium opened; JSON as its schema says."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from crawler import axe
from crawler.night import record as kept
from data import changed
from data.bundle import BundleWriter
from data.change import Label
from data.errors import ConfigError
from data.settings import Settings
from data.types import Coverage
from reports.night import document, figures, morning, page, texts
from reports.night.morning_cli import morning as verb
from reports.night.standing import Side, Stand, side, standings
from tests.reports import made as seen_site
from tests.reports.night import made
from tests.reports.test_seen import _AXE

LANGS, WIDTHS = ("lv", "en"), (1280, 360)
SCHEMA = Path(__file__).parents[3] / "docs/morning.schema.json"


def words(told: figures.Morning, lang: str) -> str:
    body = LexborHTMLParser(page.render(told, lang)).body
    assert body
    return " ".join(body.text(separator=" ").split())


def test_where_each_body_stands() -> None:
    found = {each.institution: (each.stand, each.why) for each in standings(made.record())}
    assert found == {
        "adazu-novads": (Stand.COMPLETE, "exhausted"),
        "cesu-novads": (Stand.PARTIAL, "time"),
        "ludzas-novads": (Stand.UNREACHABLE, "dns"),
        "ogres-novads": (Stand.OURS, "network"),
        "riga": (Stand.OURS, "lost"),
        "saldus-novads": (Stand.COMPLETE, "exhausted"),
        "talsu-novads": (Stand.OURS, "stopped"),
    }


def test_what_we_could_not_look_at_is_no_failure_of_a_body() -> None:
    totals = figures.totals(made.record())
    failures = {each.reason: each for each in figures.failures(standings(made.record()))}
    assert (totals.coverage, totals.reachable) == (3 / 7, 3 / 4)
    assert failures["timeout"].pages == 7, "not the forty that a body met while our network was away"
    assert (failures["dns"].ended, failures["timeout"].ended) == (1, 0)


@pytest.mark.parametrize("reason", ["browser-crash", "no-browser", "interrupted", "a-reason-of-tomorrow"])
def test_a_look_that_ended_because_of_us_is_ours(reason: str) -> None:
    night = replace(made.record(), visits=(made.look("riga", "failed", reason, 50),), pauses=())
    stands = {each.institution: each.stand for each in standings(night)}
    assert side(reason) is Side.OURS
    assert stands["riga"] is Stand.OURS


def test_a_look_thrown_away_while_we_were_sick_is_told_by_its_cause_and_a_part_that_counts_stays() -> None:
    visits = (made.look("riga", "lost", "dns", 34), made.look("cesu-novads", "partial", "time", 34))
    stands = {each.institution: (each.stand, each.why) for each in standings(replace(made.record(), visits=visits))}
    assert stands["riga"] == (Stand.OURS, "dns")
    assert stands["cesu-novads"] == (Stand.PARTIAL, "time")


def test_a_second_look_that_saw_nothing_does_not_count() -> None:
    again = replace(made.record().visits[0], again=True, status="failed", stopped_by="dns", began=made.at(80), ended=made.at(81))
    assert standings(replace(made.record(), visits=(made.record().visits[0], again)))[0].stand is Stand.COMPLETE


def test_a_night_that_goes_on_waits_and_has_no_end() -> None:
    open_night = replace(made.record(), ended=None, exit_code=None, stopped=None, pauses=())
    assert standings(open_night)[-1].why == "waiting"
    assert figures.end_of(open_night) == made.at(94)
    assert "Nakts vēl nav beigusies" in words(figures.Morning(open_night), "lv")


def test_a_night_that_was_stopped_does_not_say_that_nothing_has_changed(tmp_path: Path) -> None:
    folder = nights(tmp_path) / made.record().run
    assert morning.gather(folder).compared
    (folder / changed.NAME).unlink()
    stopped = morning.gather(folder)
    assert not document.told(stopped)["compared"]
    told = words(stopped, "en")
    assert "Nothing is said of changes yet" in told
    assert "No site says anything else than before" not in told


def test_an_empty_night_divides_by_nothing() -> None:
    empty = figures.totals(replace(made.record(), order=(), visits=(), pauses=(), cpu_seconds=None))
    assert (empty.coverage, empty.reachable, empty.cpu_seconds) == (None, None, None)


def test_the_page_tells_what_the_night_came_to() -> None:
    told = words(made.morning(), "en")
    assert "Pārklājums: izmērīto iestāžu daļa no plānotajām 43 % 100 % −57 procentpunkti" in words(made.morning(), "lv")
    assert "The host name could not be resolved dns the site Check the address in the registry" in told
    assert "Our own network was down 1 ogres-novads" in told
    assert "2 pages; one of them: https://www.cesis.lv/" in told
    assert "Told: 1; waits to be sent: 1; could not be sent: 0" in told
    assert "The night was stopped early: our disk was too full." in told
    assert "saldus-novads the first visit failed failed complete the second" in told


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_of_others_is_markup(lang: str) -> None:
    told = page.render(made.morning(), lang)
    tree = LexborHTMLParser(told)
    assert "<script" not in told
    assert 'href="javascript' not in told
    assert [each.attributes["href"] for each in tree.css("article a")] == ["https://www.cesis.lv/"]


def test_every_word_is_in_both_languages() -> None:
    told = [*texts.TEXTS.values(), *texts.CAUSES.values(), *texts.ENDS.values(), *(text for pair in texts.LABELS.values() for text in pair)]
    assert [text for text in told if not text.lv or not text.en or text.lv == text.en] == []
    assert texts.LABELS.keys() == set(Label)


def test_the_json_is_as_its_schema_says() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    for told in (made.morning(), figures.Morning(made.before()), figures.Morning(replace(made.record(), ended=None, exit_code=None))):
        Draft202012Validator(schema).validate(json.loads(document.render(told)))
    assert document.told(made.morning())["totals"]["stands"] == {"complete": 2, "partial": 1, "unreachable": 1, "ours": 3}


@cache
def looked_at() -> dict[tuple[str, int], Any]:
    folder = seen_site.bundles()[0].path.parent

    def look(browser: Browser, lang: str, width: int) -> dict[str, Any]:
        path = folder / f"morning.{lang}.html"
        path.write_text(page.render(made.morning(), lang, [each for each in LANGS if each != lang]), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
        opened, told = context.new_page(), list[str]()
        opened.on("console", lambda message: told.append(message.text))
        opened.on("request", lambda request: told.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
        opened.goto(path.as_uri())
        opened.evaluate(axe.script(Settings()))
        scroll, hit = opened.evaluate("document.documentElement.scrollWidth"), opened.evaluate("'hit' in window")
        found = {"told": told, "axe": opened.evaluate(_AXE), "scroll": scroll, "hit": hit}
        context.close()
        return found

    return seen_site.with_browser(lambda browser: {(lang, width): look(browser, lang, width) for lang in LANGS for width in WIDTHS})


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("lang", LANGS)
def test_looked_at(lang: str, width: int) -> None:
    assert looked_at()[lang, width] == {"told": [], "axe": [], "scroll": width, "hit": False}


def nights(folder: Path) -> Path:
    """Two nights as they lie on the disk, with the changes of the last and a bundle of it in which a check of ours broke."""
    for night in (made.before(), made.record()):
        kept.write(folder / night.run, night)
    last = folder / made.record().run
    changed.write(last / changed.NAME, made.changes())
    facts = {
        "institution": seen_site.bundles()[0].manifest["institution"],
        "site": "https://adazi.lv/",
        "started": made.BEGAN.isoformat(),
        "versions": {"app": "1"},
    }
    with BundleWriter(last / "adazu-novads.sqlite", facts) as writer:
        writer.snapshot(Coverage(0, 0, 0, 0, 0, "exhausted"), "complete")
        writer.fault("page-titles", "ValueError: no title")
        writer.seal([])
    return folder


def test_the_verb_tells_the_last_night(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        verb, ["--audits", str(nights(tmp_path)), "--metrics", str(tmp_path / "eindekss.prom")], catch_exceptions=False
    )
    folder = tmp_path / "night-2026-11-23"
    assert done.exit_code == 0
    assert done.output.split() == [
        *(str(folder / name) for name in ("morning.json", "morning.lv.html", "morning.en.html")),
        str(tmp_path / "eindekss.prom"),
    ]
    told = json.loads((folder / "morning.json").read_text(encoding="utf-8"))
    assert told["bugs"] == [{"indicator": "page-titles", "bodies": [{"institution": "adazu-novads", "error": "ValueError: no title"}]}]
    assert told["before"]["run"] == "night-2026-11-22"
    assert len(told["changes"]) == len(made.changes())
    assert "Ādažu novads" in (folder / "morning.lv.html").read_text(encoding="utf-8")


def test_the_verb_writes_what_is_asked_where_it_is_asked(tmp_path: Path) -> None:
    asked = ["night-2026-11-22", "--audits", str(nights(tmp_path)), "--out", str(tmp_path / "out"), "--format", "html"]
    CliRunner().invoke(verb, asked, catch_exceptions=False)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["morning.en.html", "morning.lv.html"]


@pytest.mark.parametrize("run", ["night-1999-01-01", "../night", "broken"])
def test_a_night_that_is_none_is_refused(tmp_path: Path, run: str) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken/night.json").write_text('{"run": 1}', encoding="utf-8")
    with pytest.raises(ConfigError):
        CliRunner().invoke(verb, [run, "--audits", str(tmp_path)], catch_exceptions=False)
    with pytest.raises(ConfigError, match="no night was made"):
        morning.newest(tmp_path)
