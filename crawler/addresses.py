"""Web addresses: one spelling for one page, which pages two spellings share, and which site a page belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import idna
from w3lib.url import safe_url_string

LONGEST = 2000
"""Characters of an address that is still followed; longer ones are made by faults, not by people."""

_REMEMBERED = 3_000
"""Addresses whose spelling is remembered: the links of a menu stand on every page."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?=/|$)")
_SCHEME = re.compile(r"(https?):[/\\]*", re.IGNORECASE)
_TRACKING = re.compile(
    r"utm_.*|mtm_.*|matomo_.*|pk_(campaign|kwd|source|medium|keyword|content|cid)|piwik_(campaign|kwd|keyword)|hsa_.*|_hs(enc|mi)|__hs.*|hsctatracking"
    r"|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|gad_(source|campaignid)|srsltid|msclkid|twclid|ttclid|li_fat_id|igshid|igsh|yclid|ysclid|_openstat"
    r"|mc_[ce]id|mkt_tok|vero_(id|conv)|oly_(anon|enc)_id|wickedid|rb_clickid|s_cid|ml_subscriber(_hash)?|_gl|_ga|_ke|fb_(action_ids|action_types|source|ref)",
    re.IGNORECASE,
)
_SESSION = re.compile(r"jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|oscsid|zenid|bv_sessionid", re.IGNORECASE)
"""Names that servers give to sessions and nobody to anything else."""
_PERHAPS_SESSION = re.compile(r"sid|sess(ion)?(_?id)?|session_?(key|token)|s_id|token", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"(?=.*\d)([0-9a-z]{16,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.IGNORECASE)
"""What a session's value looks like where its name could mean something else: ``sid=12`` is a page."""
_PATH_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sid|cfid|cftoken)=[^/?#;]*|/(?:\([AFSX]\([^()/]*\)\)|\((?:[AFSX]\([^()/]*\))+\))(?=/|$)", re.IGNORECASE
)
"""Of Java and PHP after a semicolon; of ASP.NET as a folder: ``/(S(lit3py55t21z5v55vlm25s55))/``."""
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})?")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_UNTIDY = re.compile(r"[\x00-\x20\\]")
_ROUTE = re.compile(r"(?:/|!/?)[^\s#]*\w[^\s#]*")
_NO_SITE = re.compile(
    r"(?:old|vec(?:ais|a|ie)|arhivs?|archives?|n|tests?|testa|testing"
    r"|sigstage|stage|staging|dev|devel|develop|preprod|uat|backup)\d*",
    re.IGNORECASE,
)
"""Labels of hosts that keep an earlier state of a site or the next one."""


@lru_cache(_REMEMBERED)
def spelled(url: str) -> str | None:
    """An address as it is asked for, in one spelling: None for what is no web address, is malformed or is longer than LONGEST.

    Read as browsers do (https://url.spec.whatwg.org/): lower-case scheme and host, names in their ASCII form, no default port, user or
    fragment, no dot segments, backslashes or line breaks, escapes where needed and nowhere else. The order of parameters stays, since some
    servers mind it, and so does a session, since a server that redirects to it would go on redirecting without it.
    """
    try:
        parts = urlsplit(_cleaned(url))
        host, port = _host(parts.hostname or ""), parts.port
        if parts.scheme not in _DEFAULT_PORTS or not host:
            return None
        netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
        plain = urlsplit(safe_url_string(SplitResult(parts.scheme, netloc, parts.path or "/", parts.query, "").geturl()))
    except (ValueError, UnicodeError):
        return None
    found = SplitResult(parts.scheme, netloc, _path(plain.path), _escapes(plain.query), "").geturl()
    return found if len(found) <= LONGEST else None


@lru_cache(_REMEMBERED)
def canonical(url: str) -> str | None:
    """The one spelling by which a page is known: as ``spelled``, without marks of tracking, sessions and empty parameters.

    >>> canonical("HTTP://WWW.Piemers.lv:80/a/../%7eb?utm_source=x&id=1#top")
    'http://www.piemers.lv/~b?id=1'
    """
    found = spelled(url)
    if found is None:
        return None
    parts = urlsplit(found)
    path = _path(_PATH_SESSION.sub("", parts.path)) or "/"
    query = "&".join(each for each in parts.query.split("&") if each and not _needless(each))
    return SplitResult(parts.scheme, parts.netloc, path, query, "").geturl()


@lru_cache(_REMEMBERED)
def fingerprint(url: str) -> str:
    """What two spellings of one page share: scheme, www, order of parameters, a last and a doubled slash make no other page.

    The page is asked for by the spelling that was met first, so a server that minds a doubled slash is not asked for another page.
    """
    parts = urlsplit(canonical(url) or url)
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/") or "/"
    named = (each if "=" in each else f"{each}=" for each in parts.query.replace("+", "%20").split("&") if each)
    return SplitResult("", bare(parts.netloc), path, "&".join(sorted(named)), "").geturl()


def hash_route(url: str) -> str | None:
    """An address whose fragment leads a script to another view (``#/kontakti``, ``#!kontakti``); None for any other.

    Only a browser can go there: what the server sends is the same page for all of them.

    >>> hash_route("https://A.lv/#!/kontakti"), hash_route("https://a.lv/#saturs"), hash_route("https://a.lv/#/")
    ('https://a.lv/#!/kontakti', None, None)
    """
    place, _, fragment = url.partition("#")
    page = canonical(place) if _ROUTE.fullmatch(fragment) else None
    found = f"{page}#{fragment}"
    return found if page is not None and len(found) <= LONGEST else None


