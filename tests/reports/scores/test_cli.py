"""The verbs on what no crawl could see: a survey alone, from the options to the files."""

from __future__ import annotations

from pathlib import Path

import click
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from data.errors import ConfigError
from reports import wording
from reports.scores import cli

TREE = """code,parent,weight,weight_origin,direction,source,indicator,question,rollup,denominate,normalise,low,high,aggregate,min_coverage,\
decimals,reach,title_lv,title_en,note
index,,,,,,,,,,,,,arithmetic,0,,,Indekss,Index,
open,index,3,equal,,,,,,,,,,arithmetic,0,,,Atklātība,Openness,
budget,open,1,equal,1,survey,,Q1,pass,,boolean,,,,,,,Budžets,Budget,
pages,open,1,equal,1,survey,,Q2,value,,goalposts,0,10,,,,,Lapas,Pages,
inside,index,1,equal,,,,,,,,,,arithmetic,0,,,Iekšpuse,Inside,
system,inside,1,equal,1,survey,,Q3,pass,,boolean,,,,,,,Sistēma,System,
"""
ANSWERS = """institution,question,answer
riga,Q1,yes
riga,Q2,8
riga,Q3,no
liepaja,Q1,no
liepaja,Q2,4
liepaja,Q3,yes
cesu-novads,Q1,yes
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    tables = {
        "tree.csv": TREE,
        "groups.csv": "code,measurement,kinds,population_from,population_to,title_lv,title_en\n"
        "towns,municipalities,,,,Pašvaldības,Municipalities\n",
        "questions.csv": "id\nQ1\nQ2\nQ3\n",
        "levels.csv": "code,from,title_lv,title_en\nl1,0,1. līmenis,Level 1\n",
        "method.csv": "setting,value,note\ntitle_lv,Mans indekss,\ntitle_en,My index,\nfloor,0.5,\nruns,20,\n",
    }
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return folder


def _run(command: click.Command, *arguments: object) -> Result:
    result = CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture
def given(edition: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The options of the survey, on a machine that has no store."""
    monkeypatch.setattr("data.store.STORE", tmp_path / "none.db")
    return ["--edition", edition, "--survey", tmp_path / "answers.csv"]


