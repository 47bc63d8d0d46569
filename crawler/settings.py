"""Scrapy's settings for this project: what politeness and proof need is fixed here; what a visit may choose is in data.settings."""

from __future__ import annotations

from typing import Any

from crawler import unpack
from crawler.identity import user_agent
from data.settings import Settings

BOT_NAME = "eindekss"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# asyncio alone: visits, probes and the browser share one loop, and a process can make many visits one after another.
TWISTED_REACTOR_ENABLED = False
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Manners are kept in crawler.politeness, where robots, probes and the browser keep them too; Scrapy only carries.
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 0
ROBOTSTXT_OBEY = False
# Redirects are followed hop by hop in crawler.fetch: each is judged by scope, robots and egress, and written down.
REDIRECT_ENABLED = False
METAREFRESH_ENABLED = False
RETRY_ENABLED = False
HTTPERROR_ALLOW_ALL = True
COOKIES_ENABLED = False
REFERER_ENABLED = False
HTTPPROXY_ENABLED = False
HTTPCACHE_ENABLED = False
# A wrong certificate is a finding of the TLS probe, not a reason to see nothing.
DOWNLOAD_VERIFY_CERTIFICATES = False
DOWNLOAD_WARNSIZE = 0
# A body that breaks off is evidence too: crawler.fetch keeps the part and tells that it is one.
DOWNLOAD_FAIL_ON_DATALOSS = False
# Unpacked in crawler.unpack, which knows what lies servers tell about it.
COMPRESSION_ENABLED = False

DOWNLOAD_HANDLERS = {
    "http": "crawler.wire.EgressDownloadHandler",
    "https": "crawler.wire.EgressDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {"crawler.wire.EgressMiddleware": 950}
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": unpack.ACCEPTED,
    "Accept-Language": "lv,en;q=0.5",
}
LOG_LEVEL = "INFO"
LOG_INSTALL_ROOT_HANDLER = True
STATS_DUMP = False


def of_visit(settings: Settings) -> dict[str, Any]:
    """What a visit's own settings are in Scrapy's words."""
    return {
        "EINDEKSS": settings,
        "USER_AGENT": user_agent(settings),
        "DOWNLOAD_TIMEOUT": settings.timeout,
        "DOWNLOAD_MAXSIZE": settings.document_limit,
    }


EINDEKSS = Settings.load()
"""For ``scrapy crawl site``: default and environment only."""
USER_AGENT = user_agent(EINDEKSS)
DOWNLOAD_TIMEOUT = EINDEKSS.timeout
DOWNLOAD_MAXSIZE = EINDEKSS.document_limit
