"""The file of rates: what a random sample has taught of detectors and answers, kept as JSON, and used only where it is named."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from math import isfinite
from pathlib import Path
from typing import Any

from audits.accuracy import Tally
from data.errors import ConfigError
from data.rows import dump
from scoring.draws import Claim

WHAT, VERSION = "eindekss rates", 1
_COUNTS = tuple(item.name for item in fields(Tally))
_ANEW = "write it anew with 'eindekss review rates --write'"


@dataclass(frozen=True)
class Rates:
    """What was learned: counts to be added to those of the corpus, by indicator, and how often answers are wrong, by question.

    ``samples`` are the ids of the random samples that it was learned from.
    """

    edition: str
    samples: tuple[str, ...] = ()
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)

    def record(self) -> dict[str, Any]:
        """All of it, as the file holds it."""
        return {
            "what": WHAT,
            "version": VERSION,
            "edition": self.edition,
            "samples": list(self.samples),
            "indicators": {name: asdict(tally) for name, tally in sorted(self.tallies.items())},
            "questions": {name: asdict(claim) for name, claim in sorted(self.claims.items())},
        }

    @property
    def digest(self) -> str:
        """The SHA-256 over all of it, however the file is laid out."""
        return hashlib.sha256(dump(self.record()).encode()).hexdigest()


def write(rates: Rates, path: Path) -> None:
    """Keep the rates. Raises ConfigError when nothing can be written there."""
    text = json.dumps(rates.record(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot write there ({error.strerror}); choose another place with --write") from error


def read(path: Path) -> Rates:
    """The rates of a file. Raises ConfigError with all that is wrong with it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}); {_ANEW}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: is no JSON ({error}); {_ANEW}") from error
    if not isinstance(found, dict) or found.get("what") != WHAT:
        raise ConfigError(f"{path}: is no file of rates; {_ANEW}")
    if found.get("version") != VERSION:
        raise ConfigError(f"{path}: is of version {found.get('version')!r}, and this eindekss reads {VERSION}; {_ANEW}")
    faults: list[str] = []
    tallies = _each(path, found, "indicators", _COUNTS, _count, faults)
    claims = _each(path, found, "questions", ("overclaim", "underclaim"), _share, faults)
    if not isinstance(found.get("edition"), str) or not _texts(found.get("samples")):
        faults.append(f"{path}: edition and samples are to be names; {_ANEW}")
    if faults:
        raise ConfigError(faults)
    return Rates(
        edition=found["edition"],
        samples=tuple(found["samples"]),
        tallies={name: Tally(**counts) for name, counts in tallies.items()},
        claims={name: Claim(**shares) for name, shares in claims.items()},
    )


def _each(
    path: Path,
    found: Mapping[str, Any],
    part: str,
    names: tuple[str, ...],
    fits: Callable[[object], bool],
    faults: list[str],
) -> dict[str, dict[str, Any]]:
    """The good entries of a part; what is wrong goes to the faults."""
    entries = found.get(part)
    if not isinstance(entries, dict):
        faults.append(f"{path}: {part} are lacking; {_ANEW}")
        return {}
    wrong = [
        name for name, told in entries.items() if not (isinstance(told, dict) and {*told} == {*names} and all(map(fits, told.values())))
    ]
    faults.extend(f"{path}: {part}: {name}: not {', '.join(names)}, as they are to be; {_ANEW}" for name in wrong)
    return {name: told for name, told in entries.items() if name not in wrong}


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _share(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value) and 0 <= value <= 1


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
