"""Recognises what came in place of a page: a challenge, a block page, a soft 404, or a shell that scripts must fill.

What is looked for stands in ``data/inputs/impostors.csv``. Words count only beside a refusing status, or on a page that is nothing else:
short, and without the menu that every page of a site has. A council may write about firewalls.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from typing import Protocol
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler import failures
from crawler.answer import Answer
from data import impostors
from data.impostors import KINDS, LONG_ERROR, SHORT, Sign, parts, plain
from data.text import squeeze

_FRAMEWORK = re.compile(
    r"<div[^>]+id=[\"']?(?:root|app|__next|__nuxt|q-app|svelte|main-app)\b|<app-root|ng-version=|data-reactroot|data-server-rendered"
    r"|window\.__NUXT__|enable javascript|ieslēdziet javascript|jālieto javascript",
    re.IGNORECASE,
)
_UNSEEN = ["script", "style", "template", "noscript"]
_REFUSING = frozenset({400, 401, 403, 405, 406, 418, 429, 451})
_FEW_LINKS = 5
_MENU = 8
"""Links by which a page is known to be one of the site: who refuses us does not show us around."""
_LITTLE_TEXT = 400
_LONGEST_HEADLINE = 120
_FIRST = 2
"""Headings by which a page says that it is missing: one further down may be a chapter about it."""
_WORDS = "words"
_NO_LETTERS = re.compile(r"[\W\d_]+")
_SOURCE = 200_000
"""Characters of the source in which marks are sought."""


class Looks(Protocol):
    """What of a page is looked at; ``crawler.reading.Reading`` has it all."""

    @property
    def title(self) -> str:
        """The text of its title."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The texts of its headings of the first two levels."""

    @property
    def text(self) -> str:
        """How what a visitor reads begins, on one line."""

    @property
    def length(self) -> int:
        """The characters of all of it."""

    @property
    def anchors(self) -> int:
        """How many links it has."""

    @property
    def held(self) -> tuple[str, ...]:
        """The ids of the signs that its source bears, as ``held`` tells them."""


