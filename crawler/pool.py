"""The tabs of a browser: so many at a time, each of one visit, renewed when they grow heavy; and the browser below them, restarted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from playwright.async_api import Error as BrowserError
from playwright.async_api import ViewportSize

from crawler.egress import Egress
from crawler.engine import Engine
from crawler.tab import Tab
from crawler.terms import Terms
from crawler.traffic import Traffic

HEAVIEST = (320 << 20, 128 << 20)
"""Bytes of memory that a browser may hold, and what each tab may add, until its tabs are renewed, and it too where that did not help. A tab
in the middle of a large page takes about 150 MiB, the browser and its services about 200; what lies above is what pages left behind. With
two tabs this is 576 MiB, which leaves room below 1.5 GiB for Playwright's driver and the crawler itself."""
RENEW_AFTER = 250
"""Pages after which a browser is started anew, whatever it weighs: its driver keeps some 200 kB of every page."""
WEIGH_EVERY = 10
"""Pages between two weighings: each costs a few milliseconds."""
_OPEN_SECONDS = 10.0


class Pool:
    """Hands out tabs. ``launch`` starts a browser; ``size`` tabs at most are open; ``egress`` is where each tab's traffic passes."""

    def __init__(self, launch: Callable[[], Awaitable[Engine]], script: str, egress: Egress | None, size: int) -> None:
        self._launch, self._script, self._egress, self._size = launch, script, egress, size
        self._idle: list[Tab] = []
        self._lent: set[Tab] = set()
        self._busy = self._shown = 0
        self._heavy = self._shed = False
        self._moved = asyncio.Condition()
        self._launching = asyncio.Lock()
        self._engine: Engine | None = None
        self.launches = 0
        """How often the browser was started."""

    async def start(self) -> None:
        """Start the browser. Raises BrowserError."""
        await self._running()

    async def greet(self) -> None:
        """Have the browser say what it is, started first where it has ended. Raises BrowserError; a browser that hangs never answers."""
        session = await (await self._running()).chromium.new_browser_cdp_session()
        await session.send("Browser.getVersion")
        await session.detach()

    async def close(self) -> None:
        """Close all tabs and end the browser."""
        await self._end(self._engine)

    @property
    def version(self) -> str | None:
        """The version of the browser that runs."""
        return self._engine.chromium.version if self._engine else None

    @asynccontextmanager
    async def tab(self, terms: Terms, viewport: ViewportSize, taken: Traffic) -> AsyncIterator[Tab]:
        """A tab for one page on these terms, waited for where all are in use. What came for it is added to ``taken`` and to the terms.

        Raises BrowserError where none can be opened.
        """
        await self._enter()
        tab: Tab | None = None
        try:
            tab = await self._fitting(terms, viewport)
            self._lent.add(tab)
            yield tab
        except BaseException:
            # Left in the middle of a page, it is of no more use.
            if tab is not None:
                tab.dead = True
            raise
        finally:
            await self._leave(tab, terms, taken)

    async def _enter(self) -> None:
        async with self._moved:
            await self._moved.wait_for(lambda: self._busy < self._size and not self._heavy)
            self._busy += 1

    async def _leave(self, tab: Tab | None, terms: Terms, taken: Traffic) -> None:
        try:
            if tab is not None:
                came = tab.drain()
                taken.add(came)
                terms.traffic.add(came)
                await self._put_back(tab)
            await self._weigh()
        finally:
            async with self._moved:
                self._busy -= 1
                await self._renew()
                self._moved.notify_all()

    async def _put_back(self, tab: Tab) -> None:
        self._lent.discard(tab)
        if tab.dead or tab.engine is not self._engine:
            await tab.close()
        else:
            self._idle.append(tab)

    async def _weigh(self) -> None:
        self._shown += 1
        self._heavy = self._heavy or self._shown >= RENEW_AFTER
        if self._engine is None or self._shown % WEIGH_EVERY:
            return
        least, each = HEAVIEST
        over = await self._engine.weight() > least + each * self._size
        # What pages leave behind lies in the tabs; a browser that is heavy without them is heavy itself.
        self._heavy = self._heavy or (over and self._shed)
        self._shed = over
        if over:
            await self._shed_tabs()

    async def _shed_tabs(self) -> None:
        for tab in self._lent:
            tab.dead = True
        idle, self._idle = self._idle, []
        for tab in idle:
            await tab.close()

    async def _renew(self) -> None:
        """End a browser that has grown too heavy, once no tab of it is in use; the next tab starts another."""
        if not self._heavy or self._busy:
            return
        try:
            await self._end(self._engine)
        finally:
            self._heavy = self._shed = False
            self._shown = 0

    async def _fitting(self, terms: Terms, viewport: ViewportSize) -> Tab:
        """A tab that this visit used before, else a new one in a context of its own: nobody finds what another visit left."""
        engine = await self._running()
        for tab in self._idle:
            if tab.terms is terms and tab.viewport is viewport and tab.engine is engine:
                self._idle.remove(tab)
                return tab
        await self._make_room(engine)
        return await self._open(terms, viewport)

    async def _make_room(self, engine: Engine) -> None:
        stale = [tab for tab in self._idle if tab.engine is not engine]
        kept = [tab for tab in self._idle if tab.engine is engine]
        too_many = max(0, len(kept) + self._busy - self._size)
        self._idle = kept[too_many:]
        for tab in (*stale, *kept[:too_many]):
            await tab.close()

    async def _open(self, terms: Terms, viewport: ViewportSize) -> Tab:
        for last in (False, True):
            engine = await self._running()
            try:
                async with asyncio.timeout(_OPEN_SECONDS):
                    return await Tab.open(engine, self._script, self._egress, terms, viewport)
            except (BrowserError, TimeoutError) as error:
                # It died, or answers no more, and nobody was told yet.
                await self._end(engine)
                if last:
                    raise BrowserError(f"no tab could be opened: {error}") from error
        raise AssertionError

    async def _running(self) -> Engine:
        async with self._launching:
            if self._engine is None or not self._engine.alive:
                await self._end(self._engine)
                self._engine = await self._launch()
                self.launches += 1
            return self._engine

    async def _end(self, engine: Engine | None) -> None:
        if engine is None or engine is not self._engine:
            return
        self._engine = None
        idle, self._idle = self._idle, []
        for tab in idle:
            await tab.close()
        await engine.shut()
