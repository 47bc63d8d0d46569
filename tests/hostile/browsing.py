"""What the tests with a browser share: pages with enough on them, what was shown of them, and the processes of the browser."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

import psutil

from data.types import Missing, Page
from tests.crawler.serving import Seen
from tests.hostile.web import page, robots

WORDS = "<main><h1>Novads</h1><p>" + "Pašvaldība sniedz pakalpojumus iedzīvotājiem. " * 15 + "</p></main>"
PLACES = {f"/{name}": page(name.title()) for name in ("kontakti", "dome", "zinas", "budzets")}
MODEST = robots("User-agent: *", "Disallow: /slegts")


def shown(seen: Seen, path: str) -> Page:
    """A page that was to be shown."""
    [found] = [each for each in seen.snapshot.pages if each.url.partition("/")[2].partition("/")[2].partition("/")[2] == path]
    return found


def dom(seen: Seen, path: str) -> str:
    """The HTML of a page that was shown, after its scripts ran."""
    key = shown(seen, path).artifacts["dom"]
    assert isinstance(key, str), key
    return seen.blobs[key].decode()


def why(seen: Seen, path: str) -> str:
    """The reason for which a page was not shown."""
    value = shown(seen, path).artifacts["dom"]
    assert isinstance(value, Missing), value
    return value.reason


def browsers() -> list[psutil.Process]:
    """Chromiums that run under this process, without their children."""
    found = []
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            words = process.cmdline()
            if "--remote-debugging-pipe" in words and not any(word.startswith("--type=") for word in words):
                found.append(process)
    return found


def renderers() -> list[psutil.Process]:
    """Processes that show a page."""
    found = []
    for browser in browsers():
        with contextlib.suppress(psutil.Error):
            found += [each for each in browser.children(recursive=True) if "--type=renderer" in each.cmdline()]
    return found


@contextlib.contextmanager
def meanwhile(deed: Callable[[], bool]) -> Iterator[list[float]]:
    """Try a deed every few milliseconds, while a visit goes on, until it says that it is done."""
    over, done = threading.Event(), list[float]()

    def work() -> None:
        while not over.wait(0.02):
            if deed():
                done.append(time.monotonic())
                return

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield done
    finally:
        over.set()
        thread.join()
