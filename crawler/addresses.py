"""Web addresses: one spelling for one page, which site it belongs to, and what shape it has."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from w3lib.url import canonicalize_url, safe_url_string

LONGEST = 2000
"""Characters of an address that is still followed; longer ones are made by faults, not by people."""

_REMEMBERED = 20_000
"""Addresses whose spelling is remembered: the links of a menu stand on every page."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"^(utm_.*|mtm_.*|pk_(campaign|kwd|source|medium)|fbclid|gclid|gbraid|wbraid|msclkid|yclid|mc_[ce]id|_gl|_ga|igshid)$", re.IGNORECASE
)
_SESSION = re.compile(r"^(jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|session_?id|sid)$", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"^[0-9a-z,._-]{12,}$", re.IGNORECASE)
_PATH_SESSION = re.compile(r";(jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DOCUMENT = re.compile(r"\.(pdf|docx?|docm|odt|rtf|xlsx?|xlsm|ods|csv|pptx?|odp|edoc|asice|zip|7z|rar|ics|xml|json)$", re.IGNORECASE)
_MEDIA = re.compile(
    r"\.(jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|webm|og[gv]|avi|mov|wmv|flv|wav|woff2?|ttf|eot|css|m?js)$", re.IGNORECASE
)
_LETTER = re.compile(r"[A-Za-z%]")
_DEED = re.compile(
    r"/(wp-login\.php|wp-admin|xmlrpc\.php|wp-json|user/(login|logout|register)|logout|log-out|signout|administrator)(/|\?|$)"
    r"|[?&](replytocom|add-to-cart|action|share|print|format)=",
    re.IGNORECASE,
)


@lru_cache(_REMEMBERED)
def canonical(url: str) -> str | None:
    """The one spelling of an address: None for what is no web address, is malformed or is longer than LONGEST.

    Lower-case scheme and host, no default port, user or fragment, no dot segments, escapes only where needed, no marks of
    tracking and no session. The order of parameters stays, since some servers mind it.

    >>> canonical("HTTP://WWW.Piemers.lv:80/a/../%7eb?utm_source=x&id=1#top")
    'http://www.piemers.lv/~b?id=1'
    """
    try:
        parts = urlsplit(safe_url_string(url.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in _DEFAULT_PORTS or not _is_host(host):
        return None
    name = f"[{host}]" if ":" in host else host
    netloc = name if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"
    found = SplitResult(parts.scheme, netloc, _path(parts.path), _query(parts.query), "").geturl()
    return found if len(found) <= LONGEST else None


@lru_cache(_REMEMBERED)
def fingerprint(url: str) -> str:
    """What two spellings of one page share: scheme, www, order of parameters and a trailing slash make no other page."""
    parts = urlsplit(canonicalize_url(url))
    return SplitResult("", bare(parts.netloc), parts.path.rstrip("/") or "/", parts.query, "").geturl()


def bare(host: str) -> str:
    """A host without its ``www.``.

    >>> bare("WWW.piemers.lv"), bare("old.piemers.lv")
    ('piemers.lv', 'old.piemers.lv')
    """
    return host.lower().removeprefix("www.")


def absolute(base: str, target: str) -> str | None:
    """Where a reference on a page leads (RFC 3986); None when it is malformed."""
    try:
        return urljoin(base, target.strip())
    except ValueError:
        return None


def origin(url: str) -> str:
    """Scheme, host and port: what a robots.txt speaks for."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """The host name of an address, lower-case; empty when there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which addresses are the site's own: its host, the www/bare twin, and the aliases that the registry names."""

    hosts: frozenset[str]

    @classmethod
    def of(cls, site: str, aliases: Iterable[str] = ()) -> Scope:
        """The scope of a site; an alias may be an address or a bare host name."""
        named = (alias if "//" in alias else f"//{alias}" for alias in (site, *aliases))
        return cls(frozenset(bare(urlsplit(each).netloc.rpartition("@")[2]) for each in named))

    def __contains__(self, url: str) -> bool:
        return bare(_netloc(url)) in self.hosts


@lru_cache(_REMEMBERED)
def pattern(url: str) -> str:
    """The shape that an address shares with its siblings: numbers are 0, the last long word of the path is *, parameters lose their values.

    >>> pattern("https://a.lv/zinas/2026/11/liels-prieks-visiem?lapa=3&f[12]=x")
    '/zinas/0/0/*?f[0]&lapa'
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    *folders, last = path.split("/")
    folders = [re.sub(r"\d+", "0", folder) for folder in folders]
    last = "*" if _LETTER.search(last) and ("-" in last or "_" in last or "%" in last or len(last) > 20) else re.sub(r"\d+", "0", last)
    names = sorted({re.sub(r"\d+", "0", name) for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return "/".join([*folders, last]) + parts.path[len(path) :] + ("?" + "&".join(names) if names else "")


def trap(url: str) -> str | None:
    """Why an address looks as if its kind never ends: ``calendar``, ``facets``, ``growing-path``; None when it does not.

    >>> trap("https://a.lv/kalendars/2031-04/"), trap("https://a.lv/x/y/x/y/x/y/"), trap("https://a.lv/zinas/5")
    ('calendar', 'growing-path', None)
    """
    parts = urlsplit(url)
    folders = [folder for folder in parts.path.split("/") if folder]
    if len(folders) > 12 or any(folders.count(folder) > 2 for folder in folders):
        return "growing-path"
    names = [name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)]
    if _DATED.search(parts.path) or _DATED.search(parts.query) or any(name in _CALENDAR for name in names):
        return "calendar"
    return "facets" if len(names) > 2 else None


_DATED = re.compile(r"(?<!\d)(19|20|21)\d\d[-/](0?[1-9]|1[0-2])([-/](0?[1-9]|[12]\d|3[01]))?/?(?:$|&)")
_CALENDAR = frozenset(
    {"month", "year", "day", "date", "week", "menesis", "gads", "datums", "diena", "tribe-bar-date", "ical", "outlook-ical"}
)


def deed(url: str) -> bool:
    """Whether the address does something rather than shows something, or shows it again in another dress: it is left alone.

    >>> deed("https://a.lv/wp-login.php"), deed("https://a.lv/x?print=1"), deed("https://a.lv/logouts")
    (True, True, False)
    """
    return bool(_DEED.search(url))


def likely_document(url: str) -> bool:
    """Whether the address ends as a file's does; the bytes decide, this only chooses whose budget is asked."""
    return bool(_DOCUMENT.search(urlsplit(url).path))


def media(url: str) -> bool:
    """Whether the address ends as a picture's, sound's, film's or style's does; those are neither pages nor documents."""
    return bool(_MEDIA.search(urlsplit(url).path))


def _netloc(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    return host if port in (None, 80, 443) else f"{host}:{port}"


def _is_host(host: str) -> bool:
    return bool(host) and len(host) < 254 and not re.search(r"[\s/\\@%<>\"'|^`{}]", host) and host.isascii()


def _path(path: str) -> str:
    path = _escapes(_PATH_SESSION.sub("", path)) or "/"
    if "/." in path:
        trailing = path.endswith(("/", "/.", "/.."))
        path = posixpath.normpath(path)
        path += "/" if trailing and not path.endswith("/") else ""
    return path if not path.startswith("//") else "/" + path.lstrip("/")


def _query(query: str) -> str:
    return "&".join(_escapes(each) for each in query.split("&") if each and not _needless(each))


def _needless(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    return bool(_TRACKING.match(name) or (_SESSION.match(name) and _SESSION_VALUE.match(value)))


def _escapes(text: str) -> str:
    def spelling(found: re.Match[str]) -> str:
        character = chr(int(found[1], 16))
        return character if character in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(spelling, text)
