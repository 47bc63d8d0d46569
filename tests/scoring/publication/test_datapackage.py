"""The package is one by the Data Package standard, as its own reference implementation reads it, without any network."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from pathlib import Path

from frictionless import Package, validate

from scoring.publication.about import Terms
from tests.scoring.editions_published import published


def read(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "open-data/datapackage.json").read_bytes())
    return found


def test_the_package_and_all_its_tables_are_valid(tmp_path: Path) -> None:
    report = validate(str(published(tmp_path) / "open-data/datapackage.json"))
    assert report.flatten(["name", "type", "note"]) == []
    assert report.valid
    assert len(report.tasks) == 8


def test_a_unit_that_is_not_among_the_scores_would_be_found(tmp_path: Path) -> None:
    folder = published(tmp_path) / "open-data"
    table = folder / "nodes.csv"
    table.chmod(0o644)
    table.write_text(table.read_text(encoding="utf-8").replace("cesis", "nowhere"), encoding="utf-8")
    kinds = {kind for (kind,) in validate(str(folder / "datapackage.json")).flatten(["type"])}
    assert kinds == {"foreign-key", "hash-count", "byte-count"}


def test_every_field_has_both_languages_and_every_file_its_digest(tmp_path: Path) -> None:
    folder = published(tmp_path)
    package = read(folder)
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert isinstance(package["resources"], list)
    for resource in package["resources"]:
        data = (folder / "open-data" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert resource["schema"]["primaryKey"]
        assert resource["schema"]["missingValues"] == [""]
        assert resource["schema"].get("foreignKeys", "none") != []
        titles = [field["titles"] for field in resource["schema"]["fields"]]
        assert all(title["lv"] and title["en"] and title["lv"] != title["en"] for title in titles)
        assert [field["name"] for field in resource["schema"]["fields"]] == data.decode().splitlines()[0].split(",")


def test_what_the_publisher_decides(tmp_path: Path) -> None:
    package = read(published(tmp_path))
    assert package["licenses"] == [
        {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
    ]
    assert package["contributors"] == [
        {
            "title": "Ministrija",
            "path": "https://www.varam.gov.lv",
            "roles": ["publisher"],
            "titles": {"lv": "Ministrija", "en": "Ministry"},
        }
    ]
    assert package["created"] == "2026-11-03T03:00:00+00:00"
    assert package["sources"] == [
        {"title": "Iestāžu tīmekļvietņu apmeklējumi ar eindekss / Visits to the bodies' websites by eindekss"},
        {"title": "Iestāžu aptauja / Survey of the bodies"},
        {"title": "Statistikas dati / Statistics"},
        {"title": "Indeksa metodika šajā mapē / The methodology of the index in this folder"},
    ]


def test_another_licence_and_no_publisher(tmp_path: Path) -> None:
    package = read(published(tmp_path, terms=Terms(licence="CC0-1.0")))
    assert package["licenses"] == [{"name": "CC0-1.0", "title": "CC0 1.0", "path": "https://creativecommons.org/publicdomain/zero/1.0/"}]
    assert "contributors" not in package
    assert "homepage" not in package


def test_numbers_are_read_to_their_last_bit(tmp_path: Path) -> None:
    folder = published(tmp_path)
    table = Package(str(folder / "open-data/datapackage.json")).get_table_resource("scores")
    assert {row["unit"]: row["score"] for row in table.read_rows()}["cesis"] == Decimal("62.50008928571429")
