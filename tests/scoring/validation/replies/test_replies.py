"""Replies read from tables: what is understood, every fault at once, and that the same file changes nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from data.casebook import Casebook
from data.casebook_rows import Notice, Reply
from data.errors import ConfigError, SurveyError
from data.registry import load
from scoring.validation.replies.bring import Brought, bring
from scoring.validation.replies.take import Terms, end_of, start_of
from scoring.validation.reply_cli import reply
from tests.scoring.validation.booked import CESIS, RIGA, Files, booked

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HEAD = "institution,question,subject,text,url,who,source,received,expires\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return booked(tmp_path_factory.mktemp("replies"))


@pytest.fixture
def book(files: Files, tmp_path: Path) -> Casebook:
    path = tmp_path / "casebook.db"
    path.write_bytes(files.casebook.read_bytes())
    return Casebook(path)


def given(folder: Path, text: str, name: str = "replies.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def brought(book: Casebook, path: Path, terms: Terms | None = None) -> Brought:
    return bring([path], book, "trial", load(), terms or Terms(NOW))


def faults(book: Casebook, path: Path, terms: Terms | None = None) -> tuple[str, ...]:
    with pytest.raises(SurveyError) as caught:
        brought(book, path, terms)
    assert book.replies("trial") == ()
    return caught.value.faults


def test_a_table_is_read_by_names_numbers_and_both_languages(book: Casebook, tmp_path: Path) -> None:
    head = "Iestāde;Jautājuma kods;Paskaidrojums;Adrese, kurā to var redzēt;Atbildētājs;Saņemts;Spēkā līdz"
    told = f"{head}\nRīga;Q1;Meklē šeit;riga.lv/s;Jānis;05.11.2026.;2027-01-31\n"
    brought(book, given(tmp_path, told))
    [found] = book.replies("trial")
    assert found == Reply(
        *("trial", RIGA, "Q1", "", "Meklē šeit", "https://riga.lv/s"),
        *(start_of(date(2026, 11, 5)), end_of(date(2027, 1, 31)), "Jānis", "replies.csv", 1),
    )


def test_all_faults_are_told_at_once_and_nothing_is_kept(book: Casebook, tmp_path: Path) -> None:
    rows = [
        "nekur,Q1,,a,,,,,",
        f"{CESIS},Q11,,a,,,,,",
        f"{CESIS},Q1,lapa,a,,,,,",
        f"{CESIS},Q1,,,not an address,,,,",
        f"{CESIS},Q2,,a,,,,2030-01-01,",
        f"{CESIS},Q3,,a,,,,1/2/2026,",
        f"{RIGA},Q1,,good,,,,,2026-01-01",
        f"{RIGA},Q3,,one,,,,,",
        f"{RIGA},Q3,,two,,,,,",
    ]
    found = faults(book, given(tmp_path, HEAD + "\n".join(rows)))
    places = [each.split(": ")[1] for each in found]
    assert places == ["A2", "B3", "C4", "E5", "H6", "H7", "I8", "B10"]
    assert "did you mean Q1?" in found[1]


def test_a_position_alone_is_no_dispute_and_agreeing_keeps_nothing(book: Casebook, tmp_path: Path) -> None:
    head = "institution,question,position,text\n"
    [fault] = faults(book, given(tmp_path, f"{head}{CESIS},Q1,iebilstam,\n"))
    assert "write what is not so" in fault
    [fault] = faults(book, given(tmp_path, f"{head}{CESIS},Q1,varbūt,x\n"))
    assert "'varbūt' is no position" in fault
    found = brought(book, given(tmp_path, f"{head}{CESIS},Q1,piekrītam,tiesa\n{CESIS},Q2,,\n"))
    assert book.replies("trial") == ()
    assert [line for line in found.told() if "agreed" in line and f"{CESIS} Q1" in line]
    assert found.files[0][0].silent == 1


def test_the_same_file_changes_nothing_also_on_another_day(book: Casebook, tmp_path: Path) -> None:
    path = given(tmp_path, f"{HEAD}{CESIS},Q1,,tā nav,,,,,\n")
    assert len(brought(book, path).new) == 1
    assert brought(book, path, Terms(NOW + timedelta(days=3))).new == ()
    assert len(book.replies("trial")) == 1
    assert len(brought(book, path, Terms(NOW, received=date(2026, 11, 19))).new) == 1


def test_late_and_unasked_replies_are_told(book: Casebook, tmp_path: Path) -> None:
    book.notify(Notice("trial", CESIS, "Q1", "", "contradicted", {}, NOW - timedelta(days=9), NOW - timedelta(days=5)))
    found = brought(book, given(tmp_path, f"{HEAD}{CESIS},Q1,,tā nav,,,,,\n{RIGA},Q1,,nav,,,,,\n"))
    [(_, taken)] = found.files
    assert taken.late == ((CESIS, "Q1", ""),)
    assert taken.unasked == ((RIGA, "Q1", ""),)


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "is empty"), ("a,b\n1,2\n", "no sheet has a header row"), ("%PDF-1.7", "a PDF"), ("PK\x03\x04 broken", "workbook")],
)
def test_what_is_no_table_of_replies(book: Casebook, tmp_path: Path, text: str, told: str) -> None:
    [fault] = faults(book, given(tmp_path, text))
    assert told in fault


def test_a_file_with_faults_keeps_the_others_out(book: Casebook, tmp_path: Path) -> None:
    good, bad = given(tmp_path, f"{HEAD}{CESIS},Q1,,x,,,,,\n", "good.csv"), given(tmp_path, f"{HEAD}{CESIS},Q8,,x,,,,,\n", "bad.csv")
    with pytest.raises(SurveyError, match=r"bad\.csv: B2"):
        bring([good, bad], book, "trial", load(), Terms(NOW))
    assert book.replies("trial") == ()


def test_the_command(files: Files, tmp_path: Path) -> None:
    path = given(tmp_path, f"{HEAD}{CESIS},Q1,,x,,,,,\n")
    order = [str(path), "--edition", str(files.edition), "--casebook", str(files.casebook), "--received", "2026-11-19"]
    runner = CliRunner()
    dry = runner.invoke(reply, [*order, "--dry-run"], catch_exceptions=False)
    assert dry.output.splitlines()[-1] == "1 replies are new; a dry run: nothing was written"
    told = [
        runner.invoke(reply, [*order, "--by", "Anna", "--expires", "2027-11-19"], catch_exceptions=False).output.splitlines()[-1]
        for _ in "12"
    ]
    assert told == ["1 replies are new", "0 replies are new"]
    with Casebook(files.casebook) as book:
        [found] = book.replies("trial")
    assert (found.who, found.expires_at) == ("Anna", end_of(date(2027, 11, 19)))
    with pytest.raises(ConfigError, match="no such casebook"):
        runner.invoke(reply, [*order[:3], "--casebook", str(tmp_path / "none.db")], catch_exceptions=False)
