"""What a cell of a table may hold: each reader gives the value, or says what is wrong and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stdnum import exceptions
from stdnum.lv import pvn

from data.addresses import HOST, root
from data.tables import Reader

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ATVK = re.compile(r"LV\d{7}")


def words(cell: str) -> str:
    """Any text, but some."""
    if not cell:
        raise ValueError("is empty; write it")
    return cell


def optional(reader: Reader) -> Reader:
    """An empty cell gives None."""
    return lambda cell: reader(cell) if cell else None


def identifier(cell: str) -> str:
    """What files and commands call it."""
    if not _ID.fullmatch(cell):
        raise ValueError(f"{cell!r} is not an id; use small Latin letters, digits and single hyphens, as in dobeles-novads")
    return cell


def one_of(allowed: Iterable[str]) -> Reader:
    """A word of a closed list."""
    known = tuple(allowed)

    def read(cell: str) -> str:
        if cell not in known:
            raise ValueError(f"{cell!r} is unknown; write one of {', '.join(known)}")
        return cell

    return read


def registration(cell: str) -> str:
    """The registration number of a legal entity: 11 digits, of which the last checks the others.

    Spaces, hyphens and ``LV`` in front are left out. The rule is python-stdnum's for legal entities.
    """
    try:
        number: str = pvn.validate(cell)
    except exceptions.InvalidChecksum as error:
        raise ValueError(f"{cell!r} fails its check digit; look the number up in the Register of Enterprises") from error
    except exceptions.ValidationError as error:
        raise ValueError(f"{cell!r} is not a registration number; write its 11 digits, or nothing if it is not known") from error
    if number[0] < "4":
        raise ValueError(f"{cell!r} is a number of a person, not of an institution; write its 11 digits, which begin with 4, 5 or 9")
    return number


def website(cell: str) -> str:
    """A site's address; a site is a whole origin."""
    if "://" not in cell:
        raise ValueError(f"{cell!r} is not a full address; write for example https://www.riga.lv")
    url = root(cell)
    if cell.count("/") > 2 and cell.split("/", 3)[3]:
        raise ValueError(f"{cell!r} is a page of a site; write the site's own address, {url}")
    return url


def address(cell: str) -> str:
    """The address of a page or site, kept as written."""
    if "://" not in cell:
        raise ValueError(f"{cell!r} is not a full address; write for example https://latvija.gov.lv")
    root(cell)
    return cell


def host_name(cell: str) -> str:
    """A host name without scheme, port or path."""
    if not HOST.fullmatch(cell) or "." not in cell:
        raise ValueError(f"{cell!r} is not a host name; write for example www.riga.lv")
    return cell.lower()


def atvk(cell: str) -> str:
    """The code of an administrative territory, as the Central Statistical Bureau writes it."""
    if not _ATVK.fullmatch(cell):
        raise ValueError(f"{cell!r} is not an ATVK code; write LV and its 7 digits")
    return cell


def count(cell: str) -> int:
    """A whole number above nought."""
    if not (cell.isascii() and cell.isdigit() and int(cell)):
        raise ValueError(f"{cell!r} is not a whole number above 0; write digits only")
    return int(cell)


def day(cell: str) -> str:
    """A date as far as it is known: ``2025``, ``2025-06`` or ``2025-06-30``."""
    if not _DAY.fullmatch(cell):
        raise ValueError(f"{cell!r} is not a date; write for example 2025-06-30, 2025-06 or 2025")
    return cell
