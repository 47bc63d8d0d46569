"""The words by which things are recognised: ``data/inputs/vocabulary/*.csv``, which people maintain.

A table has the columns ``topic, language, use, phrase, seen``. ``language`` is a code of ISO 639-1, or ``any``; ``use`` is ``label`` (a
menu label, heading, title or slug), ``text`` (running text) or ``veto`` (words that say it is something else); ``seen`` tells where the
phrase was found. Phrases are in dictionary form, with diacritics; ``data.text`` finds their forms.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from data.errors import ConfigError
from data.text import SHORT, Index, Phrase, Phrases, phrase, says, spelled

FOLDER = Path(__file__).parent / "inputs" / "vocabulary"
COLUMNS = ["topic", "language", "use", "phrase", "seen"]
USES = ("label", "text", "veto")
LABEL_WORDS = 12
"""A label is short: a longer text is running text, and matching labels in it would claim too much."""
_LANGUAGE = re.compile("[a-z]{2}|any")


@dataclass(frozen=True, slots=True)
class Topic:
    """The phrases of one topic by their use."""

    label: Phrases
    text: Phrases
    veto: Phrases
    anywhere: Phrases
    """What running text may say: its own phrases and those of labels."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All topics; ``digest`` is the SHA-256 over the tables, written into every bundle."""

    topics: Mapping[str, Topic]
    digest: str
    labels: Index = field(init=False, repr=False, compare=False)
    vetoes: Index = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "labels", Index({name: topic.label for name, topic in self.topics.items()}))
        object.__setattr__(self, "vetoes", Index({name: topic.veto for name, topic in self.topics.items()}))

    def label(self, topic: str, text: str) -> str | None:
        """The phrase of the topic that this label, heading, title or slug holds; None if none, vetoed or too long for a label."""
        if topic not in self.topics:
            raise KeyError(topic)
        return self.told(text).get(topic)

    def told(self, text: str) -> Mapping[str, str]:
        """Every topic that this label says, with the phrase that says it: read once, whatever is asked of it later."""
        if len(text) <= SHORT:
            return _told(text, self.labels, self.vetoes)
        return _read(text, self.labels, self.vetoes)

    def text(self, topic: str, text: str) -> str | None:
        """The phrase of the topic (label or running text) that this text holds; None if none or vetoed."""
        return self._found(topic, text, self[topic].anywhere)

    def mentioned(self, text: str) -> Mapping[str, str]:
        """Every topic whose labels stand anywhere in a running text, which is read once; vetoes are of labels and do not count here."""
        return self.labels.found(spelled(text))

    def __getitem__(self, topic: str) -> Topic:
        return self.topics[topic]

    def _found(self, topic: str, text: str, phrases: Phrases) -> str | None:
        found = says(text, phrases)
        return None if found is None or says(text, self[topic].veto) else found


@lru_cache(maxsize=1 << 13)
def _told(text: str, labels: Index, vetoes: Index) -> Mapping[str, str]:
    return _read(text, labels, vetoes)


def _read(text: str, labels: Index, vetoes: Index) -> Mapping[str, str]:
    if len(text.split()) > LABEL_WORDS:
        return _NOTHING
    keyed = spelled(text)
    found = labels.found(keyed)
    if not found:
        return _NOTHING
    vetoed = vetoes.found(keyed)
    return {topic: text for topic, text in found.items() if topic not in vetoed}


_NOTHING: Mapping[str, str] = {}
"""What most labels say."""


@cache
def load(folder: Path = FOLDER) -> Vocabulary:
    """Read the tables of a folder. Raises ConfigError listing every wrong row with file, line and remedy."""
    faults: list[str] = []
    digest = hashlib.sha256()
    found: dict[str, dict[str, list[Phrase]]] = {}
    for path in sorted(folder.glob("*.csv")):
        digest.update(path.read_bytes())
        for row in _rows(path, faults):
            found.setdefault(row["topic"], {use: [] for use in USES})[row["use"]].append(phrase(row["phrase"]))
    if faults:
        raise ConfigError(faults)
    return Vocabulary({name: _topic(**uses) for name, uses in found.items()}, digest.hexdigest())


def _topic(label: list[Phrase], text: list[Phrase], veto: list[Phrase]) -> Topic:
    return Topic(Phrases(label), Phrases(text), Phrases(veto), Phrases([*text, *label]))


def _rows(path: Path, faults: list[str]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            faults.append(f"{path.name}:1: columns are {reader.fieldnames}; write {','.join(COLUMNS)}")
            return
        for row in reader:
            fault = _fault(row)
            if fault:
                faults.append(f"{path.name}:{reader.line_num}: {fault}")
            else:
                yield row


def _fault(row: Mapping[str, str | None]) -> str | None:
    if None in row.values() or None in row:
        return f"has another number of fields than {len(COLUMNS)}; quote a field that holds a comma"
    if not row["topic"] or not row["phrase"]:
        return "topic or phrase is empty; fill both in"
    if not _LANGUAGE.fullmatch(row["language"] or ""):
        return f"language is {row['language']!r}; write a code of two letters, such as lv, en or ru, or any"
    if row["use"] not in USES:
        return f"use is {row['use']!r}; write one of {', '.join(USES)}"
    return None
