"""result.json is what its schema says, and the schema knows the words of data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from data.errors import REASONS
from data.types import Finding, Kind, Observation, Outcome, Role
from reports.result import result, write
from tests.reports import made

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "result.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
_TOP = SCHEMA["properties"]
_PAGE = _TOP["pages"]["items"]["properties"]
_OBSERVATION = _TOP["observations"]["items"]["properties"]


def test_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("told", "known"),
    [
        (_PAGE["reason"]["enum"], [*REASONS, None]),
        (_OBSERVATION["reason"]["enum"], [*REASONS, None]),
        (_OBSERVATION["outcome"]["enum"], [outcome.value for outcome in Outcome]),
        (_PAGE["role"]["enum"], [role.value for role in Role]),
        (_TOP["institution"]["properties"]["kind"]["enum"], [kind.value for kind in Kind]),
    ],
    ids=["page reasons", "observation reasons", "outcomes", "roles", "kinds"],
)
def test_enumerations_are_those_of_data(told: list[str | None], known: list[str | None]) -> None:
    assert told == known


def _objects(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [found for item in schema for found in _objects(item)]
    if not isinstance(schema, dict):
        return []
    own = [schema] if "properties" in schema and isinstance(schema.get("type"), str) else []
    return own + [found for value in schema.values() for found in _objects(value)]


def test_every_object_is_closed_complete_and_described() -> None:
    for found in _objects(SCHEMA):
        assert found["additionalProperties"] is False
        assert found["required"] == list(found["properties"])
        assert found["description"]
        assert all(value["description"] for value in found["properties"].values())


@pytest.mark.parametrize("place", [0, 1], ids=["whole visit", "partial visit"])
def test_result_fits_the_schema(place: int) -> None:
    VALIDATOR.validate(result(made.bundles()[place]))


def test_result_holds_the_visit() -> None:
    bundle = made.bundles()[0]
    found = result(bundle)
    site = bundle.manifest["site"]
    assert list(found) == ["schema", "institution", "run", "coverage", "pages", "observations"]
    assert found["run"]["started"] == "2026-11-23T03:00:00+00:00"
    assert found["coverage"] == {"planned": 9, "fetched": 7, "rendered": 6, "refused": 1, "failed": 0, "stopped_by": "exhausted"}
    assert {page["url"]: page["reason"] for page in found["pages"] if page["reason"]} == {
        f"{site}aizliegts/": "robots",
        f"{site}velak/": "pages",
        f"{site}zudis/": "not-found",
    }
    answered = {page["url"]: page["status"] for page in found["pages"]}
    assert (answered[site], answered[f"{site}zudis/"], answered[f"{site}velak/"]) == (200, 404, None)
    assert [seen for seen in found["observations"] if seen["indicator"] == "budget"] == [
        {
            "indicator": "budget",
            "version": 1,
            "scope": "site",
            "subject": site,
            "outcome": "passed",
            "value": 2026,
            "reason": None,
            "confidence": 1.0,
            "evidence": [
                {
                    "url": site,
                    "sha256": None,
                    "locator": "#b",
                    "excerpt": "Budžets 2026",
                    "screenshot": None,
                    "at": "2026-11-23T03:00:00+00:00",
                }
            ],
        }
    ]


def test_order_does_not_depend_on_the_order_of_judging() -> None:
    bundle = made.bundles()[0]
    assert result(bundle, tuple(reversed(bundle.observations()))) == result(bundle)


def test_observations_given_stand_in_for_the_sealed_ones() -> None:
    anew = Observation("s", "anew", 2, "site", "https://a.test/", Finding(Outcome.PASSED, True))
    assert [seen["indicator"] for seen in result(made.bundles()[0], [anew])["observations"]] == ["anew"]


def test_written_file_is_the_same_every_time(tmp_path: Path) -> None:
    bundle = made.bundles()[0]
    first, second = write(bundle, tmp_path / "a"), write(bundle, tmp_path / "b")
    assert first.name == "result.json"
    assert first.read_bytes() == second.read_bytes()
    assert json.loads(first.read_text(encoding="utf-8")) == result(bundle)


@pytest.mark.parametrize(
    ("where", "value"),
    [("outcome", "broken"), ("reason", "laziness"), ("confidence", 2), ("scope", "galaxy"), ("score", 7)],
)
def test_what_is_not_in_the_schema_is_refused(where: str, value: Any) -> None:
    found = result(made.bundles()[0])
    found["observations"][0][where] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(found)
