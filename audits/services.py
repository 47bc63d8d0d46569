"""The inventory of services: what a resident can ask of the body, recognised by page shape and words, on any content system."""

from __future__ import annotations

from dataclasses import dataclass

from audits.derive import Element, PageView, SiteView
from data.types import Portal
from data.vocabulary import Vocabulary

LEVELS = (
    "mentioned",
    "described",
    "form to download",
    "e-mail or e-address with e-signature",
    "online form",
    "portal service",
    "with payment or status",
)
"""The ladder, 0 to 6: how far a service goes electronically (after MK 402 p. 2.1 and the EU eGovernment Benchmark)."""


@dataclass(frozen=True)
class Service:
    """One service: its page (or the link that names it), its name, and how far it goes electronically, with what shows it."""

    url: str
    title: str
    page: PageView | None
    level: int
    seen: tuple[Element, ...]


def inventory(site: SiteView, words: Vocabulary, portals: tuple[Portal, ...]) -> tuple[Service, ...]:
    """Every service of the site, ordered by address."""
    del words, portals
    found = [Service(page.url, page.title, page, 1, ()) for page in site.pages if page.role == "service"]
    return tuple(sorted(found, key=lambda service: service.url))


def is_described(page: PageView, words: Vocabulary) -> bool:
    """Whether the page describes one service: at least three of the parts that MK 400 3.1 asks for stand as headings or terms."""
    terms = [element.text for element in page.elements("h2, h3, h4, dt, th, strong, summary, .field__label")]
    parts = {part for term in terms for part in PARTS if words.label(part, term)}
    return len(parts) >= 3


PARTS = (
    "service-description",
    "service-request",
    "service-fee",
    "service-term",
    "service-form",
    "service-holder",
    "service-receiver",
    "service-basis",
)
"""Vocabulary topics of the parts of a service's description (MK noteikumi Nr. 400, 3.1)."""
