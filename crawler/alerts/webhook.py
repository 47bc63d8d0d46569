"""Alerts by webhook: JSON signed by the Standard Webhooks scheme (https://www.standardwebhooks.com), tried again with pauses that grow."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp
from standardwebhooks import Webhook

from crawler.alerts.alert import alert_json
from crawler.alerts.book import Message
from crawler.alerts.recipients import Hook
from crawler.egress import Egress
from crawler.wire import EgressResolver
from data.errors import GatherError

SCHEME = "webhook:"
"""What the name of a channel begins with that is a webhook."""
PAUSES = (1.0, 5.0, 20.0)
"""Seconds after which a receiver is asked again that did not answer, or had a fault of its own."""
_LATER = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})


def payload(message: Message, at: datetime) -> str:
    """What is sent: ``type``, ``timestamp`` and ``data``, as the scheme asks."""
    data = {"run": message.run, "audiences": message.audiences, "alerts": [alert_json(each) for each in message.alerts]}
    return json.dumps({"type": "alerts.decided", "timestamp": at.astimezone(UTC).isoformat(), "data": data}, ensure_ascii=False)


def signed(name: str, body: str, secret: bytes, at: datetime) -> dict[str, str]:
    """The headers by which the receiver knows that it is from us, new, and whether it had it before (``webhook-id``)."""
    moment = at.astimezone(UTC)
    signature = Webhook(secret).sign(name, moment, body)
    return {"webhook-id": name, "webhook-timestamp": str(int(moment.timestamp())), "webhook-signature": signature}


def send(messages: Sequence[tuple[Message, Hook]], *, pauses: Sequence[float] = PAUSES) -> list[tuple[Message, str]]:
    """Send them, all receivers at once; each comes back with "" or with what went wrong. No receiver holds up another."""

    async def everything() -> list[str]:
        return await asyncio.gather(*(_send(message, hook, pauses) for message, hook in messages))

    outcomes = asyncio.run(everything()) if messages else []
    return [(message, outcome) for (message, _), outcome in zip(messages, outcomes, strict=True)]


async def _send(message: Message, hook: Hook, pauses: Iterable[float]) -> str:
    egress = Egress(allow=hook.allow)
    try:
        # aiohttp asks no resolver about an address that stands in the URL itself.
        await asyncio.to_thread(egress.addresses, urlsplit(hook.url).hostname or "")
    except GatherError as refused:
        return str(refused)
    context = ssl.create_default_context(cafile=hook.ca)
    connector = aiohttp.TCPConnector(resolver=EgressResolver(egress), ssl=context, use_dns_cache=False)
    async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=hook.timeout)) as session:
        return await _tried(session, message, hook, pauses)


async def _tried(session: aiohttp.ClientSession, message: Message, hook: Hook, pauses: Iterable[float]) -> str:
    fault, again = await _once(session, message, hook)
    for pause in pauses:
        if not again:
            break
        await asyncio.sleep(pause)
        fault, again = await _once(session, message, hook)
    return fault


async def _once(session: aiohttp.ClientSession, message: Message, hook: Hook) -> tuple[str, bool]:
    """What went wrong, and whether it may be otherwise in a moment. Redirects are not followed: they would lead past the check."""
    now = datetime.now(UTC)
    body = payload(message, now)
    headers = {**signed(message.id, body, hook.secret, now), "content-type": "application/json"}
    try:
        async with session.post(hook.url, data=body.encode(), headers=headers, allow_redirects=False) as answer:
            if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
                return "", False
            return f"HTTP {answer.status}", answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status in _LATER
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return f"{type(error).__name__}: {error}".rstrip(": "), True
