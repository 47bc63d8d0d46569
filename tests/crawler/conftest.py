"""The servers under names of their own, for what asks more than one site."""

from tests.hostile.conftest import web

__all__ = ["web"]
