"""One of the two looks at a site that are compared: its answers by place, its pages, and by which rules and engines it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from audits.audit import Indicator
from audits.derive import page_view
from audits.replay import rejudge
from audits.run import PAGE_ARTIFACTS, judge
from audits.wholeness import whole
from data import registry, vocabulary
from data.bundle import Bundle
from data.history.places import place
from data.types import Exchange, Missing, Observation, Page, Snapshot

Key = tuple[str, str]
"""Indicator, and the place of its subject on the site."""
_RULES = ("catalogue", "vocabulary")
_OURS = frozenset({"app", "python", "scrapy", *_RULES})
"""What a manifest's versions name besides the engines that show pages."""
SHOWN = PAGE_ARTIFACTS | {"second_engine"}
"""What only a browser gathers."""
_GONE = frozenset({404, 410})


@dataclass(frozen=True)
class Side:
    """A bundle, with what is asked of it when two are compared. All of it is made when first asked for."""

    bundle: Bundle

    @cached_property
    def snapshot(self) -> Snapshot:
        """All that was written down."""
        return self.bundle.snapshot()

    @cached_property
    def sealed(self) -> Mapping[Key, Observation]:
        """What was judged when the bundle was sealed."""
        return self._by_key(self.bundle.observations())

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Its pages by their place."""
        return {place(page.url, self.site): page for page in self.snapshot.pages}

    @cached_property
    def fetched(self) -> frozenset[str]:
        """The places of pages that came."""
        return frozenset(where for where, page in self.pages.items() if isinstance(page.exchange, Exchange))

    @cached_property
    def whole(self) -> bool:
        """Whether nothing that says something was left unseen."""
        return whole(self.snapshot)

    @property
    def site(self) -> str:
        """The site's address."""
        return str(self.bundle.manifest["site"])

    @property
    def rules(self) -> tuple[str | None, ...]:
        """By which rules and words it was judged; None where it does not say."""
        return tuple(self._versions.get(name) for name in _RULES)

    @property
    def engines(self) -> Mapping[str, str]:
        """What showed its pages, with versions."""
        return {name: version for name, version in self._versions.items() if name not in _OURS}

    @property
    def app(self) -> str | None:
        """The version of eindekss that gathered it."""
        return self._versions.get("app")

    @property
    def seed(self) -> object:
        """What chose its sample."""
        return self.bundle.manifest.get("seed")

    @property
    def showing(self) -> object:
        """The digest of the settings that can change what a browser makes of a page."""
        return self.bundle.manifest.get("showing", self.bundle.manifest.get("settings"))

    @property
    def lost(self) -> str | None:
        """Why nothing at all was seen; None where something was."""
        if self.bundle.manifest["status"] != "failed" and self.fetched:
            return None
        reasons = [page.exchange.reason for page in self.snapshot.pages if isinstance(page.exchange, Missing)]
        return reasons[0] if reasons else self.snapshot.coverage.stopped_by

    def judged(self, indicators: Iterable[Indicator]) -> Mapping[Key, Observation]:
        """What these indicators say of it today."""
        return self._by_key(rejudge(self.bundle, indicators))

    def judged_as_of(self, other: Side, indicators: Iterable[Indicator]) -> Mapping[Key, Observation]:
        """What these indicators would say had it been taken when the other was."""
        later = replace(self.snapshot, taken_at=other.snapshot.taken_at)
        return self._by_key(judge(later, indicators, vocabulary.load(), registry.load().portals))

    @cached_property
    def departed(self) -> Mapping[str, str]:
        """Places that hold no page by the site's own word, with that word: 404 or 410, or that it is elsewhere."""
        told: dict[str, str] = {}
        for _, answer in self.bundle.exchanges():
            if answer.method == "GET":
                told |= self._told(answer)
        told |= {
            place(str(each["url"]), self.site): f"it leads to {each['detail']}" for each in self.bundle.log() if each["event"] == "off-site"
        }
        for where, page in self.pages.items():
            if word := _word(page.exchange):
                told.setdefault(where, word)
            elif isinstance(page.exchange, Exchange):
                told.pop(where, None)
        return told

    def _told(self, answer: Exchange) -> Mapping[str, str]:
        """What an answer says of its own address, and of those that led there. One that broke down (5xx, 403) says nothing."""
        if answer.status >= 400 and answer.status not in _GONE:
            return {}
        there = place(answer.url, self.site)
        left = {place(url, self.site) for url in answer.redirected_from}
        told = {where: f"it leads to {answer.url}" for where in left if where.rstrip("/") != there.rstrip("/")}
        return told | ({there: f"HTTP {answer.status}"} if answer.status in _GONE else {})

    def body(self, where: str) -> str | None:
        """The digest of the page's bytes; None where it did not come."""
        page = self.pages.get(where)
        return page.exchange.body if page and isinstance(page.exchange, Exchange) else None

    def shown(self, where: str) -> bool:
        """Whether a browser showed the page."""
        page = self.pages.get(where)
        return page is not None and bool(page.artifacts.keys() - {"dom"} or page.rendered)

    @cached_property
    def pictures(self) -> frozenset[str]:
        """The digests of the DOMs that a browser made."""
        return frozenset(dom for page in self.snapshot.pages if isinstance(dom := page.artifacts.get("dom"), str))

    @cached_property
    def built(self) -> frozenset[str]:
        """The places of pages that their scripts build: they are read off the DOM that a browser made."""
        shown = {where: page for where, page in self.pages.items() if page.artifacts.get("dom") in self.pictures}
        views = {where: page_view(page, self.snapshot.blobs) for where, page in shown.items()}
        return frozenset(where for where, view in views.items() if view and view.sha256 in self.pictures)

    def resources(self, where: str) -> object:
        """What the page loaded from the site itself: address and size of each; None where it was not written down."""
        page = self.pages.get(where)
        rows = page.artifacts.get("requests") if page else None
        if not isinstance(rows, list):
            return None
        return sorted((place(str(row.get("url")), self.site), str(row.get("bytes"))) for row in rows if not row.get("third_party"))

    def parts(self, where: str) -> Mapping[str, bool]:
        """By place, what the page asked of the site itself in a browser, and whether that came; lost is what may come the next time."""
        page = self.pages.get(where)
        rows = page.artifacts.get("requests") if page else None
        own = [row for row in rows if not row.get("third_party")] if isinstance(rows, list) else []
        return {place(str(row.get("url")), self.site): not _lost(row) for row in own}

    def _by_key(self, observations: Iterable[Observation]) -> Mapping[Key, Observation]:
        return {(seen.indicator, place(seen.subject, self.site)): seen for seen in observations}

    @property
    def _versions(self) -> Mapping[str, str]:
        return dict(self.bundle.manifest["versions"])


