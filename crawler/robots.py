"""What a site's robots.txt says to us, by RFC 9309: 4xx means no rules, no answer means that nothing may be fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from protego import Protego

LIMIT = 500 * 1024
"""Bytes that are read of a robots.txt (RFC 9309 2.5)."""

TOKEN = "eindekss"  # noqa: S105 (the product token of RFC 9309 2.2.1, no secret)
"""The name by which a robots.txt can address us."""

_OTHER = "another"
"""Stands for every name that is not ours; no part of ours may begin with it."""
_LINE = re.compile(
    r"\s*(?:(?P<agent>user[- ]?agent)|(?P<delay>crawl[- ]delay)|(?P<rule>allow|diss?allow|dissalow|disalow|diasllow|disallaw|site-?maps?))"
    r"\s*(?::|(?<=\s))\s*(?P<value>.*)",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\r\n|\r|\n")
_OTHER_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""Ends of lines to Python, but not to RFC 9309."""
_NAME = re.compile(r"\*(?=\s|$)|[A-Za-z_-]+")
_SECONDS = re.compile(r"(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e\d+)?", re.ASCII | re.IGNORECASE)
_LONGEST_DELAY = 10.0**9
"""Seconds; whoever asks for more means never."""
_TELLING = 12
"""Bytes that tell UTF-16 by every other one being zero."""
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin. ``url`` is where they were found; ``status`` is None when no answer came: ``reason``, ``detail`` say why."""

    url: str
    status: int | None
    body: str = ""
    reason: str = ""
    detail: str = ""

    @property
    def silent(self) -> bool:
        """Whether the rules could not be learned, so that nothing may be fetched (RFC 9309 2.3.1.4)."""
        return self.status is None or self.status == 429 or self.status >= 500

    def rules(self) -> Rules:
        """The rules, ready to be asked."""
        return Rules(self.silent, Protego.parse("\n".join(_plain(self.body))))


class Rules:
    """Answers whether an address may be fetched by us."""

    def __init__(self, silent: bool, parsed: Protego) -> None:  # noqa: FBT001 (made in one place)
        self._silent = silent
        self._parsed = parsed

    def allows(self, url: str) -> bool:
        """Whether we may fetch it; never for what is no address."""
        try:
            return not self._silent and bool(self._parsed.can_fetch(url, TOKEN))
        except ValueError:
            return False

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
    r"""The rules in an answer. A page of HTML, which some servers give for everything, holds none, nor does a redirect that leads nowhere.

    >>> read("https://a.lv/robots.txt", 200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /x").rules().allows("https://a.lv/x")
    False
    """
    if not 200 <= status < 300:
        return Robots(url, status)
    text = _decoded(_whole_lines(body))
    return Robots(url, status, "" if _is_html(text, content_type) else text)


def _decoded(body: bytes) -> str:
    """RFC 9309 asks for UTF-8; what an editor has saved as UTF-16 is understood nevertheless, since it was meant."""
    if (named := _UTF_16.get(body[:2])) is not None:
        return body.decode(named, "replace")
    for first, name in ((0, "utf-16-be"), (1, "utf-16-le")):
        if len(body) > _TELLING and not any(body[first:_TELLING:2]) and all(body[1 - first : _TELLING : 2]):
            return body.decode(name, "replace")
    return body.decode("utf-8-sig", "replace")


def _is_html(text: str, content_type: str) -> bool:
    """A page by its bytes, or by its type; but lines that are rules are rules whatever the server calls them."""
    if text.lstrip().startswith("<"):
        return True
    return "html" in content_type.lower() and next(_plain(text), None) is None


def _whole_lines(body: bytes) -> bytes:
    if len(body) <= LIMIT:
        return body
    return body[: max(body.rfind(end, 0, LIMIT) for end in (b"\n", b"\r")) + 1]


def _plain(text: str) -> Iterator[str]:
    """The lines that mean something, written so that the parser takes them as RFC 9309 does.

    Other lines, which must not end a group, are left out (2.2.4); a group is ours only by our whole name, whatever version or remark
    follows it (2.2.1), and not by a part of it.
    """
    for line in _BREAK.split(text):
        found = _LINE.match(_OTHER_BREAKS.sub(lambda each: quote(each[0]), line).partition("#")[0])
        if found is None:
            continue
        if found["agent"]:
            yield f"User-agent: {_agent(found['value'])}"
        elif found["rule"]:
            yield f"{found['rule']}: {found['value']}"
        elif (delay := _SECONDS.match(found["value"])) is not None:
            yield f"Crawl-delay: {min(float(delay[0].replace(',', '.')), _LONGEST_DELAY)}"


def _agent(value: str) -> str:
    found = _NAME.match(value)
    name = found[0].lower() if found else ""
    return name if name in {TOKEN, "*"} else _OTHER
