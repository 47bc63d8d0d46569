"""Whether a published edition is still what it was, and whether computing it again gives the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from data.errors import ConfigError
from scoring import methodology
from scoring.publication import digest
from scoring.publication.about import NAME as ABOUT
from scoring.publication.about import About, told, versions
from scoring.publication.differences import differences
from scoring.publication.frozen import TABLES, computed, json_of


@dataclass(frozen=True)
class Checked:
    """What a check found: ``changed`` files, what is ``different`` when computed again, and in what this machine is other (``notes``).

    ``sha256`` is the digest over all files as they are now, to be compared with the one that was told when the edition was published.
    """

    folder: Path
    sha256: str
    changed: tuple[str, ...]
    different: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was changed and everything comes out as published."""
        return not self.changed and not self.different


def check(folder: Path) -> Checked:
    """Digest every file of a published edition, compute it again from what is frozen in it, and compare.

    Raises ConfigError when the folder is no published edition.
    """
    digest.read(folder)
    files = {name: digest.sha256((folder / name).read_bytes()) for name in digest.names(folder)}
    found = _Again(folder)
    return Checked(folder, digest.whole(files), tuple(digest.faults(folder)), tuple(found.different()), tuple(found.notes()))


@dataclass(frozen=True)
class _Again:
    folder: Path

    def different(self) -> Iterator[str]:
        """What differs; what cannot be computed any more is told as such."""
        try:
            yield from _methodology(self.folder, told(json_of(self.folder, ABOUT)))
            new = computed(self.folder)
        except ConfigError as error:
            yield from (f"cannot be computed again: {fault}" for fault in error.faults)
            return
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            # What makes no sense to a computation was not frozen by one: only a hand can have written it.
            yield f"cannot be computed again: what is frozen makes no sense ({type(error).__name__}: {error})"
            return
        for name, data in new.items():
            path = self.folder / name
            # What is gone is told among the files.
            if path.is_file():
                yield from differences(name, path.read_bytes(), data, TABLES.get(name.rpartition(".")[0]))

    def notes(self) -> Iterator[str]:
        """Which software is another one here than when the edition was published."""
        try:
            published = told(json_of(self.folder, ABOUT)).versions
        except ConfigError:
            return
        for name, here in versions().items():
            if published.get(name) != here:
                yield f"published with {name} {published.get(name, 'of an unknown version')}, checked with {here}"


def _methodology(folder: Path, facts: About) -> Iterator[str]:
    found = methodology.digest(folder / "methodology" / facts.edition)
    if found != facts.methodology_sha256:
        yield f"methodology/{facts.edition}: published with the tables of SHA-256 {facts.methodology_sha256}; these are {found}"
