"""The three demonstration municipalities as finished websites: content and templates under data/inputs/demo become bytes by address.

``build("kalnraji", "https://www.kalnraji.test", date(2026, 11, 23))`` gives the same bytes each time. Every date in the content is told
relative to the one given, so the good site stays fresh and the old one stays old.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from crawler.demo_files import MAKERS, landscape, lettering

DEMO = Path(__file__).resolve().parents[1] / "data/inputs/demo"
"""The folder of the demonstration: registry rows, facts, and one folder of content for each site."""

SITES = ("kalnraji", "sartupe", "dumezers")
"""The demonstration's institutions by id: the good one, the middling one, the poor one."""

_MONTHS = ("janvār", "februār", "mart", "april", "maij", "jūnij", "jūlij", "august", "septembr", "oktobr", "novembr", "decembr")

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".jpg": "image/jpeg",
    ".gif": "image/gif",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
    ".edoc": "application/vnd.etsi.asic-e+zip",
}


@dataclass(frozen=True, slots=True)
class Resource:
    """What the server gives at one address. ``modified`` is the day since when it says so."""

    body: bytes
    content_type: str
    modified: date
    status: int = 200


def day(value: date) -> str:
    """A date as Latvian offices write it: 26.11.2026."""
    return f"{value:%d.%m.%Y}."


def long_day(value: date) -> str:
    """A date in a sentence: 2026. gada 26. novembrī."""
    return f"{value.year}. gada {value.day}. {_MONTHS[value.month - 1]}ī"


def meeting(today: date, months: int) -> date:
    """The council's ordinary meeting, a last Thursday: 0 is the next one (tomorrow or later), -1 the one before it."""
    first = _month(today, 0)
    ahead = months if _last_thursday(first) > today else months + 1
    return _last_thursday(_month(today, ahead))


def _month(today: date, months: int) -> date:
    years, index = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(years, index + 1, 1)


def _last_thursday(first: date) -> date:
    last = _month(first, 1) - timedelta(days=1)
    return last - timedelta(days=(last.weekday() - 3) % 7)


def _type(path: str) -> str:
    return _TYPES[Path(path).suffix]


def _content(folder: Path) -> dict[str, Any]:
    """Everything the site's TOML files say; lists of one name in several files are joined in the files' order."""
    content: dict[str, Any] = {}
    for path in sorted(folder.glob("*.toml")):
        for key, value in tomllib.loads(path.read_text("utf-8")).items():
            content[key] = content[key] + value if key in content else value
    return content


