"""The files of a dossier in one folder: page, print and workbook of each language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.errors import ConfigError
from reports.dossier.gather import Dossier
from reports.dossier.page import render, stem
from reports.dossier.shown import visited
from reports.dossier.workbook import write_workbook

FORMATS = ("html", "pdf", "xlsx")


def write(dossier: Dossier, folder: Path, langs: Sequence[str], formats: Sequence[str]) -> list[Path]:
    """Write what is wanted of ``html`` and ``xlsx``; of a PDF the HTML that it is printed from. Returns the paths.

    Raises ConfigError when nothing can be written there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = _pages(dossier, folder, langs) if {"html", "pdf"} & {*formats} else []
        for lang in langs if "xlsx" in formats else ():
            path = folder / f"{stem(dossier)}.{lang}.xlsx"
            # xlsxwriter tells of a folder that takes no file only when it closes, in an error of its own.
            path.write_bytes(b"")
            write_workbook(dossier, path, lang)
            written.append(path)
    except OSError as error:
        raise ConfigError(f"{error.filename or folder}: cannot write there ({error.strerror}); choose another place with --out") from error
    return written


def _pages(dossier: Dossier, folder: Path, langs: Sequence[str]) -> list[Path]:
    look, written = dossier.look, []
    with visited(look.bundle if look else None, look.snapshot if look else "") as visit:
        for lang in langs:
            path = folder / f"{stem(dossier)}.{lang}.html"
            path.write_text(render(dossier, visit, lang, [other for other in langs if other != lang]), encoding="utf-8")
            written.append(path)
    return written
