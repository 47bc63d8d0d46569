"""A visit of the corpus stays on this machine."""

from __future__ import annotations

from tests.corpus.measure import alone


def test_nobody_outside_is_asked() -> None:
    settings = alone({"a.test": "127.0.0.2"})
    assert (settings.resolver, settings.open_data, settings.odata, settings.links_away) == ("none", "none", "none", 0)
    assert settings.allow == ("127.0.0.0/8",)
