"""E-mail addresses of a page, also those hidden from machines: written out, in entities, in scripts, or coded by a mail guard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from audits import cloaks
from audits.derive import Link, PageView
from data.text import fold, personal
from data.types import Evidence

_LOCAL, _DOMAIN = r"[a-z0-9][a-z0-9._%+-]{0,63}", r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,6}\.[a-z]{2,24}"
"""As long as RFC 5321 and RFC 1035 let them be: what a site sends may be longer than anyone would wait for."""
_LONGEST_LOCAL = 64
_PLAIN = re.compile(rf"(?<![\w.@%+])(?<!\w-){_LOCAL}@{_DOMAIN}(?![\w@])", re.IGNORECASE)
_AT = re.compile(r"\[\s?(?:at|et|@)\s?\]|\(\s?(?:at|et|@)\s?\)|\{\s?at\s?\}|\s@\s|(?-i:\sAT\s)", re.IGNORECASE)
_AT_LIKE = re.compile(r"[\[({@A](?:(?<=[\[({])\s?(?:[aAeE][tT]|@)|(?<=\s@)\s|(?<=\sA)T\s)")
"""How each of them begins, sought several times faster."""
_BEFORE, _AFTER = 70, 160
_BEFORE_AT = re.compile(rf"(?<![\w.%+])(?<!\w-)({_LOCAL})\s{{0,3}}$", re.IGNORECASE)
_SPELT_DOT = r"\s?(?:\[\s?(?:dot|punkts)\s?\]|\(\s?(?:dot|punkts)\s?\)|(?-i:\sDOT\s))\s?|\s\.\s(?=[a-z]{2,4}\b)"
_AFTER_AT = re.compile(rf"\s{{0,3}}([a-z0-9-]{{1,63}}(?:(?:\.|{_SPELT_DOT})[a-z0-9-]{{1,63}}){{1,6}})", re.IGNORECASE)
_DOT = re.compile(_SPELT_DOT, re.IGNORECASE)
_HIDDEN = re.compile(r"\[e-?mail\W{1,3}protected\]", re.IGNORECASE)
_GUARD = "/cdn-cgi/l/email-protection#"
_FILE_ENDINGS = {"png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js"}
WAY = re.compile(
    r"(?<![\w.+-])[\w+-][\w.+-]{0,63}\s?(?:@|\[\s?(?:at|et)\s?\]|\(at\))\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|\[email\W{1,3}protected\]|(?<![\d+])(?:\+?371\s?)?[2678](?:[\s-]?\d){7}(?![\s-]?\d)",
    re.IGNORECASE,
)
"""A way to reach somebody, in running text: an e-mail address, also spelt against machines, or a Latvian telephone number."""


def addresses(page: PageView) -> list[tuple[str, Evidence]]:
    """Every address of the page in the order of certainty (links, text, guarded, cloaked), each once, lower case; read once."""
    if "mail" not in page.made:
        found: dict[str, Evidence] = {}
        for address, seen in (*_linked(page), *_guarded(page), *_written(page), *_cloaked(page)):
            if address.rsplit(".", 1)[-1] not in _FILE_ENDINGS:
                found.setdefault(address, seen)
        page.made["mail"] = list(found.items())
    known: list[tuple[str, Evidence]] = page.made["mail"]
    return known


def hidden(page: PageView) -> list[Evidence]:
    """Where a mail guard says that it hides an address that cannot be read from the page."""
    return [page.see("body", match.group()) for match in _HIDDEN.finditer(page.text)] if "protected" in page.text else []


def _linked(page: PageView) -> Iterator[tuple[str, Evidence]]:
    for link in page.links:
        if link.href.lower().startswith("mailto:"):
            told = unquote(link.href[7:])
            yield from ((address, _see(page, link, address)) for address in [*_plain(told), *_spelt(told)])


def _written(page: PageView) -> Iterator[tuple[str, Evidence]]:
    plain = _plain(page.text) if "@" in page.text else []
    for address in [*plain, *_spelt(page.text)]:
        yield address, page.see("body", "" if personal(address) else address)


def _guarded(page: PageView) -> Iterator[tuple[str, Evidence]]:
    for element in page.elements("[data-cfemail]"):
        address = _decode(element.attribute("data-cfemail") or "")
        yield from ((one, page.see(element.locator, "" if personal(one) else one)) for one in _plain(address))
    for link in page.links:
        if _GUARD in (link.attribute("href") or ""):
            code = (link.attribute("href") or "").split("#", 1)[1]
            yield from ((one, _see(page, link, one)) for one in _plain(_decode(code)))


def _cloaked(page: PageView) -> Iterator[tuple[str, Evidence]]:
    """What a script would write, or shows in another order."""
    for place, text in cloaks.texts(page):
        yield from ((one, page.see(place, "" if personal(one) else one)) for one in [*_plain(text), *_spelt(text)])


def _plain(text: str) -> list[str]:
    return [fold(match.group()).rstrip(".") for match in _matches(text)]


def _matches(text: str) -> Iterator[re.Match[str]]:
    """The addresses in order. None begins long before its at sign: what stands before need not be read."""
    sign = text.find("@")
    done = 0
    while sign >= 0 and (match := _PLAIN.search(text, max(done, sign - _LONGEST_LOCAL))):
        yield match
        done = match.end()
        sign = text.find("@", done)


def _spelt(text: str) -> Iterator[str]:
    """Addresses whose at sign, and perhaps dots, are written as words."""
    for sign in _AT.finditer(text) if _AT_LIKE.search(text) else ():
        local = _BEFORE_AT.search(text[max(0, sign.start() - _BEFORE) : sign.start()])
        domain = _AFTER_AT.match(text[sign.end() : sign.end() + _AFTER])
        if local and domain:
            yield fold(f"{local[1]}@{_DOT.sub('.', domain[1])}")


def _decode(code: str) -> str:
    """The coding of a common mail guard: the first byte is the key, every other is changed by it."""
    try:
        coded = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(byte ^ coded[0] for byte in coded[1:]).decode("utf-8", "replace") if coded else ""


def _see(page: PageView, link: Link, address: str) -> Evidence:
    return page.see(link.locator, "" if personal(address) else address)
