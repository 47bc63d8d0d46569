"""Tells a change of the sample from one of the site: which pages, which few of many, which moment."""

from __future__ import annotations

from collections.abc import Collection

from audits.sides import SHOWN, Case
from data.change import Label
from data.history.tolerances import load

Told = tuple[Label, str]
"""A label, and how it was found."""
_BY_SEED = frozenset({"search", "missing_page", "open_data"})
"""What tries a few of many, chosen by the seed."""
_OVER_PAGES = frozenset({"site", "pages", "services", "service", "documents", "links_checked", "links_away"})
"""What rests on which pages were looked at."""


def by_sampling(case: Case) -> Told | None:
    """Whether the answer turned with what was looked at, not with the site; None where both looks looked at the same."""
    if case.key[0] in load():
        return (
            Label.SAMPLING,
            "a duration is of the moment and the place it is measured at",
        )
    if case.asks & _BY_SEED and case.before.seed != case.after.seed:
        return Label.SAMPLING, f"a few of many were tried, chosen by another seed: {case.before.seed} -> {case.after.seed}"
    if SHOWN & case.asks:
        return _by_showing(case, {case.where})
    over = bool(case.asks & _OVER_PAGES)
    varied = _by_scripts(case, case.before.built | case.after.built if over else case.proofs) if over or case.rests_on_rendering else None
    return varied or (_by_pages(case) if over else None)


def _by_scripts(case: Case, places: Collection[str]) -> Told | None:
    """A page that its scripts build is read off what a browser showed; a look that did not open it saw only its shell."""
    both = case.before.fetched & case.after.fetched
    if any(case.before.shown(where) != case.after.shown(where) for where in both.intersection(places)):
        return Label.SAMPLING, "a page is built by its scripts, and one look did not open it in a browser"
    return _by_showing(case, case.proofs) if case.rests_on_rendering else None


def _by_showing(case: Case, places: Collection[str]) -> Told | None:
    """The same bytes, shown twice, need not look the same: scripts, cookies and other hosts' contents vary from load to load."""
    before, after = case.before, case.after
    if before.showing != after.showing:
        return Label.SAMPLING, "the browser was given other settings"
    if all(before.body(where) is not None and _same(case, where) for where in places):
        return Label.SAMPLING, "the page and what it loads from its site are the same; what the browser made of it varies"
    return None


def _same(case: Case, where: str) -> bool:
    before, after = case.before, case.after
    return before.body(where) == after.body(where) and before.resources(where) == after.resources(where)


def _by_pages(case: Case) -> Told | None:
    """An answer over many pages, where not the same ones were looked at and one look was not whole: only its own evidence can prove it."""
    before, after = case.before, case.after
    if before.fetched == after.fetched or (before.whole and after.whole) or _backed(case):
        return None
    lost = next((side for side in (after, before) if side.snapshot.coverage.stopped_by in {"time", "interrupted"}), None)
    if lost:
        return Label.NETWORK, f"other pages were looked at: one look was stopped by {lost.snapshot.coverage.stopped_by}"
    failed = next((side for side in (after, before) if not side.whole and side.snapshot.coverage.stopped_by == "exhausted"), None)
    if failed:
        return Label.NETWORK, "other pages were looked at: one look did not get some of them"
    only = len(before.fetched ^ after.fetched)
    return Label.SAMPLING, f"other pages were looked at: {only} of them by one look only"


def _backed(case: Case) -> bool:
    """Whether every page of the evidence was looked at both times (or is gone now), and one of them at least is not what it was."""
    both = all(where in case.before.fetched and (where in case.after.fetched or where in case.after.departed) for where in case.proofs)
    return bool(case.proofs) and both and any(case.before.body(where) != case.after.body(where) for where in case.proofs)


def proof(case: Case) -> str:
    """Why a change can be laid at the site's door."""
    if case.asks & _OVER_PAGES:
        how = "both looks were whole" if case.before.whole and case.after.whole else "the same pages were looked at"
        return f"the same rules and tools, and {how}" if case.before.fetched == case.after.fetched else "its evidence was seen both times"
    return "the same rules and tools looked at the same place"
