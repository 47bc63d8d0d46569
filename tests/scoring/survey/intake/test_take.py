"""The commands: an import with its mapping, corrections with their history, and answers as a table that is read again."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.casebook import Casebook
from data.errors import ConfigError
from scoring.answers import answers as scored
from scoring.survey.cli import survey
from scoring.survey.intake import mapping as kept
from scoring.survey.intake.mapping import Meanings, Unmapped
from tests.scoring.survey.intake import asked
from tests.scoring.survey.intake.makers import Rows, text


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asked.folder(tmp_path_factory.mktemp("edition"))


class Desk:
    """A folder in which a person works: a casebook, and files of answers."""

    def __init__(self, folder: Path, edition: Path) -> None:
        """An empty one."""
        self.folder, self.edition, self.casebook = folder, edition, folder / "casebook.db"
        self.mapping = folder / f"casebook-mapping-{asked.EDITION}.csv"

    def run(self, *words: str) -> Result:
        """A verb of ``survey``."""
        fixed = ["--edition", str(self.edition), "--casebook", str(self.casebook)]
        return CliRunner().invoke(survey, [*words, *fixed])

    def take(self, rows: Rows, *options: str, name: str = "a.csv") -> list[str]:
        """Import a file of these rows; what is told."""
        (self.folder / name).write_bytes(text(rows))
        done = self.run("import", str(self.folder / name), "--by", "Ilze", "--at", "2026-05-04", *options)
        if done.exception:
            raise done.exception
        return done.output.splitlines()

    def faults(self, rows: Rows, *options: str) -> list[str]:
        """The faults of such an import."""
        with pytest.raises(ConfigError) as refused:
            self.take(rows, *options)
        assert refused.value.exit_code == 2
        return list(refused.value.faults)


@pytest.fixture
def desk(tmp_path: Path, edition: Path) -> Desk:
    return Desk(tmp_path, edition)


def test_import_correct_and_show(desk: Desk) -> None:
    head = ["institution", "K1", "K3", "K4"]
    first = desk.take([head, ["riga", "nē", "email", "5"], ["ogres-novads", "jā", "", ""]])
    assert first[-2:][0] == "a.csv (wide): 4 answers of 2 institutions"
    assert first[-1].endswith(": 4 new, 0 corrected, 0 unchanged")
    assert desk.take([head, ["riga", "nē", "email", "5"], ["ogres-novads", "jā", "", ""]])[-1].endswith("nothing was changed")
    second = desk.take([head, ["riga", "jā", "email", "5"]], "--at", "2026-06-01", name="b.csv")
    assert second[-2:] == [second[-2], "riga K1: no (Ilze, 2026-05-04) is now yes"]
    assert second[-2].endswith(": 0 new, 1 corrected, 2 unchanged")
    shown = list(csv.DictReader(desk.run("answers", "--id", "riga").output.splitlines()))
    assert [(row["question"], row["answer"], row["said"], row["at"]) for row in shown] == [
        ("K1", "yes", "yes", "2026-06-01"),
        ("K3", "1", "email", "2026-05-04"),
        ("K4", "5", "5", "2026-05-04"),
    ]
    history = list(csv.DictReader(desk.run("answers", "--question", "K1", "--id", "riga", "--history").output.splitlines()))
    assert [(row["answer"], row["before"], row["who"]) for row in history] == [("no", "", "Ilze"), ("yes", "no", "Ilze")]


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    told = desk.take([["institution", "K1"], ["riga", "jā"]], "--dry-run")
    assert told[-2:] == ["a.csv (wide): 1 answers of 1 institutions", "a dry run: nothing was written"]
    desk.faults([["institution", "K1"], ["nekur", "jā"]], "--dry-run")
    assert [path.name for path in desk.folder.iterdir()] == ["a.csv"]


def test_what_cannot_be_told_is_asked_in_the_mapping_and_answered_there(desk: Desk) -> None:
    rows = [["institution", "Ir meklētājs?", "K2", "Parakstīja"], ["Rigas pilseta un ko", "jā", "kaimiņi", "A. B."], ["Kopā", "1", "", ""]]
    faults = desk.faults(rows)
    assert [fault.partition(": ")[2].partition(" ")[0] for fault in faults[:-1]] == ["B1:", "D1:", "A2:", "A3:"]
    assert faults[-1] == f"{desk.mapping}: 4 rows wait for a meaning; complete the column 'means' and import again"
    assert not desk.casebook.exists()
    with desk.mapping.open(encoding="utf-8") as file:
        asked_for = list(csv.DictReader(file))
    means = {"Ir meklētājs?": "K1", "Parakstīja": "ignore", "Rigas pilseta un ko": "riga", "Kopā": "ignore", "K2=kaimiņi": "bought"}
    assert {row["given"] for row in asked_for} == means.keys() - {"K2=kaimiņi"}
    complete(desk.mapping, means)
    assert [fault.partition(";")[0] for fault in desk.faults(rows)] == [
        "a.csv: C2: K2: 'kaimiņi' is no option",
        f"{desk.mapping}: 1 rows wait for a meaning",
    ]
    complete(desk.mapping, means)
    assert desk.take(rows)[-1].endswith(": 2 new, 0 corrected, 0 unchanged")
    with Casebook(desk.casebook) as book:
        assert [(each.institution, each.question, each.answer) for each in book.answers(asked.EDITION)] == [
            ("riga", "K1", True),
            ("riga", "K2", "bought"),
        ]


def complete(path: Path, means: dict[str, str]) -> None:
    """As a person does it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, "means": row["means"] or means[row["given"]]} for row in rows)


