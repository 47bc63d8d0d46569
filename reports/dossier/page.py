"""The dossier of one body as a page that stands alone: ``dossier.ID.LANG.html``, with no script and nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from typing import Any

from data.guard import plain
from data.types import Outcome
from reports import wording
from reports.dossier import answers, certainty, rules, texts
from reports.dossier.cases import AGAINST, Case
from reports.dossier.gather import Dossier
from reports.dossier.shown import ROBOTS, Told, Visit
from reports.pictures import Album
from reports.sheet import Sheet
from reports.texts import OUTCOMES
from scoring.survey.question import EVIDENCE
from scoring.validation.counted_wording import WHY
from scoring.validation.replies.take import RIGA
from scoring.validation.tables import first_evidence
from scoring.validation.wording import DIRECTIONS, NOTES, REASONS, STATUSES

LARGEST = 6_000_000
"""Bytes that a page stays below: an e-mail can still hold it."""
_LIMITS = ((2_500_000, 3), (1_500_000, 2), (700_000, 1), (0, 1))
"""Characters of pictures, and pieces of evidence of one indicator; tried in order until the page is small enough."""
_VALUES = 5
"""Different values of one indicator that are told."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
Cells = Mapping[str, Any]


def stem(dossier: Dossier) -> str:
    """The name of the files without language and ending.

    The id of a body is a word of ours, but a casebook is a file like any other: nothing of it may lead to another folder.
    """
    return "dossier." + (_UNSAFE.sub("-", dossier.institution).strip(".") or "body")


def render(dossier: Dossier, visit: Visit, lang: str, others: Sequence[str] = ()) -> str:
    """The dossier as HTML; ``others`` are the languages whose page lies beside this one. Whatever comes from elsewhere is escaped."""
    html = ""
    for pictures, most in _LIMITS:
        html = _Page(dossier, visit, lang, visit.album(pictures), most).fill(others)
        if len(html.encode()) < LARGEST:
            break
    return html


