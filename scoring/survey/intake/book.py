"""A file of answers, whatever it is: told by its bytes, not by its name."""

from __future__ import annotations

from pathlib import Path

from data.errors import SurveyError
from scoring.survey.intake.delimited import delimited
from scoring.survey.intake.limits import FILE
from scoring.survey.intake.sheet import Book, shown
from scoring.survey.intake.workbook import workbook

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = {b"%PDF": "a PDF", b"\x1f\x8b": "compressed by gzip", b"7z\xbc\xaf": "compressed by 7-Zip", b"Rar!": "compressed by RAR"}
_TEXTS = {b"<?xml": "XML", b"<html": "a web page", b"<!doc": "a web page", b"<tabl": "a web page", b"{\\rtf": "RTF"}
_SAVE = "save it from the spreadsheet as .xlsx, .ods or .csv"


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises SurveyError when it cannot be read, is empty or too large."""
    file = shown(path.name)
    if path.is_dir():
        raise SurveyError(f"{file}: a folder; give one file of answers at a time")
    try:
        with path.open("rb") as stream:
            data = stream.read(FILE + 1)
    except OSError as error:
        raise SurveyError(f"{file}: cannot be read ({error.strerror}); give a file of answers") from error
    if len(data) > FILE:
        raise SurveyError(f"{file}: more than {FILE:,} bytes; split the file, or take pictures out of it")
    if not data.strip():
        raise SurveyError(f"{file}: is empty; {_SAVE}")
    return data


def book(file: str, data: bytes) -> Book:
    """The sheets of a file with these bytes. Raises SurveyError that says what the file is, where it is none of ours."""
    if data.startswith(_EMPTY_ZIP):
        raise SurveyError(f"{file}: an empty ZIP, no workbook; {_SAVE}")
    if data.startswith(_ZIP):
        return workbook(file, data)
    if data.startswith(_OLE):
        encrypted = _ENCRYPTED in data
        told = "is encrypted; save it without a password" if encrypted else f"an old workbook (.xls); {_SAVE}"
        raise SurveyError(f"{file}: {told}")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:5].lower()
    other = next((what for head, what in (_OTHERS | _TEXTS).items() if start.startswith(head.lower())), None)
    if other:
        raise SurveyError(f"{file}: {other}, no table; {_SAVE}")
    return delimited(file, data)
