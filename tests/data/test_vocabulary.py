"""The tables of words: read whole, refused whole, matched with vetoes."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from data import vocabulary
from data.errors import ConfigError

TABLE = """topic,language,use,phrase,seen
search,lv,label,meklēt,test
search,lv,text,atrodiet vajadzīgo,test
search,lv,veto,darba meklēšana,test
"""


def tables(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "label", "running"),
    [
        ("Meklēt", "meklēt", "meklēt"),
        ("MEKLĒ šeit", "meklēt", "meklēt"),
        ("Šeit atradīsiet un ATRODIET VAJADZĪGO", None, "atrodiet vajadzīgo"),
        ("Meklēt – darba meklēšana", None, None),
        ("Šeit jūs varat meklēt visu, ko vien vēlaties, jo mūsu vietnē ir ļoti daudz lapu", None, "meklēt"),
        ("Kontakti", None, None),
    ],
)
def test_labels_and_running_text(tmp_path: Path, text: str, label: str | None, running: str | None) -> None:
    words = vocabulary.load(tables(tmp_path, search=TABLE))
    assert (words.label("search", text), words.text("search", text)) == (label, running)


def test_a_topic_may_stand_in_several_tables(tmp_path: Path) -> None:
    words = vocabulary.load(tables(tmp_path, a=TABLE, b="topic,language,use,phrase,seen\nsearch,en,label,search,test\n"))
    assert [phrase.text for phrase in words["search"].label] == ["meklēt", "search"]


def test_the_digest_tells_whether_the_words_changed(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()
    one = vocabulary.load(tables(first, search=TABLE))
    other = vocabulary.load(tables(second, search=TABLE + "search,en,label,search,test\n"))
    assert one.digest != other.digest


def test_every_wrong_row_is_told_with_file_line_and_remedy(tmp_path: Path) -> None:
    head = "topic,language,use,phrase,seen\n"
    wrong = (
        head + ",lv,label,meklēt,test\nsearch,lv,labels,meklēt,test\nsearch,lv,label,a,b,test\nsearch,label\nsearch,Latvian,label,a,test\n"
    )
    with pytest.raises(ConfigError) as refused:
        vocabulary.load(tables(tmp_path, a=wrong, b="topic,phrase\nsearch,meklēt\n"))
    assert refused.value.faults == (
        "a.csv:2: topic or phrase is empty; fill both in",
        "a.csv:3: use is 'labels'; write one of label, text, veto",
        "a.csv:4: has another number of fields than 5; quote a field that holds a comma",
        "a.csv:5: has another number of fields than 5; quote a field that holds a comma",
        "a.csv:6: language is 'Latvian'; write a code of two letters, such as lv, en or ru, or any",
        "b.csv:1: columns are ['topic', 'phrase']; write topic,language,use,phrase,seen",
    )


def test_our_own_tables_are_sound() -> None:
    assert len(vocabulary.load().topics) > 20
    for path in vocabulary.FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [(row["topic"], row["use"], row["phrase"].casefold()) for row in csv.DictReader(file)]
        assert len(rows) == len(set(rows)), f"{path.name} says something twice"


def test_a_label_is_read_once_for_all_topics(tmp_path: Path) -> None:
    other = "topic,language,use,phrase,seen\nwork,lv,label,darba meklēšana,test\nwork,lv,label,darbs,test\n"
    words = vocabulary.load(tables(tmp_path, search=TABLE, work=other))
    assert words.told("Meklēt") == {"search": "meklēt"}
    assert words.told("Darba meklēšana") == {"work": "darba meklēšana"}
    assert words.told("viens divi " * 7 + "meklēt") == {}
    assert words.mentioned("viens divi " * 7 + "meklēt darbu") == {"search": "meklēt", "work": "darbs"}
    with pytest.raises(KeyError, match="unknown"):
        words.label("unknown", "Meklēt")
