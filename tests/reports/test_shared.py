"""A fault that all sites of a shared platform have is told once, as the platform's."""

from __future__ import annotations

import pytest

from data.types import Institution, Kind, Outcome, Text, Value
from reports.matrix import Cell, Row
from reports.shared import shared_faults

BODIES = [Institution(name, Text(name, name), Kind.MUNICIPALITY, ()) for name in ("a", "b", "c")]
PASSED, FAILED, UNTESTED = Outcome.PASSED, Outcome.FAILED, Outcome.UNTESTED


def row(name: str, theme: str, *outcomes: Outcome, values: tuple[Value, ...] = (None, None, None)) -> Row:
    cells = tuple(Cell(outcome, "site", value, False, 0, 1) for outcome, value in zip(outcomes, values, strict=True))
    return Row(name, Text(name, name), None, theme, cells)


def platforms(*names: Value) -> Row:
    return row("platform", "platform", PASSED, PASSED, PASSED, values=names)


@pytest.mark.parametrize(
    ("on", "theme", "outcomes", "expected"),
    [
        (("tvp", "tvp", "tvp"), "security", (FAILED, FAILED, FAILED), ["a", "b", "c"]),
        (("tvp", "tvp", "wordpress"), "security", (FAILED, FAILED, PASSED), ["a", "b"]),
        (("tvp", "tvp", "tvp"), "security", (FAILED, UNTESTED, FAILED), ["a", "c"]),
        (("tvp", "tvp", "tvp"), "security", (FAILED, PASSED, FAILED), None),
        (("tvp", "wordpress", "wordpress"), "security", (FAILED, FAILED, FAILED), None),
        (("wordpress", "wordpress", "wordpress"), "security", (FAILED, FAILED, FAILED), None),
        (("tvp", "tvp", "tvp"), "openness", (FAILED, FAILED, FAILED), None),
    ],
)
def test_a_shared_fault(on: tuple[Value, ...], theme: str, outcomes: tuple[Outcome, ...], expected: list[str] | None) -> None:
    found = shared_faults([platforms(*on), row("hsts", theme, *outcomes)], BODIES)
    assert [[institution.id for institution in fault.institutions] for fault in found] == ([expected] if expected else [])


def test_what_a_body_writes_itself_is_its_own() -> None:
    assert shared_faults([platforms("tvp", "tvp", "tvp"), row("statement-age", "access", FAILED, FAILED, FAILED)], BODIES) == []


def test_without_platforms_nothing_is_shared() -> None:
    assert shared_faults([row("hsts", "security", FAILED, FAILED, FAILED)], BODIES) == []