def bare(host: str) -> str:
    """A host without its ``www.``.

    >>> bare("WWW.piemers.lv"), bare("old.piemers.lv")
    ('piemers.lv', 'old.piemers.lv')
    """
    return host.lower().removeprefix("www.")


def absolute(base: str, target: str) -> str | None:
    """Where a reference on a page leads (RFC 3986, read as browsers do); None when it is malformed."""
    # What is told from the root of a site leads to one place from all its pages: a menu is worked out once.
    site = _SITE.match(base) if target[:1] == "/" else None
    return _joined(site[0] if site else base, target)


@lru_cache(_REMEMBERED)
def _joined(base: str, target: str) -> str | None:
    try:
        return urljoin(base, _forward(target))
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
    """Which addresses are the site's own: its host, the www/bare twin, and the aliases that the registry names.

    ``strangers`` are the hosts of other bodies. They, and hosts that keep an old state or a trial of a site (``old.``, ``arhivs.``,
    ``test.``...), are nobody's aliases; only the address that the visit was sent to is the site whatever it is called.
    """

    hosts: frozenset[str]
    strangers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, site: str, aliases: Iterable[str] = (), strangers: Iterable[str] = ()) -> Scope:
        """The scope of a site; an alias may be an address or a bare host name."""
        others = frozenset(bare(each) for each in strangers)
        named = (_site_host(each) for each in aliases)
        own = (each for each in named if each and each not in others and not is_no_site(each))
        return cls(frozenset((_site_host(site), *own)), others)

    def __contains__(self, url: str) -> bool:
        return _site_host(url) in self.hosts

    def why_not(self, url: str) -> str:
        """Why an address is not the site's: ``other-body``, ``old-or-trial`` or plainly ``off-site``."""
        host = _site_host(url)
        if host in self.strangers:
            return "other-body"
        related = any(host.partition(":")[0].endswith(f".{own.partition(':')[0]}") for own in self.hosts)
        return "old-or-trial" if related and is_no_site(host) else "off-site"


def is_no_site(host: str) -> bool:
    """Whether a host's own labels say that it keeps an old state or a trial of a site.

    >>> [is_no_site(host) for host in ("old.cesis.lv", "vdaa.test.tvp2.gov.lv", "n.jekabpilsnovads.lv", "test.lv", "cesis.lv")]
    [True, True, True, False, False]
    """
    *labels, _domain, _top = ["", *host.partition(":")[0].split(".")] if host.count(".") else ["", ""]
    return any(_NO_SITE.fullmatch(label) for label in labels)


@lru_cache(_REMEMBERED)
def _site_host(address: str) -> str:
    """The host by which a site is known: without www, with its port where that is not a scheme's own; empty for none."""
    found = spelled(address if "//" in address else f"http://{address}")
    if found is None:
        return ""
    host, _, port = urlsplit(found).netloc.rpartition(":")
    return bare(host) if host and port in {"80", "443"} else bare(urlsplit(found).netloc)


def _cleaned(url: str) -> str:
    """An address as browsers read it: trimmed, without tabs and line breaks, its slashes where people may have written others."""
    text = _forward(url)
    scheme = _SCHEME.match(text)
    return f"{scheme[1].lower()}://{text[scheme.end() :]}" if scheme else text


def _forward(reference: str) -> str:
    """Trimmed, without tabs and line breaks, and without backslashes before the query."""
    if not _UNTIDY.search(reference):
        return reference
    text = re.sub(r"[\t\r\n]", "", reference.strip("".join(map(chr, range(33)))))
    cut = min((place for mark in "?#" if (place := text.find(mark)) >= 0), default=len(text))
    return text[:cut].replace("\\", "/") + text[cut:]


def _host(name: str) -> str:
    """A host in its ASCII form; empty for what is none. Raises ValueError or UnicodeError for what cannot be one."""
    if ":" in name:
        return f"[{ip_address(name).compressed}]"
    name = unquote(name)
    ascii_name = name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")
    ascii_name = ascii_name.lower().rstrip(".")
    return ascii_name if _is_host(ascii_name) else ""


def _is_host(host: str) -> bool:
    return 0 < len(host) < 254 and not re.search(r"[\x00-\x20/\\@%<>\"'|^`{}:?#\[\]]|\.\.", host) and not host.startswith(".")


def _path(path: str) -> str:
    path = _escapes(path)
    if "/." in path:
        path = _without_dots(path)
    return path if not path.startswith("//") else "/" + path.lstrip("/")


def _without_dots(path: str) -> str:
    """RFC 3986 5.2.4; a doubled slash stays, since it can mean something to a server."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join([*kept, ""] if segments[-1] in {".", ".."} else kept)


def _needless(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    if _TRACKING.fullmatch(name) or _SESSION.fullmatch(name):
        return True
    return bool(_PERHAPS_SESSION.fullmatch(name) and _SESSION_VALUE.fullmatch(value))


def _escapes(text: str) -> str:
    """Escapes in one spelling: none for what needs none, capital digits, and a lone percent sign escaped."""

    def spelling(found: re.Match[str]) -> str:
        if found[1] is None:
            return "%25"
        character = chr(int(found[1], 16))
        return character if character in _UNRESERVED else found[0].upper()

    return _ESCAPE.sub(spelling, text)
