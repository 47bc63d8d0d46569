"""A resident sees that the site is alive: the newest news is recent."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from audits.audit import Audit, Case, Source
from audits.dates import dates
from audits.derive import Element, PageView
from audits.kit import absent, cant_tell
from audits.outline import own
from audits.sections import kept
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="news-freshness",
    version=2,
    scope="site",
    title=Text("Jaunākā ziņa", "Newest news"),
    why=Text(
        "Ja pēdējā ziņa ir sena, nevar zināt, vai pārējais vēl ir spēkā.",
        "When the last news is old, one cannot know whether the rest still holds.",
    ),
    method=Text(
        "Jaunākais publicēšanas datums ziņās un ziņu sarakstos (time, meta vai datuma lauks), salīdzināts ar apmeklējuma dienu; notikuma datums, šodienas datums galvenē un diena, kad lapa labota, neskaitās.",
        "The newest date of publication in news and lists of news (time, meta or a date field), against the day of the visit; dates of events, today's date in the header, and the day on which a page was changed do not count.",
    ),
    advice=Text("Publicējiet ziņas regulāri un rādiet to datumu.", "Publish news regularly and show its date."),
    source=Source(
        "law",
        Text("MK noteikumi Nr. 445, 4. punkts", "Cabinet Regulation No. 445, point 4"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={
        "days": 30,
        "apart": [
            ":is(header, nav, footer):not(article *, main *)",
            ":is(div, ul, ol, li, section, aside, table):is([class^=event], [class*=' event'], [class*='-event'], [class*=kalendar], [class*=pasakum])",
            ":is([class*=changed], [class*=updated], [class*=modified])",
        ],
    },
    unit=Text("datums", "date"),
)
_FIELDS = "time, .date, .datums, .created, .published, .posted-on, .entry-date, .field--name-created, .news-date, .article-date, dd.published, dd.create"
_BESIDE, _REACH = frozenset({"-text", "span", "b", "strong", "em", "i", "dt", "label"}), 60
"""What may hold the words before a date, and how much of it is read."""
_METAS = ", meta[property='article:published_time'], meta[name='date'], meta[itemprop=datePublished]"
_LD = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')


def check(pages: tuple[PageView, ...], words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """The newest date that is not ahead of the visit."""
    news = [page for page in pages if page.role in {Role.NEWS_ITEM, Role.NEWS}]
    told = [*news, *(page for page in pages if page.role == Role.FRONT)]
    last = taken_at.date() + timedelta(days=1)
    dated = [(day, seen) for page in told for day, seen in _published(page, words, options) if day <= last]
    dated = dated or [(day, seen) for page in news for day, seen in _begins(page) if day <= last]
    if not dated:
        return cant_tell("unclear", *news[:3]) if news else absent(*pages[:1])
    day, seen = max(dated, key=lambda one: one[0])
    return kept((taken_at.date() - day).days <= options["days"], day.isoformat(), seen)


def _published(page: PageView, words: Vocabulary, options: Json) -> Iterator[tuple[date, Evidence]]:
    """Dates of news; today's date above the page, those of events and of changes to the page are none."""
    found = page.elements(_FIELDS + _METAS)
    apart = {field.node.mem_id for places in options["apart"] for field in page.elements(f"{places} :is({_FIELDS})")} if found else ()
    fields = [field for field in found if field.node.mem_id not in apart]
    for field in (field for field in fields if not words.label("today", field.text) and not _of_change(field, words)):
        days = dates((field.attribute("datetime") or field.attribute("content") or "")[:10]) or dates(field.text)
        yield from ((day, field.see(told)) for day, told in days[:1])
    for match in _LD.finditer(page.html):
        yield from ((day, page.see("script[type='application/ld+json']", match.group())) for day, _words in dates(match[1]))


def _of_change(field: Element, words: Vocabulary) -> bool:
    """Whether the words in the field, or those just before it, say that it is the day of a change."""
    before = field.node.prev
    if before is not None and not before.text().strip():
        before = before.prev
    said = before.text()[-_REACH:] if before is not None and before.tag in _BESIDE else ""
    return any(words.label("changed-on", text) for text in (field.text, said.strip()) if text)


