"""The artifact ``search``: whether the site's own search finds a page that it has.

The form that stands on most pages is filled in with the heading of a page that was seen, and asked for once, by GET, as its button would.
A form that sends by POST is never sent; robots.txt, the host's turn and the limits of the visit hold as for any page.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from urllib.parse import unquote, urlencode, urlsplit

from crawler import blocks, failures
from crawler.addresses import Scope, absolute, bare, fingerprint, host_of
from crawler.answer import Answer
from crawler.fetch import Fetcher
from crawler.forms import SearchForm
from crawler.outward import Outward
from crawler.reading import Reading, read
from crawler.shapes import deed
from crawler.walk import Walk
from data.errors import GatherError
from data.text import fold, squeeze
from data.types import Exchange, Json, Page, Role

_WORDS = range(2, 9)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_PLAIN = re.compile(r"[\w ,.–-]+")
_UNTOLD = frozenset({Role.FRONT, Role.SEARCH, Role.SITEMAP, Role.NEWS, Role.CONTACT})
_LENGTH_OF_A_NAME = range(2, 4)
_STAFF = re.compile(r"darbiniek|deputat|personals|specialist|kontakt|staff|people|employee|contact", re.IGNORECASE)
"""Addresses of pages that may be named after a person."""
_ENGINE = re.compile(r"gcse-search|cse\.google\.|programmablesearchengine|algoliasearch|addsearch\.com|swiftype|searchstax", re.IGNORECASE)
"""Signs of engines that fill in their results by script."""
_TIRED = frozenset({"not-found"})
"""Answers by which a form that stands on the site shows that it leads to nothing."""


async def gather(fetcher: Fetcher, walk: Walk) -> Json:
    """``form`` (None where there is none), ``query``, ``expects`` (the page looked for), ``asked``, ``status``, ``results``.

    ``found`` is None where it could not be told, then with a ``reason``; ``results`` counts links that the answer has and the form's page
    has not; ``shown_in_browser`` is always false: results that scripts build are not seen. Never raises a GatherError.
    """
    form = _form(walk.outward, walk.frontier.scope)
    told: dict[str, Json] = {"form": None, "query": None, "expects": None, "asked": None, "status": None, "found": None}
    told |= {"results": 0, "shown_in_browser": False, "reason": None}
    if form is None:
        return told
    place, known = walk.outward.form_places[form]
    told["form"] = {"found_on": place, "action": form.action, "method": form.method, "parameter": form.parameter}
    item = _item(walk, known, fetcher.settings.seed)
    if form.method != "get" or item is None:
        return told | {"reason": "not-gathered"}
    url, query = item
    asked = _address(form, query)
    found = await _asked(fetcher, walk, asked, (url, query), known)
    if found.get("found") is False and not (form.whole and found["echoed"]):
        # As likely a script asks otherwise than the form says.
        found |= {"found": None, "reason": "not-rendered"}
    found.pop("echoed", None)
    return told | {"query": query, "expects": url, "asked": asked} | found


def _address(form: SearchForm, query: str) -> str:
    return f"{form.action}?{urlencode([*form.others, (form.parameter, query)])}"


def _form(outward: Outward, scope: Scope) -> SearchForm | None:
    """The form that stands on most pages and asks the site itself; one sent by GET before all others, and none that does something."""
    own = [form for form in outward.forms if form.action in scope and not deed(form.action) and not deed(_address(form, ""))]
    return max(own, key=lambda form: (form.method == "get", outward.forms[form], form.action), default=None)


def _item(walk: Walk, known: frozenset[str], seed: int) -> tuple[str, str] | None:
    """A page that a search should find, with the words to find it by, the same for the same seed; None where no page has a name of its own.

    A page that is not linked beside the form is taken before others: a menu leads to the rest whatever the search finds.
    """
    seen = [url for url, page in walk.pages.items() if _seen(page) and not _STAFF.search(fold(unquote(urlsplit(url).path)))]
    # Where content systems name pages by their path, parameters make lists of them.
    plain = [url for url in seen if "?" not in url]
    named = {url: name for url in (plain or seen) if (name := _name(walk.outward.titles.get(url, ())))}
    times = Counter(named.values())
    own = {url: name for url, name in named.items() if times[name] == 1}
    beside = {fingerprint(each) for each in known}
    hidden = {url: name for url, name in own.items() if fingerprint(url) not in beside} or own
    good = {url: name for url, name in hidden.items() if len(name.split()) in _WORDS} or hidden
    if not good:
        return None
    host = bare(host_of(next(iter(walk.pages))))
    chosen = random.Random(f"{seed} {host} search").choice(sorted(good))  # noqa: S311 (chance here only needs to be repeatable)
    return chosen, good[chosen]


def _seen(page: Page) -> bool:
    return isinstance(page.exchange, Exchange) and page.role not in _UNTOLD


def _name(told: tuple[str, ...]) -> str:
    """What a page calls itself in words that a search understands: its first heading; empty where that says too little or too much."""
    heading = told[0] if len(told) > 1 else ""
    plain = _PLAIN.fullmatch(heading) and len(_LETTERS.findall(heading)) >= 1 and len(heading) <= 100
    return heading if plain and len(heading.split()) < _WORDS.stop and not _perhaps_person(heading) else ""


def _perhaps_person(heading: str) -> bool:
    """Whether it is written as people's names are: those are not put into searches."""
    words = heading.split()
    return len(words) in _LENGTH_OF_A_NAME and all(word[0].isupper() for word in words)


