"""What a page asked for and said while it was shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import ConsoleMessage, Frame, Request, Response
from playwright.async_api import Error as BrowserError

from crawler.measures import kept
from crawler.rendering import CONSOLE_KEPT, TEXT_KEPT

_WAITED_FOR = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})


@dataclass
class Log:
    """What happened while one page was shown. Without slots: Playwright keeps a mark of its own on who listens."""

    requests: dict[Request, dict[str, Any]] = field(default_factory=dict)
    console: list[dict[str, str]] = field(default_factory=list)
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    """Of the last answer in a row of redirects, with lower-case names."""
    _open: bool = False
    _arrived: bool = False

    def begin(self) -> None:
        """A page is about to be shown."""
        self.requests, self.console, self._open, self._arrived = {}, [], True, False
        self.status, self.headers = None, {}

    def end(self) -> None:
        """The page was looked at; what happens from here on is our own doing."""
        self._open = False

    def arrived(self, frame: Frame) -> None:
        """The page's document took the place of the one before, whose last words and requests are not its own."""
        if self._arrived or frame.parent_frame:
            return
        self._arrived = True
        self.console.clear()
        self.requests = {request: row for request, row in self.requests.items() if row["type"] == "document"}

    def asked(self, request: Request) -> None:
        """A request set out."""
        if self._open:
            row = {"url": request.url, "type": request.resource_type, "method": request.method, "status": None, "aborted": False}
            self.requests[request] = row | {"open": True, "main": request.is_navigation_request() and not request.frame.parent_frame}

    def answered(self, response: Response) -> None:
        """Its answer began."""
        if row := self.requests.get(response.request):
            headers = response.headers
            row |= {"status": response.status, "open": False, "headers": kept(headers)}
            if row["main"]:
                self.status, self.headers = response.status, headers

    def broke(self, request: Request) -> None:
        """It came to nothing."""
        if row := self.requests.get(request):
            row["open"] = False

    def said(self, message: ConsoleMessage) -> None:
        """The page wrote to the console; errors are kept, but not those that our own refusals caused."""
        if message.type != "error" or not self._open or len(self.console) >= CONSOLE_KEPT:
            return
        if "ERR_ABORTED" not in message.text:
            self.console.append({"type": "error", "text": message.text[:TEXT_KEPT]})

    def raised(self, error: BrowserError) -> None:
        """A script of the page raised and nobody caught it."""
        if self._open and len(self.console) < CONSOLE_KEPT:
            self.console.append({"type": "exception", "text": str(error.message)[:TEXT_KEPT]})

    @property
    def content_type(self) -> str:
        """What the answer says it is."""
        return self.headers.get("content-type", "text/html")

    @property
    def leaving(self) -> bool:
        """Whether the page is on its way to another."""
        return any(row["open"] and row["main"] for row in self.requests.values())

    @property
    def waiting(self) -> bool:
        """Whether something that can change the page is still on its way."""
        return any(row["open"] and row["type"] in _WAITED_FOR for row in self.requests.values())
