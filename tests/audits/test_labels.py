"""Two looks at one body: who moved, told by bundles of a real visit to a demonstration site."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from audits import catalogue, labels
from audits.audit import Indicator
from audits.labels import labelled, said
from audits.sides import Side
from audits.turned import turned as turns_of
from crawler.completeness import REFUSED
from crawler.demo_server import DemoServer
from crawler.visit import Job
from crawler.visits import run_visits
from data import registry, rows
from data.bundle import Bundle
from data.change import Change, Label
from data.errors import REASONS, ConfigError
from data.history import History
from data.settings import Settings
from data.store import Store
from data.types import Coverage, Finding, Json, Missing, Outcome
from tests.audits.nights import Night, again

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bundle]:
    """A demonstration site as it was visited, without a browser."""
    folder = tmp_path_factory.mktemp("bundles")
    with DemoServer() as demo:
        own = replace(Settings.load(), hosts=demo.hosts, allow=tuple(demo.allow), ca=demo.ca, delay=0.0, render=0, pages=60)
        own = replace(own, resolver="none", links_away=0, open_data="none", odata="none")
        body = registry.load(demo.registry).institutions["sartupe"]
        [path] = run_visits([Job(body, "first", own, folder / "sartupe.sqlite")])
    # Sealed again, so that its answers are those of the catalogue that later nights are judged by.
    with Bundle(path) as visited, Bundle(again(visited, folder / "first.sqlite", Night())) as bundle:
        yield bundle


@pytest.fixture(scope="module")
def whole_first(first: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bundle]:
    """The same site by a look that left nothing unseen."""
    with Bundle(again(first, tmp_path_factory.mktemp("whole") / "first.sqlite", Night(coverage=_all_seen))) as bundle:
        assert Side(bundle).whole
        yield bundle


def turned(first: Bundle, folder: Path, night: Night) -> tuple[Change, ...]:
    with Bundle(again(first, folder / "later.sqlite", night)) as later:
        return labelled(first, later)


def front(bundle: Bundle) -> str:
    return str(bundle.manifest["site"])


def some_page(bundle: Bundle) -> str:
    """A page below the front that is judged."""
    return next(seen.subject for seen in bundle.observations() if seen.indicator == "headings" and seen.subject != front(bundle))


def test_a_bundle_and_itself(first: Bundle, tmp_path: Path) -> None:
    assert labelled(first, first) == ()
    assert turned(first, tmp_path, Night()) == ()


def test_a_changed_page_is_the_sites(first: Bundle, tmp_path: Path) -> None:
    url = some_page(first)
    found = turned(first, tmp_path, Night(lambda page, html: html.replace(' name="viewport"', "") if page == url else html, later=DAY))
    [change] = [each for each in found if each.indicator == "viewport"]
    assert (change.subject, change.label, change.was.outcome, change.now.outcome) == (url, Label.SITE, Outcome.PASSED, Outcome.FAILED)
    assert change.why == "the same rules and tools looked at the same place"
    assert change.fact.split()[0] == "sartupe"


def test_what_only_grew_older_is_nobodys(first: Bundle, tmp_path: Path) -> None:
    found = turned(first, tmp_path, Night(later=DAY))
    assert {each.label for each in found} <= {Label.RULES, Label.SITE}
    for each in found:
        assert (each.label == Label.SITE) == (each.was.outcome != each.now.outcome)


def _certificate(bundle: Bundle, more_days: int) -> dict[str, Json]:
    tls = bundle.snapshot().artifacts["tls"]
    assert not isinstance(tls, Missing)
    return {"tls": {**tls, "not_after": rows.stamp(rows.moment(tls["not_after"]) + more_days * DAY)}}


@pytest.mark.parametrize(
    ("later", "more_days", "left", "label"),
    [(1, 0, -1, Label.RULES), (10, 0, -10, Label.RULES), (400, 0, -400, Label.SITE), (1, 30, 29, Label.SITE), (10, 10, 0, None)],
    ids=["a day", "ten days", "until it was over", "renewed", "renewed by as much"],
)
def test_days_that_only_went_by(first: Bundle, tmp_path: Path, later: int, more_days: int, left: int, label: Label | None) -> None:
    """The certificate tells its days: fewer of them is nobody's doing, over is the site's, and so are more."""
    found = turned(first, tmp_path, Night(later=later * DAY, site_artifacts=_certificate(first, more_days)))
    changes = [each for each in found if each.indicator == "certificate"]
    assert [each.label for each in changes] == ([label] if label else [])
    assert all(int(each.now.value or 0) - int(each.was.value or 0) == left for each in changes)


def test_a_changed_rule(first: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = tuple(_reversed(each) if each.audit.id == "viewport" else each for each in catalogue.load())
    monkeypatch.setattr(catalogue, "load", lambda: strict)
    monkeypatch.setattr(catalogue, "digest", lambda: "another")
    found = turned(first, tmp_path, Night())
    assert {(each.indicator, each.label) for each in found} == {("viewport", Label.RULES)}
    assert all(each.was.outcome != each.now.outcome for each in found)


def test_an_indicator_that_was_not_asked_or_is_no_longer(first: Bundle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fewer = tuple(each for each in catalogue.load() if each.audit.id != "viewport")
    with monkeypatch.context() as patched:
        patched.setattr(catalogue, "load", lambda: fewer)
        patched.setattr(catalogue, "digest", lambda: "fewer")
        lean = again(first, tmp_path / "lean.sqlite", Night())
        with Bundle(lean) as without:
            assert {each.label for each in labelled(first, without)} == {Label.RULES}
    with Bundle(lean) as without:
        found = labelled(without, first)
        assert {(each.indicator, each.label, each.was.outcome) for each in found} == {("viewport", Label.RULES, None)}


def _reversed(indicator: Indicator) -> Indicator:
    other = {Outcome.PASSED: Outcome.FAILED, Outcome.FAILED: Outcome.PASSED}

    def check(page: object, options: object) -> Finding:
        found = indicator.check(page=page, options=options)
        return replace(found, outcome=other.get(found.outcome, found.outcome))

    return replace(indicator, check=check, audit=replace(indicator.audit, version=indicator.audit.version + 1))


def test_a_page_that_timed_out(first: Bundle, tmp_path: Path) -> None:
    url = some_page(first)
    night = Night(lost={url: "timeout"}, coverage=lambda seen: replace(seen, failed=1, fetched=seen.fetched - 1))
    found = turned(first, tmp_path, night)
    assert found
    assert {each.label for each in found} == {Label.NETWORK}


def test_a_site_that_could_not_be_reached(first: Bundle, tmp_path: Path) -> None:
    everything = {page.url: "dns" for page in first.snapshot().pages}
    found = turned(first, tmp_path, Night(lost=everything, coverage=lambda seen: replace(seen, stopped_by="dns", failed=1)))
    assert len(found) > 100
    # Pages that hold nothing else than the name of an engine's fault stay what they were.
    assert {each.label for each in found} == {Label.NETWORK}


def _shown(first: Bundle, style: int | None, packed: str = "identity") -> Night:
    """The front page with a style sheet, answered so, and a script, packed so."""
    parts = (("/a.css", "stylesheet", style, "identity"), ("/a.js", "script", 200, packed))
    rows: list[Json] = [
        {"url": f"{front(first).rstrip('/')}{path}", "type": kind, "method": "GET", "third_party": False, "status": status}
        | {
            "aborted": False,
            "headers": {"content-type": "text/css", "content-encoding": how},
            "bytes": 50_000 if how == "identity" else 9_000,
        }
        for path, kind, status, how in parts
    ]
    return Night(artifacts={front(first): {"requests": rows}})


@pytest.mark.parametrize("style", [503, 429, None])
def test_a_page_shown_without_its_style_sheet_says_nothing_of_the_site(style: int | None, first: Bundle, tmp_path: Path) -> None:
    with Bundle(again(first, tmp_path / "whole.sqlite", _shown(first, 200))) as whole:
        changes = {each.indicator: each for each in turned(whole, tmp_path, _shown(first, style))}
        assert changes["compression"].label == Label.NETWORK
        assert "/a.css" in changes["compression"].why


def test_what_a_page_is_shown_with_may_change_too(first: Bundle, tmp_path: Path) -> None:
    with Bundle(again(first, tmp_path / "whole.sqlite", _shown(first, 503))) as whole:
        # Lost in both looks, it explains no difference between them.
        changes = {each.indicator: each for each in turned(whole, tmp_path, _shown(first, 503, "br"))}
        assert changes["compression"].label == Label.SITE


def test_a_page_that_is_gone(first: Bundle, tmp_path: Path) -> None:
    url = some_page(first)
    found = [each for each in turned(first, tmp_path, Night(lost={url: "not-found"})) if each.subject == url]
    with Bundle(tmp_path / "later.sqlite") as later:
        expected = Label.SITE if Side(later).whole else Label.SAMPLING
    assert found
    assert {each.label for each in found} == {expected}


@pytest.mark.parametrize("whole", [True, False])
def test_gone_is_gone_only_to_a_whole_look(first: Bundle, tmp_path: Path, whole: bool) -> None:  # noqa: FBT001 (a table)
    url = some_page(first)
    coverage = _all_seen if whole else _cut
    found = [each for each in turned(first, tmp_path, Night(lost={url: "not-found"}, coverage=coverage)) if each.subject == url]
    assert {(each.label, each.now.outcome) for each in found} == {(Label.SITE if whole else Label.SAMPLING, None)}


def _cut(seen: Coverage) -> Coverage:
    return replace(seen, stopped_by="pages", refused=0, failed=0)


def _all_seen(seen: Coverage) -> Coverage:
    return replace(seen, stopped_by="exhausted", refused=0, failed=0)


def test_another_seed_looks_at_other_pages(first: Bundle, tmp_path: Path) -> None:
    pages = [page.url for page in first.snapshot().pages if page.depth]
    some = Night(left_out=frozenset(pages[:5]), coverage=_cut)
    others = Night(left_out=frozenset(pages[5:10]), coverage=_cut, facts={"seed": 2})
    one, two = again(first, tmp_path / "one.sqlite", some), again(first, tmp_path / "two.sqlite", others)
    with Bundle(one) as before, Bundle(two) as after:
        found = labelled(before, after)
    assert len(found) > 10
    assert {each.label for each in found} == {Label.SAMPLING}


def test_another_browser(first: Bundle, tmp_path: Path) -> None:
    url = front(first)
    looks = [
        Night(facts={"versions": {"chromium": version}}, artifacts={url: {"layout": layout}})
        for version, layout in (("140", {"widths": [320], "at": 0}), ("141", {}))
    ]
    one, two = (again(first, tmp_path / f"{place}.sqlite", night) for place, night in enumerate(looks))
    with Bundle(one) as before, Bundle(two) as after:
        found = labelled(before, after)
    assert {each.label for each in found} <= {Label.TOOL}
    assert not [each for each in found if "chromium 140 -> 141" not in each.why]


def test_another_app_is_no_engine_for_what_is_read_off_pages(first: Bundle, tmp_path: Path) -> None:
    url = some_page(first)
    change = Night(
        lambda page, html: html.replace(' name="viewport"', "") if page == url else html,
        facts={"versions": {"app": "9", "chromium": "141"}},
    )
    assert {each.label for each in turned(first, tmp_path, change) if each.indicator == "viewport"} == {Label.SITE}


def test_a_site_that_moved_keeps_its_answers(first: Bundle, tmp_path: Path) -> None:
    there = (front(first).rstrip("/"), "https://www.sartupes-novads.test")
    assert not turned(first, tmp_path, Night(site=there))


def test_at_its_new_domain_the_site_is_still_what_changes(first: Bundle, tmp_path: Path) -> None:
    """The page is known again by its place, and the change is told at its new address."""
    url, there = some_page(first), (front(first).rstrip("/"), "https://www.sartupes-novads.test")
    found = turned(first, tmp_path, Night(lambda page, html: html.replace(' name="viewport"', "") if page == url else html, site=there))
    assert [(each.indicator, each.subject, each.label) for each in found] == [("viewport", url.replace(*there), Label.SITE)]
    assert (found[0].was.outcome, found[0].now.outcome) == (Outcome.PASSED, Outcome.FAILED)


def test_the_history_of_a_page_tells_who_moved(first: Bundle, tmp_path: Path) -> None:
    """The page changed in the second night, the third did not get it, and in the fourth it was as before."""
    url = some_page(first)

    def without(page: str, html: str) -> str:
        return html.replace(' name="viewport"', "") if page == url else html

    nights = (Night(without), Night(lost={url: "timeout"}), Night())
    for number, night in enumerate(nights, 1):
        again(first, tmp_path / f"{number}.sqlite", replace(night, later=number * DAY, facts={"run": f"night-{number}"}))
    with Store(tmp_path / "store" / "eindekss.db") as store:
        store.merge(first)
        store.merge_folder(tmp_path)
        spells = [spell for spell in History(store).of("sartupe", "viewport") if spell.subject == url]
        told = turns_of(store, spells)
    assert [spell.outcome for spell in spells] == [Outcome.PASSED, Outcome.FAILED, Outcome.PASSED]
    assert [told[spell].label if spell in told else None for spell in spells] == [None, Label.SITE, Label.SITE]


def test_two_bodies_are_not_compared(first: Bundle, tmp_path: Path) -> None:
    body = {**first.manifest["institution"], "id": "other"}
    with pytest.raises(ConfigError, match="give two bundles of one institution"):
        turned(first, tmp_path, Night(facts={"institution": body}))


@pytest.mark.parametrize(
    ("answered", "whole", "label"),
    [
        (None, True, Label.SAMPLING),
        (200, True, Label.SAMPLING),
        (503, True, Label.SAMPLING),
        (404, False, Label.SAMPLING),
        (404, True, Label.SITE),
        (410, True, Label.SITE),
        ("jaunumi/", True, Label.SITE),
        ("https://elsewhere.test/", True, Label.SITE),
    ],
)
def test_a_page_that_one_of_two_whole_looks_has_is_the_sites_only_by_its_word(
    whole_first: Bundle,
    tmp_path: Path,
    answered: int | str | None,
    whole: bool,  # noqa: FBT001 (a table)
    label: Label,
) -> None:
    url = some_page(whole_first)
    told = {url: front(whole_first) + answered if answered == "jaunumi/" else answered} if answered else {}
    night = Night(left_out=frozenset({url}), sent=told, coverage=_all_seen if whole else _cut)
    there = [each for each in turned(whole_first, tmp_path, night) if each.subject == url]
    with Bundle(tmp_path / "later.sqlite") as later:
        back = [each for each in labelled(later, whole_first) if each.subject == url]
    assert there
    assert len(there) == sum(seen.subject == url for seen in whole_first.observations())
    assert {each.label for each in (*there, *back)} == {label}
    assert {each.now.outcome for each in there} == {each.was.outcome for each in back} == {None}


def test_a_count_over_the_site_is_the_sites_where_both_looks_were_whole(whole_first: Bundle, tmp_path: Path) -> None:
    left_out = frozenset(page.url for page in whole_first.snapshot().pages if page.depth)
    over = {each.audit.id for each in catalogue.load() if each.audit.scope == "site" and {"site", "pages"} & set(each.asks)}
    found = {}
    for name, coverage in (("whole", _all_seen), ("cut", _cut)):
        (tmp_path / name).mkdir()
        both = [each for each in turned(whole_first, tmp_path / name, Night(left_out=left_out, coverage=coverage)) if _measured(each)]
        found[name] = {each.label for each in both if each.indicator in over}
    assert found == {"whole": {Label.SITE}, "cut": {Label.SAMPLING}}


def _measured(change: Change) -> bool:
    """In both looks."""
    return not {change.was.outcome, change.now.outcome} & {None, Outcome.UNTESTED, Outcome.CANT_TELL}


# Not shrunk: an example takes a second, and what was drawn says enough.
@settings(max_examples=12, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data())
def test_labels_are_total_and_emptiness_is_symmetric(whole_first: Bundle, data: st.DataObject) -> None:
    first = whole_first
    pages = [page.url for page in first.snapshot().pages]
    # A page is never lost to doubt: those reasons are of checks that saw everything.
    lost = data.draw(st.dictionaries(st.sampled_from(pages), st.sampled_from(sorted(REASONS.keys() - labels._JUDGED)), max_size=3))
    left_out = data.draw(st.frozensets(st.sampled_from(pages[1:]), max_size=4)) - lost.keys()
    sent: dict[str, str | int] = (
        data.draw(st.dictionaries(st.sampled_from(sorted(left_out)), st.sampled_from([404, 410, 200, 503, front(first)])))
        if left_out
        else {}
    )
    stopped = data.draw(st.sampled_from(["exhausted", "pages", "time"]))
    night = Night(lost=lost, left_out=left_out, sent=sent, coverage=lambda seen: _counted(seen, lost.values(), stopped))
    with tempfile.TemporaryDirectory() as folder, Bundle(again(first, Path(folder) / "later.sqlite", night)) as later:
        there, back = labelled(first, later), labelled(later, first)
        before, after = Side(first).sealed, Side(later).sealed
        whole = Side(later).whole
    changed = [key for key in before.keys() | after.keys() if said(before.get(key)) != said(after.get(key))]
    assert len(there) == len(back) == len(changed)
    assert all(each.why and isinstance(each.label, Label) for each in there)
    assert {(each.indicator, each.subject) for each in there} == {(each.indicator, each.subject) for each in back}
    # No page changed: the site moved only where it said itself that a page is gone, or in what a whole look says of all its pages.
    own_word = {url for url, reason in lost.items() if reason in labels._ANSWERED} | {
        url for url, it in sent.items() if it not in {200, 503}
    }
    of_later = [*((each, each.now) for each in there), *((each, each.was) for each in back)]
    for each, in_later in of_later:
        if each.label == Label.SITE and None in {each.was.outcome, each.now.outcome}:
            # The look that lacks it must have been whole; the first one was.
            assert whole or in_later.outcome is not None
            assert each.subject in own_word
        if each.label == Label.SITE and not whole:
            assert own_word


def _counted(seen: Coverage, lost: Iterable[str], stopped: str) -> Coverage:
    """As the crawler counts what did not come."""
    refused = sum(reason in REFUSED for reason in lost)
    failed = sum(reason not in REFUSED | labels._ANSWERED for reason in lost)
    return replace(seen, refused=refused, failed=failed, stopped_by=stopped)
