"""The servers under names of their own, for gatherers that ask more than one site."""

from tests.hostile.conftest import web

__all__ = ["web"]
