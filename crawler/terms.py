"""On what terms a browser looks at a site: in its turn, only where it may, and no longer than the visit lasts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field

from crawler.traffic import Traffic


def _at_once(_url: str) -> AbstractAsyncContextManager[object]:
    return nullcontext()


def _anything(_url: str, _whole_page: bool) -> str | None:  # noqa: FBT001 (the shape of Terms.refusal)
    return None


def _unheard(_url: str, _status: int | None, _headers: Mapping[str, str], _reason: str | None) -> None:
    return None


def _for_ever() -> float:
    return float("inf")


async def _straight_on(_url: str) -> None:
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """The terms of one visit, which is known by them: what one visit left in a tab is never there for another.

    ``turn`` is held during each load of a page; ``refusal`` tells why a document (of the whole page, or of a frame in it) may not be
    opened, None where it may; ``seconds`` are those that are left. Without any of them everything may be looked at, at once.
    ``heard`` is told in each turn what the load came to: address, status, headers (lower-case names), and why nothing was shown, if so.
    ``again`` is awaited before a page, in one and the same turn, goes on to another document (redirects, reloads): it takes its rest.
    ``consent`` is what is answered to a banner (``none`` answers nothing); ``traffic`` is what came for the visit so far; ``pictured``
    are the rules of which some picture of the visit shows a fault.
    """

    turn: Callable[[str], AbstractAsyncContextManager[object]] = _at_once
    refusal: Callable[[str, bool], str | None] = _anything
    seconds: Callable[[], float] = _for_ever
    consent: str = "none"
    traffic: Traffic = field(default_factory=Traffic)
    pictured: set[str] = field(default_factory=set)
    heard: Callable[[str, int | None, Mapping[str, str], str | None], None] = _unheard
    again: Callable[[str], Awaitable[None]] = _straight_on


FREE = Terms()
