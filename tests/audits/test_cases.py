"""Every case of every indicator gives the answer that stands beside it."""

from __future__ import annotations

import pytest

from audits import cases, catalogue
from audits.audit import Case, Indicator
from data import registry, vocabulary
from data.types import Outcome

PLAYED = [
    pytest.param(indicator, case, id=f"{indicator.audit.id}/{case.name}")
    for indicator in catalogue.load()
    for case in indicator.cases
    if case.audit in {None, indicator.audit.id}
]


@pytest.mark.parametrize(("indicator", "case"), PLAYED)
def test_case(indicator: Indicator, case: Case) -> None:
    # An audit-error cannot hide here: cases.play raises what the check raises.
    finding = cases.play(indicator, case, vocabulary.load(), registry.load().portals)
    value = finding.value if case.expect is ... else case.expect
    assert (finding.outcome, finding.value, finding.reason) == (case.outcome, value, case.reason or finding.reason)
    if finding.outcome in {Outcome.PASSED, Outcome.FAILED}:
        assert finding.evidence, "a finding without evidence"
        assert all(seen.url for seen in finding.evidence)
