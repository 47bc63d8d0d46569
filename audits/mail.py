"""E-mail addresses of a page, also those hidden from machines: written out, in entities, in scripts, or coded by a mail guard."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from audits.derive import Link, PageView
from data.text import fold
from data.types import Evidence

_LOCAL, _DOMAIN = r"[a-z0-9][a-z0-9._%+-]*", r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}"
_PLAIN = re.compile(rf"(?<![\w.@]){_LOCAL}@{_DOMAIN}(?![\w@])", re.IGNORECASE)
_SPELT = re.compile(
    rf"(?<![\w.])({_LOCAL})\s*(?:\[\s*(?:at|et|@)\s*\]|\(\s*(?:at|et|@)\s*\)|\{{at\}}|\s@\s)\s*"
    r"([a-z0-9-]+(?:\s*(?:\.|\[\s*(?:dot|punkts)\s*\]|\(\s*(?:dot|punkts)\s*\))\s*[a-z0-9-]+)+)",
    re.IGNORECASE,
)
_DOT = re.compile(r"\s*(?:\[\s*(?:dot|punkts)\s*\]|\(\s*(?:dot|punkts)\s*\)|\.)\s*", re.IGNORECASE)
_SCRIPT = re.compile(r"<script[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile(r"'((?:[^'\\\n]|\\.)*)'|\"((?:[^\"\\\n]|\\.)*)\"")
_ADDRESSES = re.compile(r"addy|mailto|e-?mail", re.IGNORECASE)
_GUARD = "/cdn-cgi/l/email-protection#"
_FILE_ENDINGS = {"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"}
_PERSON = re.compile(r"^[a-z]{2,}[._-][a-z]{2,}\d?$")
_OFFICE = re.compile(
    r"past[s]?|dome|info|pasvaldiba|kanceleja|novads|administracija|kac|office|contact|birojs|centrs|mail|pakalpojumi|bibliot|skola"
)


def addresses(page: PageView) -> list[tuple[str, Evidence]]:
    """Every address of the page in the order of certainty (links, text, guarded, scripts), each once, lower case."""
    found: dict[str, Evidence] = {}
    for address, seen in (*_linked(page), *_guarded(page), *_written(page), *_scripted(page)):
        if address.rsplit(".", 1)[-1] not in _FILE_ENDINGS:
            found.setdefault(address, seen)
    return list(found.items())


def personal(address: str) -> bool:
    """Whether an address looks like a person's: ``name.surname@``. Such an address is counted, never shown."""
    local = address.split("@", 1)[0]
    return bool(_PERSON.match(local)) and not _OFFICE.search(local)


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
    for script in _SCRIPT.findall(page.html):
        if _ADDRESSES.search(script) and len(script) < 5000:
            joined = html.unescape("".join(single or double for single, double in _QUOTED.findall(script)))
            yield from ((one, page.see("script", "" if personal(one) else one)) for one in _plain(joined.replace("mailto:", " ")))


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
