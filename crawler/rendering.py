"""What a browser showed of one page, in the shapes the snapshot keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from audits.domains import registrable
from crawler.measures import size
from crawler.traffic import Traffic
from data.types import Json, Missing

REQUESTS_KEPT = 500
CONSOLE_KEPT = 50
TEXT_KEPT = 500
"""Characters of one console message."""
ARTIFACTS = ("dom", "axe", "screenshot", "console", "requests", "cookies", "layout", "consent", "performance")
"""Made of every rendered page; ``screenshot_mobile`` besides where it was asked for."""

_SAFE = frozenset({"GET", "HEAD"})
_UNMEASURED: Mapping[str, Any] = {}
_REASONS = (
    ("ERR_ACCESS_DENIED", "robots"),
    ("ERR_BLOCKED_BY_CLIENT", "off-site"),
    ("ERR_NAME_NOT_RESOLVED", "dns"),
    ("ERR_NAME_RESOLUTION_FAILED", "dns"),
    ("ERR_CONNECTION_REFUSED", "connection-refused"),
    ("ERR_ADDRESS_UNREACHABLE", "connection-refused"),
    ("ERR_PROXY_CONNECTION_FAILED", "connection-refused"),
    ("ERR_TUNNEL_CONNECTION_FAILED", "connection-refused"),
    ("ERR_TIMED_OUT", "timeout"),
    ("ERR_CONNECTION_TIMED_OUT", "timeout"),
    ("ERR_TOO_MANY_REDIRECTS", "redirect-loop"),
    ("ERR_SSL", "tls"),
    ("ERR_CERT", "tls"),
    ("ERR_BAD_SSL", "tls"),
    ("ERR_HTTP2", "reset"),
    ("ERR_CONNECTION", "reset"),
    ("ERR_EMPTY_RESPONSE", "reset"),
    ("Download is starting", "not-html"),
    ("ERR_ABORTED", "not-html"),
    ("crashed", "browser-crash"),
    ("Target closed", "browser-crash"),
    ("has been closed", "browser-crash"),
    ("net::", "reset"),
    ("Timeout", "browser-timeout"),
)


@dataclass(frozen=True, slots=True)
class Rendering:
    """One page as a browser showed it.

    ``status`` is of the last answer in a row of redirects, None where none came; ``html`` the DOM after its scripts ran, ``links``
    the web addresses it links to, shadow trees included. ``artifacts`` hold bytes (``dom``, ``screenshot``, ``screenshot_mobile``),
    JSON, or Missing; where the page could not be shown at all, ``failure`` says why and stands in place of each. ``traffic`` is what came
    for it through the proxy.
    """

    url: str
    final_url: str
    status: int | None
    html: str = ""
    links: tuple[str, ...] = ()
    artifacts: Mapping[str, bytes | Json | Missing] = field(default_factory=dict)
    failure: Missing | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the answer, with lower-case names."""
    traffic: Traffic = field(default_factory=Traffic)

    @classmethod
    def failed(cls, url: str, failure: Missing, *, final_url: str = "", status: int | None = None) -> Rendering:
        """A page that could not be shown."""
        return cls(url, final_url or url, status, artifacts=dict.fromkeys(ARTIFACTS, failure), failure=failure)


def missing(error: BaseException) -> Missing:
    """The reason for which a browser gave no page, from the words of its error."""
    words = str(error).splitlines()[0] if str(error) else type(error).__name__
    reason = next((reason for mark, reason in _REASONS if mark in words), "browser-hung")
    return Missing(reason, words.removeprefix("Page.goto: ")[:TEXT_KEPT])


def third_party(host: str, page_url: str) -> bool:
    """Whether the host belongs to somebody else than the page."""
    return registrable(host) != registrable(urlsplit(page_url).hostname or "")


def request_rows(seen: Iterable[Mapping[str, Any]], page_url: str, measured: Mapping[str, Any] = _UNMEASURED) -> list[Json]:
    """The artifact ``requests``: each request once, in the order of its address, so that two looks compare.

    ``headers`` are those of the answer that tell how it is kept and packed; ``bytes`` those of its body as it came, None where nobody
    tells.
    """
    rows = {
        (row["url"], row["method"], row["type"]): {
            "url": row["url"],
            "type": row["type"],
            "method": row["method"],
            "third_party": third_party(urlsplit(row["url"]).hostname or "", page_url),
            "status": row["status"],
            "aborted": row["aborted"] or row["method"] not in _SAFE,
            "headers": row.get("headers", {}),
            "bytes": size(row, measured),
        }
        for row in seen
        if row["url"].startswith(("http:", "https:", "ws:", "wss:"))
    }
    return [rows[key] for key in sorted(rows)][:REQUESTS_KEPT]


def cookie_rows(cookies: Sequence[Mapping[str, Any]], page_url: str) -> list[Json]:
    """The artifact ``cookies``: those set before any consent was given, without their values, which may identify a visitor.

    Those that are there after consent are rows of the artifact ``consent``.
    """
    keys = ("name", "domain", "path", "expires", "httpOnly", "secure", "sameSite")
    rows = [{key: cookie.get(key) for key in keys} | {"third_party": third_party(cookie["domain"], page_url)} for cookie in cookies]
    return sorted(rows, key=lambda row: (row["domain"], row["name"], row["path"]))


def depth_of_picture(axe: Json | Missing, pictured: set[str], limit: int) -> int:
    """How far down a picture must reach, in CSS pixels, to show the first element that each fault marks; 0 where nothing was found.

    ``pictured`` are the rules whose faults were shown before in this visit: one picture of a fault is evidence enough, and what lies
    below the first screen is costly to draw. The rules shown now are added; what begins beyond ``limit`` is never shown.
    """
    if isinstance(axe, Missing):
        return 0
    found = {rule["id"]: _first_seen(rule["nodes"]) for kind in ("violations", "incomplete") for rule in axe[kind]}
    new = {rule: depth for rule, depth in found.items() if depth is not None and depth <= limit and rule not in pictured}
    pictured.update(new)
    return max(new.values(), default=0)


def _first_seen(nodes: Sequence[Mapping[str, Any]]) -> int | None:
    """Where the highest of the marked elements ends."""
    return min((round(node["box"][1] + node["box"][3]) for node in nodes if node["box"]), default=None)
