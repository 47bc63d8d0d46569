"""The questionnaire of an edition: what the bodies are asked, block by block, read from ``survey.csv`` beside the edition's tree."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import SurveyError
from data.tables import Faults
from data.types import Text
from scoring import tree_faults, tree_table
from scoring.group_table import groups
from scoring.method_table import method
from scoring.methodology import folder_of, kinds_of
from scoring.rollup_table import rollups
from scoring.survey import faults as survey_faults
from scoring.survey import table
from scoring.survey.question import OBSERVABILITY, TYPES, Condition, Option, Question, Rule
from scoring.tree import Node
from scoring.tree_faults import SURVEY

__all__ = ["OBSERVABILITY", "TYPES", "Block", "Condition", "Option", "Question", "Questionnaire", "Rule", "load"]


@dataclass(frozen=True)
class Block:
    """A part of the questionnaire: a node right below the root of the edition's tree."""

    id: str
    title: Text


@dataclass(frozen=True)
class Questionnaire:
    """All questions of an edition, in the order of their table. ``digest`` is the SHA-256 of ``survey.csv``."""

    edition: str
    title: Text
    blocks: tuple[Block, ...]
    questions: tuple[Question, ...]
    digest: str
    _by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look up what everything else asks for."""
        object.__setattr__(self, "_by_id", {question.id: question for question in self.questions})

    def __getitem__(self, question: str) -> Question:
        """The question of that id. Raises KeyError."""
        return self._by_id[question]

    def __contains__(self, question: object) -> bool:
        """Whether there is such a question."""
        return question in self._by_id

    def asked(self, kind: str) -> tuple[Question, ...]:
        """The questions that bodies of that kind are asked, in order."""
        return tuple(question for question in self.questions if question.asked_of(kind))


def load(edition: str | Path) -> Questionnaire:
    """The questionnaire of that edition (its name, or its folder). Raises SurveyError with every fault: file, line, column and remedy."""
    folder = folder_of(edition)
    path = folder / SURVEY
    if not path.is_file():
        raise SurveyError(f"{path}: there is no questionnaire; write one (docs/survey.md tells its columns), or choose another edition")
    faults = Faults()
    kinds = kinds_of(groups(folder / "groups.csv", faults))
    tree = tree_table.entries(folder / "tree.csv", kinds, faults, rollups(folder / "rollups.csv", faults))
    asked = table.entries(path, kinds, faults)
    blocks = _blocks([entry.node for entry in tree])
    survey_faults.check(asked, [block.id for block in blocks], kinds, faults)
    survey_faults.lacking(tree, tree_faults.questions(folder, Faults()), path, faults)
    settings = method(folder / "method.csv", faults)
    if faults.found:
        raise SurveyError(faults.found)
    return Questionnaire(
        edition=folder.name,
        title=Text(str(settings["title_lv"]), str(settings["title_en"])),
        blocks=blocks,
        questions=tuple(entry.question for entry in asked),
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def _blocks(nodes: Sequence[Node]) -> tuple[Block, ...]:
    """The inner nodes right below the root."""
    root = next((node.code for node in nodes if not node.parent), None)
    inner = {node.parent for node in nodes}
    return tuple(Block(node.code, node.title) for node in nodes if node.parent == root and node.code in inner)
