"""What has been learned of a file so far: its faults, what is to be told, what could not be mapped; and by what it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from data.errors import SurveyError
from data.tables import Faults
from scoring.survey.intake.limits import FAULTS
from scoring.survey.intake.mapping import Meanings, Unmapped
from scoring.survey.intake.which import Which
from scoring.survey.intake.who import Who
from scoring.survey.questionnaire import Questionnaire


class Unread(SurveyError):
    """A file that cannot be imported as it is; ``unmapped`` is what a person may tell in the mapping file."""

    def __init__(self, faults: Sequence[str], unmapped: Sequence[Unmapped] = ()) -> None:
        """The faults, and what could not be mapped, each once."""
        super().__init__(faults)
        self.unmapped = tuple(dict.fromkeys(unmapped))


@dataclass
class Reading:
    """The state of reading one file."""

    questionnaire: Questionnaire
    which: Which
    who: Who
    mapping: Meanings
    faults: Faults = field(default_factory=Faults)
    told: list[str] = field(default_factory=list)
    unmapped: list[Unmapped] = field(default_factory=list)

    def miss(self, what: str, given: str, suggestion: str = "") -> str:
        """Note what could not be mapped; gives the end of the message about it."""
        self.unmapped.append(Unmapped(what, given, suggestion))
        return f"; did you mean {suggestion}?" if suggestion else ""

    def check(self) -> None:
        """Raise Unread if anything is wrong; of very many faults only the first are told."""
        found = list(dict.fromkeys(self.faults.found))
        more = len(found) - FAULTS
        if found:
            raise Unread([*found[:FAULTS], f"and {more:,} more faults"] if more > 0 else found, self.unmapped)
