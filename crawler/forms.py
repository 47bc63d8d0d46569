"""The forms by which a site is searched, as a page shows them: where they send, by which method, and what they call the words sought."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urldefrag, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawler.addresses import absolute

_VAGUE = frozenset({"term", "text", "teksts"})
"""Names that other forms have as well: they tell a search only where the form says that it is one."""
FIELDS = frozenset(
    {
        *("s", "q", "query", "search", "searchword", "search_api_fulltext", "search_block_form", "search_query", "searchtext", "keys"),
        *("keyword", "keywords", "meklet", "mekle", "meklesana", "meklejamais", "fraze", *_VAGUE),
    }
)
"""Names that content systems and their makers give to the words sought."""
_SEARCHING = re.compile(r"search|mekl[eē]|uzmekle", re.IGNORECASE)
_MOST_FORMS = 20
_MOST_FIELDS = 40
_LONGEST = 200
_WRITTEN = frozenset({"", "text", "search"})
_PASSING = re.compile(r"token|csrf|build_id|nonce|^__|^_wp", re.IGNORECASE)
"""Hidden fields of the moment, which a search does without."""
_PERSONAL = re.compile(r"e[-_]?past|e[-_]?mail|t[aā]lr|telef|phone", re.IGNORECASE)
"""Fields by which one signs up or writes a letter."""
_PRIVATE = "input[type=password], input[type=file], input[type=email], input[type=tel], textarea"


@dataclass(frozen=True, slots=True)
class SearchForm:
    """A form by which a site is searched: ``parameter`` takes the words, ``others`` are sent along as they stand.

    ``whole`` tells that it says itself where to, and that no field of the moment was left out: that its button would ask just this.
    """

    action: str
    method: str
    parameter: str
    others: tuple[tuple[str, str], ...] = ()
    whole: bool = True


def searches(tree: LexborHTMLParser, url: str) -> tuple[SearchForm, ...]:
    """The search forms of a page that came from this address, each once, in order; those that ask for more than words are none."""
    base = tree.css_first("base[href]")
    place = (absolute(url, base.attributes.get("href") or "") if base else None) or url
    found = (_read(form, place, url) for form in tree.css("form")[:_MOST_FORMS])
    return tuple(dict.fromkeys(form for form in found if form is not None))


def _read(form: LexborNode, base: str, url: str) -> SearchForm | None:
    if form.css_first(_PRIVATE) is not None:
        return None
    fields = [node for node in islice(form.css("input, select, button"), _MOST_FIELDS) if _name(node)]
    if any(_PERSONAL.search(_name(node)) for node in fields):
        return None
    parameter = _parameter(form, [node for node in fields if node.tag == "input" and _kind(node) in _WRITTEN])
    action = absolute(base, form.attributes.get("action") or url)
    if parameter is None or not action or not action.lower().startswith(("http://", "https://")):
        return None
    method = (form.attributes.get("method") or "get").strip().lower()
    sent = urlsplit(urldefrag(action).url)._replace(query="").geturl() if method == "get" else urldefrag(action).url
    whole = (form.attributes.get("action") or "").strip()[:1] not in {"", "#"} and not any(_PASSING.search(_name(node)) for node in fields)
    return SearchForm(sent, method, parameter, tuple(_others(fields, parameter)), whole)


def _parameter(form: LexborNode, written: list[LexborNode]) -> str | None:
    """The field for the words sought; None where the form is no search."""
    typed = [node for node in written if _kind(node) == "search"]
    if typed:
        return _name(typed[0])
    told, alone = _is_search(form), len(written) == 1
    named = [node for node in written if _name(node).lower() in (FIELDS if told else FIELDS - _VAGUE)]
    if named and (told or alone):
        return _name(named[0])
    return _name(written[0]) if told and alone else None


def _is_search(form: LexborNode) -> bool:
    told = (form.attributes.get(name) or "" for name in ("role", "id", "class", "action", "name"))
    return any(_SEARCHING.search(each[:_LONGEST]) for each in told) or _around(form)


def _around(form: LexborNode) -> bool:
    above = form.parent
    return above is not None and (above.tag == "search" or above.attributes.get("role") == "search")


def _others(fields: list[LexborNode], parameter: str) -> Iterator[tuple[str, str]]:
    """What a browser sends besides when Enter is pressed: hidden fields, choices as they stand, and the first button that has a name."""
    pressed = False
    for node in fields:
        name, kind, value = _name(node), _kind(node), (node.attributes.get("value") or "")[:_LONGEST]
        button = kind == "submit" or (node.tag == "button" and kind in {"", "submit"})
        if name == parameter or _PASSING.search(name) or (button and pressed):
            continue
        pressed = pressed or button
        if node.tag == "select":
            yield name, _chosen(node)
        elif button or kind == "hidden" or (kind in {"checkbox", "radio"} and "checked" in node.attributes):
            yield name, value or ("on" if kind == "checkbox" else "")


def _chosen(select: LexborNode) -> str:
    option = select.css_first("option[selected]") or select.css_first("option")
    if option is None:
        return ""
    value = option.attributes.get("value")
    return (value if value is not None else option.text().strip())[:_LONGEST]


def _name(node: LexborNode) -> str:
    return (node.attributes.get("name") or "")[:_LONGEST]


def _kind(node: LexborNode) -> str:
    return (node.attributes.get("type") or "").strip().lower()
