"""Reads the bodies of the corpus: ``dev/<id>/body.toml`` and ``test/<id>/body.toml``, beside each its ``truth.toml``."""

from __future__ import annotations

import importlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent
DAY = date(2026, 11, 20)
"""The day on which every body is looked at."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its path, title, content as HTML (what stands in the main part), and anything else that its shape wants to know.

    ``raw`` is a whole page that no shape dresses. ``more`` holds keys of the shape's own.
    """

    path: str
    title: str = ""
    html: str = ""
    lang: str = "lv"
    raw: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """A document: ``kind`` is pdf, pdf-untagged, pdf-scan, pdf-locked, pdf-damaged, docx, xlsx, odt, csv, json, edoc, zip or mp3."""

    path: str
    kind: str
    title: str = ""
    text: str = ""
    lang: str = "lv"


@dataclass(frozen=True, slots=True)
class Body:
    """A body and its site. ``menu`` and ``footer`` are pairs of label and address, in order; ``more`` is for its shape."""

    id: str
    half: str
    name: str
    name_en: str
    kind: str
    reg_no: str
    host: str
    shape: str
    pages: tuple[Sheet, ...]
    files: tuple[File, ...] = ()
    menu: tuple[tuple[str, str], ...] = ()
    footer: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    robots: str = ""
    sitemap: bool = False
    more: Mapping[str, Any] = field(default_factory=dict)

    def served(self) -> dict[str, Sheet]:
        """Every page as it goes out, by path: dressed by the shape unless it is raw."""
        shape = importlib.import_module(f"tests.corpus.shapes.{self.shape}")
        return {sheet.path: sheet if sheet.raw else _dressed(sheet, shape.dress(self, sheet)) for sheet in self.pages}


def _dressed(sheet: Sheet, page: str) -> Sheet:
    return Sheet(sheet.path, sheet.title, sheet.html, sheet.lang, page, sheet.status, sheet.headers, sheet.more)


def bodies(*halves: str) -> list[Body]:
    """The bodies of ``dev``, ``test`` or both, by id."""
    folders = sorted(path.parent for half in halves for path in (CORPUS / half).glob("*/body.toml"))
    return [_body(folder) for folder in folders]


def truth(body: Body) -> dict[str, Any]:
    """What is true of a body, as its ``truth.toml`` says."""
    return tomllib.loads((CORPUS / body.half / body.id / "truth.toml").read_text(encoding="utf-8"))


def _body(folder: Path) -> Body:
    told = tomllib.loads((folder / "body.toml").read_text(encoding="utf-8"))
    pages = tuple(_sheet(page) for page in told.pop("page"))
    files = tuple(File(**one) for one in told.pop("file", []))
    menu, footer = (tuple((label, url) for label, url in told.pop(name, [])) for name in ("menu", "footer"))
    known = {name: told.pop(name) for name in list(told) if name in Body.__slots__}
    return Body(id=folder.name, half=folder.parent.name, pages=pages, files=files, menu=menu, footer=footer, **known, more=told)


def _sheet(told: dict[str, Any]) -> Sheet:
    known = {name: told.pop(name) for name in list(told) if name in Sheet.__slots__}
    return Sheet(**known, more=told)