class Face:
    """A page as it looks, made from its source when asked."""

    def __init__(self, html: str, tree: LexborHTMLParser | None = None) -> None:
        self._html, self._tree = html, tree or LexborHTMLParser(html)

    @cached_property
    def title(self) -> str:
        """The text of its title."""
        node = self._tree.css_first("title")
        return squeeze(node.text()) if node else ""

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The texts of its headings of the first two levels."""
        return tuple(squeeze(node.text(separator=" ")) for node in self._tree.css("h1, h2"))

    @cached_property
    def text(self) -> str:
        """What a visitor reads, on one line."""
        return text_of(self._tree.clone())

    @property
    def length(self) -> int:
        """The characters of it."""
        return len(self.text)

    @cached_property
    def anchors(self) -> int:
        """How many links it has."""
        return len(self._tree.css("body a[href]"))

    @cached_property
    def held(self) -> tuple[str, ...]:
        """The ids of the signs that its source bears."""
        return held(self._html, self._tree, self.anchors, self.length)


def face_of(answer: Answer) -> Face:
    """How an answer looks; what is no page looks like nothing."""
    return Face(answer.text, answer.tree) if answer.declares_html else Face("")


def refusal(status: int, headers: Mapping[str, str], page: str | Looks = "", url: str = "") -> str | None:
    """Why an answer is no page of the site, as one of ``data.impostors.KINDS`` but ``soft-404``; None when it seems to be one.

    Header names are lower-case; ``page`` is its HTML or how it looks, ``url`` the address after redirects.
    """
    seen = Face(page) if isinstance(page, str) else page
    found = {sign.kind for sign in _borne(status, headers, seen, url)}
    return next((kind for kind in KINDS if kind in found), None)


def unanswered(answer: Answer) -> str | None:
    """Why an answer tells nothing of what was asked for: a refusal, or something in its place. None for content, a redirect, a 404."""
    status = answer.exchange.status
    page = face_of(answer)
    reason = refusal(status, answer.headers, page, answer.url) or (failures.of_status(status) if status >= 400 else None)
    return None if reason == "not-found" else reason


def soft_404(page: str | Looks, missing: AbstractSet[str] = frozenset(), url: str = "") -> bool:
    """Whether a page that came with a success status says that there is no such page.

    ``missing`` are the fingerprints of the site's answers to made-up addresses, where those too came with success; ``url`` is its address.
    """
    seen = Face(page) if isinstance(page, str) else page
    if missing and (_headline(seen, url) in missing or (any(mark.startswith(_WORDS) for mark in missing) and _words(seen) in missing)):
        return True
    told = [("title", seen.title), *(("heading", heading) for heading in seen.headings[:_FIRST])]
    short = (pair for pair in told if len(pair[1]) < _LONGEST_HEADLINE)
    return any(seen.length < sign.most for where, said in short for sign in _saying(where, said, "soft-404"))


def fingerprint(page: str | Looks, known: AbstractSet[str], url: str = "") -> str:
    """By what the site's answers to two addresses that do not exist are known: their headline, or all their words without numbers.

    Empty where both are ``known`` to be those of real pages (see ``seen_as``): by them, these would be called missing.
    """
    seen = Face(page) if isinstance(page, str) else page
    headline, as_it_is = _headline(seen, url), _as_it_is(seen)
    if headline and headline not in known:
        return headline
    return _words(seen) if as_it_is not in known else ""


def seen_as(page: Looks) -> frozenset[str]:
    """By what a real page is known: its headline, and its text as it is."""
    return frozenset({_headline(page), _as_it_is(page)})


def held(html: str, tree: LexborHTMLParser, anchors: int, length: int) -> tuple[str, ...]:
    """The ids of the signs that the source of a page bears; of a page too long or too well linked for a sign, it is not sought."""
    sought = [sign for sign in (*_signs("markup"), *_signs("element")) if sign.statuses or _alone(sign, anchors, length)]
    if not sought:
        return ()
    source = html[:_SOURCE]
    folded = source.casefold()
    return tuple(sign.id for sign in sought if (tree.css_first(sign.seeks) if sign.where == "element" else sign.stands_in(source, folded)))


def shell(html: str, tree: LexborHTMLParser, anchors: int, length: int) -> bool:
    """Whether the page exists only after scripts have run: hardly a link, hardly a word, and the mark of a framework."""
    few = anchors < _FEW_LINKS and length < _LITTLE_TEXT
    return few and bool(_FRAMEWORK.search(html) or tree.css_first("body script[src], head script[src]"))


def text_of(tree: LexborHTMLParser) -> str:
    """What a visitor reads without scripts, on one line; all else is taken out of the tree."""
    tree.strip_tags(_UNSEEN)
    return squeeze(tree.body.text(separator=" ")) if tree.body else ""


def _borne(status: int, headers: Mapping[str, str], seen: Looks, url: str) -> Iterator[Sign]:
    yield from (sign for sign in _signs("status") if status in sign.statuses)
    yield from (sign for sign in _signs("header") if _fits(sign, status) and sign.header in headers and _in_header(sign, headers))
    yield from (sign for sign in _signs("address") if url and sign.pattern.fullmatch(url.partition("://")[2]))
    if not (_success(status) or _refuses(status)):
        return
    yield from (sign for sign in _said(seen) if _fits(sign, status) and (not _success(status) or _alone(sign, seen.anchors, seen.length)))


def _said(seen: Looks) -> Iterator[Sign]:
    yield from _saying("title", seen.title)
    for heading in seen.headings:
        yield from _saying("heading", heading)
    yield from (sign for sign in (*_signs("markup"), *_signs("element")) if sign.id in seen.held)
    if seen.anchors < _MENU or seen.length < LONG_ERROR:
        words = plain(seen.text[:LONG_ERROR])
        yield from (sign for sign in _signs("body") if sign.stands_in(words, words))


def _saying(where: str, text: str, kind: str = "") -> Iterator[Sign]:
    """The signs of titles or headings that this one says: soft 404s, or all others."""
    if text and any(_any_of(where).fullmatch(part) for part in parts(text)):
        yield from (sign for sign in _signs(where) if (sign.kind == "soft-404") == bool(kind) and sign.says(text))


def _in_header(sign: Sign, headers: Mapping[str, str]) -> bool:
    return bool(sign.pattern.search(headers[sign.header]))


def _fits(sign: Sign, status: int) -> bool:
    return not sign.statuses or status in sign.statuses


def _alone(sign: Sign, anchors: int, length: int) -> bool:
    """Whether a page is nothing but what the sign says. The default pages of servers are longer, and their links lead elsewhere."""
    return length <= sign.most and (anchors < _MENU or sign.most > SHORT)


def _success(status: int) -> bool:
    return 200 <= status < 300


def _refuses(status: int) -> bool:
    return status in _REFUSING or status >= 500


def _headline(page: Looks, url: str = "") -> str:
    """Title and headings without numbers, and without the page's own address, which error pages like to repeat."""
    told, path = " ".join((page.title, *page.headings)).lower(), urlsplit(url).path.lower()
    return _digest(told.replace(path, " ") if len(path) > 1 else told, "headline")


def _words(page: Looks) -> str:
    return _digest(page.text.lower(), _WORDS)


def _as_it_is(page: Looks) -> str:
    return f"text {hashlib.sha256(page.text.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _digest(text: str, kind: str) -> str:
    words = _NO_LETTERS.sub(" ", text).strip()
    return f"{kind} {hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:16]}" if words else ""


@cache
def _signs(where: str) -> tuple[Sign, ...]:
    return tuple(sign for sign in impostors.load() if sign.where == where)


@cache
def _any_of(where: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{sign.pattern.pattern})" for sign in _signs(where)), re.IGNORECASE)
