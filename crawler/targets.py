"""Whether something answers at an address of others: its headers, else its first bytes, once in a run whoever links to it.

Trouble on the way (no answer, a refusal, robots.txt) is told as ``reason``: it is no fault of the body that links there.
"""

from __future__ import annotations

from functools import partial

from crawler.addresses import origin
from crawler.answer import Answer
from crawler.failures import of_status
from crawler.fetch import Fetcher, How
from crawler.gatherers.document import is_page, kind_of
from crawler.once import Once
from crawler.politeness import Spared
from data.errors import GatherError, OutOfBudget
from data.types import Json

_HEAD = How("HEAD", kept=False)
_FIRST = How(enough=16_384, kept=False, ranged=True)
"""As much of a file as tells what it is."""
_NO_USE = frozenset({"robots", "dns", "private-address", "connection-refused", "rate-limited", "tls"})
"""Where asking once more, in another way, would be answered alike."""
_NO_HEAD = frozenset({405, 501})
"""Statuses of a server that knows no HEAD: it is not asked so again in this run."""
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/force-download", "application/download"})
"""Media types that do not say what a file is."""


async def look(fetcher: Fetcher, once: Once, url: str, purpose: str) -> Json:
    """How the address answers: ``status``, ``reason`` (None where it does), ``type``, ``kind`` by its bytes, ``size``, ``method``, ``at``.

    Raises OutOfBudget, and Spared where its host must be left alone: then nothing was learned of the address.
    """
    ask = partial(_ask, fetcher, once, url, purpose)
    return await once.told(f"target {url}", ask, fetcher.allowance.seconds, fetcher.politeness)


async def _ask(fetcher: Fetcher, once: Once, url: str, purpose: str) -> Json:
    deaf = f"no HEAD {origin(url)}"
    if not once.known(deaf):
        told = await _try(fetcher, url, purpose, _HEAD)
        if told["reason"] in _NO_USE or (told["reason"] is None and told["type"] not in _UNTOLD):
            return told
        if told["status"] in _NO_HEAD:
            once.note(deaf, answer=True)
    return await _try(fetcher, url, purpose, _FIRST)


async def _try(fetcher: Fetcher, url: str, purpose: str, how: How) -> Json:
    told: dict[str, Json] = {"url": url, "method": how.method, "status": None, "reason": None}
    told |= {"type": "", "kind": None, "size": None, "at": None}
    try:
        answer = await fetcher.fetch(url, purpose, how=how)
    except (OutOfBudget, Spared):
        raise
    except GatherError as failure:
        return {**told, "reason": failure.reason}
    status = answer.exchange.status
    told |= {"status": status, "reason": of_status(status), "at": answer.exchange.at.isoformat()}
    return told if told["reason"] else {**told, **_content(answer)}


def _content(answer: Answer) -> dict[str, Json]:
    declared = answer.content_type.partition(";")[0].strip()
    kind = None
    if answer.body:
        kind = "html" if is_page(answer.body, declared) else kind_of(answer.body, declared, answer.url)
    return {"type": declared, "kind": kind, "size": _size(answer)}


def _size(answer: Answer) -> int | None:
    """Bytes of the whole file as the server tells them."""
    _, _, of = (answer.exchange.header("content-range") or "").rpartition("/")
    told = of if of.isdigit() else (answer.exchange.header("content-length") or "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None
