"""Every verb of a group can be asked for, and tells what it does."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from scoring.survey.cli import survey
from scoring.validation.cli import review
from scoring.verbs import Verbs


@pytest.mark.parametrize("group", [survey, review], ids=lambda group: str(group.name))
def test_every_verb_tells_what_it_does(group: click.Command) -> None:
    assert isinstance(group, Verbs)
    for verb in group.verbs:
        told = CliRunner().invoke(group, [verb, "--help"])
        assert told.exit_code == 0, verb
        assert f"{verb} [OPTIONS]" in told.output, verb


def test_a_verb_that_is_none_is_told() -> None:
    told = CliRunner().invoke(survey, ["nonsense"])
    assert told.exit_code == 2
    assert "No such command 'nonsense'" in told.output
