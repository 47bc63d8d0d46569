"""The artifact ``security_txt``: the file in which a site says how to report a weakness (RFC 9116), as it was served."""

from __future__ import annotations

from crawler import failures
from crawler.addresses import Scope, origin
from crawler.fetch import Fetcher
from data.errors import GatherError, OutOfBudget
from data.types import Json

PLACES = ("/.well-known/security.txt", "/security.txt")
"""Where it is looked for: where it belongs, and where it may still lie (RFC 9116, 3)."""
_LIMIT = 32 * 1024
"""Bytes that are kept (RFC 9116, 5.5 wants readers to have a limit)."""


async def gather(fetcher: Fetcher, site: str, scope: Scope) -> Json:
    """``tried`` tells of each place its address, status, media type, final address and text, or the reason why there was no answer.

    The second place is asked only where the first holds no such file. Raises OutOfBudget.
    """
    tried: list[Json] = []
    for path in PLACES:
        tried.append(await _look(fetcher, f"{origin(site)}{path}", scope))
        if "text" in tried[-1] or "status" not in tried[-1]:
            break
    return {"tried": tried}


async def _look(fetcher: Fetcher, url: str, scope: Scope) -> Json:
    try:
        answer = await fetcher.fetch(url, "probe", scope)
    except OutOfBudget:
        raise
    except GatherError as failure:
        return {"url": url, "reason": failure.reason}
    status = answer.exchange.status
    told = {"url": url, "final": answer.url, "status": status, "type": answer.content_type, "at": answer.exchange.at.isoformat()}
    refused = failures.of_status(status)
    if refused is not None:
        return told | ({} if refused == "not-found" else {"reason": refused})
    if answer.declares_html:
        # An error page in disguise, or the front page once more.
        return told | {"html": True}
    kept = {"sha256": answer.exchange.body, "large": len(answer.body) > _LIMIT}
    return told | kept | {"text": answer.body[:_LIMIT].decode("utf-8", "replace")}
