"""Of which questions how many more answers should be reviewed, so that it is known how often their claims are false."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.types import Text
from scoring.agreement.estimate import LEVEL
from scoring.agreement.sample_size import HALF_WIDTH, More
from scoring.agreement.sample_size import more as more_of

_MORE = Text(
    "Pārbaudiet vēl {more} {answers} uz jautājumu {question}, lai nepatieso „jā” daļa būtu zināma ±{points} procentpunktu robežās"
    " (tagad pārbaudītas {reviewed} no {there_are}).",
    "Review {more} more of question {question} for ±{points} points (so far {reviewed} of {there_are} were reviewed).",
)
_ENOUGH = Text(
    "Jautājumam {question} pietiek: nepatieso „jā” daļa ir zināma ±{points} procentpunktu robežās (pārbaudītas {reviewed} no {there_are}).",
    "Question {question} needs no more: the share is known within ±{points} points ({reviewed} of {there_are} were reviewed).",
)


@dataclass(frozen=True, slots=True)
class Advice:
    """How many more of the yes claims of a question to draw at random; ``wrong`` of those reviewed so far were false."""

    question: str
    wrong: int
    reviewed: int
    needed: More
    within: float

    def text(self, lang: str) -> str:
        """The advice as a sentence."""
        points = f"{100 * self.within:g}"
        told = {"question": self.question, "points": points if lang == "en" else points.replace(".", ","), "reviewed": self.reviewed}
        words = _MORE if self.needed.more else _ENOUGH
        return words[lang].format(**told, more=self.needed.more, answers=_answers(self.needed.more), there_are=self.needed.there_are)


def advice(pairs: pd.DataFrame, within: float = HALF_WIDTH, level: float = LEVEL) -> tuple[Advice, ...]:
    """For each yes-or-no question (and each of several options) that is claimed at all, in their order in ``pairs``.

    Reviewed are those of which the truth was found in a random sample; there are as many as were claimed.
    """
    yes = pairs[pairs["type"].isin(["yes-no", "multiple"]) & (pairs["claimed"] == 1)]
    return tuple(_of(str(question), rows, within, level) for question, rows in yes.groupby("question", sort=False))


def _of(question: str, rows: pd.DataFrame, within: float, level: float) -> Advice:
    reviewed = int(rows["truth"].notna().sum())
    wrong = int((rows["truth"] == 0).sum())
    return Advice(question, wrong, reviewed, more_of(wrong, reviewed, len(rows), within, level), within)


def _answers(count: int) -> str:
    """The Latvian word after a number: 1, 21, 31... take the singular, 11 does not."""
    return "atbildi" if count % 10 == 1 and count % 100 != 11 else "atbildes"