def test_a_mapping_that_is_wrong(desk: Desk) -> None:
    wrong = desk.folder / "m.csv"
    wrong.write_text("what,given,means\ncolumn,Kas,K77\ninstitution,x,nobody\ncolor,a,b\n", encoding="utf-8")
    rows = [["institution", "Kas", "K1"], ["x", "jā", "jā"]]
    assert desk.faults(rows, "--mapping", str(wrong)) == [
        f"{wrong}:4: what: 'color' is unknown; write one of column, question, institution, answer"
    ]
    wrong.write_text("what,given,means\ncolumn,Kas,K77\ninstitution,x,nobody\n", encoding="utf-8")
    assert [fault[:60] for fault in desk.faults(rows, "--mapping", str(wrong))] == [
        "a.csv: B1: 'Kas' is no question, and the mapping's 'K77' is ",
        "a.csv: A2: 'x' is mapped to what is none: no institution 'no",
    ]


def test_a_casebook_that_is_none_is_told_before_anything(desk: Desk) -> None:
    desk.casebook.write_text("words " * 99)
    assert "not a casebook of eindekss" in desk.faults([["institution", "K1"], ["riga", "jā"]])[0]
    with pytest.raises(ConfigError, match="no such casebook"):
        raise desk_less(desk)


def desk_less(desk: Desk) -> BaseException:
    """What is raised where there is no casebook."""
    desk.casebook.unlink()
    done = desk.run("answers")
    assert done.exception
    return done.exception


def test_answers_are_guarded_read_by_scores_and_read_again(desk: Desk, tmp_path: Path) -> None:
    head = ["institution", "K1", "K1url", "K1[remark]", "K2", "K3", "K4", "K5", "K6", "K7", "W-8", "W9"]
    row = ["dobeles-novads", "jā", "dobele.lv", "@ak", "bought", "email;phone", "0", "7,5", "4.05.2026", "dobele.lv/p", "=1+1", "2"]
    other = ["ogres-novads", "nav attiecināms", *[""] * 9, "1"]
    desk.take([head, row, other])
    out = tmp_path / "out.csv"
    assert "9 answers" not in desk.run("answers", "--out", str(out)).output
    cells = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    assert {each["said"] for each in cells if each["question"] == "W-8"} == {"'=1+1"}
    assert {each["remark"] for each in cells} == {"'@ak", ""}
    frame = scored(out)
    told = dict(zip(frame["unit"] + " " + frame["code"], frame["outcome"], strict=True))
    assert told["ogres-novads K1"] == "inapplicable"
    assert (told["dobeles-novads K1"], told["dobeles-novads K2"], told["dobeles-novads W9"]) == ("passed", "untested", "passed")
    assert dict(zip(frame["code"], frame["number"], strict=True))["K5"] == 7.5
    again = desk.run("import", str(out), "--by", "Anna")
    assert again.exception is None, again.exception
    assert "0 new, 0 corrected, 11 unchanged" in again.output


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    means=st.dictionaries(st.tuples(st.sampled_from(kept.WHAT), st.text(min_size=1)), st.text("abc=+1", min_size=1)),
    unmapped=st.lists(st.builds(Unmapped, st.sampled_from(kept.WHAT), st.text(min_size=1), st.text("ab="))),
)
def test_a_mapping_file_is_read_as_it_was_written(tmp_path: Path, means: dict[tuple[str, str], str], unmapped: list[Unmapped]) -> None:
    clean = Meanings({(what, kept.clean(given)): meant for (what, given), meant in means.items() if kept.clean(given)})
    waiting = [each for each in unmapped if kept.clean(each.given)]
    count = kept.write(tmp_path / "m.csv", clean, waiting)
    read = kept.load(tmp_path / "m.csv")
    assert read.means == clean.means
    assert len(read.open) == count
    assert {(each.what, each.given) for each in read.open} == {(each.what, kept.clean(each.given)) for each in waiting} - clean.means.keys()
