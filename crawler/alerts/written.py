"""Alerts as text and as HTML, in either language. What sites said is only ever text in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from crawler.alerts import words
from crawler.alerts.alert import Alert
from crawler.alerts.words import one_line

_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(("html.j2",)),
    undefined=StrictUndefined,
    trim_blocks=True,
)
_PAGES.filters["line"] = one_line


def plain(alerts: Sequence[Alert], languages: Sequence[str]) -> str:
    """All of them as plain text, one language after the other."""
    return _PAGES.get_template("alerts.txt.j2").render(alerts=alerts, languages=languages, words=words)


def page(alerts: Sequence[Alert], languages: Sequence[str]) -> str:
    """All of them as one HTML page."""
    subject = words.subject(alerts)[languages[0]]
    return _PAGES.get_template("alerts.html.j2").render(alerts=alerts, languages=languages, words=words, subject=subject)


def part(alert: Alert, lang: str) -> str:
    """One of them as a piece of HTML."""
    return _PAGES.get_template("alert.html.j2").render(alert=alert, lang=lang, words=words)
