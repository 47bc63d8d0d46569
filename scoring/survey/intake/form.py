"""Our own form, when it comes back: of which edition and body it is stands in its hidden sheet."""

from __future__ import annotations

from collections.abc import Mapping

from scoring.survey.form_layout import ANSWERS, FORM, META, META_KEYS, VERSION
from scoring.survey.intake.meaning import key
from scoring.survey.intake.reading import Reading
from scoring.survey.intake.sheet import Book, Sheet, shown


def meta(book: Book) -> Sheet | None:
    """The hidden sheet of our own form; None where the book is none."""
    return next((sheet for sheet in book.sheets if sheet.name == META and _told(sheet).get("form") == FORM), None)


def answer_sheets(book: Book) -> tuple[Sheet, ...]:
    """The sheets of answers of our own form."""
    names = {key(ANSWERS.lv), key(ANSWERS.en)}
    return tuple(sheet for sheet in book.sheets if key(sheet.name) in names)


def whose(sheet: Sheet, reading: Reading) -> str:
    """The body whose form it is. That it is of another edition, of a later eindekss or of nobody is a fault; empty then."""
    told = _told(sheet)
    place = f"{sheet.file}: {sheet.name}"
    if told.get("version") != str(VERSION):
        reading.faults.add(place, f"the form has version {shown(told.get('version', ''))!r}, this eindekss reads {VERSION}; update it")
    if told.get("edition") != reading.questionnaire.edition:
        theirs = shown(told.get("edition", ""))
        reading.faults.add(
            place, f"the form is of edition {theirs!r}, not {reading.questionnaire.edition}; import it with --edition {theirs}"
        )
    if told.get("questionnaire") not in (None, "", reading.questionnaire.digest):
        reading.told.append(f"{place}: the questionnaire was changed after the form was made; its questions were read by their ids")
    name = told.get("institution", "")
    if not name:
        reading.faults.add(place, "the form is of nobody; show the sheet and write the institution's id beside 'institution'")
        return ""
    try:
        return reading.who.find(reading.mapping.get("institution", name) or name)
    except ValueError as error:
        reading.faults.add(place, str(error))
        return ""


def _told(sheet: Sheet) -> Mapping[str, str]:
    """The keys of the hidden sheet with their values; what a formula makes counts for nothing."""
    rows = range(min(len(sheet.rows), 4 * len(META_KEYS)))
    sound = [row for row in rows if not {(row, 0), (row, 1)} & sheet.marks.formulas]
    return {sheet.text(row, 0): sheet.text(row, 1) for row in sound}
