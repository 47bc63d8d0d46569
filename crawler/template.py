"""The shape of a page: pages of one template share it, whatever their text and however many items they list."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_DEEPEST = 6
_INLINE = frozenset(
    {"script", "style", "noscript", "br", "span", "b", "i", "em", "strong", "sup", "sub", "template", "svg", "path", "link", "meta"}
)
_CONTENT = frozenset(
    {
        "p",
        "ul",
        "ol",
        "li",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "img",
        "figure",
        "blockquote",
        "a",
        "hr",
        "dl",
        "pre",
        "iframe",
        "form",
    }
)
"""What an editor puts into a page: the presence of each kind may differ between pages of one template, so it does not count."""
_NUMBERED = re.compile(r"\d")
_MOST_CLASSES = 3


def template(html: str | LexborHTMLParser) -> str:
    """A short digest of the page's skeleton: its boxes and their classes, repetitions counted once.

    >>> one, other = "<main class=a><p>x<p>y</main>", "<main class=a><p>z</main>"
    >>> template(one) == template(other), template(one) == template("<main class=b><p>x</main>")
    (True, False)
    """
    body = (LexborHTMLParser(html) if isinstance(html, str) else html).body
    skeleton = "\n".join(dict.fromkeys(_lines(body, ()))) if body else ""
    return hashlib.sha256(skeleton.encode()).hexdigest()[:12]


def _lines(node: LexborNode, above: tuple[str, ...]) -> Iterator[str]:
    if len(above) >= _DEEPEST:
        return
    child = node.child
    while child is not None:
        tag = child.tag or ""
        if tag and tag[0].isalpha() and tag not in _INLINE and tag not in _CONTENT:
            place = (*above, _name(child))
            yield ">".join(place)
            yield from _lines(child, place)
        child = child.next


def _name(node: LexborNode) -> str:
    # Classes with numbers are marks of one item (post-123, menu-item-7), not of a template.
    classes = sorted(each for each in (node.attributes.get("class") or "").split() if not _NUMBERED.search(each))
    return ".".join([node.tag or "", *classes[:_MOST_CLASSES]])
