"""The fixture ``web``: hostile servers, for one test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.hostile.web import Web


@pytest.fixture
def web() -> Iterator[Web]:
    """Servers that go when the test ends."""
    with Web() as running:
        yield running
