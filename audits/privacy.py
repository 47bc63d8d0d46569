"""The privacy policy: which pages it is."""

from __future__ import annotations

from collections.abc import Iterable

from audits.derive import PageView
from audits.kit import about
from data.types import Role
from data.vocabulary import Vocabulary

_ENOUGH = 8
"""Words below which a page of that name is only a place kept for one."""


def privacy_pages(pages: Iterable[PageView], words: Vocabulary) -> list[PageView]:
    """Pages named as a privacy policy that say something, in the order of the site."""
    named = about(pages, words, "privacy-page")
    return [page for page in named if len(page.main.split()) >= _ENOUGH and page.role not in {Role.FRONT, Role.NEWS_ITEM, Role.SEARCH}]
