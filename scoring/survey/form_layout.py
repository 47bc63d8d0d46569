"""How our own form is laid out: written by ``eindekss survey form``, read by ``eindekss survey import``, and told only here.

A workbook holds the answers of one body. The sheet of answers has a header row (rows above it are for titles and explanations), and below
it one row a question; a question of which several options may be ticked has one row an option, whose id is ``K12[email]``. Rows without an
id are for people (titles of blocks). A hidden sheet says of which edition and body the form is.

As CSV the form is one table with the column of the institution in front, so that forms of many bodies can be put together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.types import Text

FORM = "eindekss survey form"
"""Stands beside ``form`` in the hidden sheet and tells that the workbook is ours."""
VERSION = 1
"""Of this layout; raised when what is read of a form changes."""
ANSWERS = Text("atbildes", "answers")
"""The name of the sheet of answers."""
META = "meta"
"""The name of the hidden sheet: a key and its value in each row, without a header."""
META_KEYS = ("form", "version", "edition", "institution", "questionnaire", "lang")
"""The keys of the hidden sheet; ``institution`` is its id in the registry (empty in a form for anyone), ``questionnaire`` the digest."""
COLUMNS: Mapping[str, Text] = {
    "id": Text("id", "id"),
    "question": Text("jautājums", "question"),
    "answer": Text("atbilde", "answer"),
    "url": Text("adrese", "url"),
    "remark": Text("piezīme", "remark"),
}
"""The columns that are read (of ``question`` only that it is there); others may stand beside them and are left alone."""
BESIDE: Mapping[str, Text] = {
    "block": Text("bloks", "block"),
    "hint": Text("kas skaitās", "what counts"),
    "expects": Text("kā atbildēt", "how to answer"),
    "checked": Text("kas to apliecina un ko pārbaudām", "what shows it and what is checked"),
    "seen": Text("redzēts", "seen"),
    "seen_url": Text("kur redzēts", "seen where"),
    "seen_at": Text("kad redzēts", "seen when"),
    "kind": Text("iestādes veids", "kind"),
}
"""The columns that stand beside them for people, and of which nothing is read; ``kind`` is one of LimeSurvey's export."""
INSTITUTION = Text("iestāde", "institution")
"""The column in front of these in a form as CSV."""
TICK = "x"
"""What is written beside an option to tick it; yes and jā tick it too, no and nē or nothing do not."""
HEADER_WITHIN = 30
"""Rows from the top among which the header row is looked for."""
_ROW = re.compile(r"([A-Za-z0-9._-]{1,64})(?:\[([A-Za-z0-9._-]{1,64})\])?")


def row_id(question: str, option: str = "") -> str:
    """What stands in the column ``id``.

    >>> row_id("K12"), row_id("K12", "email")
    ('K12', 'K12[email]')
    """
    return f"{question}[{option}]" if option else question


def read_row_id(cell: str) -> tuple[str, str] | None:
    """The question and option (empty: the question as a whole) of a row's id; None where it is none.

    >>> read_row_id("K12[email]"), read_row_id("K12"), read_row_id("see above")
    (('K12', 'email'), ('K12', ''), None)
    """
    found = _ROW.fullmatch(cell.strip())
    return (found[1], found[2] or "") if found else None
