"""The pages that benchmarks look at when none are given: those of the demonstration municipalities."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from crawler.demo_server import DemoServer
from data.settings import Settings


@contextmanager
def demo_pages() -> Iterator[tuple[list[str], Settings]]:
    """The addresses of all demonstration pages, served, and the settings that reach them."""
    with DemoServer() as demo:
        yield list(demo.pages), Settings(hosts=demo.hosts, allow=demo.allow, ca=demo.ca, delay=0.0)
