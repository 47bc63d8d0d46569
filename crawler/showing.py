"""The looks of one visit with a browser: pages that scripts build are discovered, the sample is shown, a second engine is asked."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from crawler import blocks, failures
from crawler.addresses import hash_route
from crawler.carrying import Carrying
from crawler.fetch import Fetcher
from crawler.gatherers import second_opinion
from crawler.pace import Pace
from crawler.politeness import pause, within
from crawler.progress import Progress
from crawler.proxy import EgressProxy
from crawler.rendering import Rendering
from crawler.sample import Fully, sample
from crawler.terms import Terms
from crawler.walk import MOST_ROUTES, Walk
from data.errors import OutOfBudget
from data.types import LOOK, Json, Missing, Page, Role

if TYPE_CHECKING:
    from crawler.browser import Browser

MOST_DEATHS = 3
"""Pages in a row over which the browser died, in spite of a second try each, until a visit shows no more."""
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
    progress: Progress
    role_of: Callable[[Page, bytes], Role]
    walk_on: Callable[[], Awaitable[None]]
    note: Callable[[str, Json | Missing], None]
    renderings: dict[str, Rendering] = field(default_factory=dict)
    read: dict[str, Rendering] = field(default_factory=dict)
    """Pages that were opened only for what their scripts write."""
    _deaths: int = 0
    _fully: Fully = field(default_factory=Fully)
    _carrying: Carrying | None = None
    _terms: Terms = field(init=False)

    def __post_init__(self) -> None:
        """The terms are those of the visit: by them the browser tells it from others."""
        fetcher = self.fetcher
        if fetcher.earlier is not None:
            walk = self.walk
            self._carrying = Carrying(fetcher.earlier, walk.pages, walk.shells, walk.alike, self.browser.versions, fetcher.settings.showing)
        seconds, heard = lambda: fetcher.allowance.seconds, fetcher.politeness.shown
        self._terms = Terms(self._turn, self._no_document, seconds, fetcher.settings.consent, heard=heard, again=self._again)

    @property
    def succeeded(self) -> int:
        """How many pages were shown."""
        return sum(1 for each in self.renderings.values() if each.failure is None)

    async def go(self) -> None:
        """All looks. Raises OutOfBudget when a limit ends the visit between two of them; what was seen by then is written down."""
        try:
            await self._discover()
            await self._show_sample()
            await self._show_routes()
            await self._load_again()
            await self._ask_second_engine()
        finally:
            self.fetcher.ledger.log("browser-traffic", **self._terms.traffic.account())

    async def _discover(self) -> None:
        """Read what is nothing before its scripts have run, then show the front page, whose menu they may build; and walk on from there."""
        await self._read_shells()
        if self.walk.stopped_by == "exhausted" and self._left and self.site in self.walk.pages:
            self.progress.stage("opening the front page")
            await self._walk_from(await self._show(self.site), self.walk.pages[self.site].depth)
            await self._read_shells()
        if self.site in self.walk.shells:
            await self._show_routes()

    async def _read_shells(self) -> None:
        """Every page that scripts build is content like any other, and is read, whether it is in the sample or not."""
        while (url := next((url for url in self.walk.shells if url not in self.read), None)) is not None:
            self.progress.stage("reading pages that scripts build")
            rendering = await self._read(url)
            if self.walk.stopped_by == "exhausted":
                await self._walk_from(rendering, self.walk.pages[url].depth)

    async def _walk_from(self, rendering: Rendering, depth: int) -> None:
        """Take the walk up again where a page that was shown leads."""
        walk = self.walk
        for link in rendering.links:
            route = hash_route(link)
            if route is not None and route in walk.frontier.scope and len(walk.routes) < MOST_ROUTES:
                walk.routes.setdefault(route, depth + 1)
            if walk.frontier.offer(link, depth + 1, rendering.url) == "off-site":
                walk.outward.foreign(link, "", rendering.url)
        if len(walk.frontier):
            await self.walk_on()

    async def _show_sample(self) -> None:
        """Show pages of every role and template, and walk on once more where they led to what no page led to before."""
        settings, walk = self.fetcher.settings, self.walk
        chosen = [url for url in sample(walk.pages.values(), settings.render, settings.seed) if url not in self.renderings]
        chosen = chosen[: self._left]
        self.progress.state.to_render = len(self.renderings) + len(chosen)
        if not chosen:
            return
        self.fetcher.ledger.log("sample", urls=[*self.renderings, *chosen], seed=settings.seed)
        self.progress.stage("opening pages in the browser")
        for url in chosen:
            await self._show(url)

    async def _show_routes(self) -> None:
        """Show the views to which only a fragment leads, as pages of their own; they exist nowhere but in a browser."""
        while (route := next((route for route in self.walk.routes if route not in {*self.renderings, *self.read}), None)) is not None:
            self.progress.stage("opening views of a page that scripts build")
            await self._walk_from(await (self._show(route) if self._left else self._read(route)), self.walk.routes[route])

    @property
    def _left(self) -> int:
        return self.fetcher.settings.render - len(self.renderings)

    async def _ask_second_engine(self) -> None:
        if self.fetcher.settings.second_engine is None or not self.renderings:
            return
        self.progress.stage("asking the second engine")
        first = {url: rendering.artifacts.get("axe", Missing("not-gathered")) for url, rendering in self.renderings.items()}
        async with EgressProxy(self.fetcher.egress) as proxy:
            try:
                opinion = await second_opinion.gather(self.fetcher, first, proxy.url)
            finally:
                self._terms.traffic.add(proxy.drain())
        self.note("second_engine", opinion)
        if isinstance(opinion, Missing):
            self.progress.tell(opinion.detail or opinion.reason)
            if opinion.reason in {"interrupted", "time"}:
                raise OutOfBudget(opinion.reason)

    async def _load_again(self) -> None:
        """Load the front page again, as often as the settings say, so that its times come with their spread; where there is time for it."""
        page = self.walk.pages.get(self.site)
        if page is None or not isinstance(measured := page.artifacts.get("performance"), dict):
            return
        self.progress.stage("measuring the front page")
        loads = list(measured["loads"])
        while len(loads) < self.fetcher.settings.loads and self._time_to_spare():
            told = await self._timed()
            if isinstance(told, Missing):
                self.fetcher.ledger.log("not-measured", url=self.site, reason=told.reason)
                break
            loads.append(told)
        self.walk.write(replace(page, artifacts={**page.artifacts, "performance": {**measured, "loads": loads}}))

    def _time_to_spare(self) -> bool:
        """Whether the visit has time for one more load even if that is slow, and the host is well."""
        fetcher = self.fetcher
        pace, allowance = fetcher.politeness.pace(self.site), fetcher.allowance
        wait = max(0.0, pace.due() - time.monotonic())
        return not pace.failures and allowance.bytes > 0 and wait + 2 * fetcher.settings.render_timeout < allowance.seconds

    async def _timed(self) -> Json | Missing:
        fetcher, before = self.fetcher, self._terms.traffic.total
        try:
            look = self.browser.time(self.site, terms=self._terms)
            return await within(look, float("inf"), fetcher.politeness.stopping)
        finally:
            fetcher.allowance.bytes -= self._terms.traffic.total - before

    async def _show(self, url: str) -> Rendering:
        rendering = self.renderings[url] = await self._carried(url) or await self._seen(url)
        if self._carrying is not None and url == self.site:
            self._carrying.opened(rendering.artifacts.get("requests"))
        self.progress.state.rendered = len(self.renderings)
        self.progress.tick()
        return rendering

    async def _carried(self, url: str) -> Rendering | None:
        """The page as an earlier visit showed it, written down as of then; None where it is to be shown now."""
        if self._carrying is None:
            return None
        every = self._fully.wants(self.walk.pages.get(url))
        why = self._carrying.why_not(url, every_rule=every)
        opened = self._content(await self._rendered(url, judged=False)) if why is None and url == self.site else None
        if opened is not None and not self._carrying.opened(opened.artifacts.get("requests")):
            why = "frame"
        rendering = self._carrying.look(url) if why is None else None
        if rendering is None:
            self.fetcher.ledger.log("shown-anew", url=url, because=why or "lost")
            return None
        self._take_over(self.walk.pages[url], rendering, every_rule=every)
        # Where its menu leads tonight is what it says tonight.
        return replace(rendering, links=opened.links) if opened is not None else rendering

    def _take_over(self, page: Page, rendering: Rendering, *, every_rule: bool) -> None:
        if every_rule:
            self._fully.note(page)
        self.walk.write(replace(page, artifacts=self._all_kept(page.url, rendering)))
        look: Json = rendering.artifacts[LOOK]
        self.fetcher.ledger.log("carried", url=page.url, **look)

    async def _read(self, url: str) -> Rendering:
        rendering = self.read[url] = await self._seen(url, judged=False)
        self.progress.tick()
        return rendering

    async def _seen(self, url: str, *, judged: bool = True) -> Rendering:
        rendering = self._content(await self._rendered(url, judged=judged))
        if not judged:
            rendering = replace(rendering, artifacts={"dom": rendering.artifacts["dom"]})
        self._deaths = self._deaths + 1 if rendering.failure is not None and rendering.failure.reason == "browser-crash" else 0
        page = self._page(url, rendering)
        if page is not None:
            self.walk.write(page)
        return rendering

    async def _rendered(self, url: str, *, judged: bool) -> Rendering:
        fetcher, walk = self.fetcher, self.walk
        fetcher.allowance.check()
        if self._deaths >= MOST_DEATHS:
            return Rendering.failed(url, Missing("browser-crash", f"it died over the last {MOST_DEATHS} pages, and is not tried any more"))
        page, before, terms = walk.pages.get(url), self._terms.traffic.total, self._terms
        try:
            if not judged:
                return await within(self.browser.read(url, terms=terms), float("inf"), fetcher.politeness.stopping)
            mobile, every = page is not None and page.role == Role.FRONT, self._fully.wants(page)
            look = self.browser.render(url, mobile=mobile, every_rule=every, terms=terms)
            rendering = await within(look, float("inf"), fetcher.politeness.stopping)
            if every and rendering.failure is None:
                self._fully.note(page)
            return rendering
        finally:
            fetcher.allowance.bytes -= self._terms.traffic.total - before

    def _page(self, url: str, rendering: Rendering) -> Page | None:
        """The page with what was seen of it; None for a view that shows nothing of its own."""
        walk = self.walk
        artifacts = self._all_kept(url, rendering)
        if url in self.read and rendering.failure is not None:
            # What was read before stays read, whatever became of the second look.
            artifacts["dom"] = walk.pages[url].artifacts.get("dom", artifacts.get("dom", rendering.failure))
        if url in walk.pages:
            page = replace(walk.pages[url], artifacts=artifacts)
            return replace(page, role=self._rendered_role(page, rendering)) if url in walk.shells and not rendering.failure else page
        base = walk.pages.get(url.partition("#")[0])
        same = [each for other, each in {**self.read, **self.renderings}.items() if other != url and each.html == rendering.html]
        if base is None or rendering.failure is not None or same:
            self.fetcher.ledger.log("no-view", url=url, reason=rendering.failure.reason if rendering.failure else "known")
            return None
        page = replace(base, url=url, depth=walk.routes[url], labels=(), found_on=base.url, artifacts=artifacts)
        return replace(page, role=self._rendered_role(replace(page, role=Role.OTHER), rendering))

    def _turn(self, url: str) -> AbstractAsyncContextManager[Pace]:
        fetcher = self.fetcher
        return fetcher.politeness.turn(url, "render", fetcher.allowance.seconds, "allowed")

    async def _again(self, url: str) -> None:
        """A page that goes on by itself is another request to the host, and rests before it as any other."""
        politeness = self.fetcher.politeness
        rest = politeness.pace(url).gap
        self.fetcher.ledger.log("led-on", url=url, rest=round(rest, 3))
        await pause(rest, politeness.stopping)

    def _no_document(self, url: str, whole_page: bool) -> str | None:  # noqa: FBT001 (the shape of Terms.refusal)
        """Why the browser may not open a document: a page leads nowhere but to pages of the site that its robots.txt allows."""
        if whole_page and url not in self.walk.frontier.scope:
            return "off-site"
        return self.fetcher.keeps_out(url, whole_page)

    def _content(self, rendering: Rendering) -> Rendering:
        """What was shown, unless the site answered the browser with something else than the page."""
        if rendering.failure is not None or rendering.status is None:
            return rendering
        face = blocks.Face(rendering.html)
        reason = blocks.refusal(rendering.status, rendering.headers, face, rendering.final_url) or failures.of_status(rendering.status)
        if reason is None and self._absent(rendering.url, face):
            reason = "soft-404"
        if reason is None:
            return rendering
        why = Missing(reason, f"HTTP {rendering.status} in the browser")
        return Rendering.failed(rendering.url, why, final_url=rendering.final_url, status=rendering.status)

    def _absent(self, url: str, face: blocks.Looks) -> bool:
        """Whether the browser was shown that there is no such page; the front page is there."""
        levels = self.walk.levels
        page = self.walk.pages.get(url)
        return (page is None or page.depth > 0) and blocks.soft_404(face, levels.marks(url) if levels else frozenset(), url)

    def _rendered_role(self, page: Page, rendering: Rendering) -> Role:
        plain = replace(page, artifacts={})
        return self.role_of(plain, rendering.html.encode())

    def _all_kept(self, url: str, rendering: Rendering) -> dict[str, Json | Missing]:
        """The artifacts of a look, with names for their bytes; a document may differ little from that of an earlier look, pictures do."""
        earlier, blob = self.fetcher.earlier, self.fetcher.ledger.blob
        like = {"dom": earlier.dom_like(url)} if earlier is not None else {}
        pictured = {name: value for name, value in rendering.artifacts.items() if name in _PICTURES and isinstance(value, bytes)}
        return {**rendering.artifacts, **{name: blob(value, like.get(name)) for name, value in pictured.items()}}
