"""The rows of a questionnaire for LimeSurvey: a row a group, question, part of a question and answer, in each language anew.

The layout is LimeSurvey's "Tab Separated Value survey structure" (https://www.limesurvey.org/manual/Tab_Separated_Value_survey_structure).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.types import Kind, Text
from scoring.survey.form import expected, lime_codes, texts
from scoring.survey.form.checks import bounds
from scoring.survey.form.lime_codes import KIND, REG_NO, REMARK, URL, lime_words
from scoring.survey.question import Condition, Question
from scoring.survey.questionnaire import Questionnaire

COLUMNS = (
    *("class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other"),
    *("date_format", "date_max", "date_min", "max_num_value_n", "maximum_chars", "min_num_value_n", "num_value_int_only", "suffix"),
)
"""The columns: those of the manual, then attributes of questions in the order of their names."""
LANGUAGES = ("lv", "en")
"""The base language first."""
Row = Mapping[str, str]
_LETTERS = {
    "yes-no": "Y",
    "single": "L",
    "level": "L",
    "multiple": "M",
    "number": "N",
    "share": "N",
    "date": "D",
    "url": "S",
    "text": "T",
}
"""LimeSurvey's letter for each type of question."""
_ADDRESS = r"/^(https?:\/\/)?[^ \/]+\.[^ ]+$/i"
_REGISTRATION = "/^[0-9]{11}$/"
_WHO = Text("Iestāde", "The institution")
_REG_NO = Text("Iestādes vienotais reģistrācijas numurs", "The institution's registration number")
_REG_NO_HELP = Text("11 cipari bez atstarpēm.", "11 digits without spaces.")
_KIND = Text("Kas ir jūsu iestāde?", "What is your institution?")
_URL = Text("Adrese, kurā tas redzams", "The address where it can be seen")
_REMARK = Text("Kas tieši?", "What exactly?")
_OTHERS = ("other", "cits")


