"""When a question needs no answer after what was answered before, as a formula that greys its row out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.survey.form import texts
from scoring.survey.form.choices import word
from scoring.survey.form.lists import Lists
from scoring.survey.question import Condition, Question
from scoring.survey.questionnaire import Questionnaire


@dataclass(frozen=True)
class Greyed:
    """Makes the formulas; ``cells`` are the cells of the answers by question and option (empty: the question as a whole)."""

    questionnaire: Questionnaire
    cells: Mapping[tuple[str, str], str]
    lists: Lists
    lang: str

    def formula(self, question: Question) -> str:
        """A formula that is true where the question needs no answer; empty where it always does, or the form lacks what it hangs on."""
        told = self._parts(question)
        return f"=OR({','.join(told)})" if told else ""

    def _parts(self, question: Question) -> list[str]:
        """The same of the question, and of those that it hangs on."""
        condition = question.asked_if
        if condition is None or (condition.question, "") not in self.cells:
            return []
        earlier = self.questionnaire[condition.question]
        own = self._of_ticks(earlier, condition) if earlier.type == "multiple" else self._of_cell(earlier, condition)
        return [own, *self._parts(earlier)]

    def _of_cell(self, earlier: Question, condition: Condition) -> str:
        """Something else was chosen."""
        at = self.cells[earlier.id, ""]
        name = self.lists.place([self._word(earlier, code) for code in earlier.answers if code in condition.answers])
        return f'AND({at}<>"",ISNA(MATCH({at},{name},0)))'

    def _of_ticks(self, earlier: Question, condition: Condition) -> str:
        """Something was ticked, or that nothing applies, and none of these."""
        every = [at for (name, _), at in self.cells.items() if name == earlier.id]
        wanted = [self.cells[earlier.id, code] for code in earlier.answers if code in condition.answers]
        return f"AND(COUNTA({','.join(every)})>0,COUNTA({','.join(wanted)})=0)"

    def _word(self, earlier: Question, code: str) -> str:
        if earlier.type == "yes-no":
            return (texts.YES if code == "yes" else texts.NO)[self.lang]
        return next(word(earlier, option, self.lang) for option in earlier.options if option.code == code)
