"""What is seen of one page over the browser's own protocol: answers of the frame script, axe's judgement, a picture."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from playwright.async_api import CDPSession, ViewportSize
from playwright.async_api import Error as BrowserError

from crawler.rendering import TEXT_KEPT, missing
from crawler.scripts import call
from data.types import Json, Missing

PICTURE_LIMIT = 4000
"""CSS pixels: the most of a page's height that a picture shows, where findings lie below the first screen."""
_LEFT = ("context was destroyed", "navigated or closed", "Cannot find context", "Promise was collected")
_HEAP = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")


class Eye:
    """Looks at what a tab shows."""

    def __init__(self, cdp: CDPSession) -> None:
        self._cdp = cdp

    async def ask(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - JSON of the page's frame script
        """What the frame script answers. Raises BrowserError, also where the script itself raised."""
        # Straight over the protocol: the values come as the engine holds them, whatever a page did to its own JSON and Promise.
        answer = await self._cdp.send(
            "Runtime.evaluate", {"expression": call(name, *arguments), "awaitPromise": True, "returnByValue": True, "silent": True}
        )
        if "exceptionDetails" in answer:
            raised = answer["exceptionDetails"].get("exception", {})
            raise _PageRaised(raised.get("description") or answer["exceptionDetails"]["text"])
        return answer["result"].get("value")

    async def judge(self, options: Json, left_out: Sequence[str] = ()) -> Json | Missing:
        """What axe says of the page, by all its rules but those that are left out, of which it says nothing at all."""
        try:
            return await self.ask("judge", options, left_out)
        except _PageRaised as error:
            return Missing("audit-error", f"axe-core: {error}"[:TEXT_KEPT])
        except BrowserError as error:
            return missing(error)

    async def picture(self, viewport: ViewportSize, lowest: int) -> tuple[bytes, list[int]]:
        """A picture as far down as ``lowest``, at least of the first screen, and its size. Raises BrowserError."""
        height = min(PICTURE_LIMIT, max(viewport["height"], lowest + 40))
        answer = await self._cdp.send(
            "Page.captureScreenshot",
            {
                "format": "jpeg",
                "quality": 60,
                "clip": {"x": 0, "y": 0, "width": viewport["width"], "height": height, "scale": 1},
                "captureBeyondViewport": height > viewport["height"],
            },
        )
        return base64.b64decode(answer["data"]), [viewport["width"], height]

    async def weight(self) -> int:
        """The bytes that the page's scripts, document and buffers hold. Raises BrowserError."""
        held = await self._cdp.send("Runtime.getHeapUsage")
        return int(sum(held.get(part, 0) for part in _HEAP))


class _PageRaised(BrowserError):
    """The frame script raised inside the page."""


def left(error: BrowserError) -> bool:
    """Whether the page went elsewhere while it was asked; the next one will answer."""
    return any(mark in error.message for mark in _LEFT)
