"""The spider ``site`` carries the requests of a visit; on its own, ``scrapy crawl site -a target=https://...`` walks a site."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import StopDownload, UsageError
from scrapy.http import Headers

from crawler.addresses import Scope, canonical
from crawler.fetch import Allowance, Download, Fetcher
from crawler.frontier import Frontier
from crawler.gatherers.document import PdfReader, is_page, kind_of
from crawler.ledger import Forgetful
from crawler.permits import Permits
from crawler.politeness import Politeness, Turns
from crawler.walk import Walk
from crawler.wire import egress_of
from data.settings import Settings
from data.types import Exchange

Errand = Callable[[Download], Awaitable[None]]
"""What is to be done with the means to download, while the spider is open."""

_UNREAD = (b"image/", b"video/", b"audio/", b"font/")
"""Media types of what is neither page nor document, where the bytes do not say otherwise."""
_UNREAD_KINDS = frozenset({"image", "media"})


class SiteSpider(Spider):
    """Lends Scrapy's downloader to a visit, which decides itself what is asked for, in which order and when."""

    name = "site"

    def __init__(self, target: str = "", errand: Errand | None = None, **kwargs: Any) -> None:  # noqa: ANN401 (Scrapy hands through what is given with -a)
        super().__init__(**kwargs)
        self.target, self.errand = target, errand

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:  # noqa: ANN401 (see __init__)
        """Scrapy's way to make it."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.look_at_headers, signals.headers_received)
        crawler.signals.connect(spider.look_at_bytes, signals.bytes_received)
        return spider

    def look_at_headers(self, headers: Headers, request: Request) -> None:
        """Note what the answer calls itself; stop it here where its bytes cannot tell better, because they are packed."""
        request.meta["unread"] = (headers.get("Content-Type") or b"").lower().startswith(_UNREAD)
        request.meta["packed"] = b"Content-Encoding" in headers
        if request.meta["unread"] and request.meta["packed"]:
            raise StopDownload(fail=False)

    def look_at_bytes(self, data: bytes, request: Request) -> None:
        """Stop a download of which no more will be read: a picture, film, sound or font by its first bytes, or enough of anything."""
        meta = request.meta
        first = meta.get("taken", 0) == 0
        meta["taken"] = meta.get("taken", 0) + len(data)
        if first and not meta["packed"] and _is_unread(data, called_so=meta["unread"]):
            raise StopDownload(fail=False)
        if meta.get("enough") is not None and meta["taken"] > meta["enough"]:
            raise StopDownload(fail=False)

    async def start(self) -> AsyncIterator[dict[str, Any]]:
        """Run the errand; without one, walk the target and yield an item for each page and document."""
        download: Download = self.crawler.engine.download_async
        if self.errand is not None:
            await self.errand(download)
            return
        async with PdfReader() as reader:
            walk = self._walk(download, reader)
            async for seen in walk.go():
                exchange = seen.exchange
                status = exchange.status if isinstance(exchange, Exchange) else exchange.reason
                yield {"url": seen.url, "status": status, "kind": getattr(seen, "kind", "page"), "found_on": seen.found_on}
            self.logger.info("Walked %s: %s", self.target, walk.coverage(0))

    def _walk(self, download: Download, reader: PdfReader) -> Walk:
        target = canonical(self.target)
        if target is None:
            raise UsageError("give the site to walk: scrapy crawl site -a target=https://www.piemers.lv/")
        settings: Settings = self.settings["EINDEKSS"]
        ledger = Forgetful()
        frontier = Frontier(Scope.of(target))
        frontier.offer(target, 0)
        allowance = Allowance(settings.visit_bytes, time.monotonic() + settings.seconds)
        egress = egress_of(self.crawler)
        politeness = Politeness(Turns(settings.delay, settings.max_delay, egress), ledger.log)
        fetcher = Fetcher(download, politeness, egress, settings, ledger, allowance, Permits())
        return Walk(fetcher, frontier, settings, reader, role_of=lambda page, _body: page.role)


def _is_unread(start: bytes, *, called_so: bool) -> bool:
    kind = kind_of(start)
    return kind in _UNREAD_KINDS or (called_so and kind is None and not is_page(start))