def _begins(page: PageView) -> Iterator[tuple[date, Evidence]]:
    """Lines that begin with a date: how lists of news look on the oldest sites."""
    for part in own(page):
        told = dates(part.words[:30])
        if part.kind == "text" and told and part.words.startswith(told[0][1]):
            yield told[0][0], part.element.see(told[0][1])


CASES = (
    Case(
        "lines that begin with a date",
        Outcome.FAILED,
        pages={
            "/jaunumi.htm": "<title>Jaunumi</title><font size=5>Jaunumi</font><p><b>19.11.2023.</b> Notiks svētki<p><b>03.01.2022.</b> Slēgts"
        },
        expect="2023-11-19",
    ),
    Case(
        "a time of publication",
        Outcome.PASSED,
        pages={"/jaunumi/a/": "<h1>Ziņa</h1><time datetime=2026-11-20T09:00:00+02:00>20.11.2026.</time>"},
        expect="2026-11-20",
    ),
    Case(
        "a date field in a list",
        Outcome.PASSED,
        pages={"/jaunumi/": "<h1>Jaunumi</h1><span class=date>20. novembris, 2026</span><span class=date>01.11.2026</span>"},
        expect="2026-11-20",
    ),
    Case(
        "told to machines only",
        Outcome.PASSED,
        pages={"/jaunumi/a/": '<meta property="article:published_time" content="2026-11-19T10:00:00Z"><h1>Ziņa</h1>'},
        expect="2026-11-19",
    ),
    Case(
        "long ago", Outcome.FAILED, pages={"/jaunumi/a/": "<h1>Ziņa</h1><time datetime=2026-09-01>01.09.2026.</time>"}, expect="2026-09-01"
    ),
    Case(
        "an event to come is no news",
        Outcome.FAILED,
        pages={"/jaunumi/a/": "<h1>Svētki</h1><time datetime=2026-12-24>24.12.2026.</time><time datetime=2026-10-01>01.10.2026.</time>"},
        expect="2026-10-01",
    ),
    Case(
        "today's date in the head, and an event of yesterday",
        Outcome.FAILED,
        "<header><span class=date>23.11.2026.</span></header><div class=date>Šodien ir 23.11.2026.</div>"
        "<main><ul class='home event-list'><li><time datetime=2026-11-22>22.11.2026.</time> Koncerts</ul></main>",
        pages={"/jaunumi/a/": "<article><header><h1>Ziņa</h1><time datetime=2026-09-01>01.09.2026.</time></header></article>"},
        expect="2026-09-01",
    ),
    Case(
        "a list that was changed after its newest item",
        Outcome.FAILED,
        pages={
            "/jaunumi/": "<h1>Jaunumi</h1><main><ul><li><time datetime=2026-08-05>05.08.2026.</time> Svētki<li><time datetime=2026-07-01>"
            "01.07.2026.</time> Ceļi</ul><p>Pēdējo reizi labots: <time datetime=2026-11-19>19.11.2026.</time></p>"
            "<p><span>Atjaunots</span> <time datetime=2026-11-18>18.11.2026.</time></p><p class=date>Lapa pārskatīta 17.11.2026.</p>"
            "<div class=last-updated><time datetime=2026-11-16>16.11.2026.</time></div></main>"
        },
        expect="2026-08-05",
    ),
    Case(
        "a list by another of its names",
        Outcome.PASSED,
        pages={"/vestis": "<h1>Pagasta vēstis</h1><main><table><tr><td>18.11.2026.<td><a href=/v/1>Atklāta slidotava</a></table></main>"},
        expect="2026-11-18",
    ),
    Case("news without dates", Outcome.CANT_TELL, pages={"/jaunumi/a/": "<h1>Ziņa</h1><p>Svētki notiks 26.11.2026."}, reason="unclear"),
    Case("no news", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
