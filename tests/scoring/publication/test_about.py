"""What an edition says of itself can be read back, and nonsense is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.errors import ConfigError
from data.types import Text
from scoring.publication.about import Publisher, Terms, about, told
from tests.scoring.editions_published import TERMS
from tests.scoring.measured import measured


def test_the_facts_come_back(tmp_path: Path) -> None:
    facts = about(measured(tmp_path).read(), TERMS, {"units": {"unit": "string"}})
    assert told(json.loads(json.dumps(facts.json()))) == facts
    assert (facts.run, facts.first_visit, facts.last_visit) == ("2026-11-03", "2026-11-03T03:00:00+00:00", "2026-11-03T03:00:00+00:00")


def test_a_run_with_strange_letters_makes_a_plain_name(tmp_path: Path) -> None:
    inputs = measured(tmp_path).read()
    assert inputs.visits is not None
    strange = type(inputs)(inputs.methodology, inputs.units, visits=inputs.visits.assign(run="2026/11:03"))
    assert about(strange, Terms(), {}).name == "sample-2026-11-03"


def test_what_is_no_licence_and_no_address() -> None:
    with pytest.raises(ConfigError, match="no licence 'mine'; choose one of CC-BY"):
        Terms(licence="mine")
    with pytest.raises(ConfigError, match="'data' is not an address"):
        Terms(address="data")
    with pytest.raises(ConfigError, match="is not an address"):
        Publisher(Text("a", "b"), "javascript:x")