def _lost(row: Mapping[str, object]) -> bool:
    status = row.get("status")
    if status is None:
        return not row.get("aborted")
    return isinstance(status, int) and (status >= 500 or status == 429)


def _word(exchange: Exchange | Missing) -> str | None:
    """By which a page's own address was given up; None where it was not."""
    if isinstance(exchange, Exchange):
        return f"HTTP {exchange.status}" if exchange.status in _GONE else None
    return exchange.reason if exchange.reason in {"not-found", "off-site"} else None


@dataclass(frozen=True, slots=True)
class Case:
    """One answer in both looks. ``then`` and ``now`` are under one set of rules; ``was`` is as sealed."""

    key: Key
    was: Observation | None
    then: Observation | None
    now: Observation | None
    indicator: Indicator | None
    before: Side
    after: Side

    @property
    def asks(self) -> frozenset[str]:
        """What its check asks for."""
        return frozenset(self.indicator.asks) if self.indicator else frozenset()

    @property
    def where(self) -> str:
        """The place of the page it is about."""
        return self.key[1].partition(" ")[0]

    @property
    def rests_on_rendering(self) -> bool:
        """Whether the indicator asks for what a browser gathers, or its evidence lies in a DOM that a browser made."""
        if SHOWN & self.asks:
            return True
        proofs = ((self.before, self.then), (self.after, self.now))
        return any(seen and {each.sha256 for each in seen.finding.evidence} & side.pictures for side, seen in proofs)

    @property
    def proofs(self) -> frozenset[str]:
        """The places of the evidence of both looks."""
        sides = ((self.before, self.then), (self.after, self.now))
        return frozenset(place(each.url, side.site) for side, seen in sides if seen for each in seen.finding.evidence)

    @property
    def parts_lost(self) -> frozenset[str]:
        """What the page shows besides itself, and came in one look only."""
        then, now = self.before.parts(self.where), self.after.parts(self.where)
        return frozenset(each for each in then.keys() & now.keys() if then[each] is not now[each])

    @property
    def missing(self) -> Side:
        """The look that has no such answer, where one has none."""
        return self.before if self.then is None else self.after
