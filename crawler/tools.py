"""What the visits of a run share: the way to the network, manners, what robots.txt files said, one browser, and hands for heavy work."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.abroad import Abroad
from crawler.aside import Aside
from crawler.egress import Egress
from crawler.gatherers.document import PdfReader
from crawler.judging import ready
from crawler.names import Names
from crawler.once import Once
from crawler.permits import Permits
from crawler.politeness import Seats, Turns
from crawler.progress import Progress
from crawler.proxy import EgressProxy
from data.settings import Settings

if TYPE_CHECKING:
    from crawler.browser import Browser


@dataclass(frozen=True, slots=True)
class Tools:
    """What a visit works with; without a browser, no page is shown."""

    egress: Egress
    turns: Turns
    permits: Permits
    reader: PdfReader
    aside: Aside
    browser: Browser | None
    names: Names | None
    """Who is asked for what DNS says; None where nobody is."""
    abroad: Abroad = field(default_factory=Abroad)
    """What other sites answered for the addresses that our sites link to."""
    once: Once = field(default_factory=Once)
    """What portals said that is of use to every visit."""

    def forget_failures(self) -> None:
        """Forget what visits learned from failures that were ours, so that those who are made again begin without them."""
        self.turns.forgive()
        self.permits.forget_silent()
        self.abroad.forget_unanswered()


@asynccontextmanager
async def opened(
    settings: Settings, progress: Progress, *, tabs: int = 1, alone: bool = True, seats: Seats | None = None
) -> AsyncIterator[Tools]:
    """The tools, opened before any site hears of us, so that what is missing here is told first; at most ``tabs`` pages are shown.

    ``alone`` tells that one visit is made at a time, so that heavy work may be done in place; ``seats`` are those
    shared with other processes, if any. Raises ConfigError.
    """
    egress = Egress(settings.hosts, settings.allow)
    async with AsyncExitStack() as stack:
        reader = await stack.enter_async_context(PdfReader())
        aside = await stack.enter_async_context(Aside(own=not alone))
        if not alone:
            await aside.do(ready)
        browser = None
        if settings.render:
            from crawler.browser import Browser as Opened  # noqa: PLC0415 (a run without a browser needs no Playwright)

            progress.state.stage = "starting the browser"
            proxy = await stack.enter_async_context(EgressProxy(egress))
            browser = await stack.enter_async_context(Opened(settings, proxy.url, egress=egress, tabs=tabs))
        turns = Turns(settings.delay, settings.max_delay, egress, seats)
        yield Tools(egress, turns, Permits(), reader, aside, browser, Names.of(settings))
