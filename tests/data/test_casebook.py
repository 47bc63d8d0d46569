"""The casebook: what people said stays said, corrections have a history, and nothing is written half."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from hypothesis import given, settings
from hypothesis import strategies as st

from data import database
from data.casebook import Added, Adjudication, Casebook, Given, Notice, Reply, Sample, Sampled, Source
from data.casebook_rows import NOT_APPLICABLE, Said
from data.casebook_schema import APPEND_ONLY, migrations
from data.errors import ConfigError
from data.store import Store

DAY = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
EDITION = "2026-proposal"


def source(file: str = "answers.csv", content: str = "a", at: datetime = DAY, who: str = "Ilze") -> Source:
    return Source(file, content * 64, "long", at, who)


def decided(decision: str = "agree", **other: Any) -> Adjudication:
    plain = Adjudication(EDITION, "riga", "K1", "", "Anna", decision, "contradicted", False, "lapas nav", DAY)
    return replace(plain, **other)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with Casebook(tmp_path / "var" / "casebook.db") as opened:
        yield opened


def told(book: Casebook) -> list[tuple[str, str, str, Said]]:
    return [(each.institution, each.question, each.subject, each.answer) for each in book.answers(EDITION)]


def test_answers_come_back_as_they_were_given(book: Casebook) -> None:
    own = datetime(2026, 4, 1, 12, tzinfo=timezone(timedelta(hours=3)))
    answers = [
        Given("riga", "K1", True, url="https://www.riga.lv/x", remark="ir", at=own, place="Sheet!C7"),
        Given("riga", "K2", ("email", "phone")),
        Given("riga", "K3", 12.5, "https://a.lv"),
        Given("riga", "K3", 12, "https://b.lv"),
        Given("riga", "K4", NOT_APPLICABLE),
        Given("ogre", "K5", "=1+1 ž \ud83d"),
        Given("ogre", "K6", ()),
    ]
    added = book.add_import(EDITION, source(), answers, DAY)
    assert (len(added.new), added.corrected, added.unchanged, added.again) == (7, (), 0, False)
    assert told(book) == [
        ("ogre", "K5", "", "=1+1 ž \ufffd"),
        ("ogre", "K6", "", ()),
        ("riga", "K1", "", True),
        ("riga", "K2", "", ("email", "phone")),
        ("riga", "K3", "https://a.lv", 12.5),
        ("riga", "K3", "https://b.lv", 12),
        ("riga", "K4", "", NOT_APPLICABLE),
    ]
    first = book.history(EDITION, "riga", "K1")[0]
    assert (first.url, first.remark, first.at, first.who, first.place, first.recorded_at) == (
        "https://www.riga.lv/x",
        "ir",
        own,
        "Ilze",
        "Sheet!C7",
        DAY,
    )
    assert book.history(EDITION, "riga", "K2")[0].at == DAY
    assert [(each.file, each.answers) for each in book.imports(EDITION)] == [("answers.csv", 7)]
    assert book.answers("another") == ()


def test_the_same_reading_again_changes_nothing(book: Casebook) -> None:
    answers = [Given("riga", "K1", True), Given("riga", "K2", 3)]
    first = book.add_import(EDITION, source(), answers, DAY)
    assert book.add_import(EDITION, source(), answers, DAY + timedelta(1)) == Added(first.import_id, (), (), 2, again=True)
    other = book.add_import(EDITION, source(content="b"), answers, DAY)
    assert (other.new, other.corrected, other.unchanged, other.again) == ((), (), 2, False)
    assert len(book.history(EDITION)) == 2


def test_a_correction_keeps_what_was_before(book: Casebook) -> None:
    book.add_import(EDITION, source(), [Given("riga", "K1", False), Given("riga", "K2", 3)], DAY)
    later = DAY + timedelta(3)
    added = book.add_import(EDITION, source("new.csv", "b", later, "Juris"), [Given("riga", "K1", True), Given("riga", "K2", 3)], later)
    assert (len(added.new), len(added.corrected), added.unchanged) == (0, 1, 1)
    before, after = book.history(EDITION, "riga", "K1")
    assert (before.answer, before.who, before.previous) == (False, "Ilze", None)
    assert (after.answer, after.who, after.recorded_at, after.previous) == (True, "Juris", later, before.id)
    assert told(book) == [("riga", "K1", "", True), ("riga", "K2", "", 3)]


def test_an_answer_may_be_taken_back_and_given_again(book: Casebook) -> None:
    assert book.add_import(EDITION, source(), [Given("riga", "K1", None)], DAY).new == ()
    book.add_import(EDITION, source(content="b"), [Given("riga", "K1", True)], DAY)
    book.add_import(EDITION, source(content="c"), [Given("riga", "K1", None)], DAY)
    assert told(book) == []
    book.add_import(EDITION, source(content="d"), [Given("riga", "K1", False)], DAY)
    assert [each.answer for each in book.history(EDITION)] == [True, None, False]
    assert told(book) == [("riga", "K1", "", False)]


def test_an_own_date_that_differs_is_told_again(book: Casebook) -> None:
    book.add_import(EDITION, source(), [Given("riga", "K1", True)], DAY)
    book.add_import(EDITION, source(content="b"), [Given("riga", "K1", True, at=DAY + timedelta(1))], DAY)
    book.add_import(EDITION, source(content="c"), [Given("riga", "K1", True)], DAY)
    assert [each.at for each in book.history(EDITION)] == [DAY, DAY + timedelta(1)]


def test_one_question_twice_in_a_file_is_refused_whole(book: Casebook) -> None:
    twice = [Given("riga", "K1", True, place="A!B2"), Given("ogre", "K1", True, place="A!B3"), Given("riga", "K1", True, place="A!B4")]
    with pytest.raises(ConfigError, match=r"A!B4: riga K1 is answered already at A!B2; keep one"):
        book.add_import(EDITION, source(), twice, DAY)
    assert (book.answers(EDITION), book.imports(EDITION)) == ((), ())


@pytest.mark.parametrize(
    ("answer", "at"), [(float("nan"), DAY), (float("inf"), DAY), (1, datetime(2026, 1, 1))]  # noqa: DTZ001 (the fault under test)
)  # fmt: skip
def test_what_cannot_be_kept_leaves_nothing_behind(book: Casebook, answer: float, at: datetime) -> None:
    with pytest.raises(ValueError, match=r"no answer|no offset"):
        book.add_import(EDITION, source(), [Given("ogre", "K1", 1), Given("riga", "K1", answer, at=at)], DAY)
    assert (book.answers(EDITION), book.imports(EDITION)) == ((), ())


def test_adjudications(book: Casebook) -> None:
    two = (decided(), decided("overrule", reader="Berta", truth=("a", "b"), at=DAY + timedelta(1)))
    assert [book.adjudicate(*two), book.adjudicate(*two), book.adjudicate(decided("ask"))] == [2, 0, 1]
    assert [replace(each, id=None) for each in book.adjudications(EDITION)] == [*two, decided("ask")]
    assert book.adjudications("another") == ()


def test_samples(book: Casebook) -> None:
    sample = Sample("audit-1", EDITION, 7, 2, DAY, {"strata": ["yes", "no"]})
    drawn = [Sampled("audit-1", "riga", question, "", "hsts", "yes-yes", 0.25) for question in ("K2", "K1")]
    assert [book.add_sample(sample, drawn), book.add_sample(sample, drawn)] == [2, 0]
    assert book.samples(EDITION) == (sample,)
    assert book.sampled("audit-1") == tuple(drawn)
    with pytest.raises(ConfigError, match="append-only"):
        book.add_sample(replace(sample, seed=8), drawn)
    with pytest.raises(ConfigError, match="another sample"):
        book.add_sample(replace(sample, id="audit-2"), drawn)
    assert book.adjudicate(decided(purpose="sample", sample="audit-1")) == 1
    with pytest.raises(ConfigError, match="FOREIGN KEY"):
        book.adjudicate(decided("ask"), decided(purpose="sample", sample="audit-9"))
    assert len(book.adjudications(EDITION)) == 1


def test_notices_and_replies(book: Casebook) -> None:
    notice = Notice(EDITION, "riga", "K1", "", "contradicted", {"seen": [1, "ž"]}, DAY, DAY + timedelta(14))
    reply = Reply(EDITION, "riga", "K1", "", "ir gan", "https://www.riga.lv/ir", DAY, None, "dome", "vēstule 1")
    for _ in range(2):
        book.notify(notice)
        book.reply(reply, replace(reply, expires_at=DAY + timedelta(90)))
    assert [replace(each, id=None) for each in book.notices(EDITION)] == [notice]
    assert [each.expires_at for each in book.replies(EDITION)] == [None, DAY + timedelta(90)]


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: decided("maybe"), "'maybe' is no decision; write one of agree, overrule, cannot-tell, ask"),
        (lambda: decided(purpose="fun"), "'fun' is no purpose"),
        (lambda: Sampled("s", "riga", "K1", "", "", "x", 0), "0 is no probability"),
    ],
)
def test_words_that_are_none_of_ours(make: object, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        make()  # type: ignore[operator]


def filled(book: Casebook) -> None:
    book.add_import(EDITION, source(), [Given("riga", "K1", True)], DAY)
    book.add_sample(Sample("s", EDITION, 1, 1, DAY), [Sampled("s", "riga", "K1", "", "hsts", "yes", 1)])
    book.adjudicate(decided())
    book.notify(Notice(EDITION, "riga", "K1", "", "contradicted", {}, DAY, DAY))
    book.reply(Reply(EDITION, "riga", "K1", "", "x", "", DAY, None, "dome", ""))


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("sql", ["update {0} set rowid = 99", "delete from {0}", "insert or replace into {0} select * from {0}"])
def test_nothing_is_overwritten(book: Casebook, table: str, sql: str) -> None:
    filled(book)
    before = list(book.db.query(f"select * from {table}"))  # noqa: S608 (our own names)
    assert before
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is append-only"):
        book.db.conn.execute(sql.format(table))
    assert list(book.db.query(f"select * from {table}")) == before  # noqa: S608 (our own names)


def test_every_table_is_append_only(book: Casebook) -> None:
    assert set(book.db.table_names()) - {"_sqlite_migrations"} == set(APPEND_ONLY)


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "casebook.db"

    def write(number: int) -> Added:
        with Casebook(path) as book:
            return book.add_import(EDITION, source(content=f"{number:x}"), [Given("riga", "K1", number), Given(f"r{number}", "K1", 1)], DAY)

    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(write, range(8)))
    assert sorted(len(each.new) for each in added) == [1] * 7 + [2]
    with Casebook(path) as book:
        history = book.history(EDITION, "riga", "K1")
        assert len(history) == 8
        assert [each.previous for each in history] == [None, *(each.id for each in history[:-1])]
        assert len(book.answers(EDITION)) == 9


def test_a_writer_that_never_ends_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.1)
    with Casebook(tmp_path / "c.db") as busy, Casebook(tmp_path / "c.db") as other:
        busy.db.conn.execute("begin immediate")
        assert other.answers(EDITION) == ()
        with pytest.raises(ConfigError, match=r"another eindekss has been writing for 0\.1 seconds"):
            other.adjudicate(decided())


def test_opening_again_migrates_nothing_and_a_later_casebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "casebook.db"
    with Casebook(path) as book:
        filled(book)
    before = path.read_bytes()
    path.chmod(0o444)
    with Casebook(path, must_exist=True) as book:
        assert len(book.answers(EDITION)) == 1
    path.chmod(0o644)
    assert path.read_bytes() == before
    later = sqlite_utils.Database(path)
    later.table("_sqlite_migrations").insert({"migration_set": migrations.name, "name": "more", "applied_at": "2030"})
    later.conn.close()
    with pytest.raises(ConfigError, match="made by a later eindekss \\(more\\)"):
        Casebook(path)


def test_what_is_no_casebook_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "words.db").write_text("nothing but words, and enough of them to be a header of any kind of file at all" * 9)
    Store(tmp_path / "store.db").close()
    (tmp_path / "folder.db").mkdir()
    (tmp_path / "file").write_text("")
    for name, told in {
        "words.db": "not a casebook of eindekss",
        "store.db": "not a casebook of eindekss",
        "folder.db": "cannot be opened",
        "file/beneath.db": "cannot be opened",
    }.items():
        path = tmp_path / name
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(ConfigError, match=f"{name}: .*{told}"):
            Casebook(path)
        assert (path.read_bytes() if path.is_file() else None) == before
    with pytest.raises(ConfigError, match="no such casebook"):
        Casebook(tmp_path / "none.db", must_exist=True)
    assert not (tmp_path / "none.db").exists()


SAID = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.text("abc", min_size=1), unique=True).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(files=st.lists(st.dictionaries(st.sampled_from("abc"), SAID), max_size=5))
def test_whatever_is_imported_the_newest_holds_and_all_is_kept(
    tmp_path_factory: pytest.TempPathFactory, files: list[dict[str, Said]]
) -> None:
    expected: dict[str, Said] = {}
    changes = 0
    with Casebook(tmp_path_factory.mktemp("book") / "c.db") as book:
        for number, answers in enumerate(files):
            book.add_import(EDITION, source(content=str(number)), [Given("riga", *each) for each in answers.items()], DAY)
            fresh = {key: value for key, value in answers.items() if (kind(expected.get(key)) != kind(value))}
            changes += len(fresh)
            expected |= answers
        assert {each.question: kind(each.answer) for each in book.answers(EDITION)} == {
            key: kind(value) for key, value in expected.items() if value is not None
        }
        assert len(book.history(EDITION)) == changes


def kind(said: Said) -> tuple[str, str]:
    """True is not 1, and 1 is not 1.0."""
    return type(said).__name__, repr(said)
