"""The catalogue: the folder is the registry, and a file that says too little is refused with all its faults."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import audits.checks.site
from audits import catalogue
from audits.audit import MUNICIPAL, THEMES, Indicator
from data import vocabulary
from data.errors import ConfigError, DefinitionError
from data.types import Kind

INDICATORS = catalogue.load()
EACH = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.audit.id)
GOOD = '''"""A visitor sees a good example."""

from audits.audit import Audit, Case, Source
from audits.kit import broken, found
from data.types import Outcome, Text

TEXT = Text("lv", "en")
AUDIT = Audit("{id}", 1, "page", TEXT, TEXT, TEXT, TEXT, Source("practice", TEXT))


def check(page):
    return found(True, page) if page.title else broken(False, page)


CASES = (Case("with", Outcome.PASSED, "<title>A</title>", expect=True), Case("without", Outcome.FAILED, "<p>", expect=False))
'''


def test_ids_are_unique_and_in_order() -> None:
    ids = [indicator.audit.id for indicator in INDICATORS]
    assert ids == sorted(set(ids))
    assert len(ids) >= 30


def test_every_theme_is_touched() -> None:
    assert {indicator.theme for indicator in INDICATORS} == set(THEMES)


@EACH
def test_it_says_in_both_languages_what_it_means(indicator: Indicator) -> None:
    audit = indicator.audit
    texts = [audit.title, audit.why, audit.method, audit.advice, audit.source.name, *([audit.unit] if audit.unit else [])]
    assert all(text.lv.strip() and text.en.strip() for text in texts)
    sentences = (audit.why, audit.method, audit.advice)
    assert [text for text in sentences if text.lv == text.en] == []


@EACH
def test_law_is_named_with_its_address(indicator: Indicator) -> None:
    source = indicator.audit.source
    assert source.basis in {"law", "standard", "survey", "practice"}
    assert source.url.startswith("https://") or source.basis in {"survey", "practice"}


@EACH
def test_it_is_asked_of_somebody(indicator: Indicator) -> None:
    assert indicator.audit.reach
    assert Kind.UNKNOWN in MUNICIPAL


@EACH
def test_its_words_are_in_the_vocabulary(indicator: Indicator) -> None:
    topics = [value for name, value in indicator.audit.options.items() if name == "topic"]
    assert [topic for topic in topics if topic not in vocabulary.load().topics] == []


def test_find_suggests_near_ones() -> None:
    assert catalogue.find("hsts").audit.id == "hsts"
    with pytest.raises(ConfigError, match=r"no indicator 'page-title'; did you mean page-titles"):
        catalogue.find("page-title")
    with pytest.raises(ConfigError, match="see 'eindekss list'"):
        catalogue.find("qqqqqq")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A catalogue of its own with the theme ``site``."""
    theme = tmp_path / "site"
    theme.mkdir()
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    monkeypatch.setattr(audits.checks.site, "__path__", [str(theme)])
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = set(sys.modules)
    catalogue.load.cache_clear()
    importlib.invalidate_caches()
    yield theme
    for name in set(sys.modules) - before:
        if name.startswith("audits.checks."):
            del sys.modules[name]
    catalogue.load.cache_clear()


def test_a_file_in_the_folder_is_an_indicator(folder: Path) -> None:
    (folder / "plain_example.py").write_text(GOOD.format(id="plain-example"))
    assert [(one.audit.id, one.theme, one.asks, one.path) for one in catalogue.load()] == [
        ("plain-example", "site", ("page",), "audits/checks/site/plain_example.py")
    ]


def test_the_digest_tells_whether_the_rules_changed(folder: Path) -> None:
    (folder / "plain_example.py").write_text(GOOD.format(id="plain-example"))
    before = catalogue.digest()
    assert catalogue.digest() == before
    (folder / "plain_example.py").write_text(GOOD.format(id="plain-example") + "\n")
    assert catalogue.digest() != before


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("silent", GOOD.format(id="silent").split("\n", 1)[1], "no docstring; say in its first line what it means for a resident"),
        ("empty", '"""Says nothing."""\n', "no AUDIT; define one (or AUDITS for a family)"),
        ("half", GOOD.format(id="half").split("CASES")[0], "no CASES; define it"),
        ("other_name", GOOD.format(id="another"), "id 'another' and file name differ; name the file another.py"),
        ("shouting", GOOD.format(id="SHOUTING"), "file name differ"),
        ("nosy", GOOD.format(id="nosy").replace("check(page)", "check(page, clock)"), "check asks for clock, which nobody provides"),
        ("far", GOOD.format(id="far").replace('"page",', '"planet",'), "scope 'planet' is unknown; write site, page or service"),
        ("vain", GOOD.format(id="vain").replace("Outcome.FAILED", "Outcome.PASSED"), "no case fails"),
        ("gloomy", GOOD.format(id="gloomy").replace("Outcome.PASSED", "Outcome.FAILED"), "no case passes; add one that does"),
        ("mute", GOOD.format(id="mute").replace('("practice", TEXT))', '("practice", TEXT), measures=True)'), "measures without a unit"),
    ],
)
def test_a_malformed_file_is_refused(folder: Path, name: str, text: str, fault: str) -> None:
    (folder / f"{name}.py").write_text(text)
    with pytest.raises(DefinitionError) as refused:
        catalogue.load()
    assert f"audits/checks/site/{name}.py" in str(refused.value)
    assert fault in str(refused.value)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    (folder / "one.py").write_text(GOOD.format(id="twin"))
    (folder / "two.py").write_text("AUDIT = None\n")
    (folder / "three.py").write_text(GOOD.format(id="three").replace("check(page)", "check(weather)"))
    with pytest.raises(DefinitionError) as refused:
        catalogue.load()
    assert {fault.split(":")[0].rsplit("/", 1)[1] for fault in refused.value.faults} == {"one.py", "two.py", "three.py"}