async def _asked(fetcher: Fetcher, walk: Walk, asked: str, item: tuple[str, str], known: frozenset[str]) -> dict[str, Json]:
    try:
        answer = await fetcher.fetch(asked, "search", walk.frontier.scope)
    except GatherError as failure:
        return {"reason": failure.reason}
    status = answer.exchange.status
    page = read(answer.text, answer.url) if answer.declares_html else Reading()
    reason = blocks.refusal(status, answer.headers, page, answer.url) or failures.of_status(status)
    if reason is not None:
        return {"status": status, "reason": reason, "found": False if reason in _TIRED else None, "echoed": _echoed(answer, item[1])}
    return {"status": status, "echoed": _echoed(answer, item[1]), **_judged(answer, page, walk.frontier.scope, item, known)}


def _judged(answer: Answer, page: Reading, scope: Scope, item: tuple[str, str], known: frozenset[str]) -> dict[str, Json]:
    """Whether the item is among the results: by its address, or by its name under another one."""
    url, query = item
    others = {fingerprint(each) for each in known} | {fingerprint(answer.url)}
    results = {fingerprint(link.url): link.label for link in page.links if link.url in scope and fingerprint(link.url) not in others}
    named = any(fold(query) in fold(label) for label in results.values())
    if fingerprint(url) in {*results, fingerprint(answer.url)} or named or _in_content(answer, url):
        return {"found": True, "results": max(len(results), 1)}
    if not results and (page.shell or _ENGINE.search(answer.text)):
        return {"reason": "not-rendered"}
    return {"found": False, "results": len(results)}


def _echoed(answer: Answer, query: str) -> bool:
    """Whether the answer repeats the words sought, in its text or in a field: it is an answer to them. Links may be there anyway."""
    tree, words = answer.tree.clone(), fold(squeeze(query))
    values = [node.attributes.get("value") or "" for node in tree.css("input")]
    tree.strip_tags(["a", "script", "style", "template", "noscript"])
    texts = [tree.root.text(separator=" ") if tree.root else "", *values]
    return any(words in fold(squeeze(each)) for each in texts)


def _in_content(answer: Answer, url: str) -> bool:
    """Whether a link outside of menus leads there: what the menu leads to may be found as well."""
    links = answer.tree.css("main a[href], article a[href], [role=main] a[href]")
    leading = (absolute(answer.url, link.attributes.get("href") or "") for link in links)
    return any(fingerprint(each) == fingerprint(url) for each in leading if each)
