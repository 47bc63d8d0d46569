"""Outliers, computed by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from data.errors import ConfigError
from scoring import treat as t

NAN = float("nan")
TAIL = pd.Series([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 100], name="bytes")
"""COINr's own example: two high outliers."""
FLAT = pd.Series([5.0, 5, 5, 5, 5, 5])


def log(*values: float) -> list[float]:
    return [math.log(value) if value > 0 else NAN for value in values]


def test_skewness_and_kurtosis() -> None:
    x = pd.Series([1.0, 2, 4, 9, NAN])
    assert t.skewness(x) == pytest.approx(float(stats.skew([1, 2, 4, 9], bias=False)))
    assert t.kurtosis(x) == pytest.approx(float(stats.kurtosis([1, 2, 4, 9], bias=False)))


@pytest.mark.parametrize("x", [FLAT, pd.Series([1.0]), pd.Series([1.0, 2.0]), pd.Series([NAN, NAN]), pd.Series([], dtype="float64")])
def test_what_cannot_be_told(x: pd.Series[float]) -> None:
    assert math.isnan(t.skewness(x))
    assert math.isnan(t.kurtosis(x))
    assert not t.outlying(x)
    pd.testing.assert_series_equal(t.winsorise(x), x)


def test_both_limits_have_to_be_reached() -> None:
    skew, kurt = t.skewness(TAIL), t.kurtosis(TAIL)
    assert t.outlying(TAIL)
    assert t.outlying(TAIL, skew=skew, kurt=kurt)
    assert not t.outlying(TAIL, skew=skew + 1e-9)
    assert not t.outlying(TAIL, kurt=kurt + 1e-9)
    assert t.outlying(-TAIL)


def test_winsorising() -> None:
    # the 100 becomes 30, and the column passes; by stricter limits both 30s then become 10
    assert t.winsorise(TAIL).tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 30]
    assert t.winsorise(-TAIL).tolist() == [-1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -30, -30]
    assert t.winsorise(TAIL, kurt=1.0, skew=1.0).tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10]
    assert t.winsorise(TAIL, kurt=1.0, skew=1.0, most=1).tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 30]
    assert t.winsorise(TAIL, most=0).tolist() == TAIL.tolist()
    gap = pd.concat([TAIL, pd.Series([NAN])], ignore_index=True)
    assert t.winsorise(gap).tolist() == pytest.approx([*TAIL[:11], 30, NAN], nan_ok=True)


def test_equal_values_are_moved_together() -> None:
    twins = pd.Series([1.0] * 30 + [2.0] * 30 + [50.0, 50.0])
    assert t.winsorise(twins, most=1).tolist() == [1.0] * 30 + [2.0] * 32
    hidden = pd.Series([0.0] * 60 + [1.0])
    assert t.winsorise(hidden).tolist() == [0.0] * 61


X = pd.Series([0.0, 1.0, 100.0, NAN], name="x")


@pytest.mark.parametrize(
    ("method", "x", "expected"),
    [
        (t.log_ct, X, log(1, 2, 101, NAN)),
        (t.log_ct, -X, log(101, 100, 1, NAN)),
        (t.log_ct, FLAT, [NAN] * 6),
        (t.log_ct_plus, X, log(1, 2, 101, NAN)),
        (t.log_ct_plus, -X, [-value for value in log(1, 2, 101, NAN)]),
        (t.log_ct_orig, X, log(1, 2, 101, NAN)),
        (t.log_ct_orig, FLAT, [0] * 6),
        (t.log_ct_orig, pd.Series([NAN, NAN]), [NAN, NAN]),
        (t.log_gii, X, log(1, 1.99, 100, NAN)),
        (t.log_gii, FLAT, [NAN] * 6),
    ],
)
def test_logarithms(method: Any, x: pd.Series[float], expected: list[float]) -> None:
    assert method(x).tolist() == pytest.approx(expected, nan_ok=True)


def test_logarithms_that_have_no_answer() -> None:
    with pytest.raises(ConfigError, match=r"x: log_gii needs a maximum above 1, and it is 0\.5"):
        t.log_gii(pd.Series([0.1, 0.5], name="x"))


def test_box_cox() -> None:
    assert t.box_cox(X, 0).tolist() == pytest.approx(log(1, 2, 101, NAN), nan_ok=True)
    assert t.box_cox(X, 0.5).tolist() == pytest.approx([0, 2 * (2**0.5 - 1), 2 * (101**0.5 - 1), NAN], nan_ok=True)
    assert t.box_cox(X - 7, 1).tolist() == pytest.approx([0, 1, 100, NAN], nan_ok=True)


FRAME = pd.DataFrame({"bytes": TAIL, "calm": np.arange(12.0), "flat": 1.0})


def after(frame: pd.DataFrame, how: str = "jrc", **options: Any) -> pd.DataFrame:
    treated = t.treat(frame, how, **options)
    return treated.values


def told(frame: pd.DataFrame, how: str) -> list[tuple[str, int, bool]]:
    table = t.treat(frame, how).table
    return list(zip(table["treatment"], table["points"], table["passes"], strict=True))


def test_what_is_done_and_told() -> None:
    pd.testing.assert_frame_equal(after(FRAME), FRAME.assign(bytes=t.winsorise(TAIL)))
    assert told(FRAME, "jrc") == [("winsorise", 1, True), ("", 0, True), ("", 0, True)]
    found = t.treat(FRAME, "jrc")
    assert found.table["skewness_before"]["bytes"] == t.skewness(TAIL)
    assert found.table["kurtosis_before"]["bytes"] == t.kurtosis(TAIL)
    assert found.table["skewness"]["bytes"] == t.skewness(t.winsorise(TAIL))
    assert found.marks["bytes"].tolist() == [""] * 11 + ["high"]
    assert t.treat(-FRAME, "jrc").marks["bytes"].tolist() == [""] * 11 + ["low"]


def test_where_winsorising_does_not_suffice() -> None:
    """Six far values of sixty: five points are moved, which changes too little."""
    far = pd.Series([*np.arange(1.0, 55.0), 200, 210, 220, 230, 240, 250], name="x")
    values = far.to_frame()
    assert told(values, "winsorise") == [("winsorise", 5, False)]
    assert told(values, "jrc") == [("log", 0, True)]
    assert told(values, "combined") == [("winsorise+log", 5, True)]
    pd.testing.assert_series_equal(after(values)["x"], t.log_ct(far))
    pd.testing.assert_series_equal(after(values, "combined")["x"], t.log_ct(t.winsorise(far)))
    assert set(t.treat(values).marks["x"]) == {"log"}
    assert t.treat(values, "combined").marks["x"].value_counts().to_dict() == {"log": 55, "high": 5}


def test_other_ways() -> None:
    pd.testing.assert_series_equal(after(FRAME, "log")["bytes"], t.log_ct(TAIL))
    pd.testing.assert_frame_equal(after(FRAME, "none"), FRAME)
    pd.testing.assert_frame_equal(after(FRAME, columns=["calm"]), FRAME)
    assert t.treat(FRAME.iloc[:1]).table["passes"].all()
    assert after(FRAME.iloc[:, :0]).empty
    with pytest.raises(ConfigError, match="'trim' is not a way to treat outliers; write one of none, winsorise, log, jrc, combined"):
        t.treat(FRAME, "trim")
