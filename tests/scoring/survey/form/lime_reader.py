"""A strict reader of LimeSurvey's table of a survey's structure, which refuses what LimeSurvey would take otherwise or not at all."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

COLUMNS = {"class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other"}
ATTRIBUTES = {
    "D": {"date_format", "date_min", "date_max"},
    "N": {"min_num_value_n", "max_num_value_n", "num_value_int_only", "suffix"},
    "S": {"maximum_chars"},
    "T": {"maximum_chars"},
}
"""The attributes of each type of question that are used here."""
PARTED, LISTED = frozenset("M"), frozenset("L")
_TOKEN = re.compile(r'([A-Za-z][A-Za-z0-9]*)(?:_([A-Za-z0-9]+))?\.NAOK(?: == "([A-Za-z0-9]+)")?')
_SHAPE = re.compile(r"(?:[() ]|and|or|!is_empty|#)*")


@dataclass
class Asked:
    """A question as LimeSurvey would have it in one language."""

    row: Mapping[str, str]
    group: str
    parts: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)


@dataclass
class Survey:
    """What was read: settings, words and questions by language."""

    settings: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    questions: dict[str, dict[str, Asked]] = field(default_factory=dict)


def read(data: bytes) -> Survey:
    """The survey in a file; AssertionError where LimeSurvey would stumble."""
    text = data.decode("utf-8-sig")
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t", strict=True)
    assert table.fieldnames is not None
    assert table.fieldnames[0] == "class", "the mark of the charset is taken off the first heading only if it is this one"
    assert set(table.fieldnames) <= COLUMNS | set().union(*ATTRIBUTES.values())
    found = Survey()
    for row in table:
        assert None not in row
        assert all("\n" not in cell and not re.fullmatch('".*"', cell) for cell in row.values()), row
        _READERS[row["class"]](found, row)
    _check(found)
    return found


def _setting(found: Survey, row: Mapping[str, str]) -> None:
    assert row["name"] not in found.settings
    found.settings[row["name"]] = row["text"]


def _word(found: Survey, row: Mapping[str, str]) -> None:
    assert row["name"].startswith("surveyls_")
    found.words.setdefault(row["language"], {})[row["name"]] = row["text"]


def _group(found: Survey, row: Mapping[str, str]) -> None:
    assert row["name"]
    found.groups.setdefault(row["language"], []).append(row["type/scale"])


def _question(found: Survey, row: Mapping[str, str]) -> None:
    name, kind = row["name"], row["type/scale"]
    assert re.fullmatch("[A-Za-z][A-Za-z0-9]{0,19}", name), name
    assert name.lower() not in {"lang", "sid", "savedid", "token", "qid", "gid", "sgq", "self", "that", "this"}
    assert kind in set("YLMNDST")
    assert row["mandatory"] in {"Y", "N", "S"}
    given = {column for column, cell in row.items() if cell} - COLUMNS
    assert given <= ATTRIBUTES.get(kind, set()), (name, given)
    told = found.questions.setdefault(row["language"], {})
    assert name.lower() not in {other.lower() for other in told}, name
    told[name] = Asked(row, found.groups[row["language"]][-1])
    assert "{" not in row["text"] + row["help"]
    assert not re.search("<[a-z]", row["text"] + row["help"])
    for part in (row["text"], row["help"]):
        assert html.escape(html.unescape(part)).replace("{", "&#123;").replace("}", "&#125;") == part


def _part(found: Survey, row: Mapping[str, str]) -> None:
    asked = list(found.questions[row["language"]].values())[-1]
    assert asked.row["type/scale"] in PARTED
    assert re.fullmatch("[A-Za-z0-9]{1,20}", row["name"])
    assert row["name"] not in {"time", "other"}
    assert row["type/scale"] == "0"
    asked.parts.append(row["name"])


def _answer(found: Survey, row: Mapping[str, str]) -> None:
    asked = list(found.questions[row["language"]].values())[-1]
    assert asked.row["type/scale"] in LISTED
    assert re.fullmatch("[A-Za-z0-9]{1,5}", row["name"])
    assert row["type/scale"] == "0"
    asked.answers.append(row["name"])


_READERS = {"S": _setting, "SL": _word, "G": _group, "Q": _question, "SQ": _part, "A": _answer}


def _check(found: Survey) -> None:
    """The languages are alike, and every expression names what was asked before."""
    base, *others = [found.settings["language"], *found.settings["additional_languages"].split()]
    assert list(found.words) == list(found.groups) == list(found.questions) == [base, *others]
    for lang in others:
        assert found.words[lang].keys() == found.words[base].keys()
        assert found.groups[lang] == found.groups[base]
        assert list(found.questions[lang]) == list(found.questions[base])
        for name, asked in found.questions[lang].items():
            twin = found.questions[base][name]
            assert (asked.group, asked.parts, asked.answers) == (twin.group, twin.parts, twin.answers)
            same = ("type/scale", "relevance", "mandatory", "other", "validation")
            assert [asked.row[column] for column in same] == [twin.row[column] for column in same]
    before: dict[str, Asked] = {}
    for name, asked in found.questions[base].items():
        assert bool(asked.parts) == (asked.row["type/scale"] in PARTED)
        assert bool(asked.answers) == (asked.row["type/scale"] in LISTED)
        expression(asked.row["relevance"], before)
        before[name] = asked


def expression(told: str, before: Mapping[str, Asked]) -> None:
    """An expression of the few forms that are used here."""
    if told == "1":
        return
    for name, part, answer in _TOKEN.findall(told):
        asked = before[name]
        codes = {"Y": ["Y", "N"], "M": ["Y"]}.get(asked.row["type/scale"], asked.answers)
        assert not part or part in asked.parts, told
        assert bool(part) == (asked.row["type/scale"] in PARTED), told
        assert not answer or answer in codes, told
    assert _SHAPE.fullmatch(_TOKEN.sub("#", told)), told
    assert told.count("(") == told.count(")")
