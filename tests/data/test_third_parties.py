"""The vendored list of third parties is as it was published, and hosts are found by what stands above them."""

from __future__ import annotations

import hashlib

import pytest

from data.third_parties import FILE, SHA256, party


def test_the_file_is_as_published() -> None:
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == SHA256


@pytest.mark.parametrize(
    ("host", "category"),
    [
        ("stats.g.doubleclick.net", "ad"),
        ("WWW.GOOGLE-ANALYTICS.COM", "analytics"),
        ("fonts.gstatic.com", "cdn"),
        ("notdoubleclick.net", None),
        ("www.piemers.test", None),
        ("lv", None),
        ("", None),
    ],
)
def test_who_answers_there(host: str, category: str | None) -> None:
    found = party(host)
    assert (found.category if found else None) == category
