"""Runs the catalogue over a snapshot: the sole judge of how a check can fail to answer.

An asked artifact is Missing: untested, with its reason. The check raises: untested, ``audit-error``. The answer holds only for a
whole look and the look was not whole: cantTell, ``incomplete-look``. The page was no content: untested, with that reason; where that was
the front page, this goes for every question about the site.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from audits import services
from audits.announced import announced
from audits.audit import Indicator
from audits.derive import PageView, SiteView, site_view
from audits.wholeness import whole
from data.types import LOOK, Finding, Json, Missing, Observation, Outcome, Page, Portal, Role, Snapshot
from data.vocabulary import Vocabulary

SITE_ARTIFACTS = frozenset(
    {
        *("robots", "sitemap", "tls", "transport", "missing_page", "links_checked", "second_engine", "feeds"),
        *("dns", "security_txt", "open_data", "search", "links_away"),
    }
)
PAGE_ARTIFACTS = frozenset({"axe", "consent", "console", "cookies", "layout", "performance", "requests"})
_LISTS = frozenset({"console", "cookies", "requests"})
"""Artifacts that are lists: anything else would look like an empty one, and nothing seen is no proof that nothing is there."""
_READ = frozenset({"dom"})
"""What there is of a page that was opened only for what its scripts write: it is not of the sample."""
_NEVER_ASKED = frozenset({"pages", "bytes", "time", "interrupted", "not-found", "not-html", "off-site"})
"""Reasons for which a page is simply not a subject: it was never fetched, or it is no page."""


Report = Callable[[str, Exception], None]
"""Told of an indicator's id and what its check raised."""


class Look:
    """One snapshot with all that a check may ask of it, made when first asked for."""

    def __init__(self, snapshot: Snapshot, words: Vocabulary, portals: tuple[Portal, ...], report: Report) -> None:
        self.snapshot, self.words, self.portals, self.report = snapshot, words, portals, report

    @cached_property
    def site(self) -> SiteView:
        """The pages, parsed when asked; those that a list of news announces are news, whatever the visit took them for."""
        site = site_view(self.snapshot)
        told = announced(site)
        for page in site.pages:
            if page.role == Role.OTHER and page.url in told:
                page.role = Role.NEWS_ITEM
        return site

    @cached_property
    def artifacts(self) -> Mapping[str, Json | Missing]:
        """Those of the site."""
        return {name: self.snapshot.artifacts.get(name, Missing("not-gathered")) for name in SITE_ARTIFACTS}

    @cached_property
    def lost(self) -> Missing | None:
        """Why the front page could not be had, or what came in its place; None when it was fetched, or nothing is said of it."""
        fronts = [page.exchange for page in self.snapshot.pages if page.role == Role.FRONT or page.url == self.snapshot.site]
        lost = [each for each in fronts if isinstance(each, Missing)]
        return lost[0] if lost and len(lost) == len(fronts) else None

    @cached_property
    def whole(self) -> bool:
        """Whether nothing that says something was left unseen."""
        return whole(self.snapshot)

    @cached_property
    def services(self) -> tuple[services.Service, ...]:
        """The inventory of services."""
        return services.inventory(self.site, self.words, self.portals)

    def let_go(self) -> None:
        """Forget every view: they point at each other in circles, which the collector would have to walk to find."""
        for page in self.site.pages:
            vars(page).clear()
        vars(self).clear()


Provide = Callable[[Look], Any]

SITE_VIEWS: Mapping[str, Provide] = {
    "site": lambda look: look.site,
    "pages": lambda look: look.site.pages,
    "front": lambda look: look.site.front or Missing("not-gathered", "the front page was not fetched"),
    "documents": lambda look: look.snapshot.documents,
    "services": lambda look: look.services,
    "institution": lambda look: look.snapshot.institution,
    "taken_at": lambda look: look.snapshot.taken_at,
    "portals": lambda look: look.portals,
    "words": lambda look: look.words,
}
PAGE_VIEWS: Mapping[str, Callable[[PageView], Any]] = {
    "page": lambda page: page,
    "links": lambda page: page.links,
    "text": lambda page: page.text,
    "headings": lambda page: page.headings,
    "forms": lambda page: page.forms,
    "images": lambda page: page.images,
    "soup": lambda page: page.soup,
}
KNOWN: Mapping[str, frozenset[str]] = {
    "site": frozenset({"options", *SITE_VIEWS, *SITE_ARTIFACTS}),
    "page": frozenset({"options", *SITE_VIEWS, *PAGE_VIEWS, *PAGE_ARTIFACTS}),
    "service": frozenset({"options", "service", *SITE_VIEWS}),
}
"""What a check of each scope may name in its signature."""


def judge(
    snapshot: Snapshot,
    catalogue: Iterable[Indicator],
    words: Vocabulary,
    portals: tuple[Portal, ...],
    report: Report = lambda _indicator, _error: None,
) -> tuple[Observation, ...]:
    """Today's answers of the catalogue over one snapshot, ordered by indicator and subject. Pure: same snapshot, same answers."""
    look = Look(snapshot, words, portals, report)
    with _unswept():
        found = [observation for indicator in catalogue for observation in _observations(indicator, look)]
        look.let_go()
    return tuple(sorted(found, key=lambda seen: (seen.indicator, seen.subject)))


