"""The documents that a site offers, each content once: what kind they are, and whether a citizen can open and read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from email.utils import parsedate_to_datetime

from audits.derive import SiteView
from audits.kit import cant_tell, inapplicable, tally
from audits.places import document
from data.types import Document, Evidence, Exchange, Finding, Json, Missing

OPEN = frozenset({"docx", "xlsx", "pptx", "odt", "ods", "odp"})
"""Office formats whose description is a published standard (ISO/IEC 29500, ISO/IEC 26300)."""
CLOSED = frozenset({"doc", "xls", "ppt"})
"""The formats of old versions of one maker's programs."""
SIGNED = frozenset({"edoc", "asice"})
"""Containers that hold documents with electronic signatures."""
OPENED = frozenset({"pdf", "zip", *OPEN, *CLOSED, *SIGNED})
"""Kinds that a visit opens."""

_COPY, _ASSIST = 1 << 4, 1 << 9
"""Bits of a PDF's permissions: to copy text, and to extract it for assistive technology (ISO 32000-1, table 22)."""
_OLD_RULES = 2
"""The revision in which one bit speaks for both."""

Judge = Callable[[Document], bool | None]
"""Whether a document has a fault; None where the visit does not tell."""


def unique(documents: Iterable[Document]) -> list[Document]:
    """Documents, each content once, in order; one whose content was not kept is known by its address."""
    first: dict[str, Document] = {}
    for it in documents:
        first.setdefault((it.exchange.body if isinstance(it.exchange, Exchange) else None) or it.url, it)
    return list(first.values())


def held(documents: Iterable[Document], kinds: Iterable[str] | None = None) -> list[Document]:
    """The documents that came, each content once; only of these kinds, if any are given."""
    wanted = None if kinds is None else frozenset(kinds)
    return [it for it in unique(documents) if isinstance(it.exchange, Exchange) and it.kind and (wanted is None or it.kind in wanted)]


def bound(documents: Iterable[Document], since: str) -> tuple[Document, ...]:
    """Those that the accessibility duty binds: without files known to be older than ``since``; of unknown age is not older."""
    first = date.fromisoformat(since)
    return tuple(it for it in documents if (made := _made(it)) is None or made >= first)


def _made(it: Document) -> date | None:
    """When a file came into being: by its own word, else since when the server has had it as it is."""
    exchange = it.exchange if isinstance(it.exchange, Exchange) else None
    told = _CREATED.match(str(facts_of(it).get("created") or ""))
    try:
        day = (
            date(*map(int, told.groups())) if told else parsedate_to_datetime((exchange and exchange.header("last-modified")) or "").date()
        )
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None


_CREATED = re.compile(r"D:([0-9]{4})([0-9]{2})([0-9]{2})")
_FIRST_YEAR = 1993
"""Of the first PDF; an earlier day is that of a clock that was never set."""


def facts_of(it: Document) -> Mapping[str, Json]:
    """What its format says of itself; nothing where it was not read."""
    return {} if isinstance(it.facts, Missing) else it.facts


def damaged(it: Document) -> bool | None:
    """Whether it is broken."""
    facts = facts_of(it)
    return "damaged" in facts if facts else None


def locked(it: Document) -> bool | None:
    """Whether it asks for a password, or keeps screen readers from its text."""
    facts = facts_of(it)
    if not facts.get("encrypted"):
        return False if facts else None
    if it.kind != "pdf" or not facts.get("pages"):
        return True
    if "permissions" not in facts:
        return None
    return not int(facts["permissions"]) & (_COPY if facts.get("revision") == _OLD_RULES else _ASSIST)


def readable(it: Document, least: float) -> bool | None:
    """Whether a citizen can read it with common programs, screen readers included; a PDF needs text and tags for that."""
    if it.kind in SIGNED:
        return False
    if it.kind not in OPENED:
        return True
    broken, shut = damaged(it), locked(it)
    if broken or shut:
        return False
    return None if broken is None or shut is None else it.kind != "pdf" or _spoken(facts_of(it), least)


def _spoken(facts: Mapping[str, Json], least: float) -> bool:
    seen = int(facts.get("looked_at") or facts.get("pages") or 1)
    return bool(facts.get("tagged")) and float(facts.get("text_chars", 0)) / seen >= least


def faulty(documents: Sequence[Document], judge: Judge, site: SiteView) -> Finding:
    """How many have the fault. That none has, only a look into every one can say; inapplicable where there is none to judge."""
    told = [(it, judge(it)) for it in documents]
    bad = [it for it, fault in told if fault]
    unknown = [it for it, fault in told if fault is None]
    if unknown and not bad:
        return cant_tell(why_unread(unknown, others=len(unknown) < len(told)), *(seen for it in unknown for seen in document(it, site)))
    if not told:
        return inapplicable(whole=True)
    return tally([seen for it in bad for seen in document(it, site)], *document(documents[0], site), value=len(bad))


def why_unread(unknown: Sequence[Document], *, others: bool) -> str:
    """Why these say nothing: half a look where ``others`` were read, else the reason of the first."""
    if others:
        return "incomplete-look"
    facts = unknown[0].facts
    return facts.reason if isinstance(facts, Missing) else "not-gathered"


def seen(it: Document, told: str) -> Evidence:
    """A document with words about it."""
    exchange = it.exchange if isinstance(it.exchange, Exchange) else None
    return Evidence(it.url, exchange.body if exchange else None, "", told, at=exchange.at if exchange else None)
