"""The looks of one visit with a browser: pages that scripts build are discovered, the sample is shown, a second engine is asked."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crawler import blocks, failures
from crawler.fetch import Fetcher
from crawler.gatherers import second_opinion
from crawler.pace import Pace
from crawler.politeness import within
from crawler.progress import Progress
from crawler.sample import sample
from crawler.terms import Terms
from crawler.walk import Walk
from data.errors import OutOfBudget
from data.types import Json, Missing, Page, Role

if TYPE_CHECKING:
    from crawler.browser import Browser
    from crawler.proxy import EgressProxy
    from crawler.rendering import Rendering

_PICTURES = frozenset({"dom", "screenshot", "screenshot_mobile"})


@dataclass(slots=True)
class Showing:
    """What a visit looks at in a browser, once its walk has ended.

    ``role_of`` tells the role of a page by its body, ``walk_on`` takes the walk up again, ``note`` writes an artifact of the site.
    """

    site: str
    fetcher: Fetcher
    walk: Walk
    browser: Browser
    proxy: EgressProxy | None
    progress: Progress
    role_of: Callable[[Page, bytes], Role]
    walk_on: Callable[[], Awaitable[None]]
    note: Callable[[str, Json | Missing], None]
    renderings: dict[str, Rendering] = field(default_factory=dict)

    @property
    def succeeded(self) -> int:
        """How many pages were shown."""
        return sum(1 for each in self.renderings.values() if each.failure is None)

    async def go(self) -> None:
        """All looks. Raises OutOfBudget when a limit ends the visit between two of them; what was seen by then is written down."""
        await self._discover()
        await self._show_sample()
        await self._ask_second_engine()

    async def _discover(self) -> None:
        """Show the pages that are nothing before their scripts have run, and walk on by the links found there."""
        walk = self.walk
        while walk.stopped_by == "exhausted" and len(self.renderings) < self.fetcher.settings.render:
            url = next((url for url in walk.shells if url not in self.renderings), None)
            if url is None:
                return
            self.progress.stage("opening a page that scripts build")
            rendering = await self._show(url)
            for link in rendering.links:
                walk.frontier.offer(link, walk.shells[url] + 1, url)
            await self.walk_on()

    async def _show_sample(self) -> None:
        chosen = sample(self.walk.pages.values(), self.fetcher.settings.render, self.fetcher.settings.seed)
        self.progress.state.to_render = len(chosen)
        if not chosen:
            return
        self.fetcher.ledger.log("sample", urls=list(chosen), seed=self.fetcher.settings.seed)
        self.progress.stage("opening pages in the browser")
        for url in chosen:
            if url not in self.renderings:
                await self._show(url)

    async def _ask_second_engine(self) -> None:
        if self.fetcher.settings.second_engine is None or not self.renderings:
            return
        self.progress.stage("asking the second engine")
        first = {url: rendering.artifacts.get("axe", Missing("not-gathered")) for url, rendering in self.renderings.items()}
        opinion = await second_opinion.gather(self.fetcher, self.site, first, self.proxy.url if self.proxy else None)
        self.note("second_engine", opinion)
        if isinstance(opinion, Missing):
            self.progress.tell(opinion.detail or opinion.reason)
            if opinion.reason in {"interrupted", "time"}:
                raise OutOfBudget(opinion.reason)

    async def _show(self, url: str) -> Rendering:
        walk, fetcher = self.walk, self.fetcher
        fetcher.allowance.check()
        before = self.proxy.taken if self.proxy else 0
        look = self.browser.render(url, mobile=walk.pages[url].role == Role.FRONT, terms=self._terms())
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

    def _terms(self) -> Terms:
        return Terms(self._turn, self._no_document, lambda: self.fetcher.allowance.seconds)

    def _turn(self, url: str) -> AbstractAsyncContextManager[Pace]:
        fetcher = self.fetcher
        return fetcher.politeness.turn(url, "render", fetcher.allowance.seconds, "allowed")

    def _no_document(self, url: str, whole_page: bool) -> str | None:  # noqa: FBT001 (the shape of Terms.refusal)
        """Why the browser may not open a document: a page leads nowhere but to pages of the site that its robots.txt allows."""
        if whole_page and url not in self.walk.frontier.scope:
            return "off-site"
        allowed = self.fetcher.known_to_allow(url)
        return "robots" if allowed is False or (whole_page and allowed is None) else None

    def _content(self, rendering: Rendering) -> Rendering:
        """What was shown, unless the site answered the browser with something else than the page."""
        if rendering.failure is not None or rendering.status is None:
            return rendering
        reason = blocks.refusal(rendering.status, {}, rendering.html) or failures.of_status(rendering.status)
        if rendering.url in self.walk.shells and reason is None and blocks.soft_404(rendering.html):
            reason = "soft-404"
        if reason is None:
            return rendering
        if failures.is_trouble(reason):
            self.fetcher.politeness.pace(rendering.url).answered(time.monotonic(), 0.0, trouble=True)
        why = Missing(reason, f"HTTP {rendering.status} in the browser")
        return rendering.failed(rendering.url, why, final_url=rendering.final_url, status=rendering.status)

    def _rendered_role(self, page: Page, rendering: Rendering) -> Role:
        plain = replace(page, artifacts={})
        return self.role_of(plain, rendering.html.encode())

    def _kept(self, name: str, value: Json | Missing) -> Json | Missing:
        return self.fetcher.ledger.blob(value) if name in _PICTURES and isinstance(value, bytes) else value
