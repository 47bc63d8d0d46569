"""security.txt, line by line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audits import cases
from audits.security_txt import faults, fields

OPTIONS = {"contacts": ["mailto:", "https:", "tel:"], "type": "text/plain"}


def wrong(text: str, url: str = "https://www.a.lv/.well-known/security.txt") -> list[str]:
    file = {"url": url, "final": url, "type": "text/plain; charset=utf-8", "text": text}
    return [name for name, _ in faults(file, cases.TAKEN_AT, OPTIONS)]


def test_fields_are_read_as_they_are_written() -> None:
    text = "\ufeff# x\r\nContact: mailto:a@b.lv \r\nCONTACT:https://b.lv/z\n\nno field\n: x\n- Expires: 2027-01-01T00:00:00z\n"
    assert fields(text) == [("contact", "mailto:a@b.lv"), ("contact", "https://b.lv/z"), ("expires", "2027-01-01T00:00:00z")]
    assert wrong(text) == []


def test_dates() -> None:
    said = "Contact: tel:+37160000000\nExpires: {}\n"
    assert wrong(said.format("2026-11-23T03:00:01Z")) == []
    assert wrong(said.format("2026-11-23T06:00:01+03:00")) == []
    for term in ("2026-11-23T03:00:00Z", "2027-01-01", "2027-01-01T00:00:00", "never", "9" * 5000):
        assert wrong(said.format(term)) == ["Expires"]


def test_canonical_names_this_site() -> None:
    said = "Contact: tel:+1\nExpires: 2027-01-01T00:00:00Z\nCanonical: {}\n"
    assert wrong(said.format("https://a.lv/.well-known/security.txt")) == []
    assert wrong(said.format("https://[")) == ["Canonical"]


@given(st.text(max_size=500))
def test_no_text_stops_the_reader(text: str) -> None:
    assert "Expires" in wrong(text.replace("Expires", "x")) or "expires" in text.lower()
