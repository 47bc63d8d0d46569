"""Conditional requests: what is sent to ask whether a stored answer still holds, and the answer that a 304 makes of it (RFC 9111 4.3).

Pure: the wire is ``crawler.fetch``'s, the stored answers are ``crawler.earlier``'s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from data.types import Exchange

NOT_MODIFIED, PRECONDITION_FAILED = 304, 412

_ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,1000}"')
"""An entity tag as RFC 9110 8.8.3 writes it; what servers send besides is not sent back."""
_SURELY_OLDER = timedelta(seconds=1)
"""How much older than its answer a page must be for its date to tell versions apart (RFC 9110 8.8.2.2)."""
_OF_THE_MESSAGE = frozenset(
    {"connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "content-length", "content-encoding", "content-range"}
)
"""Headers of one message or of its packing: those of a 304 say nothing of the body that we keep, which is unpacked."""
_OF_THE_BODY = frozenset({"content-type"})
"""The body is the stored one, and is read as it was declared when it came; servers put any type on a 304."""


def conditions(stored: Exchange, sending: Mapping[str, str]) -> dict[str, str]:
    """The headers that ask whether a stored answer still holds; none where that cannot be asked.

    It cannot without a validator, or where the answer varies (RFC 9111 4.1) by what we would send otherwise today: ``sending`` are
    the headers of tonight's request.
    """
    if not _would_be_chosen(stored, sending):
        return {}
    tag, date = _tag(stored), _date(stored)
    return {**({"If-None-Match": tag} if tag else {}), **({"If-Modified-Since": date} if date else {})}


def renewed(stored: Exchange, answer: Exchange) -> Exchange | None:
    """The stored answer with what a 304 says anew; None where the 304 speaks of another version than ours.

    Tags are compared weakly, as If-None-Match is: servers that pack weaken the tag of a page, but not that of its 304. The time, the
    duration and the request are tonight's: that is when the page was found to be so.
    """
    if answer.status != NOT_MODIFIED or not _same_version(stored, answer):
        return None
    ours = _OF_THE_MESSAGE | _OF_THE_BODY | _of_one_hop(answer)
    told = [(name, value) for name, value in answer.response_headers if name.lower() not in ours]
    names = {name.lower() for name, _ in told}
    kept = [(name, value) for name, value in stored.response_headers if name.lower() not in names]
    return replace(answer, status=stored.status, response_headers=(*kept, *told), body=stored.body)


def _of_one_hop(answer: Exchange) -> frozenset[str]:
    """What ``Connection`` names."""
    return frozenset(name.strip().lower() for name in (answer.header("connection") or "").split(","))


def _same_version(stored: Exchange, answer: Exchange) -> bool:
    told, held = answer.header("etag"), stored.header("etag")
    if told is not None:
        return held is not None and _opaque(told) == _opaque(held)
    changed, known = answer.header("last-modified"), stored.header("last-modified")
    return changed is None or known is None or changed == known


def _opaque(tag: str) -> str:
    return tag.strip().removeprefix("W/")


def _would_be_chosen(stored: Exchange, sending: Mapping[str, str]) -> bool:
    """Whether tonight's request would be given the same variant as the stored answer's."""
    named = {name.strip().lower() for name in (stored.header("vary") or "").split(",")} - {""}
    sent = {name.lower(): value for name, value in stored.request_headers}
    now = {name.lower(): value for name, value in sending.items()}
    return "*" not in named and all(sent.get(name) == now.get(name) for name in named)


def _tag(stored: Exchange) -> str | None:
    tag = stored.header("etag") or ""
    return tag if _ETAG.fullmatch(tag) else None


def _date(stored: Exchange) -> str | None:
    """The date of the last change, where it can tell versions apart: a page that is made when it is asked for has always just changed."""
    told = stored.header("last-modified") or ""
    changed, answered = _moment(told), _moment(stored.header("date") or "") or stored.at
    return told if changed is not None and changed <= answered - _SURELY_OLDER else None


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo is not None else None
