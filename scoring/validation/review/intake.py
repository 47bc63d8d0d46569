"""A workbook that came back: what its readers decided, or everything that is wrong with it, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from data.casebook_rows import Adjudication, Said
from data.errors import SurveyError
from data.guard import released
from data.tables import Faults
from scoring.survey.intake import values
from scoring.survey.intake.book import book, read_bytes
from scoring.survey.intake.limits import CELL
from scoring.survey.intake.sheet import Book, Sheet, as_text, shown
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.counted import Said as Spoken
from scoring.validation.counted import one, same
from scoring.validation.counted_rows import REVIEWED
from scoring.validation.review import layout
from scoring.validation.review.layout import COLUMNS, FILLED
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, Verdict

_SILENT = frozenset({"cannot-tell", "ask"})
_NAME = 100
"""Characters of a reader's name."""
Key = tuple[str, str, str]


@dataclass(frozen=True)
class About:
    """What the hidden sheet tells: the ``purpose`` (queue or sample), the id of the ``sample``, and by row which verdict it is about."""

    edition: str
    purpose: str
    sample: str
    known: Mapping[str, Exported]


@dataclass(frozen=True, slots=True)
class Exported:
    """A verdict as it stood when it was exported."""

    key: Key
    status: str
    snapshot: str
    digest: str


@dataclass(frozen=True)
class Order:
    """What an import goes by: who ``by`` has read where the sheet does not say, when, and whether stale verdicts are taken as well."""

    by: str
    at: datetime
    anyway: bool = False


@dataclass
class Back:
    """What came back: ``decided``, and how many rows were left ``empty``; ``stale`` names those whose verdict has changed since."""

    decided: list[Adjudication] = field(default_factory=list)
    empty: int = 0
    stale: list[str] = field(default_factory=list)


def read(path: Path, questionnaire: Questionnaire, verdicts: Sequence[Verdict], order: Order) -> Back:
    """The decisions of a workbook. Raises SurveyError with every fault at once, each with its sheet and cell."""
    found = book(shown(path.name), read_bytes(path))
    about = _about(found)
    if about.edition != questionnaire.edition:
        raise SurveyError(f"{found.file}: a review of {shown(about.edition)}, not of {questionnaire.edition}; give that --edition")
    faults = Faults()
    back = _Reading(questionnaire, {verdict.key: verdict for verdict in verdicts}, about, order, faults).rows(
        _answers(found, about, faults)
    )
    if back.stale and not order.anyway:
        faults.found.extend(f"{place}: the verdict has changed since the export; export anew, or add --anyway" for place in back.stale)
    if faults.found:
        raise SurveyError(faults.found)
    return back


def _about(found: Book) -> About:
    """What the hidden sheet says. Raises SurveyError where the workbook is none of ours."""
    meta = next((sheet for sheet in found.sheets if sheet.name == layout.META), None)
    rows = [] if meta is None else [[meta.text(row, column) for column in range(7)] for row in range(len(meta.rows))]
    head = {cells[0]: cells[1] for cells in rows[: len(layout.META_KEYS)]}
    if head.get("form") != layout.FORM:
        raise SurveyError(f"{found.file}: not a workbook of 'eindekss review export' (its hidden sheet is gone); fill in the exported one")
    if head.get("version") != str(layout.VERSION) or head.get("purpose") not in layout.SHEET:
        raise SurveyError(f"{found.file}: of another version of eindekss; export anew")
    known = {
        name: Exported((body, question, subject), *rest) for name, body, question, subject, *rest in rows[len(layout.META_KEYS) :] if name
    }
    return About(head.get("edition", ""), head["purpose"], head.get("sample", ""), known)


@dataclass(frozen=True)
class _Answers:
    sheet: Sheet
    columns: Mapping[str, int]


def _answers(found: Book, about: About, faults: Faults) -> _Answers:
    """The sheet of rows, with the places of its columns; what is lacking goes to the faults."""
    names = {layout.SHEET[about.purpose].lv, layout.SHEET[about.purpose].en}
    sheet = next((sheet for sheet in found.sheets if sheet.name in names), None)
    if sheet is None or not sheet.rows:
        raise SurveyError(f"{found.file}: no sheet {' or '.join(sorted(names))}; keep the names of the sheets")
    heads = {sheet.text(0, place).casefold(): place for place in range(len(sheet.rows[0]))}
    columns = {
        name: next(heads[word.casefold()] for word in (words.lv, words.en) if word.casefold() in heads)
        for name, words in COLUMNS.items()
        if {words.lv.casefold(), words.en.casefold()} & heads.keys()
    }
    for name in ("id", *FILLED):
        if name not in columns:
            faults.add(sheet.place(0, 0), f"no column {COLUMNS[name].en!r}; keep the first row as it was exported")
    return _Answers(sheet, columns)


