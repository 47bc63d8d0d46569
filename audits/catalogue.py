"""The catalogue: every file under ``checks/``. The folder is the registry; a file that says too little is refused with all its faults."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import data.text
from audits import accuracy
from audits.audit import THEMES, Audit, Indicator, asked, faults
from audits.run import KNOWN
from data.errors import ConfigError, DefinitionError

FOLDER = Path(__file__).parent / "checks"
SHARED = (*sorted(FOLDER.parent.glob("*.py")), Path(data.text.__file__))
"""What decides answers besides the checks: what they share, and how words are matched."""


@cache
def load() -> tuple[Indicator, ...]:
    """All indicators, ordered by id. Raises DefinitionError listing every fault of every file."""
    found: list[str] = []
    indicators = [indicator for path in _files() for indicator in _read(path, found)]
    ids = [indicator.audit.id for indicator in indicators]
    found += [
        f"{indicator.path}: id {indicator.audit.id!r} is taken; choose another"
        for indicator in indicators
        if ids.count(indicator.audit.id) > 1
    ]
    if found:
        raise DefinitionError(found)
    return tuple(sorted(indicators, key=lambda indicator: indicator.audit.id))


def find(indicator_id: str) -> Indicator:
    """The indicator of that id. Raises ConfigError naming near ones."""
    import difflib  # noqa: PLC0415 (only a miss needs it)

    known = {indicator.audit.id: indicator for indicator in load()}
    if indicator_id in known:
        return known[indicator_id]
    near = difflib.get_close_matches(indicator_id, known, n=3, cutoff=0.5)
    raise ConfigError(f"no indicator {indicator_id!r}; " + (f"did you mean {', '.join(near)}?" if near else "see 'eindekss list'"))


def digest() -> str:
    """The SHA-256 over all rules: tells whether two bundles were judged by the same ones."""
    hashed = hashlib.sha256()
    for path in (*_files(), *SHARED, accuracy.TABLE):
        hashed.update(path.read_bytes())
    return hashed.hexdigest()


def _files() -> list[Path]:
    return sorted(path for path in FOLDER.glob("*/*.py") if path.name != "__init__.py")


def _read(path: Path, found: list[str]) -> Iterator[Indicator]:
    theme, place = path.parent.name, f"audits/checks/{path.parent.name}/{path.name}"
    module = importlib.import_module(f"audits.checks.{theme}.{path.stem}")
    problems = [*_shape(module, theme), *_names(module, path.stem)]
    found += [f"{place}: {problem}" for problem in problems]
    for audit in () if problems else _audits(module):
        cases = tuple(case for case in module.CASES if case.audit in {None, audit.id})
        wrong = faults(audit, module.check, cases if len(_audits(module)) == 1 else module.CASES, KNOWN.get(audit.scope, frozenset()))
        found += [f"{place}: {audit.id}: {fault}" for fault in wrong]
        yield Indicator(audit, theme, module.check, asked(module.check), cases, place, accuracy.measured().get(audit.id))


def _shape(module: ModuleType, theme: str) -> Iterator[str]:
    if theme not in THEMES:
        yield f"theme {theme!r} is unknown; use one of {', '.join(THEMES)}"
    if not module.__doc__:
        yield "no docstring; say in its first line what it means for a resident"
    if not _audits(module):
        yield "no AUDIT; define one (or AUDITS for a family)"
    yield from (f"no {name}; define it" for name in ("check", "CASES") if not hasattr(module, name))


def _names(module: ModuleType, stem: str) -> Iterator[str]:
    for audit in _audits(module):
        expected = stem.replace("_", "-")
        if not (audit.id == expected or (hasattr(module, "AUDITS") and audit.id.startswith(expected))):
            yield f"id {audit.id!r} and file name differ; name the file {audit.id.replace('-', '_')}.py"


def _audits(module: ModuleType) -> tuple[Audit, ...]:
    single = getattr(module, "AUDIT", None)
    return (single,) if single else tuple(getattr(module, "AUDITS", ()))
