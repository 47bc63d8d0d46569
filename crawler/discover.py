"""Where a page leads: links, frames, link elements and meta refresh, with the words by which each is offered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.addresses import absolute

_RELATIONS = frozenset(
    {"next", "prev", "help", "contents", "index", "start", "author", "license", "privacy-policy", "terms-of-service", "sitemap"}
)
_REFRESH = re.compile(r"^\s*\d*\.?\d*\s*[;,]?\s*url\s*=\s*['\"]?\s*([^'\"]+)", re.IGNORECASE)
_MOST = 2000
"""Links read from one page; a page with more is a fault or a trap."""


@dataclass(frozen=True, slots=True)
class Link:
    """An absolute address and the words that offer it (its text, the text of its picture, or its title)."""

    url: str
    label: str


def links(html: str | LexborHTMLParser, url: str) -> tuple[Link, ...]:
    """All the addresses that a page leads to, in the order of the page, each once for each label."""
    tree = LexborHTMLParser(html) if isinstance(html, str) else html
    base = _base(tree, url)
    return tuple(dict.fromkeys(_sources(tree, base)))[:_MOST]


def _base(tree: LexborHTMLParser, url: str) -> str:
    element = tree.css_first("base[href]")
    return _absolute(url, element.attributes.get("href") if element else None) or url


def _sources(tree: LexborHTMLParser, base: str) -> Iterator[Link]:
    for node in tree.css("a[href], area[href], iframe[src], frame[src], link[rel][href], meta[http-equiv][content]"):
        target = _absolute(base, _target(node))
        if target is not None:
            yield Link(target, _label(node))


def _target(node: LexborNode) -> str | None:
    attributes = node.attributes
    if node.tag == "link":
        wanted = _RELATIONS.intersection((attributes["rel"] or "").lower().split()) or _other_language(attributes)
        return attributes["href"] if wanted else None
    if node.tag == "meta":
        refresh = _REFRESH.match(attributes["content"] or "") if (attributes["http-equiv"] or "").lower() == "refresh" else None
        return refresh[1] if refresh else None
    return attributes.get("href") or attributes.get("src")


def _other_language(attributes: dict[str, str | None]) -> bool:
    return "alternate" in (attributes["rel"] or "").lower().split() and bool(attributes.get("hreflang"))


def _label(node: LexborNode) -> str:
    if node.tag not in {"a", "area"}:
        return (node.attributes.get("title") or "").strip()
    text = " ".join(node.text(separator=" ").split())
    picture = node.css_first("img[alt]")
    told = (text, node.attributes.get("aria-label"), node.attributes.get("alt"), picture.attributes.get("alt") if picture else None)
    return next((" ".join(each.split()) for each in (*told, node.attributes.get("title")) if each and each.strip()), "")


def _absolute(base: str, target: str | None) -> str | None:
    if not target or target.lstrip().startswith("#"):
        return None
    found = absolute(base, target)
    return found if found and found.startswith(("http://", "https://")) else None
