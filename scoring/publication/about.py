"""What a published edition says of itself: which edition and run, by which software and tables, under which licence and by whom."""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from urllib.parse import urlsplit

from data.errors import ConfigError
from data.types import Json, Text
from scoring.inputs import Inputs
from scoring.publication.canonical import KINDS
from scoring.publication.digest import sha256
from scoring.publication.tables import INPUTS

NAME = "about.json"
FORMAT = 1
_PLAIN = re.compile(r"[^/\\.][^/\\]*")
LIBRARIES = ("eindekss", "numpy", "pandas", "pyarrow", "scipy")
"""Whose versions may change a digit of a result or a byte of a file."""


@dataclass(frozen=True)
class Licence:
    """A licence: its name in the Data Package standard, title, address, and code in the EU's table of licences."""

    name: str
    title: str
    path: str
    authority: str


LICENCES: Mapping[str, Licence] = {
    one.name: one
    for one in (
        Licence("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/", "CC_BY_4_0"),
        Licence("CC0-1.0", "CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/", "CC0"),
    )
}
"""The licences that a publisher may choose from."""


@dataclass(frozen=True)
class Publisher:
    """Who publishes the edition: a name in both languages, and an address that stands for it."""

    name: Text
    url: str

    def __post_init__(self) -> None:
        """Refuse what is no address."""
        _check(self.url)


@dataclass(frozen=True)
class Terms:
    """What the publisher decides: the licence, who publishes, and the address at which the open-data package will lie."""

    licence: str = "CC-BY-4.0"
    publisher: Publisher | None = None
    address: str | None = None

    def __post_init__(self) -> None:
        """Refuse a licence that nobody knows, and what is no address."""
        if self.licence not in LICENCES:
            raise ConfigError(f"no licence {self.licence!r}; choose one of {', '.join(LICENCES)}")
        if self.address is not None:
            _check(self.address)


@dataclass(frozen=True)
class About:
    """The facts of ``about.json``; the same inputs give the same, for no clock is asked."""

    edition: str
    title: Text
    run: str
    methodology_sha256: str
    terms: Terms
    runs: int = 0
    """Of the uncertainty analysis; 0 where there is none."""
    first_visit: str | None = None
    last_visit: str | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    judged_by: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    types: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the folder is called."""
        return re.sub(r"[^A-Za-z0-9._-]+", "-", f"{self.edition}-{self.run}")

    def json(self) -> Json:
        """The facts as ``about.json`` shows them."""
        terms, publisher = self.terms, self.terms.publisher
        shown = publisher and {"name_lv": publisher.name.lv, "name_en": publisher.name.en, "url": publisher.url}
        return {
            "format": FORMAT,
            "edition": self.edition,
            "title": {"lv": self.title.lv, "en": self.title.en},
            "run": self.run,
            "methodology_sha256": self.methodology_sha256,
            "runs": self.runs,
            "first_visit": self.first_visit,
            "last_visit": self.last_visit,
            "versions": dict(self.versions),
            "judged_by": dict(self.judged_by),
            "files": dict(self.files),
            "licence": terms.licence,
            "publisher": shown,
            "address": terms.address,
            "types": dict(self.types),
        }


def about(inputs: Inputs, terms: Terms, types: Mapping[str, Mapping[str, str]], runs: int = 0) -> About:
    """The facts of an edition; its run is the newest of its visits, or ``answers`` where nobody was visited."""
    methodology, visits = inputs.methodology, inputs.visits
    seen = None if visits is None or visits.empty else visits
    moments = [] if seen is None else sorted(map(str, seen["taken_at"]))
    judged = (
        {} if seen is None else {name: sorted({str(one) for one in seen[name].dropna()}) for name in ("app", "catalogue", "vocabulary")}
    )
    return About(
        edition=methodology.edition,
        title=methodology.title,
        run="answers" if seen is None else max(map(str, seen["run"])),
        methodology_sha256=methodology.digest,
        terms=terms,
        runs=runs,
        first_visit=moments[0] if moments else None,
        last_visit=moments[-1] if moments else None,
        versions=versions(),
        judged_by=judged,
        files={name: {"name": path.name, "sha256": sha256(path.read_bytes())} for name, path in sorted(inputs.files.items())},
        types=types,
    )


def told(found: Mapping[str, Json]) -> About:
    """The facts of an ``about.json``. Raises ConfigError where it is of another format or lacks one."""
    try:
        if found["format"] != FORMAT:
            raise ConfigError(f"{NAME}: format {found['format']}; this eindekss knows {FORMAT}: update it, or use the one that published")
        by = found["publisher"]
        publisher = by and Publisher(Text(by["name_lv"], by["name_en"]), by["url"])
        return About(
            edition=_edition(found["edition"]),
            title=Text(**found["title"]),
            run=found["run"],
            methodology_sha256=found["methodology_sha256"],
            terms=Terms(found["licence"], publisher, found["address"]),
            runs=int(found["runs"]),
            first_visit=found["first_visit"],
            last_visit=found["last_visit"],
            versions={**found["versions"]},
            judged_by={**found["judged_by"]},
            files={**found["files"]},
            types=_types(found["types"]),
        )
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise ConfigError(f"{NAME}: not what eindekss wrote ({error})") from error


def _edition(name: str) -> str:
    """The name, refused where it could lead out of the folder."""
    if not _PLAIN.fullmatch(name):
        raise ValueError(f"no edition {name!r}")
    return name


def _types(tables: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    strange = [f"{table} {column}" for table, types in tables.items() for column, kind in types.items() if kind not in KINDS]
    if strange or not {*tables} <= {*INPUTS}:
        raise ValueError(f"types of {', '.join(strange or tables)}")
    return {table: {**types} for table, types in tables.items()}


def versions() -> Mapping[str, str]:
    """The versions of Python and of the libraries that compute here."""
    return {"python": platform.python_version(), **{name: version(name) for name in LIBRARIES}}


def _check(address: str) -> None:
    if urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname:
        raise ConfigError(f"{address!r} is not an address; write for example https://data.gov.lv/dati/dataset/e-indekss")
