"""The newest paper of a kind that a body publishes meeting after meeting, and whether it is of this season."""

from __future__ import annotations

from datetime import date, datetime

from audits.derive import SiteView
from audits.kit import cant_tell
from audits.records import Record, records
from audits.sections import kept, nowhere
from data.types import Finding
from data.vocabulary import Vocabulary

_SHOWN = 3


def newest(seen: list[Record], max_age_days: int, today: date, *, held: bool) -> Finding | None:
    """The day of the newest, and whether it is no older than that; of a meeting that was ``held``, if asked. None when nothing was seen."""
    if not seen:
        return None
    dated = [record for record in seen if record.day and not (held and record.day > today)]
    if not dated or dated[0].day is None:
        return cant_tell("unclear", *[record.see() for record in seen[:_SHOWN]])
    fresh = (today - dated[0].day).days <= max_age_days
    return kept(fresh, dated[0].day.isoformat(), *[record.see() for record in dated[:_SHOWN]])


def of_meeting(site: SiteView, words: Vocabulary, taken_at: datetime, paper: str, meeting: str, max_age_days: int, section: str) -> Finding:
    """The newest ``paper`` of committees or commissions; where none is seen, what their ``section`` is worth."""
    seen = records(site, words, paper, taken_at, meeting)
    told = newest(seen, max_age_days, taken_at.date(), held=paper == "council-minutes")
    return told or nowhere(site, words, section, leads=False)
