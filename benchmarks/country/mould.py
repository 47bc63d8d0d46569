"""The pages that all bodies are cast from: the good demonstration site under another name, and as many made pages as are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime
from functools import lru_cache

from benchmarks.country.places import Place
from benchmarks.country.theme import files, worn
from benchmarks.country.traits import STALE, gone, without
from benchmarks.country.words import chance_of, headline, name, paragraph
from crawler.demo_sites import Resource, build, day

_HOME = "kalnraji"
_HTML = "text/html; charset=utf-8"
_NEWS, _PARISH, _OFFICE = "/aktualitates/arhivs/", "/pasvaldiba/pagasti/", "/pasvaldiba/iestades/"
_LISTS = {_NEWS: "Aktualitāšu arhīvs", _PARISH: "Pagastu pārvaldes", _OFFICE: "Novada iestādes"}
_PER_LIST = 30
_SPARE = 4
"""Pages that a visit with room for so many as asked still has: a look that ends by the limit can tell of no absence."""
_NEWS_DAYS = (2, 6, 11, 24)
"""The ages of the demonstration's own news."""
FEWEST = 60


@dataclass(frozen=True, slots=True)
class Made:
    """A made page: its list, its number in it."""

    kind: str
    number: int

    @property
    def path(self) -> str:
        """Where it is."""
        return f"{self.kind}{self.number}/"


