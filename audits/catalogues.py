"""Lists of services: which page is one, what stands in it, and services that are only named there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborNode

from audits.derive import Element, Link, PageView
from audits.descriptions import PARTS
from audits.kit import names, slug
from audits.outline import Part, bold_head, mark, own
from data.text import fold, squeeze
from data.text import words as words_of
from data.types import Role
from data.vocabulary import Vocabulary

_ITEMS = {"li", "td", "th", "dt"}
_LINES = {"p", "div", "td", "font", "center"}
_NAME_WORDS, _NAME_LETTERS = 10, 120
_NOT_A_NAME = re.compile(r"[@:\d?!]|[.;]\s+\S")
_MOST_PRICED = 20
_LINKED = 2
"""Lines of a paragraph that are links, in a list of services without marks of a list."""
_LEAST_TOLD = 4
"""Words under a heading that tell of a service."""
_MORE = 2
"""Words that a name says beyond its kind: «Projektu konkurss» alone is a kind."""
_NOT_TOLD = ("not-a-list", "beside-the-service", "service-catalogue")
_LEAST, _ENOUGH_COLUMNS, _MOST_COLUMNS = 3, 2, 12
_UNTOLD = frozenset({Role.NEWS_ITEM, Role.NEWS, Role.SEARCH, Role.SITEMAP, Role.STATEMENT, Role.PRIVACY, Role.SERVICE})


@dataclass(frozen=True, slots=True)
class Mention:
    """A service that a list names, without a link; ``told`` when the columns beside its name say what it costs, how long it takes..."""

    name: str
    element: Element
    trail: tuple[Element, ...]
    told: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A service that a list tells of under a heading: its name, the heading, and what stands under it."""

    name: str
    head: Element
    parts: list[Part]


def lists_services(page: PageView, words: Vocabulary) -> bool:
    """Whether a page calls itself a list of services; the news, a search or one service's page never are."""
    if page.role in _UNTOLD:
        return False
    if "lists services" not in page.made:
        page.made["lists services"] = any(words.label("service-catalogue", name) for name in [*names(page), slug(page.url)])
    lists: bool = page.made["lists services"]
    return lists


def listed(page: PageView, common: frozenset[str]) -> list[Part]:
    """The links of the page's own content, with the headings above each."""
    return [part for part in own(page) if isinstance(part.element, Link) and mark(part) not in common]


def entry(part: Part, words: Vocabulary) -> bool:
    """Whether a link of a list of services may be one: it is no office, paper, price list or a matter beside the services."""
    if words.label("office", part.words) or words.label("not-a-service-name", part.words) or not may_be_named(part.words, words):
        return False
    return bool(part.words) and not _other(part.trail, words)


def may_be_named(name: str, words: Vocabulary) -> bool:
    """Whether something in a list of services is one by its name: «Izsoles» is a section, «Zemes nomas tiesību izsole» may be asked for."""
    said = words.label("service-where-listed", name)
    if said and len(words_of(name)) >= len(words_of(said)) + _MORE:
        return True
    return not words.label("not-a-service", name)


def mentions(page: PageView, words: Vocabulary, common: frozenset[str]) -> list[Mention]:
    """The entries of a list of services that are names and nothing else; one or two such lines are no list."""
    found = [*_bare(page, words, common), *_lines(page, words, common)]
    return found if len(found) >= _LEAST or (found and len(listed(page, common)) >= _LEAST) else []


def told_of(page: PageView, words: Vocabulary, common: frozenset[str]) -> list[Told]:
    """The services that a long list tells of under a heading each, without pages of their own; one or two headings are something else."""
    if "told of" not in page.made:
        sections = [each for each in _sections(page, words) if _tells_of_one(each, words, common)]
        page.made["told of"] = sections if len(sections) >= _LEAST else []
    kept: list[Told] = page.made["told of"]
    return kept


def _sections(page: PageView, words: Vocabulary) -> list[Told]:
    """What stands under each heading or bold line, up to the next; a part of a description begins no section."""
    found: list[Told] = []
    for part in own(page):
        heads = part.kind == "heading" or bold_head(part)
        if heads and part.element.node.tag != "h1" and not _names_part(part.words, words):
            found.append(Told(part.words, part.element, []))
        elif found:
            found[-1].parts.append(part)
    return found


def _names_part(name: str, words: Vocabulary) -> bool:
    return any(words.label(topic, name) for topic in PARTS)


def _tells_of_one(each: Told, words: Vocabulary, common: frozenset[str]) -> bool:
    """Whether a heading names a service and sentences tell how it is asked for; a list under it makes it a kind of services."""
    if not _is_name(each.name, words) or any(words.label(topic, each.name) for topic in _NOT_TOLD):
        return False
    texts = [part for part in each.parts if part.kind == "text" and mark(part) not in common]
    said = [part for part in texts if _item(part.element.node) is None]
    listed_below = {item.mem_id for part in each.parts if (item := _item(part.element.node)) is not None and item.tag == "li"}
    text = squeeze(" ".join(part.words for part in said))
    return len(listed_below) < _LINKED and len(text.split()) >= _LEAST_TOLD and words.text("asked-for", text) is not None


