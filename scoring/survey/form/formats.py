"""How the cells of a workbook look: named once, so that the same thing looks the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top", "align": "left", "text_wrap": True}
_QUIET = {**_FONT, "font_size": 9, "font_color": "#3F4B56"}
_LINE = {"bottom": 1, "bottom_color": "#C9D3D9"}
_OPEN = {**_FONT, "locked": False, "border": 1, "border_color": "#7A8B96", "bg_color": "#FFFFFF"}
_FORMATS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "title": {**_FONT, "bold": True, "font_size": 14, "text_wrap": False},
        "head": {**_FONT, "bold": True, "bg_color": "#E3F0F3", "bottom": 1, "valign": "vcenter"},
        "block": {**_FONT, "bold": True, "font_size": 12, "bg_color": "#F1F5F7", "text_wrap": False},
        "id": {**_QUIET, **_LINE, "font_size": 8, "text_wrap": False},
        "question": {**_FONT, **_LINE},
        "option": {**_FONT, **_LINE, "indent": 2},
        "beside": {**_QUIET, **_LINE, "indent": 1},
        "answer": {**_OPEN, "bold": True},
        "date": {**_OPEN, "bold": True, "num_format": "yyyy-mm-dd", "align": "left"},
        "number": {**_OPEN, "bold": True, "align": "left"},
        "text": _OPEN,
        "shut": {**_FONT, **_LINE, "bg_color": "#F1F5F7"},
        "words": _FONT,
        "heading": {**_FONT, "bold": True, "font_size": 11, "valign": "bottom"},
        "hidden": {"font_name": "Arial", "font_size": 10},
        "hidden_open": {"font_name": "Arial", "font_size": 10, "locked": False},
    }
)
GREY = {"font_color": "#6B7780", "bg_color": "#E4E7E9", "italic": True}
"""What needs no answer: still legible (contrast above 3.5 to 1), and italic, so that it does not hang on colour alone."""


def formats(book: Any) -> dict[str, Any]:  # noqa: ANN401 (xlsxwriter has no types)
    """The formats of a workbook by their names, and ``grey`` for what need not be answered."""
    return {name: book.add_format(dict(told)) for name, told in _FORMATS.items()} | {"grey": book.add_format(GREY)}
