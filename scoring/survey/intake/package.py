"""The parts of a workbook, which is a ZIP: looked at before anything is unpacked, and never unpacked beyond what was agreed."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from data.errors import SurveyError
from scoring.survey.intake.limits import PARTS, RATIO, SMALL, UNPACKED

_XLSX, _ODS = "xl/workbook.xml", "content.xml"
_KEPT = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml")
_ELSEWHERE = ("externalLinks", "macrosheets", "drawings", "charts", "media", "pivot", "comments", "theme")
_SAVE = "save it from the spreadsheet as .xlsx or .ods"
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Package:
    """The XML parts of a workbook, unpacked; ``kind`` is xlsx or ods, ``macros`` whether it carries code (which is never unpacked)."""

    kind: str
    parts: Mapping[str, bytes]
    macros: bool

    def plain_zip(self) -> io.BytesIO:
        """These parts alone as a ZIP that is not compressed: nothing in it can unfold any more."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        made.seek(0)
        return made


def package(file: str, data: bytes) -> Package:
    """Unpack a workbook within limits. Raises SurveyError for what is no workbook, a bomb, encrypted or broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            kind = _kind(file, entries)
            wanted = [entry for entry in entries if _is_wanted(entry.filename)]
            _check(file, entries, wanted)
            parts = {entry.filename: _unpacked(file, archive, entry) for entry in wanted}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, OverflowError) as error:
        raise SurveyError(f"{file}: not a workbook, or a broken one ({error}); {_SAVE}") from error
    _check_encrypted(file, parts)
    return Package(kind, parts, any(_is_code(entry.filename) for entry in entries))


def _kind(file: str, entries: list[zipfile.ZipInfo]) -> str:
    """Which workbook it is, by the part that every one of its kind has."""
    names = {entry.filename for entry in entries}
    if len(names) < len(entries):
        raise SurveyError(f"{file}: holds two parts of one name; {_SAVE}")
    if "xl/workbook.bin" in names:
        raise SurveyError(f"{file}: a binary workbook (.xlsb); {_SAVE}")
    if _XLSX not in names and _ODS not in names:
        raise SurveyError(f"{file}: a ZIP, but no workbook; {_SAVE}")
    return "xlsx" if _XLSX in names else "ods"


def _is_wanted(name: str) -> bool:
    """Whether a part holds cells, or says where they are; pictures, code and links to elsewhere are left where they are."""
    sheet = name.startswith("xl/") and name.endswith((".xml", ".xml.rels")) and not any(word in name for word in _ELSEWHERE)
    return sheet or name in _KEPT or name == "_rels/.rels"


def _is_code(name: str) -> bool:
    """Whether a part is a macro, of Excel or of LibreOffice."""
    return PurePosixPath(name).name == "vbaProject.bin" or name.startswith(("Basic/", "Scripts/", "xl/macrosheets/"))


def _check(file: str, entries: list[zipfile.ZipInfo], wanted: list[zipfile.ZipInfo]) -> None:
    """Look at what the directory of the ZIP says, before anything is unpacked."""
    if len(entries) > PARTS:
        raise SurveyError(f"{file}: {len(entries)} parts, more than the {PARTS} that are read; {_SAVE}")
    if any(entry.flag_bits & 1 for entry in entries):
        raise SurveyError(f"{file}: is encrypted; save it without a password")
    size = sum(entry.file_size for entry in wanted)
    steep = [entry for entry in wanted if entry.file_size > SMALL and entry.file_size > RATIO * max(1, entry.compress_size)]
    if size > UNPACKED or steep:
        told = f"{size:,} bytes from {sum(entry.compress_size for entry in wanted):,}"
        raise SurveyError(f"{file}: unpacks to {told}, more than any survey ({UNPACKED:,} bytes are read, {RATIO} for one); {_SAVE}")
    odd = [entry for entry in wanted if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)]
    if odd:
        raise SurveyError(f"{file}: is packed in a way that no spreadsheet uses; {_SAVE}")


def _unpacked(file: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A part; whatever the directory says of its size, no more than that is unpacked."""
    chunks, size = [], 0
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > entry.file_size:
                raise SurveyError(f"{file}: unpacks to more than it says; {_SAVE}")
            chunks.append(chunk)
    return b"".join(chunks)


def _check_encrypted(file: str, parts: Mapping[str, bytes]) -> None:
    """LibreOffice encrypts parts, not the file: its list of parts says so."""
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise SurveyError(f"{file}: is encrypted; save it without a password")