def priced(page: PageView, words: Vocabulary, common: frozenset[str]) -> list[Mention]:
    """The services that a price list of the body names; a long one lists goods and hours."""
    if page.role in _UNTOLD or not any(words.label("price-list", name) for name in names(page)):
        return []
    found = list(_bare(page, words, common))
    return [replace(mention, told=False) for mention in found] if len(found) <= _MOST_PRICED else []


def _bare(page: PageView, words: Vocabulary, common: frozenset[str]) -> Iterator[Mention]:
    seen: set[int] = set()
    of_page = {fold(name) for name in names(page)}
    for part in own(page):
        item = _item(part.element.node) if part.kind == "text" and mark(part) not in common else None
        if item is None or item.mem_id in seen:
            continue
        seen.add(item.mem_id)
        if not _alone(item):
            continue
        name = squeeze(item.text(separator=" ")).rstrip(" ;,.")
        if fold(name) in of_page:
            continue  # the last crumb of the path to the page
        if len(name) <= _NAME_LETTERS and _is_name(name, words) and not _other(part.trail, words):
            yield Mention(name, Element(item, page), part.trail, _has_columns(item, words))


def _lines(page: PageView, words: Vocabulary, common: frozenset[str]) -> Iterator[Mention]:
    """Names that stand alone on lines of one paragraph, among lines that are links."""
    seen: set[int] = set()
    for part in own(page):
        node = part.element.node
        if part.kind != "text" or node.tag not in _LINES or node.mem_id in seen or mark(part) in common:
            continue
        seen.add(node.mem_id)
        lines = _lines_of(node)
        if sum(not line for line in lines) >= _LINKED and len(lines) >= _LEAST:
            names_of = (line.rstrip(" ;,") for line in lines if len(line) <= _NAME_LETTERS and not line.endswith("."))
            told = [name for name in names_of if _is_name(name, words)] if not _other(part.trail, words) else []
            yield from (Mention(name, part.element, part.trail) for name in told)


def _lines_of(node: LexborNode) -> list[str]:
    """The lines of a paragraph that are broken by ``br``; empty for one that holds anything but text."""
    lines: list[str] = []
    told, plain = "", True
    for child in node.iter(include_text=True):
        if child.tag == "br":
            lines, told, plain = [*lines, told if plain else ""], "", True
        elif child.tag == "-text":
            told = squeeze(f"{told} {child.text(deep=False) or ''}")
        else:
            plain = False
    return [*lines, told if plain else ""]


def _item(node: LexborNode) -> LexborNode | None:
    above: LexborNode | None = node
    while above is not None and above.tag not in _ITEMS and above.attributes.get("role") != "listitem":
        above = above.parent if above.tag not in {"main", "body", "table", "ul", "ol", "dl"} else None
    return above


def _alone(item: LexborNode) -> bool:
    """Whether nothing but a name stands there: no link, no list in the list, and in a table no other cell."""
    if item.css_first("a[href], ul, ol, input, p + p"):
        return False
    if item.tag == "dt":
        return item.next is None or not squeeze(item.next.text(separator=" ") if item.next.tag == "dd" else "")
    if item.tag == "li" or item.attributes.get("role") == "listitem":
        return True
    row = item.parent
    cells = [node for node in row.iter() if node.tag in {"td", "th"}] if row is not None else []
    return bool(cells) and item.tag == "td" and cells[0].mem_id == item.mem_id and not _has_link(row)


def _has_link(row: LexborNode | None) -> bool:
    return row is not None and row.css_first("a[href]") is not None


def _has_columns(item: LexborNode, words: Vocabulary) -> bool:
    """Whether the table's first row names parts of a description: each row below then describes its service."""
    table = item.parent
    while table is not None and table.tag != "table":
        table = table.parent
    first = table.css_first("tr") if table is not None else None
    cells = [squeeze(node.text(separator=" ")) for node in first.iter() if node.tag in {"td", "th"}] if first is not None else []
    return sum(any(words.label(part, cell) for part in PARTS) for cell in cells[:_MOST_COLUMNS]) >= _ENOUGH_COLUMNS


def _is_name(name: str, words: Vocabulary) -> bool:
    if not name[:1].isupper() or len(name.split()) > _NAME_WORDS or _NOT_A_NAME.search(name):
        return False
    return not words.label("not-a-service-name", name) and may_be_named(name, words)


def _other(trail: Sequence[Element], words: Vocabulary) -> bool:
    """Whether the heading above is of papers, ways, hours or anything but services."""
    heads = [head.text for head in trail[-1:] if head.node.tag != "h1"]
    if any(words.label("beside-the-service", head) and not words.label("service-catalogue", head) for head in heads):
        return True  # but «Citi pakalpojumi» in a list are services
    return any(words.label(topic, head) for head in heads for topic in (*PARTS, "not-a-list"))
