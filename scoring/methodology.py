"""An edition of an index: its tree, groups, levels and method, read from its folder and refused with all its faults at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.errors import MethodologyError
from data.registry import FOLDER as INPUTS
from data.tables import Faults
from data.types import Kind, Text
from scoring import tree_faults, tree_table
from scoring.group_table import Group, groups
from scoring.level_table import Level, levels
from scoring.method_table import Value, method
from scoring.rollup_rules import Rule
from scoring.rollup_table import rollups
from scoring.table_cells import near
from scoring.tree import Tree

__all__ = ["EDITIONS", "Group", "Level", "Methodology", "digest", "editions", "folder_of", "kinds_of", "load"]

EDITIONS = INPUTS / "methodology"
"""Where the editions lie that come with eindekss, a folder each."""
_KINDS = tuple(kind.value for kind in Kind if kind is not Kind.UNKNOWN)


@dataclass(frozen=True)
class Methodology:
    """An edition.

    ``method`` holds every setting of ``method_table.SETTINGS``. ``digest`` is the SHA-256 over the tables: results that bear the same
    one were computed by the same rules. A weight or goalpost that nobody knows is NaN in the tree: what hangs on it stays blank.
    ``rollups`` are those of the edition's own, by name.
    """

    edition: str
    title: Text
    folder: Path
    tree: Tree
    groups: tuple[Group, ...]
    levels: tuple[Level, ...]
    method: Mapping[str, Value]
    digest: str
    rollups: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

    def group(self, kind: str, population: float | None = None) -> Group | None:
        """The group of a body of that kind and size; None where no group takes it."""
        return next((group for group in self.groups if group.takes(kind, population)), None)

    def level(self, points: float) -> Level | None:
        """The level on which so many points stand; None where there are no levels or the points are not known (NaN)."""
        return next((level for level in reversed(self.levels) if points >= level.start), None)


def load(edition: str | Path) -> Methodology:
    """The edition of that name, or in that folder. Raises MethodologyError with every fault: file, line, column and remedy."""
    folder = folder_of(edition)
    faults = Faults()
    grouped = groups(folder / "groups.csv", faults)
    kinds = kinds_of(grouped)
    own = rollups(folder / "rollups.csv", faults)
    entries = tree_table.entries(folder / "tree.csv", kinds, faults, own)
    tree_faults.check(entries, folder, faults)
    staged = levels(folder / "levels.csv", faults)
    settings = method(folder / "method.csv", faults)
    if faults.found:
        raise MethodologyError(faults.found)
    return Methodology(
        edition=folder.name,
        title=Text(str(settings["title_lv"]), str(settings["title_en"])),
        folder=folder,
        tree=Tree(tuple(entry.node for entry in entries)),
        groups=grouped,
        levels=staged,
        method=settings,
        digest=digest(folder),
        rollups=own,
    )


def kinds_of(grouped: Iterable[Group]) -> tuple[str, ...]:
    """The kinds of bodies that an edition knows: the registry's, and those that its groups bring."""
    return tuple(dict.fromkeys((*_KINDS, *(kind for group in grouped for kind in group.kinds))))


def digest(folder: Path) -> str:
    """The SHA-256 over the bytes of all tables in the folder, name by name; what is written about them (README.md) does not count."""
    hashed = hashlib.sha256()
    for path in sorted(folder.glob("[!.~]*.csv")):
        data = path.read_bytes()
        hashed.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return hashed.hexdigest()


def editions() -> tuple[str, ...]:
    """The names of the editions that come with eindekss."""
    return tuple(sorted(path.parent.name for path in EDITIONS.glob("*/tree.csv")))


def folder_of(edition: str | Path) -> Path:
    """Where the tables of that edition lie. Raises MethodologyError where there is no such edition."""
    for folder in (EDITIONS / edition, Path(edition)):
        if folder.is_dir() and folder.resolve() != EDITIONS.resolve():
            return folder.resolve()
    raise MethodologyError(f"no edition {str(edition)!r}; {near(str(edition), editions())} Or give the folder that holds its tables.")
