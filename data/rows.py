"""How the nouns become rows of a bundle, and rows the nouns again: the only place that knows the columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from http import HTTPStatus
from math import isfinite
from typing import Any

from data.types import (
    Coverage,
    Document,
    Evidence,
    Exchange,
    Finding,
    Institution,
    Json,
    Kind,
    Missing,
    Observation,
    Outcome,
    Page,
    Role,
    Site,
    Text,
)

Row = dict[str, Any]

_EXCHANGE = {
    "url": str,
    "method": str,
    "status": int,
    "request_headers": str,
    "response_headers": str,
    "body": str,
    "at": str,
    "elapsed_ms": int,
    "ip": str,
    "redirected_from": str,
}
TABLES: dict[str, tuple[dict[str, type], str | tuple[str, ...]]] = {
    "manifest": ({"key": str, "value": str}, "key"),
    "exchanges": ({"id": int, "purpose": str, **_EXCHANGE}, "id"),
    "blobs": ({"sha256": str, "size": int, "data": bytes}, "sha256"),
    "pages": (
        {"url": str, "role": str, "depth": int, "template": str, "exchange": str, "labels": str, "found_on": str},
        "url",
    ),
    "documents": (
        {"url": str, "kind": str, "size": int, "exchange": str, "labels": str, "found_on": str, "facts": str},
        "url",
    ),
    "artifacts": ({"subject": str, "name": str, "value": str, "reason": str, "detail": str}, ("subject", "name")),
    "log": ({"id": int, "at": str, "event": str, "facts": str}, "id"),
    "faults": ({"id": int, "indicator": str, "error": str}, "id"),
    "seal": ({"snapshot": str}, "snapshot"),
    "observations": (
        {
            "snapshot": str,
            "indicator": str,
            "version": int,
            "scope": str,
            "subject": str,
            "outcome": str,
            "value": str,
            "reason": str,
            "confidence": float,
            "whole": int,
            "evidence": str,
        },
        ("snapshot", "indicator", "version", "subject"),
    ),
}
"""Table: its columns and its key. The first columns order the rows when they are digested."""


def dump(value: Json) -> str:
    """Canonical JSON: the same value always gives the same text. NaN and infinity, which JSON does not know, become null."""
    try:
        return _dump(value)
    except ValueError:
        return _dump(_finite(value))


def _dump(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _finite(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {key: _finite(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(inner) for inner in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def storable(value: Any) -> Any:  # noqa: ANN401 (what a column holds)
    """The value as SQLite can keep it: half of a surrogate pair, which some sites send, becomes U+FFFD."""
    if not isinstance(value, str) or value.isascii():
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def stamp(at: datetime) -> str:
    """A moment as text, ISO 8601 with its offset."""
    return at.isoformat()


def moment(text: str) -> datetime:
    """The moment that ``stamp`` wrote."""
    return datetime.fromisoformat(text)


def exchange_row(exchange: Exchange) -> Row:
    """The columns of an exchange."""
    return {
        "url": exchange.url,
        "method": exchange.method,
        "status": exchange.status,
        "request_headers": dump(exchange.request_headers),
        "response_headers": dump(exchange.response_headers),
        "body": exchange.body,
        "at": stamp(exchange.at),
        "elapsed_ms": exchange.elapsed_ms,
        "ip": exchange.ip,
        "redirected_from": dump(exchange.redirected_from),
    }


def exchange(row: Mapping[str, Any]) -> Exchange:
    """The exchange of such columns."""
    return Exchange(
        url=row["url"],
        method=row["method"],
        status=row["status"],
        request_headers=_pairs(row["request_headers"]),
        response_headers=_pairs(row["response_headers"]),
        body=row["body"],
        at=moment(row["at"]),
        elapsed_ms=row["elapsed_ms"],
        ip=row["ip"],
        redirected_from=tuple(json.loads(row["redirected_from"])),
    )


def page_row(page: Page) -> Row:
    """The columns of a page; its artifacts have rows of their own."""
    return {
        "url": page.url,
        "role": page.role.value,
        "depth": page.depth,
        "template": page.template,
        "exchange": _dump_exchange(page.exchange),
        "labels": dump(page.labels),
        "found_on": page.found_on,
    }


def page(row: Mapping[str, Any], artifacts: Mapping[str, Json | Missing]) -> Page:
    """The page of such columns with these artifacts."""
    return Page(
        url=row["url"],
        role=Role(row["role"]),
        depth=row["depth"],
        template=row["template"],
        exchange=_load_exchange(row["exchange"]),
        labels=tuple(json.loads(row["labels"])),
        found_on=row["found_on"],
        artifacts=artifacts,
    )


def document_row(document: Document) -> Row:
    """The columns of a document."""
    facts = document.facts
    return {
        "url": document.url,
        "kind": document.kind,
        "size": document.size,
        "exchange": _dump_exchange(document.exchange),
        "labels": dump(document.labels),
        "found_on": document.found_on,
        "facts": dump(_missing_json(facts) if isinstance(facts, Missing) else {"is": dict(facts)}),
    }


def document(row: Mapping[str, Any]) -> Document:
    """The document of such columns."""
    facts = json.loads(row["facts"])
    return Document(
        url=row["url"],
        kind=row["kind"],
        size=row["size"],
        exchange=_load_exchange(row["exchange"]),
        labels=tuple(json.loads(row["labels"])),
        found_on=row["found_on"],
        facts=facts["is"] if "is" in facts else Missing(**facts),
    )


def artifact_row(value: Json | Missing) -> Row:
    """The columns of an artifact, there or missing."""
    if isinstance(value, Missing):
        return {"value": None, "reason": value.reason, "detail": value.detail}
    return {"value": dump(value), "reason": None, "detail": None}


def artifact(row: Mapping[str, Any]) -> Json | Missing:
    """The artifact of such columns."""
    return Missing(row["reason"], row["detail"]) if row["reason"] else json.loads(row["value"])


def observation_row(observation: Observation) -> Row:
    """The columns of an observation."""
    finding = observation.finding
    return {
        "snapshot": observation.snapshot,
        "indicator": observation.indicator,
        "version": observation.version,
        "scope": observation.scope,
        "subject": observation.subject,
        "outcome": finding.outcome.value,
        "value": dump(finding.value),
        "reason": finding.reason,
        "confidence": finding.confidence,
        "whole": int(finding.whole),
        "evidence": dump([evidence_json(seen) for seen in finding.evidence]),
    }


def observation(row: Mapping[str, Any]) -> Observation:
    """The observation of such columns."""
    finding = Finding(
        outcome=Outcome(row["outcome"]),
        value=json.loads(row["value"]),
        evidence=tuple(_evidence(seen) for seen in json.loads(row["evidence"])),
        reason=row["reason"],
        confidence=row["confidence"],
        whole=bool(row["whole"]),
    )
    return Observation(row["snapshot"], row["indicator"], row["version"], row["scope"], row["subject"], finding)


def evidence_json(seen: Evidence) -> dict[str, Json]:
    """Evidence as result.json shows it."""
    return {**asdict(seen), "at": stamp(seen.at) if seen.at else None}


def coverage_json(coverage: Coverage) -> dict[str, Json]:
    """Coverage as result.json shows it."""
    return asdict(coverage)


def coverage(value: Mapping[str, Json]) -> Coverage:
    """The coverage of such JSON."""
    return Coverage(**value)


def gone(text: str) -> str | None:
    """Why there was nothing at an address, from the column ``exchange`` of its page; None where there was something."""
    found = _load_exchange(text)
    if isinstance(found, Missing):
        return found.reason
    return "not-found" if found.status >= HTTPStatus.BAD_REQUEST else None


def institution_json(institution: Institution) -> dict[str, Json]:
    """An institution as result.json shows it."""
    return {**asdict(institution), "kind": institution.kind.value}


def institution(value: Mapping[str, Json]) -> Institution:
    """The institution of such JSON."""
    sites = tuple(Site(site["url"], tuple(site["aliases"]), site["lane"]) for site in value["sites"])
    return Institution(**{**value, "name": Text(**value["name"]), "kind": Kind(value["kind"]), "sites": sites})


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in json.loads(text))


def _missing_json(missing: Missing) -> dict[str, str]:
    return {"reason": missing.reason, "detail": missing.detail}


def _dump_exchange(value: Exchange | Missing) -> str:
    return dump(_missing_json(value) if isinstance(value, Missing) else exchange_row(value))


def _load_exchange(text: str) -> Exchange | Missing:
    value = json.loads(text)
    return Missing(**value) if "reason" in value else exchange(value)


def _evidence(value: Mapping[str, Json]) -> Evidence:
    return Evidence(**{**value, "at": moment(value["at"]) if value["at"] else None})