@contextlib.contextmanager
def _unswept() -> Iterator[None]:
    """Without the collector of cycles: all views of a site are held until its last answer, and are walked again and again for nothing."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def _observations(indicator: Indicator, look: Look) -> Iterator[Observation]:
    audit = indicator.audit
    if audit.retired:
        return
    asked_of = _subjects(indicator, look) if look.snapshot.institution.kind in audit.reach else [(look.snapshot.site, _not_asked)]
    for subject, answer in asked_of:
        yield Observation(look.snapshot.id, audit.id, audit.version, audit.scope, subject, answer())


def _not_asked() -> Finding:
    return Finding(Outcome.INAPPLICABLE)


def _subjects(indicator: Indicator, look: Look) -> list[tuple[str, Callable[[], Finding]]]:
    if indicator.audit.scope == "page":
        return _page_subjects(indicator, look)
    if indicator.audit.scope == "service":
        return [(service.url, _asking(indicator, look, {"service": service})) for service in look.services]
    lost = look.lost
    if lost and not (lost.reason == "tls" and "tls" in indicator.asks):
        # A site that was never reached says nothing; a certificate that lets nobody in is what was found.
        return [(look.snapshot.site, lambda: Finding(Outcome.UNTESTED, reason=lost.reason))]
    return [(look.snapshot.site, _asking(indicator, look, look.artifacts))]


def _page_subjects(indicator: Indicator, look: Look) -> list[tuple[str, Callable[[], Finding]]]:
    rendered = PAGE_ARTIFACTS.intersection(indicator.asks)
    found = []
    for page in look.snapshot.pages:
        if rendered and not page.artifacts.keys() - _READ:
            continue
        if indicator.audit.roles and page.role not in indicator.audit.roles:
            continue
        if isinstance(page.exchange, Missing) and page.exchange.reason in _NEVER_ASKED:
            continue
        found.append((page.url, _asking_page(indicator, look, page)))
    return found


def _asking_page(indicator: Indicator, look: Look, page: Page) -> Callable[[], Finding]:
    if isinstance(page.exchange, Missing):
        reason = page.exchange.reason
        return lambda: Finding(Outcome.UNTESTED, reason=reason)
    view = look.site.by_url.get(page.url)
    if view is None:
        return lambda: Finding(Outcome.UNTESTED, reason="not-html")
    artifacts = {name: page.artifacts.get(name, Missing("not-gathered")) for name in PAGE_ARTIFACTS}
    if page.looked_at is None or LOOK not in page.artifacts or not PAGE_ARTIFACTS.intersection(indicator.asks):
        return _asking(indicator, look, artifacts, view)
    return _asking_of_then(_asking(indicator, look, {**artifacts, "taken_at": page.looked_at}, view), page)


def _asking_of_then(answer: Callable[[], Finding], page: Page) -> Callable[[], Finding]:
    """What is seen in a look that was carried over is judged by the time of that look, and dated by it."""

    def dated() -> Finding:
        finding = answer()
        seen = (replace(each, at=page.looked_at) if each.at and each.url == page.url else each for each in finding.evidence)
        return replace(finding, evidence=tuple(seen))

    return dated


def _asking(indicator: Indicator, look: Look, given: Mapping[str, Any], page: PageView | None = None) -> Callable[[], Finding]:
    return lambda: _answer(indicator, look, given, page)


def _answer(indicator: Indicator, look: Look, given: Mapping[str, Any], page: PageView | None) -> Finding:
    try:
        inputs = {name: _input(name, indicator, look, given, page) for name in indicator.asks}
        missing = next((value for value in inputs.values() if isinstance(value, Missing)), None)
        finding = Finding(Outcome.UNTESTED, reason=missing.reason) if missing else indicator.check(**inputs)
        finding = _as_sure_as_measured(_without_verdict(finding) if indicator.audit.measures else finding, indicator)
    except Exception as error:  # noqa: BLE001 (a fault of ours must never be counted against a site)
        look.report(indicator.audit.id, error)
        return Finding(Outcome.UNTESTED, reason="audit-error")
    return _weigh(finding, look)


def _without_verdict(finding: Finding) -> Finding:
    """What is only measured cannot fail: that something is not there is its value."""
    return replace(finding, outcome=Outcome.PASSED) if finding.outcome == Outcome.FAILED and finding.value is False else finding


def _as_sure_as_measured(finding: Finding, indicator: Indicator) -> Finding:
    """No answer is surer than the indicator was right when it was measured on the labelled corpus."""
    share = indicator.measured.confidence(finding.outcome) if indicator.measured else None
    return replace(finding, confidence=round(share, 3)) if share is not None and share < finding.confidence else finding


def _input(name: str, indicator: Indicator, look: Look, given: Mapping[str, Any], page: PageView | None) -> Json:
    if name == "options":
        return indicator.audit.options
    if page is not None and name in PAGE_VIEWS:
        return PAGE_VIEWS[name](page)
    value = given[name] if name in given else SITE_VIEWS[name](look)
    if name in _LISTS and not isinstance(value, (list, Missing)):
        raise TypeError(f"artifact {name} is a {type(value).__name__}, not a list")
    return value


def _weigh(finding: Finding, look: Look) -> Finding:
    """What only a whole look can say, a partial one cannot; nor one that never saw the front page, whatever its count says."""
    if finding.whole and not (look.whole and look.site.front):
        return replace(finding, outcome=Outcome.CANT_TELL, reason="incomplete-look")
    return finding
