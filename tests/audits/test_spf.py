"""SPF: what counts as a record, what it costs, and that nothing makes the reader run on."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.spf import LOOKUPS, evaluate, leads_to, records


def zones(**texts: str) -> Any:
    """Answers for these names (``_`` stands for the dot); any other name does not exist."""
    known = {name.replace("_", "."): text for name, text in texts.items()}
    return lambda name: {"name": name, "records": [known[name]] if name in known else []}


def test_only_texts_of_this_version_count() -> None:
    answer = {"records": ["v=spf1 -all", "v=spf10 -all", "V=SPF1", "spf2.0/pra -all", "v=spf1-all"]}
    assert records(answer) == ["v=spf1 -all", "V=SPF1"]


@pytest.mark.parametrize(
    ("record", "lookups", "ends"),
    [
        ("v=spf1 ip4:192.0.2.0/24 ip6:2001:db8::/32 -all", 0, "-all"),
        ("v=spf1 a mx ptr exists:%{i}.x.lv a:mail.a.lv mx:a.lv/24//64 ~all", 6, "~all"),
        ("v=spf1 a -all mx include:b.lv", 1, "-all"),
        ("v=spf1 ALL", 0, "+all"),
        ("v=spf1 ?all", 0, "?all"),
        ("v=spf1 redirect=b.lv", 2, "-all"),
        ("v=spf1 -all redirect=b.lv", 0, "-all"),
        ("v=spf1 include:b.lv", 2, ""),
    ],
)
def test_terms_are_counted_and_the_end_is_the_record_s_own(record: str, lookups: int, ends: str) -> None:
    found = evaluate("a.lv", zones(a_lv=record, b_lv="v=spf1 mx -all"))
    assert (found.lookups, found.ends, found.faults, found.reason) == (lookups, ends, [], "")


@pytest.mark.parametrize("record", ["v=spf1 include:a.lv -all", "v=spf1 include:b.lv -all", "v=spf1 include: -all x!", "v=spf1 -all )("])
def test_what_makes_a_record_void(record: str) -> None:
    assert evaluate("a.lv", zones(a_lv=record)).faults


def test_an_answer_on_the_way_that_is_not_known() -> None:
    def ask(name: str) -> Any:
        return {"records": ["v=spf1 include:b.lv -all"]} if name == "a.lv" else {"records": [], "reason": "timeout"}

    assert (evaluate("a.lv", ask).reason, evaluate("a.lv", ask).faults) == ("timeout", [])


def test_a_fan_of_includes_ends_soon() -> None:
    asked: list[str] = []

    def ask(name: str) -> Any:
        asked.append(name)
        return {"records": ["v=spf1 " + " ".join(f"include:{letter}.{name}"[-200:] for letter in "abcdefghij") + " -all"]}

    assert evaluate("a.lv", ask).lookups > LOOKUPS
    assert len(asked) <= LOOKUPS + 1


@given(st.text(max_size=300))
def test_no_text_stops_the_reader(text: str) -> None:
    found = evaluate("a.lv", lambda _: {"records": [f"v=spf1 {text}"]})
    assert found.lookups <= 400
    assert all("%" not in name for name in leads_to(f"v=spf1 {text}"))