class DemoSite:
    """One demonstration website, ready to be served. ``url`` has no final slash; ``date`` is the day on which the visit is imagined.

    ``demo`` is the folder that holds the folder of its content.
    """

    def __init__(self, site_id: str, url: str, today: date, demo: Path = DEMO) -> None:
        self.id, self.url, self.date = site_id, url, today
        self._folder = demo / site_id
        self._content = _content(self._folder)
        self._jinja = Environment(loader=FileSystemLoader(self._folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        self._jinja.filters |= {"day": day, "long": long_day, "rfc": lambda value: format_datetime(self._midnight(value))}
        self._jinja.globals |= {
            "url": url,
            "host": urlsplit(url).netloc,
            "today": today,
            "year": today.year,
            "report_year": today.year - (1 if today.month >= 7 else 2),
            "ago": lambda days: today - timedelta(days=days),
            "meeting": partial(meeting, today),
            "site": self._content["site"],
            "file": self._link,
        }

    @staticmethod
    def _midnight(value: date) -> datetime:
        return datetime.combine(value, time(7), UTC)

    @property
    def headers(self) -> Mapping[str, str]:
        """Response headers that go with every answer."""
        return dict(self._content["site"].get("headers", {}))

    @property
    def upgrades(self) -> bool:
        """Whether http leads to https; without it both give the same pages."""
        return bool(self._content["site"].get("upgrades"))

    @property
    def soft(self) -> str | None:
        """The folder outside which a missing page is answered with status 200; None where it is answered with 404 everywhere."""
        folder: str | None = self._content["site"].get("soft")
        return folder

    def text(self, source: str, **values: object) -> Markup:
        """A piece of content with its dates, links and numbers filled in."""
        return Markup(self._jinja.from_string(source).render(**values))  # noqa: S704 (our own content)

    @cached_property
    def files(self) -> Mapping[str, tuple[str, Resource]]:
        """The documents by name: title and bytes."""
        rows = [row | {"name": self._plain(row["name"])} for row in self._content.get("file", [])]
        return {row["name"]: self._file(row) for row in rows}

    def _file(self, row: Mapping[str, Any]) -> tuple[str, Resource]:
        title = self._plain(row["title"])
        lines = [self._plain(line) for line in row.get("lines", self._content["site"]["lines"])]
        body = MAKERS[row["kind"]](title, lines)
        return title, Resource(body, _type(row["name"]), self.date - timedelta(days=row.get("days", 40)))

    def _plain(self, source: str) -> str:
        return self.text(source).unescape()

    def _link(self, name: str, label: str = "") -> Markup:
        """A link to a document; the good site tells its kind and size."""
        title, resource = self.files[name]
        kind = Path(name).suffix[1:].upper()
        note = f" ({kind}, {max(1, len(resource.body) // 1024)} KB)" if self._content["site"].get("file_notes") else ""
        return Markup('<a href="/faili/{}">{}{}</a>').format(name, label or title, note)

    @cached_property
    def pages(self) -> tuple[Mapping[str, Any], ...]:
        """Every page of the site in the order of the content; news come newest first."""
        services = [{"template": "service.html", "section": "/pakalpojumi/"} | row for row in self._content.get("service", [])]
        plain = {"lang": "lv", "days": 60, "body": "", "summary": "", "section": "", "template": "page.html", "label": ""}
        rows = [plain | row for row in (*self._content["page"], *services)]
        return tuple(row | {"label": row["label"] or row["title"], "date": self.date - timedelta(days=row["days"])} for row in rows)

    def _page(self, page: Mapping[str, Any], **extra: object) -> Resource:
        lists = {"pages": self.pages, "news": self.news, "services": [p for p in self.pages if p["template"] == "service.html"]}
        values = lists | {"page": page, "q": "", "results": ()} | extra
        body = self.text(page["body"], **values)
        html = self._jinja.get_template(page["template"]).render(**values, body=body)
        return Resource(html.encode(), _TYPES[".html"], page["date"])

    @property
    def news(self) -> list[Mapping[str, Any]]:
        """The news items, newest first."""
        return sorted((page for page in self.pages if page.get("news")), key=lambda page: page["days"])

    @cached_property
    def resources(self) -> Mapping[str, Resource]:
        """Everything the site serves, by path (and query, where a page is told apart by it)."""
        pages = {page["path"]: self._page(page) for page in self.pages}
        files = {f"/faili/{name}": resource for name, (_, resource) in self.files.items()}
        return pages | files | dict(self._pictures()) | dict(self._plain_files())

    def _pictures(self) -> Iterable[tuple[str, Resource]]:
        for row in self._content.get("picture", []):
            body = lettering(row["text"]) if "text" in row else landscape(row["palette"], row["seed"], *row["size"])
            yield row["path"], Resource(body, _type(row["path"]), self.date - timedelta(days=row.get("days", 200)))

    def _plain_files(self) -> Iterable[tuple[str, Resource]]:
        """Style sheets, robots.txt, sitemap.xml, feeds: the files of the folder ``root``, filled in like pages."""
        folder = self._folder / "root"
        for path in sorted(item for item in folder.rglob("*") if item.is_file()):
            name = "/" + path.relative_to(folder).as_posix()
            body = self.text(path.read_text("utf-8"), pages=self.pages, news=self.news)
            yield name, Resource(str(body).encode(), _type(name), self.date)

    @cached_property
    def missing(self) -> Resource:
        """The answer at an address that does not exist."""
        page = {"path": "", "title": "Lapa nav atrasta", "label": "", "lang": "lv", "section": "", "summary": "", "template": "page.html"}
        found = self._page(page | {"body": self._content["site"]["missing"], "date": self.date})
        return Resource(found.body, found.content_type, self.date, status=404)

    def answer(self, target: str) -> Resource:
        """What is served for a request target such as ``/meklet/?q=bērnudārzs``."""
        parts = urlsplit(target)
        found = self.resources.get(target) or self.resources.get(parts.path)
        if found is None:
            soft = self.soft is not None and not parts.path.startswith(self.soft)
            return Resource(self.missing.body, self.missing.content_type, self.date) if soft else self.missing
        query = parse_qs(parts.query).get("q", [""])[0].strip()
        if query and parts.path == self._content["site"].get("search"):
            return self._search(parts.path, query)
        return found

    def _search(self, path: str, query: str) -> Resource:
        page = next(page for page in self.pages if page["path"] == path)
        results = [row for row in self.pages if query.casefold() in f"{row['title']} {row['summary']} {row['body']}".casefold()]
        return self._page(page, q=query, results=results)


def build(site_id: str, url: str, today: date, demo: Path = DEMO) -> DemoSite:
    """The demonstration site of that id (one of SITES) as it would stand at ``url`` on the day given; ``demo`` may be a changed copy."""
    return DemoSite(site_id, url.rstrip("/"), today, demo)
