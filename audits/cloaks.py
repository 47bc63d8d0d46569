"""E-mail addresses that a script would write: put together from quoted pieces, variables, character codes or attributes.

Nothing is run: what a short script joins is joined here, and what looks like an address in the end is one.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from itertools import islice

from audits.derive import Element, PageView

_SCRIPT_START = re.compile(r"<script", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_SCRIPTS, _SCRIPT_LENGTH = 50, 5000
"""So many scripts are read, and only short ones: a cloak is a few lines."""
_QUOTED = re.compile(r"'((?:[^'\\\n]|\\.){0,100})'|\"((?:[^\"\\\n]|\\.){0,100})\"")
_ADDRESSES = re.compile(r"addy|mailto|e-?mail|e-?past|fromcharcode|&#64;|%40|['\"]@['\"]", re.IGNORECASE)
_CODES = re.compile(r"fromCharCode\(([\d,\s]{5,600})\)", re.IGNORECASE)
_TERM = r"(?:'[^'\n]{0,100}'|\"[^\"\n]{0,100}\"|[A-Za-z_$][\w$]{0,40})"
_CHAIN = re.compile(rf"(?:([A-Za-z_$][\w$]{{0,40}})\s{{0,4}}\+?=\s{{0,4}})?({_TERM}(?:\s{{0,4}}\+\s{{0,4}}{_TERM}){{0,30}})")
_ONE = re.compile(_TERM)
_CHAINS = 200
_ENCODED = re.compile(r"[A-Za-z0-9+/]{12,200}={0,2}")
_LOCAL = ("data-user", "data-name", "data-local", "data-u", "data-email-user", "data-mailbox")
_HOST = ("data-domain", "data-host", "data-d", "data-email-domain", "data-website")
_ENDING = ("data-tld", "data-zone")
_MIRRORS, _MIRROR_LENGTH, _DEEP = 200, 20_000, 100
"""So many texts written backwards are read, so much of each, and none that lies deeper than any page needs."""
_WHOLE = ("data-email", "data-mail", "data-mailto", "data-epasts", "data-enc-email")


def texts(page: PageView) -> Iterator[tuple[str, str]]:
    """Texts in which addresses may stand in plain, each with the place where its pieces are."""
    for script in islice(_scripts(page.html), _SCRIPTS):
        yield from (("script", text) for text in _said(script))
    if "data-" in page.html:
        for element in page.elements(",".join(f"[{name}]" for name in (*_LOCAL, *_WHOLE))):
            yield from ((element.locator, text) for text in _attributes(element))
    if "javascript:" in page.html or "rtl" in page.html:
        yield from _links_and_mirrors(page)


def _scripts(text: str) -> Iterator[str]:
    """Short scripts that speak of addresses."""
    for before in _SCRIPT_END.split(text)[:-1]:
        begins = max((begin.start() for begin in _SCRIPT_START.finditer(before)), default=-1)
        script = before[begins:].partition(">")[2]
        if len(script) < _SCRIPT_LENGTH and _ADDRESSES.search(script):
            yield script


def _said(script: str) -> Iterator[str]:
    """What it would write: all its quoted pieces in order; each sum of pieces and variables; its character codes."""
    yield _plain("".join(single or double for single, double in _QUOTED.findall(script)))
    yield from (_plain(text) for text in _sums(script))
    for codes in _CODES.findall(script):
        yield _plain("".join(chr(int(code)) for code in re.findall(r"\d{1,3}", codes)))


def _sums(script: str) -> Iterator[str]:
    """Every sum of quoted pieces and variables, with what the variables were given before."""
    known: dict[str, str] = {}
    for chain in islice(_CHAIN.finditer(script), _CHAINS):
        terms = _ONE.findall(chain[2])
        value = "".join(term[1:-1] if term[0] in "'\"" else known.get(term, "") for term in terms)[:400]
        if chain[1]:
            known[chain[1]] = value
        if len(terms) > 1:
            yield value


def _plain(text: str) -> str:
    return html.unescape(text).replace("mailto:", " ").replace("%40", "@")


def _attributes(element: Element) -> Iterator[str]:
    local, host = (next((element.attribute(name) for name in names if element.attribute(name)), "") for names in (_LOCAL, _HOST))
    if local and host:
        ending = next((element.attribute(name) for name in _ENDING if element.attribute(name)), "")
        yield f"{local}@{host}.{ending}" if ending else f"{local}@{host}"
    for name in _WHOLE:
        yield from _readings(element.attribute(name) or "")


def _readings(coded: str) -> Iterator[str]:
    """An attribute as it stands, backwards, or out of base64."""
    yield coded
    yield coded[::-1]
    if _ENCODED.fullmatch(coded):
        try:
            yield base64.b64decode(coded, validate=True).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return


def _links_and_mirrors(page: PageView) -> Iterator[tuple[str, str]]:
    """Links that call a script with the pieces of an address, and text written backwards that is shown forwards."""
    for link in page.links:
        if link.href.lower().startswith("javascript:"):
            pieces = [single or double for single, double in _QUOTED.findall(link.href)]
            yield link.locator, _plain("".join(pieces))
            yield link.locator, _plain(f"{pieces[0]}@{'.'.join(pieces[1:])}" if len(pieces) > 1 else "")
    for element in islice(_mirrors(page), _MIRRORS):
        yield element.locator, element.text[:_MIRROR_LENGTH][::-1]


def _mirrors(page: PageView) -> Iterator[Element]:
    """Elements whose text runs backwards; of those that lie in one another only the outermost, which has the text of all."""
    taken: set[int] = set()
    for element in page.elements("[style*=rtl], [dir=rtl]"):
        node = element.node.parent
        for _ in range(_DEEP):
            if node is None or node.mem_id in taken:
                break
            node = node.parent
        else:
            continue
        taken.add(element.node.mem_id)
        if node is None:
            yield element
