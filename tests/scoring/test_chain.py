"""The whole chain on the demonstration bodies: a night, merged, scored, advised; what is mended gives the next night what was promised."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from crawler.demo_server import DemoServer
from crawler.demo_sites import DEMO
from scoring.advice import advice, unmeasured
from scoring.answers import answers
from scoring.explain import explain
from scoring.matrix import matrix
from scoring.methodology import Methodology, load
from scoring.observed import Observed, observed
from scoring.practice import practice
from scoring.score import Scores, score
from scoring.seen import seen
from scoring.tree import Node
from scoring.units import bodies, units

pytestmark = pytest.mark.slow
BODY = "sartupe"
EXACT = 1e-9


def eindekss(*arguments: str | Path) -> None:
    """The command as typed, in a process of its own."""
    command = [sys.executable, "-c", "from data.cli import main; main()", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ}, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr


class Nights:
    """The demonstration's sites as they stand in a copy of their content, visited as often as one likes, and all of it in one store."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.content, self.store = folder, folder / "demo", folder / "eindekss.db"
        self.methodology = load("2026-proposal")
        self.known = bodies(DEMO)
        self.survey = _survey(self.methodology, folder / "answers.csv", list(self.known.index))
        shutil.copytree(DEMO, self.content)

    def visit(self, night: int, *who: str) -> None:
        """A night of these bodies, all when none is named, merged into the store."""
        with DemoServer(content=self.content) as demo:
            hosts = self.folder / "hosts"
            hosts.write_text("".join(f"{address} {name}\n" for name, address in demo.hosts.items()), encoding="utf-8")
            flags: list[str | Path] = ["--hosts", hosts, "--ca", demo.ca, "--registry", demo.registry, "--delay", "0.05", "--render", "6"]
            flags += [flag for network in demo.allow for flag in ("--allow-address", network)]
            # What asks others than the demonstration's own servers is left out.
            flags += ["--resolver", "none", "--open-data", "none", "--odata", "none", "--links-away", "0"]
            eindekss("crawl", *(who or ("--all",)), "--jobs", "3", "--out", self.folder / "bundles" / str(night), *flags)
        eindekss("merge", self.folder / "bundles", "--store", self.store)

    def scores(self) -> tuple[Scores, Observed]:
        """What the store and the survey come to."""
        found = observed(self.store)
        asked = units(self.methodology, self.known, found.visits)
        held = matrix(self.methodology.tree, asked, observed=found.rows(), survey=self.survey, statistics=self.survey)
        return score(self.methodology, held, asked), found

    def change(self, name: str, old: str, new: str) -> None:
        """Edit a file of the body's site."""
        path = self.content / BODY / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def _survey(methodology: Methodology, path: Path, who: list[str]) -> pd.DataFrame:
    """Every question that no visit answers, answered halfway by everybody."""
    asked = [leaf for leaf in methodology.tree.leaves if leaf.source in {"survey", "statistics"}]
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["institution", "question", "answer"])
        writer.writerows([unit, leaf.question, _halfway(leaf)] for unit in who for leaf in asked)
    return answers(path)


def _halfway(leaf: Node) -> str:
    if leaf.normalise == "boolean":
        return "yes"
    assert leaf.low is not None
    assert leaf.high is not None
    return str((leaf.low + leaf.high) / 2)


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    found = Nights(tmp_path_factory.mktemp("chain"))
    found.visit(1)
    return found


def _mend_dead_links(nights: Nights) -> None:
    nights.change("2-pages.toml", "<a href='/kartes/apbrauksana/'>skatīt kartē</a>", "pa Upes ielu")
    nights.change("2-pages.toml", "<a href='/iepirkumi/arhivs/'>iepirkumu arhīvs</a>", "novada arhīvā")


def _put_in_skip_link(nights: Nights) -> None:
    nights.change("page.html", "<body>", '<body>\n<a href="#content">Pāriet uz galveno saturu</a>')


def test_an_improvement_made_by_hand_gains_what_was_promised(nights: Nights) -> None:
    for night, (code, mend) in enumerate({"skip-link": _put_in_skip_link, "broken-links": _mend_dead_links}.items(), 2):
        before, found = nights.scores()
        promised = _promise(advice(before, seen(nights.store, found.visits)), code)
        mend(nights)
        nights.visit(night, BODY)
        after, _ = nights.scores()
        assert _moved(before, after) == {(BODY, code)}
        assert after.root[BODY] - before.root[BODY] == pytest.approx(promised["gain"], abs=EXACT)
        assert after.root[BODY] == pytest.approx(promised["score_after"], abs=EXACT)
        assert after.ranks["overall"][BODY] == promised["rank_after"]
        assert after.root.drop(BODY).equals(before.root.drop(BODY))
        assert code not in set(advice(after).query("unit == @BODY")["code"])


def _promise(table: pd.DataFrame, code: str) -> Mapping[str, float]:
    rows = table[(table["unit"] == BODY) & (table["code"] == code)]
    [promised] = rows.to_dict("records")
    assert promised["gain"] > 0.01
    assert promised["url"].startswith("https://www.sartupe.test")
    assert promised["outcome"] == "failed"
    return {str(name): value for name, value in promised.items()}


def _moved(before: Scores, after: Scores) -> set[tuple[str, str]]:
    """Where points of the leaves, or what applies, are other than before."""
    codes = [leaf.code for leaf in before.methodology.tree.leaves]
    old, new = before.normalised[codes], after.normalised[codes]
    moved = ~((old == new) | (old.isna() & new.isna()))
    rows, columns = moved.to_numpy().nonzero()
    return {(str(moved.index[int(row)]), str(moved.columns[int(column)])) for row, column in zip(rows, columns, strict=True)}


def test_the_reasons_add_up(nights: Nights) -> None:
    scores, _ = nights.scores()
    told = explain(scores, BODY)
    assert told.leaves["gained"].sum() == pytest.approx(scores.root[BODY], abs=EXACT)
    assert told.leaves["lost"].sum() == pytest.approx(told.possible - scores.root[BODY], abs=EXACT)
    assert told.best
    assert told.median
    assert told.best.whom == "kalnraji"
    assert told.best.whole == pytest.approx(scores.root[BODY] - scores.root["kalnraji"], abs=EXACT)
    assert told.median.whole == pytest.approx(scores.root[BODY] - scores.root.median(), abs=EXACT)


def test_good_practice_can_be_looked_at(nights: Nights) -> None:
    scores, found = nights.scores()
    table = practice(scores, seen(nights.store, found.visits))
    best = table[table["place"] == 1].drop_duplicates("code").set_index("code")
    assert best["unit"]["landmarks"] == "kalnraji"
    assert best["url"]["landmarks"].startswith("https://www.kalnraji.test")
    assert len(best["screenshot"]["landmarks"]) == 64
    assert best["snapshot"]["landmarks"] == found.visits["snapshot"]["kalnraji"]


def test_what_was_not_measured_is_told_apart(nights: Nights) -> None:
    scores, found = nights.scores()
    places = seen(nights.store, found.visits)
    missing = unmeasured(scores, places).query("unit == @BODY").set_index("code")
    assert missing["reason"]["mail-spf"] == "not-gathered"
    assert (missing["lowest"] <= scores.root[BODY] + EXACT).all()
    assert (missing["highest"] >= scores.root[BODY] - EXACT).all()
    assert not set(missing.index) & set(advice(scores, places).query("unit == @BODY")["code"])
