"""The house style that no linter knows: every file and public name says what it is, and the documentation is true."""

from __future__ import annotations

import ast
import importlib.util
import re
from dataclasses import fields
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType

import pytest

from audits.audit import Indicator, asked
from audits.cases import play
from data import registry, vocabulary
from data.settings import PREFIX, Settings

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for floor in ("audits", "crawler", "data", "reports", "scoring") for path in (ROOT / floor).rglob("*.py"))
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
FORBIDDEN_NAMES = re.compile(r"(utils?|manager|helpers?|processor)", re.IGNORECASE)

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _definitions(tree: ast.AST) -> list[Definition]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]


def _public(tree: ast.Module) -> list[Definition]:
    top = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
    inner = [child for node in top if isinstance(node, ast.ClassDef) for child in node.body]
    found = [*top, *(child for child in inner if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef))]
    return [node for node in found if not node.name.startswith("_")]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    silent = [node.name for node in _public(tree) if not ast.get_docstring(node)]
    long = [node.name for node in _definitions(tree) if not isinstance(node, ast.ClassDef) and _length(node) > LONGEST_FUNCTION]
    assert ast.get_docstring(tree), "a file begins with a sentence that tells what it is"
    assert silent == []
    assert long == []
    assert text.count("\n") <= LONGEST_FILE
    assert not FORBIDDEN_NAMES.search(path.stem)


def _length(node: Definition) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_adding_an_indicator_is_one_file_as_documented(tmp_path: Path) -> None:
    code = re.search(
        r"<!-- water_outages.py -->\n```python\n(.*?)```", (ROOT / "docs/adding-an-indicator.md").read_text(encoding="utf-8"), re.DOTALL
    )
    assert code
    path = tmp_path / "water_outages.py"
    path.write_text(code[1], encoding="utf-8")
    module = _load(path)
    indicator = Indicator(module.AUDIT, "contact", module.check, asked(module.check), module.CASES, str(path))
    words, portals = vocabulary.load(), registry.load().portals
    answers = [play(indicator, case, words, portals) for case in indicator.cases]
    assert [answer.outcome for answer in answers] == [case.outcome for case in indicator.cases]


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_readme_names_every_verb() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    verbs = [entry.name for entry in entry_points(group="eindekss.commands")]
    assert verbs
    assert [verb for verb in verbs if f"eindekss {verb}" not in readme] == []


def test_every_dependency_is_explained() -> None:
    explained = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    declared = re.findall(r'^    "([a-z0-9-]+)[><=]', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    own = [name for name in declared if not name.startswith(("types-", "pandas-stubs"))]
    assert len(own) > 20
    assert [name for name in own if name not in explained] == []


def test_lock_pins_every_package_by_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9._-]+==\S+", lock, re.MULTILINE)
    assert len(pins) > 80
    assert all(f"{pin.split()[0]} " in lock for pin in pins)
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", lock)) >= len(pins)


def test_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert len(text) > 13_000


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    default = Settings()
    missing = [field.name for field in fields(Settings) if f"| `{field.name}` | `{PREFIX}{field.name.upper()}` |" not in text]
    numbers = [
        field.name
        for field in fields(Settings)
        if isinstance(value := getattr(default, field.name), int | float) and f"`{value}`" not in text
    ]
    assert missing == []
    assert numbers == []
