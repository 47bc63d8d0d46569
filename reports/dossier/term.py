"""Until when a body may reply: so many working days of Latvia after the day of the dossier, to the end of the last one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from audits.workdays import workday
from data.errors import ConfigError
from scoring.validation.replies.take import RIGA, end_of

WORKDAYS = 10
"""Working days that a body has unless a day is named."""


def term(at: datetime, named: date | None = None, days: int = WORKDAYS) -> datetime:
    """The last moment to reply (UTC): the end of the day named, else of the last of so many working days after the day of ``at``.

    Raises ConfigError where the day named is over at ``at``.
    """
    if named is None:
        return end_of(_after(day_of(at), days))
    last = end_of(named)
    if last <= at:
        raise ConfigError(f"--reply-by {named}: is over on the day of the dossier, {day_of(at)}; name a later day")
    return last


def day_of(moment: datetime) -> date:
    """The day in Latvia at that moment."""
    return moment.astimezone(RIGA).date()


def _after(day: date, days: int) -> date:
    left = days
    while left:
        day += timedelta(1)
        left -= workday(day)
    return day
