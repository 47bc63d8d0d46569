"""E-mail addresses of a page, also those hidden from machines: written out, in entities, in scripts, or coded by a mail guard."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import unquote

from audits.derive import Link, PageView
from data.text import fold, personal
from data.types import Evidence

_LOCAL, _DOMAIN = r"[a-z0-9][a-z0-9._%+-]{0,63}", r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.[a-z]{2,24}"
"""As long as RFC 5321 and RFC 1035 let them be: what a site sends may be longer than anyone would wait for."""
_PLAIN = re.compile(rf"(?<![\w.@%+])(?<!\w-){_LOCAL}@{_DOMAIN}(?![\w@])", re.IGNORECASE)
_SPELT = re.compile(
    rf"(?<![\w.%+])(?<!\w-)({_LOCAL})\s*(?:\[\s*(?:at|et|@)\s*\]|\(\s*(?:at|et|@)\s*\)|\{{at\}}|\s@\s)\s*"
    r"([a-z0-9-]{1,63}(?:\s*(?:\.|\[\s*(?:dot|punkts)\s*\]|\(\s*(?:dot|punkts)\s*\))\s*[a-z0-9-]{1,63}){1,6})",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s*(?:\[\s*(?:dot|punkts)\s*\]|\(\s*(?:dot|punkts)\s*\)|\.)\s*", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_SCRIPTS, _SCRIPT_LENGTH = 50, 5000
"""So many scripts are read, and only short ones: a cloak is a few lines."""
_QUOTED = re.compile(r"'((?:[^'\\\n]|\\.){0,100})'|\"((?:[^\"\\\n]|\\.){0,100})\"")
_ADDRESSES = re.compile(r"addy|mailto|e-?mail", re.IGNORECASE)
_GUARD = "/cdn-cgi/l/email-protection#"
_FILE_ENDINGS = {"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"}
WAY = re.compile(
    r"(?<![\w.+-])[\w+-][\w.+-]{0,63}\s?(?:@|\[\s?(?:at|et)\s?\]|\(at\))\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|\[email\W{1,3}protected\]|(?<![\d+])(?:\+?371\s?)?[2678](?:[\s-]?\d){7}(?![\s-]?\d)",
    re.IGNORECASE,
)
"""A way to reach somebody, in running text: an e-mail address, also spelt against machines, or a Latvian telephone number."""


def addresses(page: PageView) -> list[tuple[str, Evidence]]:
    """Every address of the page in the order of certainty (links, text, guarded, scripts), each once, lower case."""
    found: dict[str, Evidence] = {}
    for address, seen in (*_linked(page), *_guarded(page), *_written(page), *_scripted(page)):
        if address.rsplit(".", 1)[-1] not in _FILE_ENDINGS:
            found.setdefault(address, seen)
    return list(found.items())


def _linked(page: PageView) -> Iterator[tuple[str, Evidence]]:
    for link in page.links:
        if link.href.lower().startswith("mailto:"):
            yield from ((address, _see(page, link, address)) for address in _plain(unquote(link.href[7:])))


def _written(page: PageView) -> Iterator[tuple[str, Evidence]]:
    for address in [*_plain(page.text), *_spelt(page.text)]:
        yield address, page.see("body", "" if personal(address) else address)


def _guarded(page: PageView) -> Iterator[tuple[str, Evidence]]:
    for element in page.elements("[data-cfemail]"):
        address = _decode(element.attribute("data-cfemail") or "")
        yield from ((one, page.see(element.locator, "" if personal(one) else one)) for one in _plain(address))
    for link in page.links:
        if _GUARD in (link.attribute("href") or ""):
            code = (link.attribute("href") or "").split("#", 1)[1]
            yield from ((one, _see(page, link, one)) for one in _plain(_decode(code)))


def _scripted(page: PageView) -> Iterator[tuple[str, Evidence]]:
    """What a script would write: its quoted pieces put together, as the address cloaks of content systems do."""
    for script in islice(_scripts(page.html), _SCRIPTS):
        joined = html.unescape("".join(single or double for single, double in _QUOTED.findall(script)))
        yield from ((one, page.see("script", "" if personal(one) else one)) for one in _plain(joined.replace("mailto:", " ")))


def _scripts(text: str) -> Iterator[str]:
    """Short scripts that speak of addresses."""
    for before in _SCRIPT_END.split(text)[:-1]:
        script = before[before.lower().rfind("<script") :].partition(">")[2]
        if len(script) < _SCRIPT_LENGTH and _ADDRESSES.search(script):
            yield script


def _plain(text: str) -> list[str]:
    return [fold(match.group()).rstrip(".") for match in _PLAIN.finditer(text)]


def _spelt(text: str) -> list[str]:
    return [fold(f"{match[1]}@{_DOT.sub('.', match[2])}") for match in _SPELT.finditer(text)]


def _decode(code: str) -> str:
    """The coding of a common mail guard: the first byte is the key, every other is changed by it."""
    try:
        coded = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(byte ^ coded[0] for byte in coded[1:]).decode("utf-8", "replace") if coded else ""


def _see(page: PageView, link: Link, address: str) -> Evidence:
    return page.see(link.locator, "" if personal(address) else address)
