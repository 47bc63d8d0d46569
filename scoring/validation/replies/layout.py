"""How a table of replies is laid out: written in the dossier's workbook, read by ``eindekss review reply``, and told only here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from data.types import Text

WHAT, VERSION = "eindekss dossier", 1
"""What stands beside ``what`` and ``version`` in the hidden sheet of our workbook; the version is raised when what is read changes."""
META = "meta"
"""The name of the hidden sheet: a key and its value in each row, without a header."""
META_KEYS = ("what", "version", "edition", "institution")
COLUMNS: Mapping[str, Text] = MappingProxyType(
    {
        "institution": Text("iestāde", "institution"),
        "question": Text("jautājuma kods", "question id"),
        "subject": Text("par ko", "subject"),
        "stance": Text("nostāja", "position"),
        "text": Text("paskaidrojums", "explanation"),
        "url": Text("adrese, kurā to var redzēt", "address where it can be seen"),
        "who": Text("atbildētājs", "who"),
        "source": Text("avots", "source"),
        "received": Text("saņemts", "received"),
        "expires": Text("spēkā līdz", "expires"),
    }
)
"""The columns that are read, by either name or by their key; others may stand beside them and are left alone."""
NEEDED = ("question",)
SAYING = ("stance", "text", "url")
"""A row in which none of these is filled in is no reply."""
AGREE, DISPUTE = "agree", "dispute"
STANCES: Mapping[str, Text] = MappingProxyType({DISPUTE: Text("iebilstam", "dispute"), AGREE: Text("piekrītam", "agree")})
"""What can be chosen; where something is written and nothing chosen, it is a dispute."""
HEADER_WITHIN = 30
"""Rows from the top among which the header row is looked for."""


def column(heading: str) -> str | None:
    """The key of the column that is headed so; None for one that is not read.

    >>> column("Jautājuma kods"), column("URL"), column("Jautājums, pilns teksts")
    ('question', 'url', None)
    """
    told = " ".join(heading.casefold().split())
    return next((key for key, name in COLUMNS.items() if told in {key, name.lv.casefold(), name.en.casefold()}), None)


def stance(cell: str) -> str | None:
    """What was chosen; None where it is none of ``STANCES``."""
    told = cell.casefold()
    return next((key for key, name in STANCES.items() if told in {key, name.lv, name.en}), None)
