"""What a site's robots.txt says to us, by RFC 9309: 4xx means no rules, no answer means that nothing may be fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from protego import Protego

LIMIT = 500 * 1024
"""Bytes that are read of a robots.txt (RFC 9309 2.5)."""

_VERSION = re.compile(r"^(\s*user-agent\s*:\s*[a-z_-]+)/\S*", re.IGNORECASE | re.MULTILINE)

TOKEN = "eindekss"  # noqa: S105 (the product token of RFC 9309 2.2.1, no secret)
"""The name by which a robots.txt can address us."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin. ``status`` is None when no answer came; ``reason`` then says why."""

    url: str
    status: int | None
    body: str = ""
    reason: str = ""

    @property
    def silent(self) -> bool:
        """Whether the rules could not be learned, so that nothing may be fetched (RFC 9309 2.3.1.4)."""
        return self.status is None or self.status == 429 or self.status >= 500

    def rules(self) -> Rules:
        """The rules, ready to be asked."""
        # A keeper may have copied our whole User-Agent: the version behind the token is not part of the name (RFC 9309 2.2.1).
        return Rules(self.silent, Protego.parse(_VERSION.sub(r"\1", self.body)))


class Rules:
    """Answers whether an address may be fetched by us."""

    def __init__(self, silent: bool, parsed: Protego) -> None:  # noqa: FBT001 (made in one place)
        self._silent = silent
        self._parsed = parsed

    def allows(self, url: str) -> bool:
        """Whether we may fetch it."""
        return not self._silent and bool(self._parsed.can_fetch(url, TOKEN))

    @property
    def crawl_delay(self) -> float | None:
        """Seconds asked for between two requests; None when none are."""
        delay = self._parsed.crawl_delay(TOKEN)
        return None if delay is None else float(delay)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of the site maps that it names."""
        return tuple(self._parsed.sitemaps)


def read(url: str, status: int, body: bytes, content_type: str = "") -> Robots:
    r"""The rules in an answer. A page of HTML, which some servers give for everything, holds none.

    >>> read("https://a.lv/robots.txt", 200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /x").rules().allows("https://a.lv/x")
    False
    """
    if not 200 <= status < 300:
        return Robots(url, status)
    text = _whole_lines(body).decode("utf-8-sig", "replace")
    html = "html" in content_type.lower() or text.lstrip().startswith("<")
    return Robots(url, status, "" if html else text)


def _whole_lines(body: bytes) -> bytes:
    if len(body) <= LIMIT:
        return body
    return body[: body.rfind(b"\n", 0, LIMIT) + 1]
