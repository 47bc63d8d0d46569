"""``morning.json``: the same morning for programs; its shape is ``docs/morning.schema.json``."""

from __future__ import annotations

import json
from dataclasses import asdict

from crawler.night.record import NightRecord
from data.changed import change_json
from data.errors import REASONS
from data.rows import stamp
from data.types import Json, Text
from reports.night import figures
from reports.night.figures import Morning
from reports.night.standing import standings
from reports.night.texts import CAUSES

SCHEMA = 1
"""The version of the shape. It changes only when a reader of the old one would be misled."""


def render(morning: Morning) -> str:
    """The JSON as text."""
    return json.dumps(told(morning), ensure_ascii=False, indent=2) + "\n"


def told(morning: Morning) -> dict[str, Json]:
    """The morning as JSON: moments in ISO 8601, spans in seconds, amounts in bytes, shares as parts of one."""
    record, found = morning.record, standings(morning.record)
    return {
        "schema": SCHEMA,
        "run": record.run,
        "began": stamp(record.began),
        **{name: stamp(at) if (at := getattr(record, name)) else None for name in ("ended", "until", "expected_end")},
        "exit_code": record.exit_code,
        "stopped": record.stopped,
        "totals": _totals(record),
        "before": {"run": morning.before.run, "totals": _totals(morning.before)} if morning.before else None,
        "bodies": [{"institution": each.institution, "stand": each.stand.value, "why": each.why} for each in found],
        "failures": [_failure(each) for each in figures.failures(found)],
        "ours": [{"cause": why, "sentence": _words(why), "institutions": names} for why, names in figures.of_ours(found)],
        "compared": morning.compared,
        "labels": {label.value: {"changes": number, "bodies": bodies} for label, number, bodies in figures.by_label(morning.changes)},
        "changes": [change_json(each) for each in morning.changes],
        "slowest": [_slow(each) for each in figures.slowness(record)[: figures.SLOWEST]],
        "bugs": [
            {"indicator": indicator, "bodies": [{"institution": body, "error": error} for body, error in met]}
            for indicator, met in sorted(morning.faults.items())
        ],
        "pauses": [_pause(each.cause, each.detail, stamp(each.began), stamp(each.ended) if each.ended else None) for each in record.pauses],
        "second_looks": [asdict(each) for each in record.second],
        "alerts": [{**asdict(each), "institutions": list(each.institutions)} for each in morning.alerts],
        "kept_bytes": morning.kept_bytes,
    }


def _totals(record: NightRecord) -> dict[str, Json]:
    totals = figures.totals(record)
    plain = asdict(totals) | {"stands": {stand.value: number for stand, number in totals.stands.items()}}
    return plain | {"seen": totals.seen, "coverage": totals.coverage, "reachable": totals.reachable}


def _failure(failure: figures.Failure) -> dict[str, Json]:
    known = REASONS.get(failure.reason)
    remedy = asdict(known.remedy) if known else None
    return {**asdict(failure), "side": failure.side.value, "sentence": _words(failure.reason), "remedy": remedy}


def _words(why: str) -> dict[str, str]:
    return asdict(CAUSES.get(why) or (REASONS[why].what if why in REASONS else Text(why, why)))


def _slow(slow: figures.Slow) -> dict[str, Json]:
    look = slow.look
    seen = {"fetched": look.fetched, "rendered": look.rendered, "bytes": look.bytes, "cpu_seconds": look.cpu_seconds}
    return {"institution": slow.institution, "seconds": slow.seconds, "expected_seconds": slow.expected, **seen}


def _pause(cause: str, detail: str, began: str, ended: str | None) -> dict[str, Json]:
    return {"cause": cause, "sentence": _words(cause), "detail": detail, "began": began, "ended": ended}
