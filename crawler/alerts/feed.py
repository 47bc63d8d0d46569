"""Alerts as Atom feeds (RFC 4287): a file for each institution and one for all, in Latvian and in English, made anew from the book."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from crawler.alerts.alert import Alert
from crawler.alerts.book import Kept
from crawler.alerts.words import LANGUAGES, SEVERITIES, clean, heading, one_line, sentence
from crawler.alerts.written import part
from data.errors import ConfigError
from data.store import VAR
from data.types import Text

FEEDS = VAR / "feeds"
"""Where the feeds lie unless told otherwise."""
EVERYBODY = "all"
"""The name of the feed of all institutions."""
ENTRIES = 100
"""The newest alerts that a feed holds."""

_ATOM = "http://www.w3.org/2005/Atom"
_OURS = uuid.uuid5(uuid.NAMESPACE_OID, "eindekss alerts")
"""The name space of our ids, which no move to another address changes (RFC 4122, 4.3)."""
_TITLE = Text("eindekss: ziņas par vietnēm", "eindekss: alerts on websites")
register_namespace("", _ATOM)


def write(folder: Path, alerts: Sequence[Kept], address: str | None = None) -> list[Path]:
    """Bring the feeds up to date from all alerts, newest first; returns the files that changed. Raises ConfigError when one cannot be."""
    each_body: dict[str, list[Kept]] = defaultdict(list)
    each_body[EVERYBODY] = list(alerts[:ENTRIES])
    for kept in alerts:
        for body in kept.alert.institutions:
            if len(each_body[body]) < ENTRIES:
                each_body[body].append(kept)
    files = {file_name(body, lang): feed(body, found, lang, address) for body, found in each_body.items() for lang in LANGUAGES}
    return [path for name, text in sorted(files.items()) if _changed(path := folder / name, text)]


def file_name(body: str, lang: str) -> str:
    """The file of a feed: ``ID.atom`` is in Latvian, ``ID.en.atom`` in English."""
    return f"{body}.atom" if lang == LANGUAGES[0] else f"{body}.{lang}.atom"


def feed(body: str, alerts: Sequence[Kept], lang: str, address: str | None = None) -> bytes:
    """A feed as bytes. Without alerts it was last changed at the beginning of time, for a feed must say when."""
    root = Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": lang})
    whose = _name(body, alerts)
    _text(root, "id", _id("feed", body, lang))
    _text(root, "title", f"{_TITLE[lang]}: {whose[lang]}" if whose else _TITLE[lang])
    _text(root, "updated", _moment(max((kept.at for kept in alerts), default=datetime.fromtimestamp(0, UTC))))
    _text(_add(root, "author"), "name", "eindekss")
    if address:
        _add(root, "link", rel="self", type="application/atom+xml", href=f"{address.rstrip('/')}/{file_name(body, lang)}")
    for kept in alerts:
        _entry(root, kept.alert, kept.at, lang)
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _entry(root: Element, alert: Alert, at: datetime, lang: str) -> None:
    entry = _add(root, "entry")
    _text(entry, "id", _id("alert", alert.id, lang))
    _text(entry, "title", f"{heading(alert)[lang]}. {sentence(alert)[lang]}")
    _text(entry, "updated", _moment(at))
    _text(entry, "published", _moment(at))
    _add(entry, "category", term=alert.severity.value, label=SEVERITIES[alert.severity][lang])
    for url in _links(alert):
        _add(entry, "link", rel="related", href=url)
    content = _add(entry, "content", type="html")
    content.text = clean(part(alert, lang))


def _links(alert: Alert) -> list[str]:
    """The addresses of the evidence that are web addresses through and through; whatever else a site gave is text in the content."""
    found = dict.fromkeys(seen.url for item in alert.items for seen in item.change.evidence[:3])
    return [url for url in found if url.isascii() and url.isprintable() and not set(url) & set(' <>"{}|\\^`') and _is_web(url)][:20]


def _is_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _name(body: str, alerts: Sequence[Kept]) -> Text | None:
    if body == EVERYBODY:
        return None
    return next((item.name for kept in alerts for item in kept.alert.items if item.change.institution == body), Text(body, body))


def _id(*parts: str) -> str:
    return uuid.uuid5(_OURS, " ".join(parts)).urn


def _add(parent: Element, name: str, **attributes: str) -> Element:
    return SubElement(parent, f"{{{_ATOM}}}{name}", {key: clean(value) for key, value in attributes.items()})


def _text(parent: Element, name: str, text: str) -> None:
    _add(parent, name).text = one_line(text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _changed(path: Path, text: bytes) -> bool:
    try:
        if path.is_file() and path.read_bytes() == text:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{path.name}.part")
        half.write_bytes(text)
        half.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}); choose another folder with --feeds") from error
    return True
