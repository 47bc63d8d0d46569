"""What people write as a setting, read strictly: each reader gives the value or a ConfigError that says what to write instead."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from data.addresses import HOST
from data.errors import ConfigError

Reader = Callable[[object, Path], Any]
"""Reads what was given; the folder is the one that relative paths start from."""
CONSENT = ("none", "accept", "reject")
"""What may be answered to a banner that asks for consent; ``none`` answers nothing and is the rule."""

_SLUG = re.compile(r"[\w-]{2,100}")


def hosts(path: Path) -> dict[str, str]:
    """Name to address from lines ``ADDRESS NAME...`` as in /etc/hosts; of two lines for one name the first counts, as there.

    Raises ConfigError naming file and line of every bad line.
    """
    found: dict[str, str] = {}
    faults: list[str] = []
    for number, line in enumerate(_text(path).splitlines(), 1):
        address, *names = line.split("#")[0].split() or [""]
        fault = _host_fault(address, names)
        if fault:
            faults.append(f"{path}:{number}: {fault}")
        for name in names if not fault else ():
            found.setdefault(name.lower().rstrip("."), address)
    if faults:
        raise ConfigError(faults)
    return found


def _host_fault(address: str, names: list[str]) -> str:
    if not address:
        return ""
    if not _is_address(address):
        return f"{address!r} is not an IP address; a line is ADDRESS NAME..., for example 192.0.2.7 www.example.lv"
    if not names:
        return f"no name after {address}; a line is ADDRESS NAME..., for example {address} www.example.lv"
    bad = [name for name in names if not HOST.fullmatch(name.rstrip("."))]
    return f"{', '.join(map(repr, bad))} cannot be a host name; use letters, digits, dots and hyphens" if bad else ""


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _whole(least: int) -> Reader:
    def read(given: object, _: Path) -> int:
        try:
            value = None if isinstance(given, bool | float) else int(str(given))
        except ValueError:
            value = None
        if value is None or value < least:
            raise ConfigError(f"{given!r} is not a whole number of at least {least}; write for example {max(least, 10)}")
        return value

    return read


def _seconds(least: float) -> Reader:
    def read(given: object, _: Path) -> float:
        try:
            value = None if isinstance(given, bool) else float(str(given))
        except ValueError:
            value = None
        # The comparison also refuses "nan", the upper bound "inf".
        if value is None or not least <= value <= 1e9:
            raise ConfigError(f"{given!r} is not a number of seconds of at least {least:g}; write for example {max(least, 1.5):g}")
        return value

    return read


def _hosts(given: object, base: Path) -> Mapping[str, str]:
    if not isinstance(given, Mapping):
        return hosts(_path(given, base))
    faults = [fault for name, address in given.items() if (fault := _host_fault(str(address), [str(name)]))]
    if faults:
        raise ConfigError(faults)
    return {str(name).lower().rstrip("."): str(address) for name, address in given.items()}


def _networks(given: object, _: Path) -> tuple[str, ...]:
    parts = re.split(r"[\s,]+", given.strip()) if isinstance(given, str) else [str(part) for part in _sequence(given)]
    faults = [fault for part in parts if (fault := _network_fault(part))]
    if faults:
        raise ConfigError(faults)
    return tuple(str(ipaddress.ip_network(part)) for part in parts)


def _sequence(given: object) -> list[object] | tuple[object, ...]:
    if isinstance(given, list | tuple):
        return given
    raise ConfigError(f"{given!r} is not a list of networks; write for example 10.0.0.0/8")


def _network_fault(part: str) -> str:
    try:
        ipaddress.ip_network(part)
    except ValueError as error:
        if "host bits" in str(error):
            return f"{part!r} is an address within a network; write {ipaddress.ip_network(part, strict=False)}"
        return f"{part!r} is not a network; write for example 127.0.0.0/8 or 192.0.2.7/32"
    return ""


def _path(given: object, base: Path) -> Path:
    if not isinstance(given, str | Path):
        raise ConfigError(f"{given!r} is not a path; write it in quotes")
    return base / Path(given).expanduser()


def _file(given: object, base: Path) -> Path:
    path = _path(given, base)
    _text(path)
    return path.resolve()


def _certificates(given: object, base: Path) -> Path:
    path = _path(given, base)
    if "-----BEGIN CERTIFICATE-----" not in _text(path):
        raise ConfigError(f"{path}: holds no certificate; give a PEM file with -----BEGIN CERTIFICATE-----")
    return path.resolve()


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); give the path of a file that can") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def _words(given: object, _: Path) -> str:
    if not isinstance(given, str | Path) or not str(given).strip():
        raise ConfigError(f"{given!r} is not a text; write it in quotes")
    return str(given).strip()


def _engine(given: object, _: Path) -> str:
    if given in {"firefox", "chromium"}:
        return str(given)
    raise ConfigError(f"{given!r} is not an engine; write firefox or chromium")


def _consent(given: object, _: Path) -> str:
    if given in CONSENT:
        return str(given)
    raise ConfigError(f"{given!r} is no answer to a banner; write none, accept or reject")


def _resolver(given: object, _: Path) -> str:
    text = _words(given, Path())
    try:
        return text if text == "none" else server(text)
    except ValueError:
        raise ConfigError(
            f"{given!r} is no DNS server; write its address, as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53, or none"
        ) from None


def server(text: str) -> str:
    """A server's address and port as one text, the port 53 where none is given. Raises ValueError.

    >>> server("192.0.2.53"), server("[2001:db8::53]:5353"), server("2001:db8::53")
    ('192.0.2.53:53', '[2001:db8::53]:5353', '[2001:db8::53]:53')
    """
    bare = f"[{text}]" if text.count(":") > 1 and not text.startswith("[") else text
    parts = urlsplit(f"//{bare}")
    address, port = ipaddress.ip_address(parts.hostname or ""), 53 if parts.port is None else parts.port
    return f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"


def _service(given: object, base: Path) -> str:
    text = _words(given, base)
    parts = urlsplit(text)
    if text != "none" and (parts.scheme not in {"http", "https"} or not parts.hostname or any(sign.isspace() for sign in text)):
        raise ConfigError(f"{text!r} is not the address of a service; write for example https://data.gov.lv/dati, or none")
    return text.rstrip("/")


def _slug(given: object, base: Path) -> str:
    text = _words(given, base)
    if not _SLUG.fullmatch(text):
        raise ConfigError(f"{text!r} is no name of an organisation; write the last part of its address, as in /organization/rigas-dome")
    return text


def _address(*schemes: str) -> Reader:
    def read(given: object, base: Path) -> str:
        text = _words(given, base)
        if urlsplit(text).scheme not in schemes or any(sign.isspace() for sign in text):
            raise ConfigError(f"{text!r} is not an address; it begins with {' or '.join(f'{scheme}:' for scheme in schemes)}")
        return text

    return read


def _several(one: Reader) -> Reader:
    def read(given: object, base: Path) -> tuple[str, ...]:
        parts = re.split(r"[\s,]+", given.strip()) if isinstance(given, str) else given if isinstance(given, list | tuple) else [given]
        found: list[str] = []
        faults: list[str] = []
        for part in parts:
            try:
                found.append(one(part, base))
            except ConfigError as error:
                faults += error.faults
        if faults:
            raise ConfigError(faults)
        return tuple(found)

    return read


def _name(given: object, base: Path) -> str:
    text = _words(given, base).rstrip(".").lower()
    if not HOST.fullmatch(text):
        raise ConfigError(f"{text!r} cannot be a host name; use letters, digits, dots and hyphens")
    return text


READERS: Mapping[str, Reader] = {
    "pages": _whole(1),
    "render": _whole(0),
    "seed": _whole(0),
    "seconds": _seconds(0.1),
    "body_limit": _whole(1),
    "document_limit": _whole(1),
    "visit_bytes": _whole(1),
    "redirects": _whole(0),
    "timeout": _seconds(0.1),
    "delay": _seconds(0),
    "max_delay": _seconds(0),
    "render_timeout": _seconds(0.1),
    "loads": _whole(1),
    "rerender_nights": _whole(1),
    "consent": _consent,
    "links_away": _whole(0),
    "hosts": _hosts,
    "allow": _networks,
    "ca": _certificates,
    "resolver": _resolver,
    "open_data": _service,
    "open_data_organisation": _slug,
    "odata": _service,
    "keep_nights": _whole(0),
    "keep_pictures": _whole(0),
    "keep_months": _whole(0),
    "browser": _words,
    "axe": _file,
    "second_engine": _engine,
    "grid": _address("http", "https"),
    "contact": _address("http", "https", "mailto"),
    "canaries": _several(_address("http", "https")),
    "canary_names": _several(_name),
    "health_every": _seconds(0.01),
    "health_patience": _seconds(0),
    "second_look_after": _seconds(0),
}
"""The reader of every setting."""
