"""Where a visit writes down what it sees: a bundle, or nothing but the page at hand when only Scrapy is run."""

from __future__ import annotations

import hashlib
import logging
from typing import Protocol

from data.types import Document, Exchange, Json, Missing, Page

logger = logging.getLogger(__name__)


class Ledger(Protocol):
    """What is needed of ``data.bundle.BundleWriter`` to write a visit down."""

    def blob(self, data: bytes, like: str | None = None) -> str:
        """Keep these bytes, which may differ little from the body ``like`` of an earlier visit; returns their SHA-256."""

    def exchange(self, exchange: Exchange, purpose: str) -> None:
        """Write down a request and its answer."""

    def page(self, page: Page) -> None:
        """Write down a page, or replace what was written of it."""

    def document(self, document: Document) -> None:
        """Write down a file."""

    def artifact(self, name: str, value: Json | Missing, subject: str = "") -> None:
        """Write down an artifact of the site or of one page."""

    def log(self, event: str, **facts: Json) -> None:
        """Write down what was done and why."""


class Forgetful:
    """A ledger that keeps nothing: what happens goes to Scrapy's log only."""

    def blob(self, data: bytes, like: str | None = None) -> str:  # noqa: ARG002 (the shape of Ledger.blob)
        """The SHA-256 of the bytes."""
        return hashlib.sha256(data).hexdigest()

    def exchange(self, exchange: Exchange, purpose: str) -> None:
        """Log it."""
        logger.debug("%s %s %s", purpose, exchange.status, exchange.url)

    def page(self, page: Page) -> None:
        """Nothing: the spider yields it."""

    def document(self, document: Document) -> None:
        """Nothing: the spider yields it."""

    def artifact(self, name: str, value: Json | Missing, subject: str = "") -> None:
        """Log that it was made."""
        logger.debug("artifact %s of %s: %s", name, subject or "the site", type(value).__name__)

    def log(self, event: str, **facts: Json) -> None:
        """Log it."""
        logger.info("%s %s", event, facts)
