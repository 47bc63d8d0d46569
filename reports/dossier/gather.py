"""All that the dossier of one body shows, put together from verdicts, casebook and registry; no clock is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.casebook import Casebook
from data.casebook_rows import Import, Notice
from data.registry import Registry
from data.types import Text
from reports.dossier.cases import AGAINST, GROUPS, Case, Said, cases
from reports.dossier.notices import to_issue
from scoring.validation.asked import Validated
from scoring.validation.look import Look
from scoring.validation.verdict import NOT_MEASURED, STATUSES


@dataclass(frozen=True)
class Order:
    """What is asked of every dossier: its moment, the last moment to reply, whether that is to be extended where it was told already,
    where replies are to be sent (empty: to whoever sent the dossier), and whether the notices are issued with it.
    """

    at: datetime
    reply_by: datetime
    extend: bool = False
    reply_to: str = ""
    issue: bool = False


@dataclass(frozen=True)
class Dossier:
    """The dossier of one body. ``issued`` are the notices that are to be written down with it."""

    institution: str
    name: Text
    found: Validated
    cases: tuple[Case, ...]
    order: Order
    issued: tuple[Notice, ...]

    @property
    def look(self) -> Look | None:
        """The visit that the answers were held against."""
        return self.found.looks.get(self.institution)

    @property
    def draft(self) -> bool:
        """Whether some case has no notice, so that the last day to reply is not fixed yet."""
        return any(case.calls and case.notice is None for case in self.cases)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many answers came out how."""
        found = Counter(case.verdict.status for case in self.cases)
        return {status: found[status] for status in STATUSES}

    @property
    def reasons(self) -> Sequence[tuple[str, int]]:
        """Why answers were not measured, the commonest first."""
        found = Counter(case.verdict.reason for case in self.cases if case.verdict.status == NOT_MEASURED and case.verdict.reason)
        return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def groups(self) -> Mapping[str, tuple[Case, ...]]:
        """The cases that are told, by the part of the dossier."""
        return {name: tuple(case for case in self.cases if case.group == name) for name in GROUPS}

    def reply_by(self, case: Case) -> datetime:
        """The last moment to reply to a case."""
        return case.notice.reply_by if case.notice else self.order.reply_by

    @property
    def deadline(self) -> datetime | None:
        """The next last moment to reply; the latest where all are over, None where nothing calls for a reply."""
        ends = [self.reply_by(case) for case in self.groups[AGAINST] if case.calls]
        return min((end for end in ends if end >= self.order.at), default=max(ends, default=None))


def gather(found: Validated, bodies: Iterable[str], book: Casebook, registry: Registry, order: Order) -> list[Dossier]:
    """The dossiers of these bodies; with ``order.issue`` they tell of the notices as if they stood in the casebook already."""
    edition = found.questionnaire.edition
    said = Said(book.adjudications(edition), book.notices(edition), book.replies(edition))
    imports = book.imports(edition)
    return [_one(found, body, imports, said, registry, order) for body in bodies]


def _one(found: Validated, body: str, imports: Sequence[Import], said: Said, registry: Registry, order: Order) -> Dossier:
    def made(notices: Sequence[Notice]) -> tuple[Case, ...]:
        now = Said(said.adjudications, notices, said.replies)
        return cases(found.questionnaire, verdicts, answers, imports, now, order.at)

    verdicts = [each for each in found.verdicts if each.institution == body]
    answers = [each for each in found.answers if each.institution == body]
    plain = made(said.notices)
    calling = [case.verdict for case in plain if case.calls]
    issued = to_issue(found, calling, said.notices, order.at, order.reply_by, extend=order.extend) if order.issue else ()
    known = registry.institutions.get(body)
    return Dossier(
        institution=body,
        name=known.name if known else Text(body, body),
        found=found,
        cases=made((*said.notices, *issued)) if issued else plain,
        order=order,
        issued=issued,
    )