@dataclass(frozen=True)
class Lime:
    """Makes the rows of groups and questions; ``kind`` is that of the bodies, empty where they say it themselves."""

    questionnaire: Questionnaire
    questions: tuple[Question, ...]
    codes: Mapping[str, str]
    kind: str = ""

    def rows(self, lang: str) -> Iterator[Row]:
        """All of them in one language, in the same order in every language."""
        yield from self._who(lang)
        for place, block in enumerate(self.questionnaire.blocks, 1):
            inner = [question for question in self.questions if question.block == block.id]
            if inner:
                yield {"class": "G", "type/scale": f"G{place}", "name": lime_words(block.title[lang]), "language": lang}
            for question in inner:
                yield from self._question(question, lang)

    def _who(self, lang: str) -> Iterator[Row]:
        """The first group: which body answers, and of which kind it is, on which the rest depends."""
        yield {"class": "G", "type/scale": "G0", "name": lime_words(_WHO[lang]), "language": lang}
        plain = {"class": "Q", "relevance": "1", "language": lang, "mandatory": "Y", "other": "N"}
        told = {"text": lime_words(_REG_NO[lang]), "help": lime_words(_REG_NO_HELP[lang]), "validation": _REGISTRATION}
        yield plain | {"type/scale": "S", "name": REG_NO, **told}
        if self.kind or not any(question.reach for question in self.questions):
            return
        yield plain | {"type/scale": "L", "name": KIND, "text": lime_words(_KIND[lang])}
        for kind, code in self.kinds().items():
            yield _answer(code, texts.KINDS[Kind(kind)][lang], lang)

    def kinds(self) -> Mapping[str, str]:
        """The code of each kind of body."""
        return {kind.value: f"A{place}" for place, kind in enumerate(texts.KINDS, 1)}

    def _question(self, question: Question, lang: str) -> Iterator[Row]:
        code, relevance = self.codes[question.id], self.relevance(question)
        row: dict[str, str] = {
            "class": "Q",
            "type/scale": _LETTERS[question.type],
            "name": code,
            "relevance": relevance,
            "text": lime_words(question.text[lang]),
            "help": _help(question, lang),
            "language": lang,
            # Of several options none may be right, which LimeSurvey would refuse; otherwise it reminds, and lets go on.
            "mandatory": "S" if question.required and question.type != "multiple" else "N",
            "other": "N",
        }
        yield {**row, **_bounded(question, lang)}
        yield from self._options(question, lang)
        yield from self._beside(question, relevance, lang)

    def _options(self, question: Question, lang: str) -> Iterator[Row]:
        """What can be ticked, or chosen."""
        if question.type == "multiple":
            for code, part in lime_codes.parts(question).items():
                told = {"text": lime_words(expected.answer(question, code, lang)), "language": lang, "relevance": "1"}
                yield {"class": "SQ", "type/scale": "0", "name": part, **told}
        elif question.options:
            for code, name in lime_codes.answers(question).items():
                yield _answer(name, expected.answer(question, code, lang), lang)

    def _beside(self, question: Question, relevance: str, lang: str) -> Iterator[Row]:
        """The address, and a remark where another option than those named can be chosen."""
        code = self.codes[question.id]
        plain = {"class": "Q", "language": lang, "mandatory": "N", "other": "N"}
        if question.url:
            given = f'{code}.NAOK == "Y"' if question.type == "yes-no" else self._given(question)
            told = {"text": lime_words(_URL[lang]), "validation": _ADDRESS, "maximum_chars": "2000"}
            yield plain | {"type/scale": "S", "name": code + URL, "relevance": _both(relevance, given), **told}
        others = [option.code for option in question.options if option.code in _OTHERS]
        if others:
            chosen = self._holds(question, Condition(question.id, frozenset(others)))
            yield plain | {
                "type/scale": "T",
                "name": code + REMARK,
                "relevance": _both(relevance, chosen),
                "text": lime_words(_REMARK[lang]),
            }

    def relevance(self, question: Question) -> str:
        """The expression by which LimeSurvey asks a question: of whom, and after which answer; 1 where it always does."""
        told = "1"
        if question.reach and not self.kind:
            told = _both(told, " or ".join(f'{KIND}.NAOK == "{code}"' for kind, code in self.kinds().items() if kind in question.reach))
        if question.asked_if and question.asked_if.question in self.codes:
            told = _both(told, self._holds(self.questionnaire[question.asked_if.question], question.asked_if))
        return told

    def _holds(self, earlier: Question, condition: Condition) -> str:
        """That an earlier answer is one of the condition's."""
        code = self.codes[earlier.id]
        wanted = [answer for answer in earlier.answers if answer in condition.answers]
        if earlier.type == "yes-no":
            return " or ".join(f'{code}.NAOK == "{"Y" if answer == "yes" else "N"}"' for answer in wanted)
        if earlier.type == "multiple":
            named = lime_codes.parts(earlier)
            return " or ".join(f'{code}_{named[answer]}.NAOK == "Y"' for answer in wanted)
        named = lime_codes.answers(earlier)
        return " or ".join(f'{code}.NAOK == "{named[answer]}"' for answer in wanted)

    def _given(self, question: Question) -> str:
        """That a question was answered at all."""
        code = self.codes[question.id]
        if question.type != "multiple":
            return f"!is_empty({code}.NAOK)"
        return " or ".join(f'{code}_{part}.NAOK == "Y"' for part in lime_codes.parts(question).values())


def _both(one: str, other: str) -> str:
    """Two expressions that must both hold."""
    return other if one == "1" else f"({one}) and ({other})"


def _answer(code: str, words: str, lang: str) -> Row:
    return {"class": "A", "type/scale": "0", "name": code, "text": lime_words(words), "language": lang}


def _help(question: Question, lang: str) -> str:
    """What stands below a question: what counts, what shows it, and whether it is checked."""
    hint = question.hint[lang] if question.hint else ""
    return lime_words(" ".join(part for part in (hint, expected.shown(question, lang)) if part))


def _bounded(question: Question, lang: str) -> Row:
    """What LimeSurvey checks itself. What is not text is written in the base language only, as LimeSurvey keeps it once."""
    once = lang == LANGUAGES[0]
    if question.type in {"number", "share"}:
        low, high = bounds(question)
        unit = {"suffix": lime_words(question.unit[lang] if question.unit else "%" if question.type == "share" else "")}
        # Whole per cent: 0.5 without its sign could be half a per cent as well as half of all.
        whole = {"num_value_int_only": "1"} if question.type == "share" else {}
        limits = {"min_num_value_n": low, "max_num_value_n": high}
        return unit | ({name: f"{limit:g}" for name, limit in limits.items() if limit is not None} | whole if once else {})
    if question.type == "date":
        return {"date_format": "yyyy-mm-dd", "date_min": "1950-01-01", "date_max": "2099-12-31"} if once else {}
    if question.type == "url":
        return {"validation": _ADDRESS} | ({"maximum_chars": "2000"} if once else {})
    return {"maximum_chars": "20000"} if question.type == "text" and once else {}
