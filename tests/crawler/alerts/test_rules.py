"""The table of rules: what comes with eindekss is right, and whatever is wrong in one is told at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.alerts.rules import Severity, load
from crawler.alerts.shift import shift
from data.change import Answer
from data.errors import ConfigError
from data.types import Outcome, Value

_HEAD = "id,indicator,change,confirmed,audience,severity,text_lv,text_en\n"


def _load(folder: Path, *lines: str) -> list[str]:
    path = folder / "alerts.csv"
    path.write_text(_HEAD + "\n".join(lines), encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    return [fault.removeprefix(str(folder)) for fault in caught.value.faults]


def test_rules_that_come_with_eindekss() -> None:
    rules = load()
    assert len(rules.rows) > 15
    assert {rule.severity for rule in rules.rows} == set(Severity)
    assert rules.of("certificate") is not None
    assert rules.of("no-such") is None


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    faults = _load(
        tmp_path,
        "a,no-such-thing,passed>failed,1 look,analysts,note,x,y",
        "a,statement,worse,often,Analysts!,loud,,{body}",
        "c,security-*,falls 0 %,2 looks,a|a,note,{was,y",
        "d,statement,passed>passed,1 night,group,note,{now!r},{now.value}",
    )
    assert [fault.partition(" ")[0].rstrip(":") + " " + fault.split(": ")[1] for fault in faults] == [
        "/alerts.csv:2 indicator",
        *(f"/alerts.csv:3 {column}" for column in ("change", "confirmed", "audience", "severity", "text_lv", "text_en")),
        *(f"/alerts.csv:4 {column}" for column in ("change", "audience", "text_lv")),
        *(f"/alerts.csv:5 {column}" for column in ("change", "text_lv", "text_en")),
    ]
    assert all("write" in fault or "'eindekss list'" in fault for fault in faults)


def test_id_given_twice(tmp_path: Path) -> None:
    row = "a,statement,passed>failed,1 look,analysts,note,x,y"
    assert len(_load(tmp_path, row, row)) == 1


@pytest.mark.parametrize(
    ("words", "was", "now", "holds"),
    [
        ("passed>failed", (Outcome.PASSED, None), (Outcome.FAILED, None), True),
        ("passed>failed", (Outcome.INAPPLICABLE, None), (Outcome.FAILED, None), False),
        ("passed>failed", (Outcome.PASSED, None), (Outcome.CANT_TELL, None), None),
        ("any>failed", (None, None), (Outcome.FAILED, None), True),
        ("any>failed", (Outcome.FAILED, 1), (Outcome.FAILED, 2), False),
        ("falls 20 %", (Outcome.PASSED, 10), (Outcome.PASSED, 8.01), False),
        ("falls 20 %", (Outcome.PASSED, True), (Outcome.PASSED, False), False),
        ("falls 20 %", (Outcome.PASSED, 0), (Outcome.PASSED, 0), False),
        ("rises 50%", (Outcome.PASSED, 10), (Outcome.FAILED, 15), True),
        ("any", (Outcome.PASSED, "Drupal"), (Outcome.PASSED, "WordPress"), True),
        ("any", (Outcome.UNTESTED, None), (Outcome.PASSED, "WordPress"), False),
        ("appears", (None, None), (Outcome.FAILED, None), True),
        ("disappears", (Outcome.FAILED, None), (None, None), True),
    ],
)
def test_what_a_change_is(words: str, was: tuple[Outcome, Value], now: tuple[Outcome, Value], holds: bool | None) -> None:  # noqa: FBT001
    assert shift(words).holds(Answer("a", *was), Answer("b", *now)) is holds
