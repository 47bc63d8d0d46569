"""How rows are called: bodies, questions, blocks and groups by their names in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.types import Text
from scoring.agreement.texts import UNGROUPED
from scoring.survey.questionnaire import Questionnaire


@dataclass(frozen=True)
class Titles:
    """The names by kind (of ``report.BY``) and id; what has no name is called by its id."""

    known: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)

    def of(self, kind: str, code: str, lang: str) -> str:
        """What a row of that kind is called."""
        if kind == "group" and not code:
            return UNGROUPED[lang]
        found = self.known.get(kind, {}).get(code)
        return code if found is None else found[lang]


def titles(questionnaire: Questionnaire, bodies: Mapping[str, Text], groups: Mapping[str, Text]) -> Titles:
    """Those of a questionnaire, of bodies and of groups."""
    return Titles(
        {
            "question": {question.id: question.text for question in questionnaire.questions},
            "block": {block.id: block.title for block in questionnaire.blocks},
            "body": bodies,
            "group": groups,
        }
    )
