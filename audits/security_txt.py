"""security.txt as RFC 9116 reads it: its fields, and what is wrong with them."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from data.types import Json

_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,40}):[ \t]*(\S.{0,2000}?)\s*")
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_LINES = 500


def fields(text: str) -> list[tuple[str, str]]:
    """The fields as lower-case name and value; comments, the frame of a signature and lines that are no field are left out."""
    body = text.partition(_SIGNATURE)[0].splitlines()[:_LINES]
    matched = (_FIELD.fullmatch(line.removeprefix("- ").lstrip("\ufeff")) for line in body if not line.startswith(("#", "-----")))
    return [(found[1].lower(), found[2]) for found in matched if found]


def faults(file: Json, taken_at: datetime, options: Json) -> list[tuple[str, str]]:
    """What is wrong with a file, each with the field it concerns and what stands there."""
    said = fields(file["text"])
    wrong: list[tuple[str, str]] = []
    if not file["type"].startswith(options["type"]):
        wrong.append(("Content-Type", file["type"] or "–"))
    contacts = [value for name, value in said if name == "contact"]
    if not any(value.lower().startswith(tuple(options["contacts"])) for value in contacts):
        wrong.append(("Contact", "; ".join(contacts) or "–"))
    terms = [value for name, value in said if name == "expires"]
    if len(terms) != 1 or not _ahead(terms[0], taken_at):
        wrong.append(("Expires", "; ".join(terms) or "–"))
    homes = [value for name, value in said if name == "canonical"]
    if homes and not {_place(file["url"]), _place(file["final"])} & {_place(home) for home in homes}:
        wrong.append(("Canonical", "; ".join(homes)))
    return wrong


def _ahead(term: str, taken_at: datetime) -> bool:
    """Whether this is a date of RFC 3339 after the visit."""
    try:
        told = datetime.fromisoformat(term.upper())
    except ValueError:
        return False
    return told.tzinfo is not None and told > taken_at


def _place(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", ""
    return (parts.hostname or "").removeprefix("www."), parts.path
