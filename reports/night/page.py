"""The morning summary as a page that stands alone: ``morning.LANG.html``, with no script and nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import metadata
from typing import Any
from zoneinfo import ZoneInfo

from audits import catalogue
from crawler.night.record import Pause, SecondLook
from data.change import Answer, Change
from data.errors import REASONS
from data.guard import plain
from data.types import Evidence, Text
from reports import wording
from reports.night import figures, texts
from reports.night.figures import Morning, Totals
from reports.night.standing import standings
from reports.sheet import Sheet, sentence
from reports.texts import OUTCOMES

RIGA = ZoneInfo("Europe/Riga")
MOST = 60
"""Bodies whose changes, and rows of any other list, that the page shows; the JSON has all."""
_SAMPLE = 8  # names that stand for all bodies under one cause before the rest are counted
Cells = dict[str, Any]
Row = tuple[str, ...]
"""The cells of a row of a table, in order."""


def render(morning: Morning, lang: str, others: Sequence[str] = ()) -> str:
    """The summary as HTML; ``others`` are the languages whose page lies beside this one. Whatever comes from elsewhere is escaped."""
    return _Page(morning, lang, figures.totals(morning.record)).fill(others)


@dataclass(frozen=True)
class _Page:
    """What the template shows, gathered in one language."""

    morning: Morning
    lang: str
    now: Totals

    def fill(self, others: Sequence[str]) -> str:
        """The page as HTML."""
        found = standings(self.morning.record)
        record = self.morning.record
        return Sheet(self.lang).fill(
            "morning.html.j2",
            others=others,
            tell=self._tell,
            record=record,
            stopped=self._cause(record.stopped) if record.stopped else "",
            span=self._span(),
            end=texts.ENDS.get(record.exit_code, texts.OTHER_END)[self.lang],
            bad=record.exit_code not in {None, 0, 3},
            planned=wording.number(self.now.planned, self.lang),
            tiles=self._tiles(),
            before=self.morning.before,
            compared=self._compared(),
            failures=[self._failure(each) for each in figures.failures(found)],
            ours=[(sentence(self._cause(why)), len(names), self._names(names)) for why, names in figures.of_ours(found)],
            told=self.morning.compared,
            labels=[
                (*(text[self.lang] for text in texts.LABELS[name]), *counts) for name, *counts in figures.by_label(self.morning.changes)
            ],
            sites=self._sites(),
            more=self._more(),
            plan=self._plan(),
            slowest=[self._slow(each) for each in figures.slowness(record)[: figures.SLOWEST]],
            bugs=[self._bug(indicator, met) for indicator, met in sorted(self.morning.faults.items())],
            pauses=[self._pause(each) for each in record.pauses[:MOST]],
            second=[self._second(each) for each in record.second[:MOST]],
            alerts=[self._alert(each) for each in self.morning.alerts[:MOST]],
            states=self._states(),
            disk=self._disk(),
            version=metadata.version("eindekss"),
        )

    def _tell(self, key: str, /, **what: object) -> str:
        return texts.TEXTS[key][self.lang].format(**what)

    def _say(self, key: str) -> str:
        return texts.TEXTS[key][self.lang]

    def _number(self, value: float) -> str:
        return wording.number(value, self.lang)

    def _count(self, number: int, noun: str) -> str:
        return f"{self._number(number)} {wording.plural(number, texts.PLURALS[noun], self.lang)}"

    def _moment(self, at: datetime) -> str:
        seen = at.astimezone(RIGA)
        return f"{wording.day(seen, self.lang)} {'plkst. ' if self.lang == 'lv' else 'at '}{seen:%H:%M}"

    def _lasting(self, seconds: float) -> str:
        return wording.lasting(timedelta(seconds=seconds), self.lang)

    def _share(self, part: float | None) -> str:
        return self._say("none") if part is None else wording.share(part, self.lang)

    def _size(self, amount: float) -> str:
        for unit in ("B", "KiB", "MiB", "GiB"):
            if abs(amount) < 1024 or unit == "GiB":
                break
            amount /= 1024
        return f"{self._number(round(amount, 1))}\u00a0{unit}"

    def _name(self, institution: str) -> str:
        return plain(self.morning.name(institution, self.lang))

    def _names(self, institutions: Sequence[str]) -> str:
        shown = ", ".join(self._name(each) for each in institutions[:_SAMPLE])
        left = len(institutions) - _SAMPLE
        return f"{shown}, … (+{left})" if left > 0 else shown

    def _title(self, indicator: str) -> str:
        titles = {each.audit.id: each.audit.title for each in catalogue.load()}
        return titles.get(indicator, Text(indicator, indicator))[self.lang]

    def _cause(self, why: str) -> str:
        return (texts.CAUSES.get(why) or (REASONS[why].what if why in REASONS else Text(why, why)))[self.lang]

    def _span(self) -> str:
        record, ended = self.morning.record, figures.end_of(self.morning.record)
        told = {"began": self._moment(record.began), "ended": self._moment(ended), "lasting": self._lasting(self.now.seconds)}
        return texts.TEXTS["span" if record.ended else "span_open"][self.lang].format(**told)

    def _tiles(self) -> list[Cells]:
        of = max(self.now.planned, 1)
        return [
            {
                "tone": tone,
                "name": name[self.lang],
                "count": self._number(self.now.stands[stand]),
                "share": self._share(self.now.stands[stand] / of),
            }
            for stand, (name, tone) in texts.STANDS.items()
        ]

    def _compared(self) -> list[Row]:
        then = figures.totals(self.morning.before) if self.morning.before else None
        return [self._row(name, read, told, then) for name, read, told in self._figures()]

    def _figures(self) -> list[tuple[str, Callable[[Totals], float | None], Callable[[float], str]]]:
        return [
            ("planned", lambda of: of.planned, self._number),
            ("coverage", lambda of: of.coverage, self._share),
            ("reachable", lambda of: of.reachable, self._share),
            ("fetched", lambda of: of.fetched, self._number),
            ("rendered", lambda of: of.rendered, self._number),
            ("took", lambda of: of.seconds, self._lasting),
            ("cpu", lambda of: of.cpu_seconds, self._lasting),
            ("stored", lambda of: of.bytes, self._size),
            ("audit_errors", lambda of: of.audit_errors, self._number),
            ("disk_free", lambda of: of.disk_free, self._size),
        ]

    def _row(self, name: str, read: Callable[[Totals], float | None], told: Callable[[float], str], then: Totals | None) -> Row:
        now, was = read(self.now), read(then) if then else None
        step = self._step(now, was, self._points if told == self._share else told)
        shown = [self._say("none") if each is None else told(each) for each in (now, was)]
        return (sentence(self._say(name)), *(shown if then else shown[:1]), *([step] if then else []))

    def _step(self, now: float | None, was: float | None, told: Callable[[float], str]) -> str:
        if now is None or was is None:
            return "–"
        return "=" if now == was else f"{'+' if now > was else '−'}{told(abs(now - was))}"

    def _points(self, part: float) -> str:
        """A difference of shares, in percentage points."""
        points = round(part * 100)
        return f"{points}\u00a0{wording.plural(points, texts.PLURALS['points'], self.lang)}"

    def _failure(self, failure: figures.Failure) -> Cells:
        known = REASONS.get(failure.reason)
        return {
            "reason": sentence(known.what[self.lang]) if known else failure.reason,
            "code": failure.reason,
            "side": texts.SIDES[failure.side][self.lang],
            "remedy": known.remedy[self.lang] if known else "",
            "numbers": [
                (self._say(key), self._number(number))
                for key, number in (("ended", failure.ended), ("met", failure.met), ("cost", failure.pages))
            ],
        }

    def _sites(self) -> list[Cells]:
        found = figures.of_sites(self.morning.changes)
        return [{"name": self._name(body), "turns": [self._turn(turn) for turn in turns]} for body, turns in list(found.items())[:MOST]]

    def _more(self) -> str:
        left = sum(len(turns) for turns in list(figures.of_sites(self.morning.changes).values())[MOST:])
        return self._tell("more_changes", count=self._count(left, "changes")) if left else ""

    def _turn(self, turn: Sequence[Change]) -> Cells:
        first = turn[0]
        where = {"count": self._count(len(turn), "pages"), "where": plain(first.subject)}
        told = {"was": self._answer(first.was), "now": self._answer(first.now)}
        return {
            "title": self._title(first.indicator),
            "subject": self._tell("on_pages", **where) if len(turn) > 1 else plain(first.subject),
            "told": self._tell("was_now", **told),
            "evidence": [self._evidence(each) for each in first.evidence[:2]],
        }

    def _answer(self, answer: Answer) -> str:
        if answer.outcome is None:
            return self._say("not_asked")
        value = plain(wording.value(answer.value, self.lang)) if answer.value is not None else ""
        told = OUTCOMES[answer.outcome][self.lang]
        return f"{told} ({value})" if value else told

    def _evidence(self, seen: Evidence) -> Cells:
        at = self._tell("seen_at", when=self._moment(seen.at)) if seen.at else ""
        return {"url": seen.url, "excerpt": plain(seen.excerpt), "at": at, "sha256": seen.sha256 or ""}

    def _plan(self) -> list[tuple[str, str, str]]:
        record, now = self.morning.record, self.now
        expected = self._moment(record.expected_end) if record.expected_end else self._say("none")
        ended = self._moment(record.ended) if record.ended else "–"
        return [
            (self._say("plan_end"), expected, ended),
            (self._say("plan_seconds"), self._lasting(now.expected_seconds), self._lasting(now.visit_seconds)),
            (self._say("plan_pages"), self._number(now.pages_planned), self._number(now.fetched)),
            (self._say("plan_over"), "0", self._number(now.over)),
        ]

    def _slow(self, slow: figures.Slow) -> Row:
        expected = self._lasting(slow.expected) if slow.expected is not None else self._say("none")
        counts = (self._number(slow.look.fetched), self._number(slow.look.rendered), self._size(slow.look.bytes))
        return (self._name(slow.institution), expected, self._lasting(slow.seconds), *counts)

    def _bug(self, indicator: str, met: Sequence[tuple[str, str]]) -> Row:
        return (f"{self._title(indicator)} ({indicator})", self._names([body for body, _ in met]), plain(met[0][1]))

    def _pause(self, pause: Pause) -> Row:
        ended = self._moment(pause.ended) if pause.ended else self._say("open_pause")
        return (f"{self._moment(pause.began)} – {ended}", self._cause(pause.cause), plain(pause.detail))

    def _second(self, look: SecondLook) -> Row:
        made = {each.again: each.status for each in self.morning.record.visits if each.institution == look.institution}
        words = [texts.STATUSES.get(each, Text("–", "–"))[self.lang] for each in (made.get(False, ""), made.get(True, ""), look.kept)]
        return (self._name(look.institution), texts.BECAUSE.get(look.because, Text(look.because, look.because))[self.lang], *words)

    def _alert(self, alert: figures.Told) -> Row:
        state = texts.STATES.get(alert.state, Text(alert.state, alert.state))[self.lang]
        return (plain(alert.text[self.lang]), self._names(alert.institutions), f"{state} ({alert.way})" if alert.way else state)

    def _states(self) -> str:
        counts = {state: sum(each.state == state for each in self.morning.alerts) for state in texts.STATES}
        return "; ".join(f"{texts.STATES[state][self.lang]}: {self._number(number)}" for state, number in counts.items())

    def _disk(self) -> list[tuple[str, str]]:
        rows = {"stored": self.now.bytes, "disk_free": self.now.disk_free, "kept": self.morning.kept_bytes}
        return [(self._say(name), self._size(amount)) for name, amount in rows.items() if amount or name != "kept"]
