"""What is told: an alert with the facts in it, and the evidence of each, as it is kept and handed to every channel."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from crawler.alerts.rules import Severity
from data.change import Answer, Change, Label
from data.rows import evidence_json, moment
from data.types import Evidence, Json, Outcome, Text


@dataclass(frozen=True, slots=True)
class Item:
    """One fact within an alert: whose, and what changed. ``name`` is the body's."""

    matter: str
    name: Text
    change: Change


@dataclass(frozen=True, slots=True)
class Alert:
    """What one rule says of one body, or of all bodies on the platform ``shared`` that turned alike in one night.

    ``mended`` says that what was told before is over. ``id`` derives from the facts: the same ones never get another.
    """

    id: str
    rule: str
    severity: Severity
    text: Text
    items: tuple[Item, ...]
    audiences: tuple[str, ...]
    run: str
    mended: bool = False
    shared: str | None = None

    @property
    def institutions(self) -> tuple[str, ...]:
        """The ids of the bodies in it, each once, ordered."""
        return tuple(sorted({item.change.institution for item in self.items}))


def digest(*parts: str) -> str:
    """A short name that the same parts always give."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def alert_json(alert: Alert) -> dict[str, Json]:
    """An alert as the book keeps it and the webhook sends it."""
    items = [{"matter": item.matter, "name": asdict(item.name), "change": change_json(item.change)} for item in alert.items]
    return {**{name: getattr(alert, name) for name in _PLAIN}, "text": asdict(alert.text), "items": items}


_PLAIN = ("id", "rule", "severity", "audiences", "run", "mended", "shared")


def alert(value: Mapping[str, Any]) -> Alert:
    """The alert of such JSON."""
    return Alert(
        id=value["id"],
        rule=value["rule"],
        severity=Severity(value["severity"]),
        text=Text(**value["text"]),
        items=tuple(Item(each["matter"], Text(**each["name"]), change(each["change"])) for each in value["items"]),
        audiences=tuple(value["audiences"]),
        run=value["run"],
        mended=value["mended"],
        shared=value["shared"],
    )


def change_json(change: Change) -> dict[str, Json]:
    """A change as JSON; what it was and is, with the evidence."""
    plain = {name: getattr(change, name) for name in ("institution", "indicator", "subject", "label", "why")}
    return {**plain, "was": asdict(change.was), "now": asdict(change.now), "evidence": [evidence_json(seen) for seen in change.evidence]}


def change(value: Mapping[str, Any]) -> Change:
    """The change of such JSON."""
    seen = tuple(Evidence(**{**each, "at": _moment(each["at"])}) for each in value["evidence"])
    return Change(**{**value, "was": answer(value["was"]), "now": answer(value["now"]), "label": Label(value["label"]), "evidence": seen})


def answer(value: Mapping[str, Any]) -> Answer:
    """The answer of such JSON."""
    return Answer(**{**value, "outcome": Outcome(value["outcome"]) if value["outcome"] else None})


def _moment(text: str | None) -> datetime | None:
    return moment(text) if text else None
