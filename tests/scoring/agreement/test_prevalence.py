"""True shares behind imperfect detectors: as other programs compute them, and how often the intervals hold the truth."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audits.accuracy import Tally
from scoring.agreement import corrected
from scoring.agreement.detector import Detector
from scoring.agreement.intervals import blaker, exact, wilson
from scoring.agreement.prevalence import known_errors, lang_reiczigel, rogan_gladen
from scoring.agreement.tables import TwoByTwo
from tests.scoring.agreement.oracles import numbers

GIVEN = numbers("rogan_gladen_epiR.csv")
counted = st.builds(Detector, st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))


def detector(case: dict[str, float]) -> Detector:
    return Detector(case["found"], case["absent"] - case["rejected"], case["present"] - case["found"], case["rejected"])


@pytest.mark.parametrize("case", GIVEN, ids=lambda case: "{pos:g} of {tested:g}, {se:g} {sp:g}".format(**case))
def test_as_epir(case: dict[str, float]) -> None:
    seen, of = int(case["pos"]), int(case["tested"])
    found, apparent = known_errors(seen, of, case["se"], case["sp"]), wilson(seen, of)
    assert (found.value, found.low, found.high) == pytest.approx((case["tp"], case["tp_lo"], case["tp_hi"]), abs=1e-9)
    assert (apparent.value, apparent.low, apparent.high) == pytest.approx((case["ap"], case["ap_lo"], case["ap_hi"]), abs=1e-9)


@pytest.mark.parametrize("interval", [exact, blaker])
def test_any_interval_is_turned(interval: object) -> None:
    found, apparent = known_errors(35, 100, 0.9, 0.85, interval), interval(35, 100)  # type: ignore[arg-type, operator]
    assert found.low == pytest.approx((apparent.low - 0.15) / 0.75, abs=1e-12)
    assert found.high == pytest.approx((apparent.high - 0.15) / 0.75, abs=1e-12)


@pytest.mark.parametrize("case", numbers("rogan_gladen_delicatessen.csv"), ids=lambda case: "{seen:g} of {of:g}".format(**case))
def test_as_delicatessen(case: dict[str, float]) -> None:
    found = rogan_gladen(case["seen"], case["of"], detector(case))
    assert found.value == pytest.approx(case["value"], abs=1e-9)
    # The oracle takes derivatives by small differences.
    assert found.variance == pytest.approx(case["variance"], rel=1e-6)


@pytest.mark.parametrize(
    "case", numbers("lang_reiczigel_asht.csv"), ids=lambda case: " ".join(f"{value:g}" for value in list(case.values())[:7])
)
def test_as_asht(case: dict[str, float]) -> None:
    found = lang_reiczigel(case["seen"], case["of"], detector(case), case["level"])
    assert found.value == pytest.approx(case["value"], abs=1e-9)
    # The oracle holds only the lower limit at 0 and only the upper one at 1, so that a limit may lie beyond the other.
    told = tuple(min(1.0, max(0.0, case[end])) for end in ("low", "high"))
    assert (found.low, found.high) == pytest.approx(told, abs=1e-9)


@given(st.integers(0, 50), st.integers(0, 50), counted)
def test_never_fails(seen: int, of: int, errs: Detector) -> None:
    for found in (rogan_gladen(seen, of, errs), lang_reiczigel(seen, of, errs)):
        assert found.known == (not found.reason)
        assert isnan(found.value) or found.low <= found.high


@pytest.mark.parametrize(
    ("seen", "of", "errs", "reason"),
    [
        (0, 0, Detector(9, 1, 1, 9), "nothing"),
        (5, 4, Detector(9, 1, 1, 9), "out-of-range"),
        (1, 4, Detector(0, 1, 0, 9), "detector-unknown"),
        (1, 4, Detector(5, 5, 5, 5), "uninformative"),
        (1, 4, Detector(7, 7, 3, 3), "uninformative"),
    ],
)
def test_reasons(seen: int, of: int, errs: Detector, reason: str) -> None:
    assert rogan_gladen(seen, of, errs).reason == lang_reiczigel(seen, of, errs).reason == reason


def test_known_errors_that_tell_nothing() -> None:
    assert known_errors(1, 4, 0.3, 0.7).reason == "uninformative"
    assert known_errors(0, 0, 0.9, 0.9).reason == "nothing"
    assert known_errors(1, 2, 1.2, 0.9).reason == "out-of-range"
    assert lang_reiczigel(1, 4, Detector(2, 8, 8, 2)).reason == "uninformative", "worse than chance"


@given(st.floats(0.05, 0.95), st.floats(0.6, 1), st.floats(0.6, 1))
def test_undoes_what_a_detector_does(share: float, sensitivity: float, specificity: float) -> None:
    seen = 1000 * (share * sensitivity + (1 - share) * (1 - specificity))
    errs = Detector(100 * sensitivity, 100 * (1 - specificity), 100 * (1 - sensitivity), 100 * specificity)
    assert rogan_gladen(seen, 1000, errs).value == pytest.approx(share, abs=1e-9)


@pytest.mark.parametrize(("share", "sensitivity", "specificity"), [(0.1, 0.8, 0.95), (0.5, 0.9, 0.9), (0.85, 0.7, 0.98)])
def test_lang_reiczigel_holds_95_of_100(share: float, sensitivity: float, specificity: float) -> None:
    rng, held, runs = np.random.default_rng(23), 0, 3000
    for _ in range(runs):
        seen = rng.binomial(100, share * sensitivity + (1 - share) * (1 - specificity))
        found, rejected = rng.binomial(40, sensitivity), rng.binomial(60, specificity)
        interval = lang_reiczigel(seen, 100, Detector(found, 60 - rejected, 40 - found, rejected))
        held += interval.low <= share <= interval.high
    assert 0.93 <= held / runs <= 0.985


def test_false_claims_despite_a_detector_that_errs() -> None:
    # 200 claims, 50 of them false; the detector sees 90 of 100 of what is there, and imagines 1 of 20 of what is not.
    table = TwoByTwo(a=150 * 0.9 + 50 * 0.05, b=200 - 137.5, c=100 * 0.2 * 0.9 + 80 * 0.05, e=78)
    errs = Detector(900, 50, 100, 950)
    false = corrected.overclaim(table, errs)
    assert table.overclaim().value == pytest.approx(0.3125), "what was not seen is more than what is not there"
    assert false.value == pytest.approx(0.25, abs=1e-9)
    assert false.low < 0.25 < false.high
    assert corrected.underclaim(table, errs).value == pytest.approx(0.2, abs=1e-9)
    assert corrected.overclaim(TwoByTwo(), errs).reason == "nothing"


def test_pooled_over_one_detector_is_the_plain_one() -> None:
    errs = Detector(18, 2, 2, 28)
    cautious = Detector(19, 3, 3, 29)
    assert corrected.pooled([corrected.Part(30, 60, errs)]) == lang_reiczigel(30, 60, errs)
    # Cut in two, it is the same share with the variance of the delta method, but that the two detectors are taken as unrelated.
    halves = corrected.pooled([corrected.Part(15, 30, errs), corrected.Part(15, 30, errs)])
    assert halves.value == pytest.approx(rogan_gladen(30, 60, cautious).value, abs=1e-9)


@given(st.lists(st.builds(corrected.Part, st.integers(0, 5), st.integers(5, 9), counted), max_size=5))
def test_pooled_never_fails(parts: list[corrected.Part]) -> None:
    found = corrected.pooled(parts)
    assert found.known == (not found.reason)


def test_pooled_holds_95_of_100() -> None:
    rng, held, runs = np.random.default_rng(31), 0, 1500
    errors = [(0.9, 0.97), (0.8, 0.9), (0.7, 0.98), (0.95, 0.95)]
    for _ in range(runs):
        parts = []
        for sensitivity, specificity in errors:
            seen = rng.binomial(25, 0.7 * sensitivity + 0.3 * (1 - specificity))
            found, rejected = rng.binomial(30, sensitivity), rng.binomial(30, specificity)
            parts.append(corrected.Part(seen, 25, Detector(found, 30 - rejected, 30 - found, rejected)))
        interval = corrected.pooled(parts)
        held += interval.low <= 0.7 <= interval.high
    assert 0.92 <= held / runs <= 0.985


def test_quality_of_a_detector() -> None:
    errs = Detector.of(Tally(found=60, imagined=8, missed=6, rejected=26, withheld=5))
    assert errs.precision().value == pytest.approx(60 / 68)
    assert errs.sensitivity().value == pytest.approx(60 / 66)
    assert errs.specificity().value == pytest.approx(26 / 34)
    assert errs.cautious == pytest.approx((61 / 68, 27 / 36))
    assert Detector.against(np.array([1, 1, 0, 0, np.nan]), np.array([1, 0, 1, 0, 1])) == Detector(1, 1, 1, 1)
    assert Detector(1, 2, 3, 4) + Detector(1, 1, 1, 1) == Detector(2, 3, 4, 5)


@given(counted)
def test_shares_of_a_detector_are_wilson_intervals(errs: Detector) -> None:
    assume(errs.present and errs.absent)
    assert errs.sensitivity() == wilson(errs.found, errs.found + errs.missed)
    assert errs.specificity() == wilson(errs.rejected, errs.rejected + errs.imagined)
