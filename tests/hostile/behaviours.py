"""The list of misbehaviours: each is a test that names what a server does and what is told of it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

HERE = Path(__file__).parent
DOCUMENT = HERE.parent.parent / "docs" / "web-behaviours.md"
Test = TypeVar("Test", bound=Callable[..., None])

_HEAD = """# What the web does, and what we do then

Each row is a test against a real server on loopback (`tests/hostile/`), which checks what was reported *and* what was requested. This list
is generated from those tests by `python -m tests.hostile`. After every one of these visits the servers' own logs and the bundle are checked
besides: nothing that robots.txt disallows was asked for, no gap was shorter than its Crawl-delay, never two requests were under way at one
host or one server address, every Retry-After was honoured, nothing at a forbidden address was contacted, no method but GET and HEAD, no
cookie and no credential was sent, and no observation passed or failed on what was not seen.
"""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One misbehaviour: to which theme it belongs, what the server ``does``, and what is ``told`` of it."""

    theme: str
    does: str
    told: str
    test: str


def behaviour(theme: str, *, does: str, told: str) -> Callable[[Test], Test]:
    """Mark a test as the proof for one misbehaviour. ``told`` is a reason of the closed list, or a sentence."""

    def mark(test: Test) -> Test:
        known: list[Behaviour] = getattr(test, "behaviours", [])
        module = test.__module__.rpartition(".")[2]
        test.behaviours = [*known, Behaviour(theme, does, told, f"{module}::{test.__name__}")]  # type: ignore[attr-defined]
        return test

    return mark


def collected() -> Iterator[Behaviour]:
    """All misbehaviours, file by file."""
    for path in sorted(HERE.glob("test_*.py")):
        module = importlib.import_module(f"tests.hostile.{path.stem}")
        for name, value in vars(module).items():
            if name.startswith("test_"):
                yield from getattr(value, "behaviours", ())


def document() -> str:
    """``docs/web-behaviours.md`` as it should be."""
    themes: dict[str, list[Behaviour]] = {}
    for each in collected():
        themes.setdefault(each.theme, []).append(each)
    parts = [_HEAD]
    for theme, rows in sorted(themes.items()):
        parts += [f"\n## {theme}\n\n| the server | we | test |\n|---|---|---|\n", *(_row(row) for row in rows)]
    return "".join(parts)


def _row(row: Behaviour) -> str:
    return f"| {_cell(row.does)} | {_cell(row.told)} | `{row.test}` |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
