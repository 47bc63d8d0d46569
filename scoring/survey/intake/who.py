"""Which institution a cell means: by its id, registration number, the domain of an e-mail address, or name."""

from __future__ import annotations

from functools import cached_property

from data.errors import ConfigError
from data.registry import Registry
from data.text import fold
from data.types import Kind
from scoring.survey.intake.limits import NEAR
from scoring.survey.intake.sheet import shown


class Who:
    """The institutions, to be looked up by whatever a cell says; each text is looked up once."""

    def __init__(self, registry: Registry) -> None:
        """Index them by their hosts."""
        self.registry = registry
        self._known: dict[str, str | ValueError] = {}
        self._near = NEAR

    def find(self, text: str) -> str:
        """The id that the text means. Raises ValueError that says what to write instead."""
        if text not in self._known:
            self._known[text] = self._looked_up(text)
        found = self._known[text]
        if isinstance(found, ValueError):
            raise found
        return found

    def near(self, text: str) -> str:
        """The id of the institution whose name is most like the text; empty where none is, or too many were sought."""
        if self._near <= 0 or "@" in text:
            return ""
        self._near -= 1
        return next(iter(self.registry.names.near(text[:200])), "")

    def _looked_up(self, text: str) -> str | ValueError:
        """The id, or the fault."""
        if "@" in text:
            return self._at(text)
        if text.lower() in self.registry.institutions:
            return text.lower()
        if self._near <= 0 and not self._clear(text):
            return ValueError(f"no institution {shown(text)!r}; write its id, registration number or name")
        try:
            found = self.registry.find(text)
        except ConfigError as error:
            return ValueError(str(error) if len(text) <= 200 else f"no institution {shown(text)!r}")
        if found.kind is Kind.UNKNOWN:
            return ValueError(f"no institution with the site {shown(text)!r}; write its id or registration number")
        return found.id

    def _clear(self, text: str) -> bool:
        """Whether a text is found, or refused, without looking for what is similar."""
        return any(sign in text for sign in "0123456789.") or bool(self.registry.names.find(text))

    def _at(self, text: str) -> str | ValueError:
        """Whose site the domain of an e-mail address is, or the domain above it."""
        labels = fold(text.rpartition("@")[2].strip(" <>")).split(".")
        above = (".".join(labels[start:]) for start in range(len(labels) - 1))
        found = next((self._hosts[host] for host in above if host in self._hosts), None)
        return found or ValueError(f"{shown(text)!r} is at the domain of no institution; map it to an id in the mapping file")

    @cached_property
    def _hosts(self) -> dict[str, str]:
        """Whose each host is, without ``www.``."""
        return {host.removeprefix("www."): owner for host, owner in self.registry.hosts.items()}
