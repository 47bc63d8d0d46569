"""A night whose visits are made by a cluster: bundles, store, second look and morning as those of a night made here."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from distributed import LocalCluster

from crawler.night.elsewhere import OnCluster
from crawler.night.record import FILE, NightRecord, counting, read
from data import registry
from data.bundle import Bundle
from reports.night import cli
from reports.night.ending import Ending
from tests.crawler.night.nights import Rows, answers, events, night
from tests.crawler.serving import Answer, Routes, Said, Served, page, robots


def _routes(folder: Path, *, late: bool) -> Routes:
    """A small site; a ``late`` one is out of order until the night looks a second time."""

    def unless_late(said: Said) -> Answer:
        return lambda _: said if not late or events(folder, "second-look") else Said(b"nav", 500)

    return {"/": unless_late(page("Novads", "/a")), "/a": page("A"), "/robots.txt": unless_late(robots(""))}


def _made(folder: Path, **how: Any) -> tuple[NightRecord, Rows, list[str]]:
    """A night over one site that is well and one that is late, and its morning: the record, the store's answers, the files written."""
    run = folder / "runs" / "pirma"
    ending = Ending.of(run, folder / "store.db", registry.load(registry.FOLDER))
    with ExitStack() as stack:
        # The same sites for both nights, so that their answers can be compared.
        sites = {
            name: stack.enter_context(Served(_routes(run, late=name == "b"), f"127.0.9.{71 + place}")) for place, name in enumerate("ab")
        }
        urls = {name: site.url for name, site in sites.items()}
        record = night(folder, urls, labelled=ending.labelled, wanted=ending.wanted, blobs=folder / "runs" / "blobs", **how)
    ending.take(())
    written = sorted(path.name for path in ending.tell(record))
    assert ending.faults == []
    for path in counting(run).values():
        with Bundle(path) as bundle:
            bundle.verify()
    asked = {url: f"http://{name}/" for name, url in urls.items()}
    return record, sorted((tuple(_plain(value, asked) for value in row) for row in answers(folder / "store.db")), key=str), written


def _plain(value: object, asked: dict[str, str]) -> object:
    """Without the port, which no two nights share."""
    for url, name in asked.items():
        value = value.replace(url, name) if isinstance(value, str) else value
    return value


def test_a_night_of_a_cluster_is_as_one_made_here(cluster: LocalCluster, tmp_path: Path) -> None:
    here, answers_here, morning_here = _made(tmp_path / "here")
    there, answers_there, morning_there = _made(tmp_path / "there", runner=partial(OnCluster, cluster.scheduler_address))
    for record in (here, there):
        assert (record.exit_code, record.stopped, record.left()) == (0, None, ())
        assert sorted((each.institution, each.status, each.again) for each in record.visits) == [
            ("a", "complete", False),
            ("b", "complete", True),
            ("b", "failed", False),
        ]
        assert [(each.institution, each.because, each.kept) for each in record.second] == [("b", "failed", "again")]
    assert answers_there == answers_here
    assert morning_there == morning_here != []
    began = events(tmp_path / "there" / "runs" / "pirma", "visit-began")
    assert sorted(row["institution"] for row in began) == ["a", "b", "b"]


_BODY = {"id": "a", "name_lv": "A novads", "name_en": "A Municipality", "kind": "novads", "atvk": "LV0001000", "reg_no": "90011524360"}
_BODY |= {"region": "Rīgas", "population": "1", "population_year": "2021", "source": "list"}
_BODY |= {"reg_no_basis": "sourced", "population_basis": "sourced"}


def _tables(folder: Path, url: str) -> Path:
    """A registry of one body, whose site this is."""
    folder.mkdir()
    for name, columns in registry.TABLES.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, [*columns])
            table.writeheader()
            table.writerows([{**_BODY, "website": url}] if name == "municipalities.csv" else ())
    return folder


def test_the_verb_has_a_cluster_make_its_visits(cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nobody but the workers may visit here.
    monkeypatch.setattr("crawler.run.Run.go", None)
    run = tmp_path / "runs" / "n"
    none = [word for name in ("resolver", "open-data", "odata") for word in (f"--{name}", "none")]
    places = ["--out", str(run), "--store", str(tmp_path / "s.db"), "--lock", str(tmp_path / "night.lock"), "--run", "n"]
    with Served({"/": page("Novads", "/a"), "/a": page("A"), "/robots.txt": robots("")}, "127.0.9.75") as site:
        tables = _tables(tmp_path / "tables", site.url.rstrip("/"))
        words = ["--registry", str(tables), "--render", "0", "--delay", "0", "--links-away", "0", "--allow-address", "127.0.0.0/8", *none]
        done = CliRunner().invoke(cli.night, [*places, *words, "--scheduler", cluster.scheduler_address])
    assert done.exit_code == 0, (done.output, done.exception)
    record = read(run / FILE)
    assert [(each.institution, each.status) for each in record.visits] == [("a", "complete")]
    with Bundle(counting(run)["a"]) as bundle:
        bundle.verify()
    assert answers(tmp_path / "s.db")
    assert list(run.glob("morning*"))