def test_score_writes_what_was_asked_for(given: list[object], tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = _run(cli.score, *given, "--out", out, "--format", "csv", "--format", "json", "--format", "xlsx", "--lang", "en").output
    ranking = pd.read_csv(out / "csv" / "ranking.csv").set_index("unit")
    settings = pd.read_csv(out / "csv" / "settings.csv").set_index("setting")["value"]
    assert "Riga State City: 67.5 points, rank 1" in told
    assert "Cēsis Municipality: insufficient evidence; that is no low score" in told
    assert ranking.loc["riga", "score"] == 67.5
    assert ranking.loc["liepaja", "rank"] == 2
    assert ranking["score"].isna()["cesu-novads"]
    assert {"rank_low", "rank_high"} <= set(ranking.columns)
    assert settings["survey"] == "answers.csv"
    assert sorted(path.name for path in out.iterdir()) == ["csv", "scores.en.xlsx", "scores.json"]


def test_without_runs_there_are_no_bands(given: list[object], tmp_path: Path) -> None:
    _run(cli.score, *given, "--out", tmp_path, "--format", "csv", "--runs", "0", "--group", "towns")
    assert "rank_low" not in pd.read_csv(tmp_path / "csv" / "ranking.csv").columns


def test_everything_is_written_in_both_languages(given: list[object], tmp_path: Path) -> None:
    out = tmp_path / "out"
    _run(cli.score, *given, "--out", out)
    names = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert {"index.lv.html", "index.en.html", "scores.lv.xlsx", "scores.json", "parquet/ranking.parquet"} <= names
    assert {"charts/bars.municipalities.lv.svg", "charts/bands.municipalities.en.png", "charts/tree.lv.txt"} <= names
    page = (out / "index.lv.html").read_text(encoding="utf-8")
    links = [part.split('"')[0] for part in page.split('href="')[1:]]
    assert [link for link in links if not link.startswith(("#", "index.")) and link not in names] == []


def test_a_score_is_explained(given: list[object], tmp_path: Path) -> None:
    told = _run(cli.explain_score, "riga", *given, "--lang", "en", "--out", tmp_path / "why").output
    assert "−25.00  System (measured 0, survey)" in told
    assert "+37.50  Budget" in told
    table = pd.read_csv(tmp_path / "why" / "explanation.riga.csv").set_index("code")
    assert table["gained"].sum() == pytest.approx(67.5)


def test_who_has_too_little_evidence_is_told_so(given: list[object]) -> None:
    told = _run(cli.explain_score, "cesu-novads", *given).output
    assert told.startswith("Cēsu novads: nepietiekami pierādījumi; tas nav zems vērtējums")
    assert "nav datu 62\u00a0%" in told


def test_advice_says_what_would_be_gained(given: list[object], tmp_path: Path) -> None:
    told = _run(cli.advice, "riga", *given, "--lang", "en", "--out", tmp_path / "advice").output
    table = pd.read_csv(tmp_path / "advice" / "advice.riga.csv")
    assert "+25.0  " in told
    assert table["gain"].tolist() == pytest.approx([25.0, 7.5])
    assert table["score_after"].tolist() == pytest.approx([92.5, 75.0])


def test_two_editions_are_compared(given: list[object], edition: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    newer.mkdir()
    for path in edition.iterdir():
        (newer / path.name).write_bytes(path.read_bytes())
    (newer / "tree.csv").write_text(TREE.replace("open,index,3,", "open,index,1,"), encoding="utf-8")
    told = _run(cli.compare, edition, newer, *given[2:], "--lang", "en", "--out", tmp_path / "both").output
    moves = pd.read_csv(tmp_path / "both" / "moves.csv").set_index("unit")
    assert "Liepāja State City: 40.0 → 60.0" in told
    assert moves.loc["riga", "change"] == pytest.approx(-22.5)
    assert (tmp_path / "both" / "years.municipalities.en.svg").is_file()


def test_what_cannot_be_done_is_refused(given: list[object], tmp_path: Path) -> None:
    def refused(command: click.Command, *arguments: object) -> str:
        with pytest.raises(ConfigError) as error:
            CliRunner().invoke(command, [str(one) for one in arguments], catch_exceptions=False)
        return str(error.value)

    assert "there is no store yet" in refused(cli.score, *given[:2])
    assert "--run x names visits" in refused(cli.score, *given, "--run", "x")
    assert "either --store or --bundles" in refused(cli.score, *given, "--store", tmp_path / "a", "--bundles", tmp_path)
    assert "no institution 'rigga'" in refused(cli.explain_score, "rigga", *given)
    assert "no group 'x'" in refused(cli.score, *given, "--group", "x", "--runs", "0")
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "choose another folder" in refused(cli.score, *given, "--runs", "0", "--out", tmp_path / "file" / "x")


def test_analyse_tells_what_stands_out_and_writes_every_table(given: list[object], tmp_path: Path) -> None:
    bodies = [
        *["riga", "daugavpils", "jelgava", "jurmala", "liepaja", "rezekne", "ventspils"],
        *(f"{one}-novads" for one in ["balvu", "bauskas", "adazu"]),
    ]
    # Who has more pages has no system: openness and the inside pull against each other.
    rows = [f"{body},Q1,{'yes' if n > 4 else 'no'}\n{body},Q2,{n}\n{body},Q3,{'no' if n > 4 else 'yes'}\n" for n, body in enumerate(bodies)]
    (tmp_path / "answers.csv").write_text("institution,question,answer\n" + "".join(rows), encoding="utf-8")
    told = _run(cli.analyse, *given, "--out", tmp_path / "out", "--lang", "en").output
    correlations = pd.read_csv(tmp_path / "out" / "correlations.csv")
    removal = pd.read_csv(tmp_path / "out" / "removal.csv").set_index("node")["mean_rank_change"]
    against = correlations[(correlations["kind"] == "spearman") & correlations["flag"].eq("trade-off")]
    assert "Correlations (10 bodies)" in told
    assert f"trade-offs {len(against)}," in told
    assert {"open", "inside"} in [{*pair} for pair in against[["one", "other"]].to_numpy().tolist()]
    assert float(removal["pages"]) > 0
    assert f"Pages {wording.number(round(float(removal['pages']), 2), 'en')}" in told
    assert len(list((tmp_path / "out").glob("*.csv"))) == 9


def test_analyse_says_when_there_are_too_few(given: list[object], tmp_path: Path) -> None:
    told = _run(cli.analyse, *given, "--out", tmp_path / "out").output
    assert "Rezultāts ir tikai 2 iestādēm" in told
