"""The frame and the side-by-side table, recomputed by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from data.types import Finding, Observation, Outcome, Value
from scoring.frame import COLUMNS, frame, side_by_side, verdict

P, F, C, N, U = Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL, Outcome.INAPPLICABLE, Outcome.UNTESTED
WHO = {"s1": "ventspils", "s2": "rezekne"}


def seen(
    snapshot: str, indicator: str, scope: str, subject: str, outcome: Outcome, value: Value = None, reason: str | None = None
) -> Observation:
    return Observation(snapshot, indicator, 1, scope, subject, Finding(outcome, value, reason=reason))


SEEN = (
    seen("s1", "hsts", "site", "https://v.test/", P, True),
    seen("s2", "hsts", "site", "https://r.test/", U, None, "tls"),
    seen("s1", "contrast", "page", "https://v.test/b", F, 3),
    seen("s1", "contrast", "page", "https://v.test/a", P, 0),
    seen("s1", "contrast", "page", "https://v.test/c", P, 0),
    seen("s1", "contrast", "page", "https://v.test/d", U, None, "browser-timeout"),
    seen("s2", "contrast", "page", "https://r.test/a", N),
    seen("s1", "level", "service", "https://v.test/1", P, 1),
    seen("s1", "level", "service", "https://v.test/2", P, 4),
    seen("s1", "level", "service", "https://v.test/3", P, 5),
    seen("s1", "level", "service", "https://v.test/4", C, 6, "unclear"),
    seen("s1", "newest", "site", "https://v.test/", P, "2026-11-02"),
)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [((), U), ((P,), P), ((P, F, U), F), ((P, C), C), ((P, U), P), ((U, N), U), ((N, N), N), ((C, F), F)],
)
def test_verdict(outcomes: tuple[Outcome, ...], expected: Outcome) -> None:
    assert verdict(outcomes) is expected


def test_frame_is_tidy_typed_and_ordered() -> None:
    table = frame(SEEN, WHO, {"hsts": "security", "contrast": "access"})
    assert tuple(table.columns) == COLUMNS
    assert {name: str(kind) for name, kind in table.dtypes.items()} == {
        **dict.fromkeys(("institution", "indicator", "theme", "scope", "outcome", "reason"), "category"),
        **dict.fromkeys(("subject", "value"), "string"),
        "number": "Float64",
        "confidence": "float64",
    }
    assert len(table) == len(SEEN)
    assert table["institution"].tolist() == ["rezekne"] * 2 + ["ventspils"] * 10
    contrast = table[(table["institution"] == "ventspils") & (table["indicator"] == "contrast")]
    assert contrast["subject"].tolist() == [f"https://v.test/{letter}" for letter in "abcd"]
    assert contrast["outcome"].tolist() == ["passed", "failed", "passed", "untested"]
    assert contrast["reason"].tolist()[:3] != ["browser-timeout"] * 3
    assert contrast["reason"].tolist()[3] == "browser-timeout"


@pytest.mark.parametrize(
    ("value", "text", "number"),
    [
        (True, "true", 1.0),
        (False, "false", 0.0),
        (3, "3", 3.0),
        (0.25, "0.25", 0.25),
        ("2026-11-02", "2026-11-02", None),
        (None, None, None),
    ],
)
def test_values_become_text_and_number(value: Value, text: str | None, number: float | None) -> None:
    row = frame([seen("s1", "x", "site", "https://v.test/", P, value)], WHO).iloc[0]
    assert (None if pd.isna(row["value"]) else row["value"]) == text
    assert (None if pd.isna(row["number"]) else row["number"]) == number


def test_side_by_side_by_hand() -> None:
    found = side_by_side(frame(SEEN, WHO, {"hsts": "security"}))
    rows = zip(found.index, found.to_numpy(), strict=True)
    plain = {(place[0], place[1]): [None if pd.isna(item) else item for item in row] for place, row in rows}
    columns = list(found.columns)
    assert columns == ["theme", "scope", "outcome", "value", "number", "subjects", "measured", "failed", "share", "median"]
    assert plain == {
        ("rezekne", "contrast"): [None, "page", "inapplicable", None, None, 1, 0, 0, None, None],
        ("rezekne", "hsts"): ["security", "site", "untested", None, None, 1, 0, 0, None, None],
        # three of four pages were measured, one of them fails: 1/3; the median of 0, 3 and 0 is 0
        ("ventspils", "contrast"): [None, "page", "failed", None, None, 4, 3, 1, pytest.approx(1 / 3), 0.0],
        ("ventspils", "hsts"): ["security", "site", "passed", "true", 1.0, 1, 1, 0, 0.0, 1.0],
        # the doubtful 6 does not count: the median of 1, 4 and 5 is 4
        ("ventspils", "level"): [None, "service", "cantTell", None, None, 4, 3, 0, 0.0, 4.0],
        ("ventspils", "newest"): [None, "site", "passed", "2026-11-02", None, 1, 1, 0, 0.0, None],
    }


def test_nothing_gives_an_empty_table() -> None:
    table = frame([], {})
    assert table.empty
    assert tuple(table.columns) == COLUMNS
    assert side_by_side(table).empty


def test_unknown_snapshot_is_refused() -> None:
    with pytest.raises(KeyError):
        frame(SEEN, {"s1": "ventspils"})