class Mould:
    """All pages of a site of ``pages`` pages (at least 60), as they are cast for one place after another; nothing of a place is kept.

    ``today`` is the day on which the country is imagined, in all its nights.
    """

    def __init__(self, port: int, today: date, pages: int) -> None:
        self.today, self.port = today, port
        self._site = build(_HOME, f"http://www.{_HOME}.test:{port}", today)
        theme = {path: Resource(text.encode(), kind, today - timedelta(days=90)) for path, (text, kind) in files().items()}
        self._base = dict(self._site.resources) | theme
        self.headers = {key: value for key, value in self._site.headers.items() if key != "Strict-Transport-Security"}
        html = [path for path, each in self._base.items() if each.content_type == _HTML]
        made = max(pages, FEWEST) - _SPARE - len(html) - len(_LISTS)
        kinds = [(_NEWS, made - made // 5 - made // 5), (_PARISH, made // 5), (_OFFICE, made // 5)]
        lists = {kind: range(2, 2 + (count - 1) // _PER_LIST) for kind, count in kinds}
        self._counts = {kind: count - len(lists[kind]) for kind, count in kinds}
        self._lists = {f"{kind}lapa-{number}/": (kind, number) for kind, numbers in lists.items() for number in numbers}
        self._lists |= {kind: (kind, 1) for kind in _LISTS}
        self._made = {each.path: each for kind, count in self._counts.items() for each in (Made(kind, n) for n in range(1, count + 1))}
        self.html = (*html, *self._lists, *self._made)
        self._mega = self._menu()
        self._template = lru_cache(maxsize=2_000)(self._template_of)

    @property
    def made(self) -> Sequence[str]:
        """The paths of the pages whose text may be edited from night to night."""
        return [*self._made]

    def answer(self, place: Place, path: str, lacks: frozenset[str], edition: int) -> Resource:
        """What the site of that place answers at a path, where it lacks these; status 404 where there is nothing."""
        if gone(path, lacks):
            return self._missing(place, lacks)
        if path == "/sitemap.xml":
            return Resource(self._sitemap(place, lacks), "application/xml; charset=utf-8", self.today)
        if path in self._lists or path in self._made:
            return Resource(self._cast(place, self._filled(place, path, lacks, edition)), _HTML, self.today)
        found = self._base.get(path)
        if found is None:
            return self._missing(place, lacks)
        if found.content_type.startswith(("text/", "application/xml")):
            return Resource(self._cast(place, self._template(path, lacks)), found.content_type, found.modified)
        return Resource(_own(found, place), found.content_type, found.modified)

    def _missing(self, place: Place, lacks: frozenset[str]) -> Resource:
        return Resource(self._cast(place, self._template("", lacks)), _HTML, self.today, 404)

    def _template_of(self, path: str, lacks: frozenset[str]) -> str:
        """A page of the demonstration as it is without these, still under its own name."""
        found = self._base[path] if path else self._site.missing
        text = found.body.decode()
        if found.content_type == _HTML:
            text = worn(text.replace("<footer>", f"{self._mega}<footer>", 1))
        if "news-freshness" in lacks:
            text = self._staled(text)
        return without(text, lacks)

    def _staled(self, text: str) -> str:
        for days in _NEWS_DAYS:
            was = self.today - timedelta(days=days)
            now = was - timedelta(days=STALE)
            for write in (day, date.isoformat, _rfc):
                text = text.replace(write(was), write(now))
        return text

    def _filled(self, place: Place, path: str, lacks: frozenset[str], edition: int) -> str:
        """A made page or list of such, in the frame of one of the demonstration's."""
        made = self._made.get(path)
        title, main = self._told(place, made, lacks, edition) if made else self._listed(place, *self._lists[path], lacks)
        text = self._template("/pasvaldiba/iepirkumi/", lacks)
        text = re.sub(r"(<main[^>]*>).*?(</main>)", lambda parts: f"{parts[1]}<h1>{title}</h1>{main}{parts[2]}", text, flags=re.DOTALL)
        text = re.sub(r"<title>[^–]*–", f"<title>{title} –", text)
        text = re.sub(r'(<meta name="description" content=")[^"]*', rf"\g<1>{title}", text)
        text = re.sub(r'(<li aria-current="page">)[^<]*', rf"\g<1>{title}", text)
        return text.replace("/pasvaldiba/iepirkumi/", path, 1)

    def _told(self, place: Place, made: Made, lacks: frozenset[str], edition: int) -> tuple[str, str]:
        chance = chance_of(place.id, made.path)
        title = self._title(place, made)
        body = "".join(paragraph(chance, chance.randrange(3, 8)) for _ in range(chance.randrange(3, 60)))
        news = f"<p>{paragraph(chance_of(place.id, made.path, edition), 2)[3:-4]} Papildināts {edition}. reizi.</p>" if edition else ""
        if made.kind != _NEWS:
            return title, body + news
        at = self._date(made, lacks)
        return title, f'<p class="date"><time datetime="{at}">{day(at)}</time></p>{body}{news}'

    def _title(self, place: Place, made: Made) -> str:
        chance = chance_of(place.id, made.path, "title")
        if made.kind == _NEWS:
            return headline(chance)
        return f"{name(chance)[:-1]}u pagasta pārvalde" if made.kind == _PARISH else f"{name(chance)[:-1]}u {chance.choice(_OFFICES)}"

    def _date(self, made: Made, lacks: frozenset[str]) -> date:
        return self.today - timedelta(days=35 + 9 * made.number + (STALE if "news-freshness" in lacks else 0))

    def _listed(self, place: Place, kind: str, number: int, lacks: frozenset[str]) -> tuple[str, str]:
        many = self._counts[kind]
        first = (number - 1) * _PER_LIST + 1
        shown = [Made(kind, each) for each in range(first, min(first + _PER_LIST, many + 1))]
        dates = [f" <time>{day(self._date(each, lacks))}</time>" if kind == _NEWS else "" for each in shown]
        rows = "".join(f'<li><a href="{it.path}">{self._title(place, it)}</a>{at}</li>' for it, at in zip(shown, dates, strict=True))
        more = f'<p><a href="{kind}lapa-{number + 1}/">Vecāki ieraksti</a></p>' if f"{kind}lapa-{number + 1}/" in self._lists else ""
        return f"{_LISTS[kind]}{f', {number}. lapa' if number > 1 else ''}", f"<ul>{rows}</ul>{more}"

    def _menu(self) -> str:
        """A menu of the whole site, as many have one on every page."""
        pages = [(page["path"], str(page["label"])) for page in self._site.pages if page["lang"] == "lv" and not page.get("news")]
        rows = "".join(f'<li><a href="{path}">{label}</a></li>' for path, label in (*pages, *_LISTS.items()))
        return f'<nav class="mega" aria-label="Visas sadaļas"><ul>{rows}</ul></nav>\n'

    def _sitemap(self, place: Place, lacks: frozenset[str]) -> bytes:
        home = f"http://{place.host}:{self.port}"
        urls = "".join(f"<url><loc>{home}{path}</loc></url>\n" for path in self.html if not gone(path, lacks))
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{_SITEMAPS}">\n{urls}</urlset>\n'.encode()

    @staticmethod
    def _cast(place: Place, text: str) -> bytes:
        """The text under the place's own name and numbers."""
        domain = place.host.removeprefix("www.")
        for was, now in (
            ("Kalnrāj", place.stem),
            (f"{_HOME}.test", domain),
            ("kalnrajunovads.demo", f"{domain.removesuffix('.test')}novads.demo"),
            ("99990001009", place.reg_no),
            ("64990", f"6{place.number:04d}"),
        ):
            text = text.replace(was, now)
        return text.encode()


_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OFFICES = ("pamatskola", "tautas nams", "bibliotēka", "pirmsskola", "sporta skola", "sociālās aprūpes centrs", "mākslas skola")


def _rfc(value: date) -> str:
    return format_datetime(datetime.combine(value, time(7), UTC))


def _own(found: Resource, place: Place) -> bytes:
    """A file that no other body has; what may follow its end is the place's name."""
    marked = found.content_type in {"application/pdf", "image/jpeg"}
    return found.body + f"\n% {place.id}\n".encode() if marked else found.body


def sizes(mould: Mould, place: Place) -> Iterator[int]:
    """The bytes of every page of a place."""
    yield from (len(mould.answer(place, path, frozenset(), 0).body) for path in mould.html)
