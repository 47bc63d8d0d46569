"""Where exactly: the element that says some words, a page's own links, a document together with the link that leads to it."""

from __future__ import annotations

from audits.derive import Element, Link, PageView, SiteView
from data.types import Document, Evidence, Exchange

_FRAME = {"nav", "header", "footer"}


def where(page: PageView, words: str) -> Evidence:
    """Evidence of the smallest element of the page that says these words, as they stand in ``page.text`` or ``page.main``."""
    node = page.tree.body
    while node is not None:
        inner = next((child for child in node.iter() if words in Element(child, page).text), None)
        if inner is None:
            return page.see(Element(node, page).locator, words)
        node = inner
    return page.see("", words)


def content(page: PageView) -> Evidence:
    """Evidence of the page's own content as a whole: its ``main`` where there is one, with its first words."""
    main = page.tree.css_first("main, [role=main]")
    return page.see(Element(main, page).locator if main else "body", page.main)


def own(page: PageView, selector: str) -> list[Element]:
    """What a CSS selector finds in the page's own content, outside its header, footer and menus."""
    return [element for element in page.elements(selector) if element.place not in _FRAME]


def own_links(page: PageView) -> list[Link]:
    """The links of the page's own content."""
    return [link for link in page.links if link.place not in _FRAME]


def document(it: Document, site: SiteView) -> tuple[Evidence, ...]:
    """A document and the link on the page where it was found."""
    exchange = it.exchange if isinstance(it.exchange, Exchange) else None
    label = it.labels[0] if it.labels else it.url.rsplit("/", 1)[-1]
    seen = Evidence(it.url, exchange.body if exchange else None, "", label, at=exchange.at if exchange else None)
    page = site.by_url.get(it.found_on or "")
    link = next((link for link in page.links if link.url == it.url), None) if page else None
    return (seen, link.see()) if link else (seen,)
