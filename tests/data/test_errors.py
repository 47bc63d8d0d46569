"""Every reason is told in two languages with what can be done, and ``docs/failures.md`` tells the same; ``python -m`` writes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import failures
from data.errors import FOR_THE_SCORE, REASONS, Reason

DOCUMENT = Path(__file__).parents[2] / "docs" / "failures.md"
BEGIN, END = "<!-- table: begin -->\n", "<!-- table: end -->\n"
_HEAD = "| reason | latviski | in English | ko darīt | what can be done | tried again |\n|---|---|---|---|---|---|\n"


def table() -> str:
    """The reasons, family by family."""
    parts = []
    for family in dict.fromkeys(about.family for about in REASONS.values()):
        parts += [f"\n## {family}\n\n{_HEAD}", *(_row(name, about) for name, about in REASONS.items() if about.family == family)]
    return "".join(parts)


def _row(name: str, about: Reason) -> str:
    again = "in the same visit" if about.passing else "when the name server asks for it" if name == "dns" else "no"
    return f"| `{name}` | {about.what.lv} | {about.what.en} | {about.remedy.lv} | {about.remedy.en} | {again} |\n"


def written(document: str) -> str:
    """The document with the table as it should be."""
    before, _, rest = document.partition(BEGIN)
    return before + BEGIN + table() + "\n" + END + rest.partition(END)[2]


def test_the_document_tells_of_every_reason() -> None:
    told = DOCUMENT.read_text(encoding="utf-8")
    assert told == written(told), "run python -m tests.data.test_errors"
    assert FOR_THE_SCORE.lv in told
    assert FOR_THE_SCORE.en in told


@pytest.mark.parametrize("name", REASONS)
def test_each_reason_is_told_in_both_languages(name: str) -> None:
    about = REASONS[name]
    for text in (about.what, about.remedy):
        assert text.lv
        assert text.en
        assert text.lv != text.en
    assert not about.what.lv.endswith(".")
    assert about.remedy.lv.endswith(".")
    assert about.remedy.en.endswith(".")


@pytest.mark.parametrize("name", REASONS)
def test_the_crawler_tries_again_what_may_pass(name: str) -> None:
    assert failures.is_transient(name) is REASONS[name].passing


if __name__ == "__main__":
    DOCUMENT.write_text(written(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
