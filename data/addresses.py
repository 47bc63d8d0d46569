"""Web addresses as people write them, brought to one form: a site is its origin, and a host is the same with and without www."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PORTS = {"http": 80, "https": 443}
_LABEL = r"(?!-)[a-z0-9_-]{1,63}(?<!-)"
HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*", re.IGNORECASE)
"""A host name in ASCII, as RFC 1123 2.1 has it; underscores are let through because some servers carry them."""
_BARE = re.compile(r"[^\s/:@?#]+(\.[^\s/:@?#]+)+(:\d+)?([/?#]\S*)?|localhost(:\d+)?(/\S*)?", re.IGNORECASE)


def looks_like_address(text: str) -> bool:
    """Whether the text is an address with its scheme, or a bare host such as ``www.riga.lv`` or ``localhost:8000``."""
    return "://" in text or _BARE.fullmatch(text) is not None


def root(text: str) -> str:
    """The site that an address stands for, its origin: ``www.Riga.lv/lv?x=1`` gives ``https://www.riga.lv/``.

    A bare host is taken as https. Raises ValueError saying what is wrong and what to write instead.
    """
    address = text.strip() if "://" in text else f"https://{text.strip()}"
    if any(sign.isspace() or ord(sign) < 32 for sign in address):
        raise ValueError(f"{text!r} holds white space; write one address without it")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ValueError(f"{text!r} is not an address ({error}); write for example https://www.riga.lv") from error
    if parts.scheme not in _PORTS:
        raise ValueError(f"{text!r} is not on the web ({parts.scheme}:); write an address that begins with https: or http:")
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"{text!r} holds a name or password; only public pages are audited, write the address without them")
    shown = _shown(text, parts.hostname or "")
    return f"{parts.scheme}://{shown}/" if port in {None, _PORTS[parts.scheme]} else f"{parts.scheme}://{shown}:{port}/"


def _shown(text: str, name: str) -> str:
    name = name.rstrip(".")
    if ":" in name:
        return f"[{name}]"
    try:
        name = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    if not HOST.fullmatch(name):
        raise ValueError(f"{text!r} names no host; write for example https://www.riga.lv")
    return name


def host(url: str) -> str:
    """What two addresses of one site share: the host without ``www.``, and the port unless it is the scheme's own."""
    parts = urlsplit(root(url))
    name = (parts.hostname or "").removeprefix("www.")
    return name if parts.port is None else f"{name}:{parts.port}"


def slug(url: str) -> str:
    """A site's host as a name for files: ``https://www.riga.lv:8443/`` gives ``riga-lv-8443``."""
    return re.sub(r"[^a-z0-9]+", "-", host(url)).strip("-")[:100]
