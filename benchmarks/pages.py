"""The pages that benchmarks look at when none are given: those of the demonstration municipalities."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin

from crawler.demo_server import DemoServer
from crawler.demo_sites import build
from data.settings import Settings


@contextmanager
def demo_pages() -> Iterator[tuple[list[str], Settings]]:
    """The addresses of all demonstration pages, served, and the settings that reach them."""
    with DemoServer() as demo:
        sites = [build(name, url, demo.date) for name, url in demo.sites.items()]
        urls = [
            urljoin(f"{site.url}/", path)
            for site in sites
            for path, page in site.resources.items()
            if page.content_type.startswith("text/html")
        ]
        yield urls, Settings(hosts=demo.hosts, allow=tuple(demo.allow), ca=demo.ca, delay=0.0)
