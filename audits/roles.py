"""What a page is for: recognised by its address, the links that lead to it, its headings and its shape."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from audits import services
from audits.derive import PageView
from audits.kit import names, slug
from audits.outline import own
from data.text import says
from data.types import Role
from data.vocabulary import Vocabulary

_TOPICS = (
    (Role.STATEMENT, "role-statement"),
    (Role.CONTACT, "role-contact"),
    (Role.SITEMAP, "role-sitemap"),
    (Role.PRIVACY, "role-privacy"),
    (Role.SERVICES, "role-services"),
    (Role.COUNCIL, "role-council"),
    (Role.NEWS, "role-news"),
)
_SEARCH_FIELDS = {"s", "q", "search", "query", "meklet", "keyword", "search_api_fulltext"}
_SEARCH_PATHS = {"meklet", "meklesana", "search"}
_HEADLINES = 3
_TOLD = "time[itemprop=datePublished], .published time, time.published, time.entry-date"
"""The one day on which an article says that it was published; not every system heads its articles with a heading of the first level."""
_NEWS_PATH = re.compile(r"/(jauns|kas-jauns|jaunums|jaunumi|zinas|zina|news|vestis|aktualitates|aktuali|pasakumi|notikumi)/[^/?]+/?$")


def role_of(page: PageView, words: Vocabulary) -> Role:
    """The role of a page; ``other`` when nothing tells. The surest signs are asked first."""
    if page.page.depth == 0:
        return Role.FRONT
    if slug(page.url) in _SEARCH_PATHS or _SEARCH_FIELDS & parse_qs(urlsplit(page.url).query, keep_blank_values=True).keys():
        return Role.SEARCH
    if services.is_described(page, words):
        return Role.SERVICE
    if is_news_item(page):
        return Role.NEWS_ITEM
    return _by_words(page, words) or _by_shape(page)


def is_news_item(page: PageView) -> bool:
    """Whether the page is one dated item of news: a news address, or an article that says when it was published."""
    if _NEWS_PATH.search(urlsplit(page.url).path) and (
        any(heading.level == 1 for heading in page.headings) or len({time.node.mem_id for time in page.elements(_TOLD)}) == 1
    ):
        return True
    published = page.elements(
        "meta[property='article:published_time'], article time.entry-date, article time.published, article time[pubdate]"
    )
    return bool(published) and len(page.elements("article")) == 1


def _by_words(page: PageView, words: Vocabulary) -> Role | None:
    """Its own names first; then the words of its address; then what others call it. What its names rule out, nothing else can say."""
    for told in (names(page), [slug(page.url)], page.labels[:3]):
        for role, topic in _TOPICS:
            if role == Role.NEWS and any(words.label("report-a-problem", name) for name in told):
                # «Ziņo!» asks for news, and gives none.
                continue
            if any(words.label(topic, name) for name in told) and not any(says(name, words[topic].veto) for name in names(page)):
                return role
    return None


def _by_shape(page: PageView) -> Role:
    if lists_news(page):
        return Role.NEWS
    return Role.FORM if _asks_visitor(page) else Role.OTHER


def lists_news(page: PageView) -> bool:
    """Whether a page is a list of dated headlines: several headings that are links, and as many dates beside them."""
    headlines = [heading for heading in page.headings if heading.level > 1 and heading.node.css_first("a[href]")]
    return len(headlines) >= _HEADLINES and len(page.elements("time, .date, .entry-date, .posted-on")) >= _HEADLINES


def _asks_visitor(page: PageView) -> bool:
    # Most pages have no form, and need not be taken apart to know that.
    return bool(page.forms) and any(services.asks(part) for part in own(page))
