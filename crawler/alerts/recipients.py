"""Who hears of alerts, and how: a TOML file outside the repository, read strictly; secrets come from the environment or a file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crawler.alerts import recipient_values as values
from crawler.alerts.words import LANGUAGES
from data.errors import ConfigError
from data.store import VAR

FILE = VAR / "alerts.toml"
"""The recipients that commands use unless told otherwise; without it there are only feeds."""
_SECURITY = ("starttls", "tls", "none")
_KEYS = {
    "": ("mail", "webhooks", "audiences", "feeds"),
    "mail": ("server", "port", "security", "user", "password_env", "password_file", "sender", "timeout", "ca"),
    "webhooks": ("url", "secret_env", "secret_file", "allow", "ca", "timeout"),
    "audiences": ("mail", "webhooks", "languages"),
    "feeds": ("address",),
}


@dataclass(frozen=True, slots=True)
class Server:
    """The mail server, and from whom its mail is. ``security``: starttls (never without), tls, or none for a server on this machine."""

    host: str
    sender: str
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 30.0
    ca: Path | None = None


@dataclass(frozen=True, slots=True)
class Hook:
    """A webhook: where to, signed with what, and networks that it may lead to although they are not public."""

    name: str
    url: str
    secret: bytes = field(repr=False)
    allow: tuple[str, ...] = ()
    ca: Path | None = None
    timeout: float = 20.0


@dataclass(frozen=True, slots=True)
class Audience:
    """The ways to one audience, as ``mail:ADDRESS`` and ``webhook:NAME``, and the languages it reads, in their order."""

    channels: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES


@dataclass(frozen=True, slots=True)
class Recipients:
    """All of the file. Audiences are named ``analysts``, ``institution/ID``, ``group/NAME``, as the alerts resolve."""

    audiences: Mapping[str, Audience] = field(default_factory=dict)
    server: Server | None = None
    hooks: Mapping[str, Hook] = field(default_factory=dict)
    feeds: str | None = None
    """Where the folder of feeds can be read on the web, if it can."""


def load(path: Path = FILE, environment: Mapping[str, str] | None = None) -> Recipients:
    """Read and check the file; one that is not there gives nobody. Raises ConfigError with every fault: place and remedy."""
    if not path.is_file() and path == FILE:
        return Recipients()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); give the file of recipients") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: not TOML ({error}); mend it there") from error
    reader = _Reader(path, os.environ if environment is None else environment)
    found = reader.recipients(told)
    if reader.faults:
        raise ConfigError(reader.faults)
    return found


@dataclass(slots=True)
class _Reader:
    path: Path
    environment: Mapping[str, str]
    faults: list[str] = field(default_factory=list)

    def recipients(self, told: Mapping[str, Any]) -> Recipients:
        """All of the file, with what is wrong in it among the faults."""
        self._known(told, "", "")
        server = self._server(self._table(told, "mail")) if "mail" in told else None
        hooks = {name: hook for name, given in self._tables(told, "webhooks") if (hook := self._hook(name, given))}
        audiences = {name: self._audience(name, given, self._table(told, "webhooks")) for name, given in self._tables(told, "audiences")}
        if server is None and "mail" not in told and any(way.startswith("mail:") for each in audiences.values() for way in each.channels):
            self._fault("mail", "is not there, but audiences have mail addresses; add [mail] with server and sender")
        feeds = self._table(told, "feeds")
        address = self._get(feeds, "feeds", "address", values.web) if feeds else None
        return Recipients(audiences, server, hooks, address)

    def _server(self, told: Mapping[str, Any]) -> Server | None:
        self._known(told, "mail", "mail")
        plain = {
            "host": self._get(told, "mail", "server", values.host),
            "sender": self._get(told, "mail", "sender", values.mail_address),
            "port": self._get(told, "mail", "port", values.port, 587),
            "security": self._get(told, "mail", "security", values.one_of(_SECURITY), "starttls"),
            "timeout": self._get(told, "mail", "timeout", values.seconds, 30.0),
            "user": self._get(told, "mail", "user", values.words, ""),
        }
        if plain["user"] and plain["security"] == "none":
            self._fault("mail.security", "none would send the password in the open; write starttls or tls, or leave the user out")
        secret = self._secret(told, "mail", "password") if plain["user"] else b""
        ca = self._get(told, "mail", "ca", self._file, "")
        if any(value is None for value in (*plain.values(), secret)):
            return None
        user = plain.pop("user") or None
        return Server(**plain, user=user, password=(secret or b"").decode("utf-8", "replace") if user else None, ca=ca or None)

    def _hook(self, name: str, told: Mapping[str, Any]) -> Hook | None:
        place = f"webhooks.{name}"
        self._known(told, "webhooks", place)
        url = self._get(told, place, "url", values.web)
        secret = self._secret(told, place, "secret")
        key = self._checked(place, "secret", values.key, secret.decode("utf-8", "replace")) if secret is not None else None
        allow = self._get(told, place, "allow", values.networks, ())
        timeout = self._get(told, place, "timeout", values.seconds, 20.0)
        ca = self._get(told, place, "ca", self._file, "")
        if url is None or key is None or allow is None or timeout is None:
            return None
        if url.startswith("http:") and not allow:
            self._fault(f"{place}.url", "is not encrypted; write https://, or allow the network of your own that it leads to")
        return Hook(name, url, key, tuple(allow), ca or None, timeout)

    def _audience(self, name: str, told: Mapping[str, Any], hooks: Mapping[str, Any]) -> Audience:
        place = f"audiences.{name}"
        self._known(told, "audiences", place)
        mail = self._get(told, place, "mail", values.each(values.mail_address), ()) or ()
        named = self._get(told, place, "webhooks", values.each(values.one_of(tuple(hooks))), ()) or ()
        languages = self._get(told, place, "languages", values.each(values.one_of(LANGUAGES)), LANGUAGES) or LANGUAGES
        channels = (*(f"mail:{each}" for each in mail), *(f"webhook:{each}" for each in named))
        return Audience(tuple(dict.fromkeys(channels)), tuple(dict.fromkeys(languages)))

    def _table(self, told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        table = told.get(name, {})
        if isinstance(table, dict):
            return table
        self._fault(name, f"is no table; write [{name}]")
        return {}

    def _tables(self, told: Mapping[str, Any], name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for key, value in self._table(told, name).items():
            if isinstance(value, dict):
                yield key, value
            else:
                self._fault(f"{name}.{key}", f'is no table; write [{name}."{key}"]')

    def _known(self, told: Mapping[str, Any], kind: str, place: str) -> None:
        for key in told:
            if key not in _KEYS[kind]:
                self._fault(f"{place}.{key}".strip("."), f"is unknown; write one of {', '.join(_KEYS[kind])}")

    def _get(self, told: Mapping[str, Any], place: str, key: str, read: Callable[[Any], Any], default: Any = None) -> Any:  # noqa: ANN401
        if key in told:
            return self._checked(place, key, read, told[key])
        if default is None:
            self._fault(f"{place}.{key}", "is not given; write it")
        return default

    def _checked(self, place: str, key: str, read: Callable[[Any], Any], given: Any) -> Any:  # noqa: ANN401 (of each key another type)
        try:
            return read(given)
        except ValueError as error:
            self._fault(f"{place}.{key}", str(error))
            return None

    def _secret(self, told: Mapping[str, Any], place: str, key: str) -> bytes | None:
        """The secret that an environment variable or a file holds; never one written in the settings themselves."""
        variable, file = told.get(f"{key}_env"), told.get(f"{key}_file")
        if (variable is None) == (file is None):
            self._fault(f"{place}.{key}", f"give either {key}_env (a variable's name) or {key}_file (a path)")
            return None
        if variable is not None and str(variable) not in self.environment:
            self._fault(f"{place}.{key}_env", f"there is no environment variable {variable!r}; set it where eindekss runs")
            return None
        if variable is not None:
            return self.environment[str(variable)].strip().encode()
        path = self._checked(place, f"{key}_file", self._file, file)
        return path.read_bytes().strip() if path else None

    def _file(self, given: object) -> Path:
        path = self.path.parent / Path(values.words(given)).expanduser()
        try:
            path.read_bytes()
        except OSError as error:
            raise ValueError(f"{path} cannot be read ({error.strerror}); give the path of a file that can") from error
        return path

    def _fault(self, place: str, fault: str) -> None:
        self.faults.append(f"{self.path}: {place}: {fault}")