@dataclass
class _Reading:
    questionnaire: Questionnaire
    verdicts: Mapping[Key, Verdict]
    about: About
    order: Order
    faults: Faults

    def rows(self, answers: _Answers) -> Back:
        """All rows; nothing where columns are lacking."""
        back, first = Back(), dict[str, str]()
        for row in range(1, len(answers.sheet.rows)) if not self.faults.found else ():
            self._row(answers, row, back, first)
        return back

    def _row(self, answers: _Answers, row: int, back: Back, first: dict[str, str]) -> None:
        sheet, columns = answers.sheet, answers.columns
        given = {name: self._cell(sheet, row, columns[name]) for name in FILLED}
        name = sheet.text(row, columns["id"])
        if not any(given[part] for part in FILLED[:3]):
            back.empty += bool(name)
            return
        place = sheet.place(row, columns["id"])
        known = self.about.known.get(name)
        if known is None:
            self.faults.add(place, f"{shown(name) or 'no id'}: no such row was exported; keep the first column as it was")
            return
        if first.setdefault(name, place) != place:
            self.faults.add(place, f"{name} stands already at {first[name]}; keep one of the two rows")
            return
        verdict = self.verdicts.get(known.key)
        if verdict is None:
            self.faults.add(place, f"{' '.join(known.key).strip()}: there is no such answer any more; leave the row empty")
            return
        decided = self._decided(answers, row, given, known, verdict)
        if decided is None:
            return
        if layout.digest(verdict) != known.digest:
            back.stale.append(place)
        back.decided.append(decided)

    def _cell(self, sheet: Sheet, row: int, column: int) -> str:
        if (row, column) in sheet.marks.formulas or (row, column) in sheet.marks.errors:
            self.faults.add(sheet.place(row, column), "a formula; write what it comes to")
            return ""
        text = released(as_text(sheet.cell(row, column)).strip())
        if len(text) > CELL:
            self.faults.add(sheet.place(row, column), f"{len(text):,} characters; write at most {CELL:,}")
            return ""
        return text

    def _decided(self, answers: _Answers, row: int, given: Mapping[str, str], known: Exported, verdict: Verdict) -> Adjudication | None:
        """The decision of a row; None where it has faults."""
        before = len(self.faults.found)
        places = {name: answers.sheet.place(row, answers.columns[name]) for name in FILLED}
        decision = self._decision(places["decision"], given)
        truth = self._truth(places["truth"], given["truth"], verdict)
        reader = given["reader"] or self.order.by
        if len(reader) > _NAME:
            self.faults.add(places["reader"], f"{len(reader):,} characters; write a name")
        if len(self.faults.found) > before:
            return None
        if self.about.purpose == "sample" and decision not in _SILENT:
            decision = "agree" if _supports(verdict, truth) else "overrule"
        made = Adjudication(
            *(verdict.edition, *verdict.key, reader, decision, known.status or verdict.status, truth, given["reason_given"], self.order.at),
            snapshot=known.snapshot,
            purpose=self.about.purpose,
            sample=self.about.sample or None,
        )
        fault = _inconsistent(made, verdict, blind=self.about.purpose == "sample")
        if fault:
            column, words = fault
            self.faults.add(places[column], words)
        return None if fault else made

    def _decision(self, place: str, given: Mapping[str, str]) -> str:
        blind = self.about.purpose == "sample"
        word = given["decision"].casefold() or (layout.FOUND.en if blind else "")
        names = {one: code for code, words in layout.DECISIONS.items() for one in (code, words.lv, words.en)}
        if blind:
            names = {one: code for one, code in names.items() if code in _SILENT} | dict.fromkeys(
                (layout.FOUND.lv, layout.FOUND.en), "agree"
            )
        if word in names:
            return names[word]
        offered = ", ".join(dict.fromkeys(name for lang in ("lv", "en") for name in layout.offered(self.about.purpose, lang)))
        self.faults.add(place, f"{shown(given['decision'])!r} is no decision; write one of {offered}")
        return ""

    def _truth(self, place: str, text: str, verdict: Verdict) -> Said:
        if not text:
            return None
        try:
            return values.read(self.questionnaire[verdict.question], values.Asked(text)).said
        except ValueError as error:
            self.faults.add(place, str(error))
            return None


def _supports(verdict: Verdict, truth: Said) -> bool:
    """Whether a truth that was found blindly is what the verdict says; what is undecided stands by the claim."""
    return same(truth, verdict.claimed) != (verdict.status == CONTRADICTED)


def _inconsistent(made: Adjudication, verdict: Verdict, *, blind: bool) -> tuple[str, str] | None:
    """In which column a decision contradicts itself, or says too little, and what to write; None where all is well."""
    if made.decision in _SILENT:
        return ("truth", f"{made.decision}, and yet a truth; leave one of the two out") if made.truth is not None else None
    if made.truth is None and (blind or made.decision == "overrule"):
        return "truth", "empty; write what is true, or choose cannot tell"
    if not blind and made.decision == "overrule" and not made.reason:
        return "reason_given", "empty; whoever overrules says why"
    decided = not blind and made.truth is not None and verdict.status in {CONFIRMED, CONTRADICTED}
    if decided and _supports(verdict, made.truth) != (made.decision == "agree"):
        return "decision", f"{made.decision}, and yet the truth written down says the opposite; correct one of the two"
    counts = one(verdict, Spoken((made,)), made.at)
    return None if counts.why in REVIEWED else ("truth", "empty, and the verdict alone does not tell it; write what is true")
