"""The stages of a visit, one after another: find the front page, probe, walk, look at pages in a browser."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler import failures
from crawler.abroad import Abroad
from crawler.addresses import Scope, canonical, fingerprint
from crawler.answer import Answer
from crawler.aside import Aside
from crawler.blocks import Face
from crawler.bodies import strangers
from crawler.fetch import Fetcher
from crawler.frontier import Frontier, Lead
from crawler.gatherers import dns, feeds, links_away, links_checked, open_data, robots, search, security_txt, sitemap, tls, transport
from crawler.gatherers.document import PdfReader
from crawler.gatherers.missing_page import Levels
from crawler.names import Names
from crawler.once import Once
from crawler.politeness import within
from crawler.progress import Progress
from crawler.reading import read, role_of
from crawler.showing import Showing
from crawler.walk import Walk
from data import registry
from data.errors import REASONS, GatherError, OutOfBudget, Unreachable, Unusable
from data.settings import Settings
from data.types import Coverage, Institution, Json, Missing, Page, Role, Site

if TYPE_CHECKING:
    from crawler.browser import Browser

_SENT_ON = 4
"""Front pages in a row that only send their visitors on."""
_SITE_ARTIFACTS = (
    *("robots", "sitemap", "tls", "transport", "missing_page", "links_checked"),
    *("dns", "security_txt", "open_data", "search", "links_away"),
)
_WELCOME = frozenset({"exhausted", "pages", "time"})
"""Why a walk may have ended before a browser goes there too; a site that refused us or went silent is left in peace."""


@dataclass(frozen=True, slots=True)
class Errands:
    """For whom portals are asked, and what they said in this run."""

    once: Once
    institution: Institution


@dataclass(slots=True)
class Stages:
    """One visit on its way. ``site`` is where the site was found, which may differ from where it was looked for."""

    fetcher: Fetcher
    settings: Settings
    given: Site
    reader: PdfReader
    progress: Progress
    aside: Aside
    browser: Browser | None = None
    abroad: Abroad = field(default_factory=Abroad)
    errands: Errands | None = None
    site: str = ""
    found: Walk | None = None
    """The walk, once the site was found."""
    shown: Showing | None = None
    """The looks with a browser, once there were any."""
    names: Names | None = None
    """Who is asked for what DNS says."""
    _gathered: set[str] = field(default_factory=set)

    async def go(self) -> None:
        """All stages. Raises OutOfBudget when a limit ends the visit between two of them; what was seen by then is written down."""
        self.progress.stage("looking for the site")
        front = await self._front()
        if front is None:
            if self._walk.stopped_by == "tls":
                await self._probe_tls(lost=True)
            return
        page = self._walk.pages.get(self.site)
        if page is None or isinstance(page.exchange, Missing):
            # A site whose front page is refused, broken or no page at all is left in peace.
            self._walk.stopped_by = page.exchange.reason if page and isinstance(page.exchange, Missing) else "not-html"
            if REASONS[self._walk.stopped_by].family != "Refused":
                await self._probe_tls()
            return
        await self._probe_tls()
        self.progress.stage("probing")
        await self._probe(front)
        self.progress.stage("walking")
        await self._walk_on()
        built = bool(self._walk.shells)
        if not built:
            await self._ask_names()
        await self._ask_portal()
        if self._walk.stopped_by in _WELCOME:
            await self._show()
            await self._ask_on()
        if built:
            await self._ask_names()

    def stop(self, reason: str) -> None:
        """End the visit where it is."""
        if self.found is None:
            self._lost_front(failures.as_failure(reason))
        else:
            self.found.stopped_by = reason

    def finish(self) -> Coverage:
        """Write down what can only be told at the end; returns how complete the look was."""
        walk, ledger = self.found, self.fetcher.ledger
        if walk is None:
            walk = self._new_walk(self.site or self.given.url)
        if "links_checked" not in self._gathered:
            self._note("links_checked", links_checked.gather(walk.seen(), walk.frontier, walk.stopped_by))
        if walk.levels is not None and "missing_page" in self._gathered:
            self._note("missing_page", walk.levels.artifact())
        walk.finish()
        for name in _SITE_ARTIFACTS:
            if name not in self._gathered:
                ledger.artifact(name, Missing("not-gathered", walk.stopped_by))
        return walk.coverage(self.shown.succeeded if self.shown else 0)

    async def _front(self) -> Answer | None:
        failure: GatherError | None = None
        for url in self._candidates():
            try:
                answer = await self._first_answer(url)
            except OutOfBudget:
                raise
            except GatherError as error:
                failure = failure or error
                continue
            await self._arrive(url, answer)
            return answer
        self._lost_front(failure)
        return None

    def _candidates(self) -> Iterator[str]:
        """Where the site may be: as given; over the other scheme; at the www/bare twin."""
        url = canonical(self.given.url) or self.given.url
        parts = urlsplit(url)
        yield url
        if parts.port is None:
            yield parts._replace(scheme="http" if parts.scheme == "https" else "https").geturl()
        yield transport.twin(url)

    async def _first_answer(self, url: str) -> Answer:
        # Where a site's own front page leads is the site: it has moved, or goes by another name.
        try:
            answer = await self.fetcher.fetch(url, "page")
        except Unreachable as failure:
            if not failures.is_trouble(failure.reason) or await self._silent(url):
                raise
            return await self.fetcher.fetch(url, "page")
        passing = failures.is_transient(failures.of_status(answer.exchange.status) or "")
        return await self._sent_on(await self.fetcher.fetch(url, "page") if passing else answer)

    async def _sent_on(self, answer: Answer) -> Answer:
        """Where a front page leads that only sends its visitors on. Raises Unusable when that is another body's site, or has no end."""
        for _ in range(_SENT_ON):
            if Scope.of(self.given.url, (), strangers(self.given.url)).why_not(answer.url) == "other-body":
                raise Unusable("off-site", f"leads to {answer.url}, the site of another body")
            moved = canonical(read(answer.text, answer.url).moved_to or "") if answer.declares_html else None
            if moved is None or fingerprint(moved) == fingerprint(answer.url):
                return answer
            self.fetcher.ledger.log("known", url=answer.url, same_as=moved, by="refresh")
            answer = await self.fetcher.fetch(moved, "page")
        raise Unusable("redirect-loop", f"{answer.url} sends its visitors on without end")

    async def _silent(self, url: str) -> bool:
        return (await self.fetcher.robots(url)).silent

    async def _arrive(self, url: str, answer: Answer) -> None:
        self.site = answer.url
        if answer.url not in Scope.of(url, self.given.aliases):
            self.fetcher.ledger.log("moved", given=url, found=answer.url)
        self.found = self._new_walk(answer.url)
        self._walk.frontier.meet(answer.url)
        await self._walk.take(Lead(answer.url, 0, retried=True), answer)
        self._note("robots", robots.gather(await self.fetcher.robots(answer.url)))

    def _lost_front(self, failure: GatherError | None) -> None:
        why = failure.missing() if failure else Missing("not-gathered")
        self.found = self._new_walk(self.given.url)
        self._walk.stopped_by = why.reason
        url = canonical(self.given.url) or self.given.url
        self.site = url
        self._walk.write(Page(url, Role.FRONT, 0, "", why))
        for name in _SITE_ARTIFACTS:
            if (name, why.reason) != ("tls", "tls"):
                self._note(name, why)

    def _new_walk(self, site: str) -> Walk:
        pages = self.settings.pages
        scope = Scope.of(site, (*self.given.aliases, self.given.url), strangers(self.given.url))
        frontier = Frontier(scope, share=max(20, pages // 3), trap_share=max(10, pages // 10), trap_pages=max(20, pages // 3))
        return Walk(self.fetcher, frontier, self.settings, self.reader, role_of, aside=self.aside)

    async def _probe_tls(self, *, lost: bool = False) -> None:
        parts, fetcher = urlsplit(self.site), self.fetcher
        port = parts.port if parts.scheme == "https" else None
        left, stopping = fetcher.allowance.seconds, fetcher.politeness.stopping
        async with fetcher.politeness.turn(self.site, "probe", left) as pace:
            began = time.monotonic()
            look = tls.gather(fetcher.egress, parts.hostname or "", self.settings.ca, self.settings.timeout, port or 443, lost=lost)
            seen = await within(look, left, stopping)
            pace.ended(began, seen.reason if isinstance(seen, Missing) else None)
        self._note("tls", seen)

    async def _probe(self, front: Answer) -> None:
        walk, site = self._walk, self.site
        self._note("transport", await transport.gather(self.fetcher, site))
        scope = walk.frontier.scope
        walk.levels = Levels(self.fetcher, site, self.settings.seed, scope, Face(front.text, front.tree))
        self._note("missing_page", await walk.levels.gather())
        self._note("security_txt", await security_txt.gather(self.fetcher, site, scope))
        named = (await self.fetcher.robots(site)).rules().sitemaps
        listed = await sitemap.gather(self.fetcher, site, named, scope)
        self._note("sitemap", listed)
        walk.offer_listed(listed["urls"])
        told = await feeds.gather(self.fetcher, walk.feeds, scope)
        self._note("feeds", told)
        walk.offer_listed(told["urls"])

    @property
    def _walk(self) -> Walk:
        if self.found is None:
            raise RuntimeError("the site was not found yet")
        return self.found

    async def _walk_on(self) -> None:
        walk, state = self._walk, self.progress.state
        async for _ in walk.go():
            state.pages, state.documents = walk.html_pages, len(walk.documents)
            state.planned = len(walk.pages) + len(walk.frontier)
            self.progress.tick()

    async def _ask_names(self) -> None:
        """What DNS says of the site and its mail. What scripts build says where mail is taken only once it was shown."""
        self.progress.stage("asking DNS")
        walk, shown = self._walk, self.shown.renderings if self.shown else {}
        for url in sorted(walk.shells.keys() & shown.keys()) if self.settings.resolver != "none" else ():
            walk.mail.meet(walk.pages[url], shown[url].html)
        self._note("dns", await dns.gather(self.names, self.fetcher, self.site, walk.mail))

    async def _show(self) -> None:
        if self.browser is None:
            return
        self.shown = Showing(self.site, self.fetcher, self._walk, self.browser, self.progress, role_of, self._walk_on, self._note)
        await self.shown.go()

    async def _ask_portal(self) -> None:
        """What the body publishes at the open data portal, which is no part of its site."""
        if self.errands is not None:
            self.progress.stage("asking the open data portal")
            whose = open_data.Whose(self.errands.institution, tuple(self._walk.outward.away))
            self._note("open_data", await open_data.gather(self.fetcher, self.errands.once, whose))

    async def _ask_on(self) -> None:
        """What is asked once the pages are known: the site's own search, and where its links to other sites lead."""
        walk = self._walk
        # On the way from what the browser showed the site may have refused us; other sites have not.
        if walk.stopped_by in _WELCOME:
            self.progress.stage("trying the search")
            self._note("search", await search.gather(self.fetcher, walk))
        if self.settings.links_away:
            self.progress.stage("following links to other sites")
            self._note("links_away", await links_away.gather(self.fetcher, walk.outward.away, self.abroad, registry.load().portals))

    def _note(self, name: str, value: Json | Missing) -> None:
        self._gathered.add(name)
        self.fetcher.ledger.artifact(name, value)


def versions(browser: Browser | None) -> Mapping[str, str]:
    """The versions of what a browser stage used; empty without a browser."""
    return browser.versions if browser is not None else {}
