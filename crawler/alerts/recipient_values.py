"""What a value in the file of recipients may be: each reader gives it, or says what is wrong and what to write instead (ValueError)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from email.errors import MessageError
from email.headerregistry import Address
from typing import Any
from urllib.parse import urlsplit

from crawler.egress import Egress
from data.errors import ConfigError

SECRET = range(24, 65)
"""Bytes of a secret (Standard Webhooks, "Signing secret")."""


def words(given: object) -> str:
    """Text of one line."""
    if not isinstance(given, str) or any(ord(sign) < 32 for sign in given):
        raise ValueError(f"{given!r} is no text of one line; write it in quotes")
    return given.strip()


def host(given: object) -> str:
    """The name of a server."""
    text = words(given)
    if not text or any(sign.isspace() or sign in "/@" for sign in text):
        raise ValueError(f"{given!r} is no server; write its name, as in mail.example.lv")
    return text


def port(given: object) -> int:
    """The number of a port."""
    if isinstance(given, bool) or not isinstance(given, int) or not 0 < given < 65536:
        raise ValueError(f"{given!r} is no port; write for example 587")
    return given


def seconds(given: object) -> float:
    """A number of seconds."""
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0.1 <= given <= 600:
        raise ValueError(f"{given!r} is no number of seconds from 0.1 to 600; write for example 30")
    return float(given)


def mail_address(given: object) -> str:
    """A mail address in ASCII."""
    text = words(given)
    try:
        address = Address(addr_spec=text)
    except (ValueError, LookupError, MessageError):
        address = Address()
    if not address.username or not address.domain or not text.isascii() or any(sign.isspace() for sign in text):
        raise ValueError(f"{given!r} is no mail address; write for example it@example.lv")
    return text


def web(given: object) -> str:
    """A web address without a user in it."""
    text = words(given)
    parts = urlsplit(text)
    if parts.scheme not in {"https", "http"} or not parts.hostname or parts.username or any(sign.isspace() for sign in text):
        raise ValueError(f"{given!r} is no address; write for example https://example.lv/hook, without a user in it")
    return text


def key(given: str) -> bytes:
    """The bytes of a webhook's secret."""
    try:
        key = base64.b64decode(given.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) not in SECRET:
        raise ValueError("is no secret of a webhook; make one with: echo whsec_$(head -c 32 /dev/urandom | base64)")
    return key


def networks(given: object) -> Iterable[str]:
    """A list of networks."""
    found = each(words)(given)
    try:
        Egress(allow=found)
    except ConfigError as error:
        raise ValueError(f"{given!r} holds what is no network; write it as 127.0.0.0/8 or fd00::/8") from error
    return found


def one_of(allowed: tuple[str, ...]) -> Callable[[Any], str]:
    """A word of a closed list."""

    def read(given: object) -> str:
        if given not in allowed:
            raise ValueError(f"{given!r} is unknown; write one of {', '.join(allowed) or '(there are none yet)'}")
        return str(given)

    return read


def each(read: Callable[[Any], str]) -> Callable[[Any], tuple[str, ...]]:
    """A list, of which each is read."""

    def reader(given: object) -> tuple[str, ...]:
        if isinstance(given, list):
            return tuple(read(one) for one in given)
        raise ValueError(f"{given!r} is no list; write it in square brackets")

    return reader
