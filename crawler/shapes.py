"""The shape of an address: which siblings it has, whether their kind ever ends, and whether it shows, acts or is a file."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

_REMEMBERED = 3_000
_DEEPEST = 12
_FILTERS = 2
"""Parameters that one page may need besides those that name it; more of them choose among the same things."""
_NAMING = re.compile(
    r"option|view|layout|module|mod|section|action|lang(uage)?|locale|id|(item|cat|sec|art|doc|news|page)_?id", re.IGNORECASE
)
"""Names by which content systems without speaking addresses say which page is meant: ``?option=com_content&view=article&id=5&Itemid=7``."""
_DOCUMENT = re.compile(r"\.(pdf|docx?|docm|odt|rtf|xlsx?|xlsm|ods|csv|pptx?|odp|edoc|asice|zip|7z|rar|ics|xml|json)$", re.IGNORECASE)
_MEDIA = re.compile(
    r"\.(jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|webm|og[gv]|avi|mov|wmv|flv|wav|woff2?|ttf|eot|css|m?js)$", re.IGNORECASE
)
_LETTER = re.compile(r"[A-Za-z%]")
_NUMBER = re.compile(r"\d+")
_MADE = re.compile(r"(?=.*\d)(?:[0-9a-f]{8,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=.*\d.*[a-z].*\d)[0-9a-z]{10,})", re.IGNORECASE)
"""A word that a machine has made: a digest, a UUID, a random key."""
_DEED = re.compile(
    r"/(wp-login\.php|wp-admin|xmlrpc\.php|wp-json|user/(login|logout|register)|logout|log-out|signout|administrator|print|printpdf|printmail)(/|\?|$)"
    r"|[?&](replytocom|add-to-cart|share|print|printable|drukat|druka)(=|&|$)|[?&]tmpl=component\b"
    r"|[?&](action|do|task)=(edit|delete|remove|add|login|logout|register|print|send|vote|history|share)\b"
    r"|[?&]format=(print|pdf|feed|raw|json|xml|ical)\b",
    re.IGNORECASE,
)
_REPEATED = re.compile(r"((?:/[^/]+){2,})\1(?=/|$)")
_DATED = re.compile(r"(?<!\d)(19|20|21)\d\d[-/](0?[1-9]|1[0-2])([-/](0?[1-9]|[12]\d|3[01]))?/?(?:$|&)")
_MONTH_VALUE = re.compile(r"(19|20|21)\d\d(0[1-9]|1[0-2])([0-3]\d)?")
_CALENDAR = re.compile(
    r"(?:.*[\[_-])?(month|year|day|date|week|yr|mon|menesis|mēnesis|gads|datums|diena|nedela)\]?"
    r"|tribe-bar-date|(outlook-)?ical|mini",
    re.IGNORECASE,
)
_ORDER = re.compile(r"sort(_?(by|order|dir))?|order(_?(by|dir))?|dir|kartot|filter(\[.*)?|f\[.*|facets?(\[.*)?|view_mode", re.IGNORECASE)


@lru_cache(_REMEMBERED)
def pattern(url: str) -> str:
    """The shape that an address shares with its siblings: numbers are 0, the last long word of the path is *, parameters lose their values.

    A path that grows by its own parts has the shape of those parts, however long it is.

    >>> pattern("https://a.lv/zinas/2026/11/liels-prieks-visiem?lapa=3&f[12]=x"), pattern("https://a.lv/a/b/a/b/a/b/")
    ('/zinas/0/0/*?f[0]&lapa', '…/a/b')
    """
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    *folders, last = [_plain(each) for each in path.split("/")]
    if _grows(path):
        parts_of_it = sorted({*folders, last} - {""}) if _repeats(path) else folders[1:]
        return "…/" + "/".join(parts_of_it[:2])
    long = _LETTER.search(last) and ("-" in last or "_" in last or "%" in last or len(last) > 20)
    names = sorted({_NUMBER.sub("0", name) for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    shape = "/".join([*folders, "*" if long and last != "0" else last])
    return shape + parts.path[len(path) :] + ("?" + "&".join(names) if names else "")


def _plain(folder: str) -> str:
    return "0" if _MADE.fullmatch(folder) else _NUMBER.sub("0", folder)


@lru_cache(_REMEMBERED)
def trap(url: str) -> str | None:
    """Why an address looks as if its kind never ends: ``calendar``, ``facets``, ``growing-path``; None when it does not.

    >>> trap("https://a.lv/kalendars/2031-04/"), trap("https://a.lv/x/y/x/y/x/y/"), trap("https://a.lv/zinas/5")
    ('calendar', 'growing-path', None)
    """
    parts = urlsplit(url)
    if _grows(parts.path):
        return "growing-path"
    asked = parse_qsl(parts.query, keep_blank_values=True)
    if _DATED.search(parts.path) or _DATED.search(parts.query):
        return "calendar"
    if any(_CALENDAR.fullmatch(name) or _MONTH_VALUE.fullmatch(value) for name, value in asked):
        return "calendar"
    filters = sum(not _NAMING.fullmatch(name) for name, _ in asked)
    return "facets" if filters > _FILTERS or any(_ORDER.fullmatch(name) for name, _ in asked) else None


def countable(shape: str) -> bool:
    """Whether a shape has siblings by numbers or parameters, which a machine can make for ever; words are made by people."""
    return "?" in shape or ("0" in shape and not shape.rstrip("/").endswith("*"))


def deed(url: str) -> bool:
    """Whether the address does something rather than shows something, or shows it again in another dress: it is left alone.

    >>> deed("https://a.lv/wp-login.php"), deed("https://a.lv/x?print=1"), deed("https://a.lv/logouts")
    (True, True, False)
    """
    return bool(_DEED.search(url))


def likely_document(url: str) -> bool:
    """Whether the address ends as a file's does; the bytes decide, this only chooses whose budget is asked."""
    return bool(_DOCUMENT.search(urlsplit(url).path))


def media(url: str) -> bool:
    """Whether the address ends as a picture's, sound's, film's or style's does; those are neither pages nor documents."""
    return bool(_MEDIA.search(urlsplit(url).path))


def _grows(path: str) -> bool:
    return path.strip("/").count("/") >= _DEEPEST or _repeats(path)


def _repeats(path: str) -> bool:
    folders = [folder for folder in path.split("/") if folder]
    return any(folders.count(folder) > 2 for folder in set(folders)) or bool(_REPEATED.search(path))
