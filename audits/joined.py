"""Addresses of links as whole ones: what a browser would ask for, without the fragment.

Most need no joining by all the rules of RFC 3986; those are told by their letters, which is many times faster than ``urljoin``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urldefrag, urljoin


def absolute(base: str, href: str) -> str:
    """The whole address of a link on the page at ``base``, without fragment; the link as it stands where it is no address."""
    plain = href.strip()
    if _WHOLE.fullmatch(plain):
        return plain.partition("#")[0]
    if _ROOTED.fullmatch(plain) and (site := _SITE.match(base)):
        return site[0] + plain.partition("#")[0]
    if (beside := _BESIDE.fullmatch(plain)) and (folder := _folder(base, beside[1] or "./")):
        return folder + beside[2]
    joined = _within(base) if _PLACE_ONLY.fullmatch(plain) else _joined(base, plain)
    return href if joined is None else joined


@lru_cache(maxsize=1 << 10)
def _folder(base: str, steps: str) -> str | None:
    """Where these steps (``../../``) lead from a page: most of its links begin with the same few. None where that is not plain."""
    return _joined(base, steps) if _FOLDER.match(base) else None


@lru_cache(maxsize=1 << 8)
def _within(base: str) -> str | None:
    """The page itself, whatever the place on it."""
    return _joined(base, "#")


def _joined(base: str, href: str) -> str | None:
    try:
        return urldefrag(urljoin(base, href)).url
    except ValueError:
        return None


_PLACE = r"(?:\?[\x21-\x22\x24-\x7e]+)?(?:#[\x21-\x7e]*)?"
_WHOLE = re.compile(rf"https?://[A-Za-z0-9.-]+(?::\d+)?(?:/[\x21-\x22\x24-\x3a\x3c-\x3e\x40-\x7e]*)?{_PLACE}")
_PLACE_ONLY = re.compile(r"#[\x21-\x7e]*")
_ROOTED = re.compile(rf"(?!//|[^?#]*/\.)/[\x21-\x22\x24-\x3a\x3c-\x3e\x40-\x7e]*{_PLACE}")
_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?=/|$)")
_STEPS = r"((?:\.\.?/){1,20})?"
_BESIDE = re.compile(rf"{_STEPS}((?!\.|[^?#]*/[./])[\w-][\w./-]*(?:\?[\x21-\x22\x24-\x7e]+)?)(?:#[\x21-\x7e]*)?", re.ASCII)
_FOLDER = re.compile(r"(?![^?#]*/\.)(https?://[A-Za-z0-9.-]+(?::\d+)?/(?:[^?#/;]+/)*)[^?#/;]*(?:[?#]|$)")
"""What needs no joining by all rules: whole addresses, places of the page itself, those from the root of a site, those in the folder of
the page or above it; most are."""
