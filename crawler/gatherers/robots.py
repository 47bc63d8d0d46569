"""The artifact ``robots``: what the site's robots.txt says to everybody, and to us."""

from __future__ import annotations

from crawler.addresses import origin
from crawler.robots import Robots
from data.types import Json, Missing


def gather(robots: Robots) -> Json | Missing:
    """Its address, status, text, site maps, delay, and whether it shuts us out of the whole site; Missing when no answer came."""
    if robots.status is None:
        return Missing(robots.reason or "timeout", robots.url)
    rules = robots.rules()
    return {
        "url": robots.url,
        "status": robots.status,
        "body": robots.body,
        "sitemaps": list(rules.sitemaps),
        "crawl_delay": rules.crawl_delay,
        "disallow_all": not rules.allows(f"{origin(robots.url)}/"),
    }
