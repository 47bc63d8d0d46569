"""The stages of a visit, one after another: find the front page, probe, walk, look at pages in a browser."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audits import roles
from audits.derive import page_view
from crawler import blocks, failures
from crawler.addresses import Scope, canonical
from crawler.fetch import Answer, Fetcher
from crawler.frontier import Frontier, Lead
from crawler.gatherers import links_checked, missing_page, robots, second_opinion, sitemap, tls, transport
from crawler.gatherers.document import PdfReader
from crawler.politeness import Pace, within
from crawler.progress import Progress
from crawler.sample import sample
from crawler.terms import Terms
from crawler.walk import Walk
from data.errors import GatherError, OutOfBudget, Unreachable
from data.settings import Settings
from data.types import Coverage, Exchange, Json, Missing, Page, Role, Site
from data.vocabulary import Vocabulary

if TYPE_CHECKING:
    from crawler.browser import Browser
    from crawler.proxy import EgressProxy
    from crawler.rendering import Rendering

_SITE_ARTIFACTS = ("robots", "sitemap", "tls", "transport", "missing_page", "links_checked")
_WELCOME = frozenset({"exhausted", "pages", "time"})
"""Why a walk may have ended before a browser goes there too; a site that refused us or went silent is left in peace."""
_PICTURES = frozenset({"dom", "screenshot", "screenshot_mobile"})


@dataclass(slots=True)
class Stages:
    """One visit on its way. ``site`` is where the site was found, which may differ from where it was looked for."""

    fetcher: Fetcher
    settings: Settings
    given: Site
    words: Vocabulary
    reader: PdfReader
    progress: Progress
    browser: Browser | None = None
    proxy: EgressProxy | None = None
    site: str = ""
    found: Walk | None = None
    """The walk, once the site was found."""
    renderings: dict[str, Rendering] = field(default_factory=dict)
    _gathered: set[str] = field(default_factory=set)

    async def go(self) -> None:
        """All stages. Raises OutOfBudget when a limit ends the visit between two of them; what was seen by then is written down."""
        self.progress.stage("looking for the site")
        front = await self._front()
        if front is None:
            return
        await self._probe_tls()
        page = self._walk.pages.get(self.site)
        if page is None or isinstance(page.exchange, Missing):
            # A site whose front page is refused, broken or no page at all is left in peace.
            self._walk.stopped_by = page.exchange.reason if page and isinstance(page.exchange, Missing) else "not-html"
            return
        self.progress.stage("probing")
        await self._probe(front)
        self.progress.stage("walking")
        await self._walk_on()
        if self._walk.stopped_by in _WELCOME:
            await self._discover_by_rendering()
            await self._render_sample()
            await self._ask_second_engine()

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
        walk.finish()
        for name in _SITE_ARTIFACTS:
            if name not in self._gathered:
                ledger.artifact(name, Missing("not-gathered", walk.stopped_by))
        return walk.coverage(sum(1 for each in self.renderings.values() if each.failure is None))

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
        return await self.fetcher.fetch(url, "page") if passing else answer

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
            self._note(name, why)

    def _new_walk(self, site: str) -> Walk:
        pages = self.settings.pages
        scope = Scope.of(site, (*self.given.aliases, self.given.url))
        frontier = Frontier(scope, share=max(20, pages // 3), trap_share=max(10, pages // 10))
        return Walk(self.fetcher, frontier, self.settings, self.reader, self._role_of)

    def _role_of(self, page: Page, body: bytes) -> Role:
        key = page.exchange.body if isinstance(page.exchange, Exchange) else None
        view = page_view(page, {key: body}) if key else None
        return roles.role_of(view, self.words) if view else Role.OTHER

    async def _probe_tls(self) -> None:
        parts, fetcher = urlsplit(self.site), self.fetcher
        port = parts.port if parts.scheme == "https" else None
        left, stopping = fetcher.allowance.seconds, fetcher.politeness.stopping
        async with fetcher.politeness.turn(self.site, "probe", left):
            look = tls.gather(fetcher.egress, parts.hostname or "", self.settings.ca, self.settings.timeout, port or 443)
            seen = await within(look, left, stopping)
        self._note("tls", seen)

    async def _probe(self, front: Answer) -> None:
        walk, site = self._walk, self.site
        self._note("transport", await transport.gather(self.fetcher, site))
        scope = walk.frontier.scope
        absent = await missing_page.gather(self.fetcher, site, self.settings.seed, scope, front.text)
        self._note("missing_page", absent)
        walk.missing = absent["fingerprint"] or None if isinstance(absent, dict) else None
        named = (await self.fetcher.robots(site)).rules().sitemaps
        listed = await sitemap.gather(self.fetcher, site, named, scope)
        self._note("sitemap", listed)
        walk.offer_listed(listed["urls"])

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

    async def _discover_by_rendering(self) -> None:
        """Show the pages that are nothing before their scripts have run, and walk on by the links found there."""
        walk = self._walk
        while self.browser is not None and walk.stopped_by == "exhausted" and len(self.renderings) < self.settings.render:
            url = next((url for url in walk.shells if url not in self.renderings), None)
            if url is None:
                return
            self.progress.stage("opening a page that scripts build")
            rendering = await self._render(url)
            for link in rendering.links:
                walk.frontier.offer(link, walk.shells[url] + 1, url)
            await self._walk_on()

    async def _render_sample(self) -> None:
        walk = self._walk
        chosen = sample(walk.pages.values(), self.settings.render, self.settings.seed)
        self.progress.state.to_render = len(chosen)
        if self.browser is None or not chosen:
            return
        self.fetcher.ledger.log("sample", urls=list(chosen), seed=self.settings.seed)
        self.progress.stage("opening pages in the browser")
        for url in chosen:
            if url not in self.renderings:
                await self._render(url)

    async def _ask_second_engine(self) -> None:
        if self.settings.second_engine is None or not self.renderings:
            return
        self.progress.stage("asking the second engine")
        first = {url: rendering.artifacts.get("axe", Missing("not-gathered")) for url, rendering in self.renderings.items()}
        opinion = await second_opinion.gather(self.fetcher, self.site, first, self.proxy.url if self.proxy else None)
        self._note("second_engine", opinion)
        if isinstance(opinion, Missing):
            self.progress.tell(opinion.detail or opinion.reason)
            if opinion.reason in {"interrupted", "time"}:
                raise OutOfBudget(opinion.reason)

    async def _render(self, url: str) -> Rendering:
        walk, browser, fetcher = self._walk, self.browser, self.fetcher
        if browser is None:
            raise RuntimeError("there is no browser")
        fetcher.allowance.check()
        before = self.proxy.taken if self.proxy else 0
        terms = Terms(self._turn, self._no_document, lambda: fetcher.allowance.seconds)
        look = browser.render(url, mobile=walk.pages[url].role == Role.FRONT, terms=terms)
        rendering = self._content(await within(look, float("inf"), fetcher.politeness.stopping))
        fetcher.allowance.bytes -= (self.proxy.taken if self.proxy else 0) - before
        self.renderings[url] = rendering
        artifacts = {name: self._kept(name, value) for name, value in rendering.artifacts.items()}
        page = replace(walk.pages[url], artifacts=artifacts)
        if url in walk.shells and rendering.failure is None:
            page = replace(page, role=self._rendered_role(page, rendering))
        walk.write(page)
        self.progress.state.rendered = len(self.renderings)
        self.progress.tick()
        return rendering

    def _turn(self, url: str) -> AbstractAsyncContextManager[Pace]:
        fetcher = self.fetcher
        return fetcher.politeness.turn(url, "render", fetcher.allowance.seconds, "allowed")

    def _no_document(self, url: str, whole_page: bool) -> str | None:  # noqa: FBT001 (the shape of Terms.refusal)
        """Why the browser may not open a document: a page leads nowhere but to pages of the site that its robots.txt allows."""
        if whole_page and url not in self._walk.frontier.scope:
            return "off-site"
        allowed = self.fetcher.known_to_allow(url)
        return "robots" if allowed is False or (whole_page and allowed is None) else None

    def _content(self, rendering: Rendering) -> Rendering:
        """What was shown, unless the site answered the browser with something else than the page."""
        if rendering.failure is not None or rendering.status is None:
            return rendering
        reason = blocks.refusal(rendering.status, {}, rendering.html) or failures.of_status(rendering.status)
        if rendering.url in self._walk.shells and reason is None and blocks.soft_404(rendering.html, None):
            reason = "soft-404"
        if reason is None:
            return rendering
        if failures.is_trouble(reason):
            self.fetcher.politeness.pace(rendering.url).answered(time.monotonic(), 0.0, trouble=True)
        why = Missing(reason, f"HTTP {rendering.status} in the browser")
        return rendering.failed(rendering.url, why, final_url=rendering.final_url, status=rendering.status)

    def _rendered_role(self, page: Page, rendering: Rendering) -> Role:
        plain = replace(page, artifacts={})
        return self._role_of(plain, rendering.html.encode())

    def _kept(self, name: str, value: Json | Missing) -> Json | Missing:
        return self.fetcher.ledger.blob(value) if name in _PICTURES and isinstance(value, bytes) else value

    def _note(self, name: str, value: Json | Missing) -> None:
        self._gathered.add(name)
        self.fetcher.ledger.artifact(name, value)


def versions(browser: Browser | None) -> Mapping[str, str]:
    """The versions of what a browser stage used; empty without a browser."""
    return browser.versions if browser is not None else {}