@dataclass(frozen=True)
class _Page:
    """What the template shows, gathered in one language."""

    dossier: Dossier
    visit: Visit
    lang: str
    album: Album
    most: int

    def fill(self, others: Sequence[str]) -> str:
        """The page as HTML."""
        dossier = self.dossier
        return Sheet(self.lang).fill(
            "dossier.html.j2",
            others=others,
            stem=stem(dossier),
            tell=self._teller(),
            name=plain(dossier.name[self.lang]),
            edition=dossier.found.questionnaire.title[self.lang],
            made_on=self._day(dossier.order.at),
            deadline=self._day(dossier.deadline) if dossier.deadline else "",
            over=dossier.deadline is not None and dossier.deadline < dossier.order.at,
            draft=dossier.draft,
            totals=self._totals(),
            checked=len(dossier.cases),
            reasons=[(REASONS[reason][self.lang], number) for reason, number in dossier.reasons],
            against=[self._case(case) for case in dossier.groups[AGAINST]],
            shorter=[(name, [self._short(case) for case in inside]) for name, inside in dossier.groups.items() if name != AGAINST],
            groups={name: [text[self.lang] for text in told] for name, told in texts.GROUPS.items()},
            proofs=[EVIDENCE[name][self.lang] for name in EVIDENCE],
            reply_to=plain(dossier.order.reply_to),
            refused=self.visit.refused or ROBOTS in dict(dossier.reasons),
            agent=self.visit.facts.agent if self.visit.facts else "eindekss/…",
            visit=self.visit.facts,
            look=dossier.look,
            digests=self._digests(),
            below=certainty.chance(dossier.found.quality.contradict_below, self.lang),
            version=metadata.version("eindekss"),
        )

    def _teller(self) -> Callable[..., str]:
        def tell(key: str, /, **what: object) -> str:
            return texts.TEXTS[key][self.lang].format(**what)

        return tell

    def _count(self, number: int, noun: str) -> str:
        return f"{wording.number(number, self.lang)} {wording.plural(number, texts.PLURALS[noun], self.lang)}"

    def _day(self, moment: datetime) -> str:
        return wording.day(moment.astimezone(RIGA), self.lang)

    def _totals(self) -> list[Cells]:
        counts, of = self.dossier.counts, max(len(self.dossier.cases), 1)
        return [
            {
                "tone": tone,
                "count": counts[status],
                "name": STATUSES[status][self.lang],
                "share": wording.share(counts[status] / of, self.lang),
            }
            for status, tone in texts.TONES.items()
        ]

    def _case(self, case: Case) -> Cells:
        verdict = case.verdict
        return {
            **self._short(case),
            "direction": DIRECTIONS[verdict.direction][self.lang] if verdict.direction else "",
            "given": self._given(case),
            "url": case.answer.url,
            "remark": plain(case.answer.remark),
            "seen_at": wording.time_of(verdict.seen_at, self.lang) if verdict.seen_at else "",
            "later": self._later(case),
            "notes": [NOTES[name][self.lang] for name in verdict.notes if name != "later"],
            "rule": rules.told(case.question, self.lang),
            "sure": certainty.chance(verdict.confidence, self.lang) if verdict.confidence is not None else "",
            "score": WHY[case.why][self.lang],
            "until": self._day(self.dossier.reply_by(case)) if case.calls else "",
            "proof": [EVIDENCE[name][self.lang] for name in case.question.evidence if name != "page"],
            "replies": [self._reply(reply) for reply in case.replies],
            "told": [self._told(each) for each in self.visit.told(verdict.seen, self.album, self.most)],
        }

    def _short(self, case: Case) -> Cells:
        verdict, shown = case.verdict, first_evidence(case.verdict)
        return {
            "anchor": f"q-{_UNSAFE.sub('-', case.question.id)}-{self.dossier.cases.index(case)}",
            "id": case.question.id,
            "question": case.question.text[self.lang],
            "subject": plain(verdict.subject),
            "claimed": answers.told(case.question, verdict.claimed, self.lang),
            "observed": answers.seen(case.question, verdict, self.lang),
            "chance": certainty.chance(verdict.chance, self.lang) if verdict.chance is not None else "–",
            "where": shown.url if shown else "",
        }

    def _given(self, case: Case) -> str:
        answer = case.answer
        place = texts.TEXTS["at_cell"][self.lang].format(place=plain(answer.place)) if answer.place else ""
        told = {"who": plain(answer.who), "day": self._day(answer.at), "file": plain(case.file), "place": place}
        return texts.TEXTS["given_by"][self.lang].format(**told)

    def _later(self, case: Case) -> str:
        verdict = case.verdict
        if not verdict.later or verdict.answered_at is None or verdict.seen_at is None:
            return ""
        return texts.TEXTS["later"][self.lang].format(answered=self._day(verdict.answered_at), seen=self._day(verdict.seen_at))

    def _reply(self, reply: Any) -> Cells:  # noqa: ANN401 (a Reply)
        told = texts.TEXTS["replied"][self.lang].format(day=self._day(reply.received_at), text=plain(reply.text))
        if reply.expires_at is None:
            return {"told": told, "until": "", "url": reply.url}
        key = "replied_expired" if reply.expires_at < self.dossier.order.at else "replied_until"
        return {"told": told, "until": texts.TEXTS[key][self.lang].format(day=self._day(reply.expires_at)), "url": reply.url}

    def _told(self, told: Told) -> Cells:
        outcomes = list(dict.fromkeys(row.outcome for row in told.rows))
        values = dict.fromkeys(
            wording.value(row.value, self.lang) for row in told.rows if row.value is not None and not isinstance(row.value, bool)
        )
        unit = told.audit.unit[self.lang] if told.audit and told.audit.unit else ""
        return {
            "title": told.audit.title[self.lang] if told.audit else told.indicator,
            "id": told.indicator,
            "outcome": ", ".join(OUTCOMES[Outcome(each)][self.lang] for each in outcomes),
            "value": f"{'; '.join(list(values)[:_VALUES])} ({unit})" if values and unit else "",
            "method": told.audit.method[self.lang] if told.audit else "",
            "errs": certainty.told(self.dossier.found.quality.tally(told.indicator), self.lang),
            "places": told.places,
            "left": self._count(told.left, "places") if told.left else "",
        }

    def _digests(self) -> list[tuple[str, str]]:
        found = self.dossier.found
        told = {"edition": (found.questionnaire.edition, found.methodology), "asked": ("", found.questionnaire.digest)}
        told |= {"accuracy": ("", found.quality.digest)}
        return [(texts.TEXTS[key][self.lang], " ".join(part for part in pair if part)) for key, pair in told.items()]
