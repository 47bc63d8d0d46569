"""The runner: every way in which a check can fail to answer becomes a value, never a false claim."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from audits import cases, catalogue
from audits.audit import Audit, Case, Indicator, Source, asked
from audits.derive import PageView
from audits.kit import absent, broken, found
from audits.run import KNOWN, judge
from data import vocabulary
from data.types import Finding, Institution, Json, Kind, Missing, Outcome, Role, Snapshot, Text

TEXT = Text("lv", "en")
PLAIN: dict[str, Any] = {
    "version": 1,
    "title": TEXT,
    "why": TEXT,
    "method": TEXT,
    "advice": TEXT,
    "source": Source("practice", TEXT),
}


def indicator(check: Any, scope: Any = "site", **audit: Any) -> Indicator:
    return Indicator(Audit("plain", scope=scope, **{**PLAIN, **audit}), "site", check, asked(check), (), "plain.py")


def snapshot(**given: Any) -> Snapshot:
    pages = given.pop("pages", {})
    return cases.snapshot(Case("plain", Outcome.PASSED, pages=pages, given=given), vocabulary.load())


def answers(seen: Snapshot, *indicators: Indicator) -> list[tuple[str, str, object, str | None]]:
    observations = judge(seen, indicators, vocabulary.load(), ())
    return [(one.subject, one.finding.outcome.value, one.finding.value, one.finding.reason) for one in observations]


def passes(front: PageView) -> Finding:
    return found(True, front)


def needs_robots(robots: Json) -> Finding:
    return found(bool(robots))


def needs_tls(tls: Json) -> Finding:
    return found(bool(tls))


def needs_axe(axe: Json) -> Finding:
    return found(len(axe))


def raises(front: PageView) -> Finding:
    raise ZeroDivisionError(front.url)


def misses(front: PageView) -> Finding:
    return absent(front)


def sees(front: PageView) -> Finding:
    return broken(1, front)


def counts_pages(pages: tuple[PageView, ...], options: Json) -> Finding:
    return found(len(pages) + options["more"])


SITE = cases.SITE


@pytest.mark.parametrize(
    ("check", "given", "expected"),
    [
        (passes, {}, ("passed", True, None)),
        (needs_robots, {"robots": {"body": ""}}, ("passed", True, None)),
        (needs_robots, {"robots": Missing("timeout")}, ("untested", None, "timeout")),
        (needs_robots, {}, ("untested", None, "not-gathered")),
        (raises, {}, ("untested", None, "audit-error")),
        (misses, {}, ("failed", False, None)),
        (misses, {"stopped_by": "pages"}, ("cantTell", False, "incomplete-look")),
        (misses, {"stopped_by": "interrupted"}, ("cantTell", False, "incomplete-look")),
        (sees, {"stopped_by": "pages"}, ("failed", 1, None)),
        (passes, {"stopped_by": "time"}, ("passed", True, None)),
    ],
)
def test_what_becomes_of_an_answer(check: Any, given: dict[str, Any], expected: tuple[str, object, str | None]) -> None:
    assert answers(snapshot(**given), indicator(check)) == [(SITE, *expected)]


def test_our_own_fault_is_told_and_stops_nobody_else() -> None:
    told = []
    seen = judge(
        snapshot(), (indicator(raises), indicator(passes)), vocabulary.load(), (), lambda name, error: told.append((name, type(error)))
    )
    assert told == [("plain", ZeroDivisionError)]
    assert sorted(one.finding.outcome for one in seen) == ["passed", "untested"]


def test_options_and_views_come_by_name() -> None:
    assert answers(snapshot(pages={"a": "<p>A"}), indicator(counts_pages, options={"more": 40})) == [(SITE, "passed", 42, None)]


def test_an_institution_out_of_reach_is_not_asked() -> None:
    ministry = snapshot(institution={"kind": Kind.MINISTRY})
    assert answers(ministry, indicator(raises, reach=frozenset({Kind.MUNICIPALITY}))) == [(SITE, "inapplicable", None, None)]


def test_a_retired_indicator_is_silent() -> None:
    assert answers(snapshot(), indicator(passes, retired="2027")) == []


def test_pages_are_asked_by_role() -> None:
    def check(page: PageView) -> Finding:
        return found(page.role.value, page)

    seen = snapshot(pages={"kontakti": "<h1>Kontakti</h1>", "a": "<p>A"})
    contact = "https://www.piemers.test/kontakti"
    assert answers(seen, indicator(check, "page", roles=frozenset({Role.CONTACT}))) == [(contact, "passed", "contact", None)]
    assert len(answers(seen, indicator(check, "page"))) == 3


def test_only_rendered_pages_are_asked_for_what_a_browser_saw() -> None:
    seen = snapshot(pages={"a": "<p>A"}, axe={"violations": []})
    assert answers(seen, indicator(needs_axe, "page")) == [(SITE, "passed", 1, None)]
    crashed = snapshot(axe=Missing("browser-crash"))
    assert answers(crashed, indicator(needs_axe, "page")) == [(SITE, "untested", None, "browser-crash")]


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("timeout", [(SITE, "untested", None, "timeout")]),
        ("block-page", [(SITE, "untested", None, "block-page")]),
        ("robots", [(SITE, "untested", None, "robots")]),
        ("not-found", []),
        ("pages", []),
        ("off-site", []),
    ],
)
def test_a_page_that_was_not_fetched_is_not_judged(reason: str, expected: list[tuple[str, str, object, str | None]]) -> None:
    whole = snapshot()

    unfetched = replace(whole, pages=(replace(whole.pages[0], exchange=Missing(reason)),))

    def check(page: PageView) -> Finding:
        return found(True, page)

    assert answers(unfetched, indicator(check, "page")) == expected


def test_a_site_whose_front_page_was_not_fetched() -> None:

    assert answers(replace(snapshot(), pages=()), indicator(passes)) == [(SITE, "untested", None, "not-gathered")]


def test_nothing_is_absent_from_a_site_of_which_no_front_page_was_seen() -> None:
    def looks(pages: tuple[PageView, ...]) -> Finding:
        return absent(*pages[:1])

    assert answers(replace(snapshot(), pages=()), indicator(looks)) == [(SITE, "cantTell", False, "incomplete-look")]


@pytest.mark.parametrize(("given", "outcome"), [([], "passed"), ({}, "untested"), ("", "untested")])
def test_what_should_be_a_list_and_is_none_is_not_an_empty_one(given: object, outcome: str) -> None:
    def counts(cookies: Json) -> Finding:
        return found(len(cookies))

    assert [answer[1] for answer in answers(snapshot(cookies=given), indicator(counts, "page"))] == [outcome]


def test_same_snapshot_same_answers_in_order() -> None:
    seen = snapshot(pages={"a": "<h1>A</h1>", "kontakti": "<h1>Kontakti</h1><p>Tālrunis 60000100"})
    once, twice = (judge(seen, catalogue.load(), vocabulary.load(), ()) for _ in range(2))
    assert once == twice
    assert [(one.indicator, one.subject) for one in once] == sorted((one.indicator, one.subject) for one in once)


def test_every_indicator_answers_on_an_empty_site() -> None:
    """No page at all, nothing gathered, stopped at once: nothing may be claimed."""
    nothing = replace(snapshot(stopped_by="dns"), pages=())
    told: list[tuple[str, Exception]] = []
    seen = judge(nothing, catalogue.load(), vocabulary.load(), (), lambda name, error: told.append((name, error)))
    assert told == []
    assert {one.finding.outcome for one in seen} <= {Outcome.UNTESTED, Outcome.CANT_TELL, Outcome.INAPPLICABLE}


def test_what_may_be_asked_for() -> None:
    assert {"page", "axe", "options", "words"} <= KNOWN["page"]
    assert "axe" not in KNOWN["site"]
    assert "service" not in KNOWN["page"]
    assert isinstance(snapshot().institution, Institution)


@pytest.mark.parametrize("reason", ["block-page", "challenge", "maintenance", "placeholder", "login", "timeout"])
def test_a_site_whose_front_page_was_not_had_says_nothing_at_all(reason: str) -> None:
    seen = snapshot(robots={"status": 200}, tls={"host": "piemers.test"})
    lost = replace(seen, pages=tuple(replace(page, exchange=Missing(reason)) for page in seen.pages))
    assert answers(lost, indicator(needs_robots), indicator(needs_tls)) == [(seen.site, "untested", None, reason)] * 2


def test_a_certificate_that_lets_nobody_in_is_judged_all_the_same() -> None:
    seen = snapshot(robots={"status": 200}, tls={"host": "piemers.test"})
    lost = replace(seen, pages=tuple(replace(page, exchange=Missing("tls")) for page in seen.pages))
    assert answers(lost, indicator(needs_robots)) == [(seen.site, "untested", None, "tls")]
    assert answers(lost, indicator(needs_tls)) == [(seen.site, "passed", True, None)]
