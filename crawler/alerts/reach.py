"""What the night itself says of a body, told as changes of indicators that no audit has: could it be reached, did it let us in?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crawler.night.record import SEEN, NightRecord, Pause, Visited
from data.change import Answer, Change, Label
from data.errors import REASONS
from data.registry import Registry
from data.types import Evidence, Outcome

REACH = "@reach"
"""The site answers; failed where no page of it came, for a reason that lies with the site or the way to it."""
WELCOME = "@welcome"
"""The site lets us in; failed where robots.txt, a block or a demand for proof of being human keeps us out."""
MATTERS = (REACH, WELCOME)

_OURS = frozenset({"network", "dns", "clock"})
"""Causes of a pause for which a failed visit near it says nothing of the site."""
_CLOSED = frozenset({"robots", "forbidden", "challenge", "block-page"})


@dataclass(frozen=True, slots=True)
class Stand:
    """How a body stood in one night: reached, let in; ``reason`` of the closed list tells why not. None: it cannot be said."""

    reached: bool | None
    welcome: bool | None
    reason: str | None = None

    def of(self, matter: str) -> bool | None:
        """What it says of one of the matters."""
        return self.reached if matter == REACH else self.welcome


def stands(record: NightRecord) -> Mapping[str, Stand]:
    """How each visited body stood, by the look that counts. While we were sick, no failure is held against anybody."""
    kept = {each.institution: each.kept == "again" for each in record.second}
    found = {each.institution: each for each in record.visits if not each.again}
    found |= {each.institution: each for each in record.visits if each.again and kept.get(each.institution)}
    return {name: _stand(made, record.pauses) for name, made in found.items()}


def _stand(made: Visited, pauses: Iterable[Pause]) -> Stand:
    if made.status in SEEN:
        return Stand(reached=True, welcome=True)
    if made.status != "failed" or any(_overlaps(made, pause) for pause in pauses):
        return Stand(None, None)
    reason = _commonest(made.reasons)
    if reason in _CLOSED:
        return Stand(reached=True, welcome=False, reason=reason)
    if reason and REASONS[reason].family in {"Unreachable", "Unusable"}:
        return Stand(reached=False, welcome=None, reason=reason)
    return Stand(None, None, reason)


def _commonest(reasons: Mapping[str, int]) -> str | None:
    known = [reason for reason in reasons if reason in REASONS]
    return max(known, key=lambda reason: (reasons[reason], reason), default=None)


def _overlaps(made: Visited, pause: Pause) -> bool:
    return pause.cause in _OURS and pause.began <= made.ended and (pause.ended is None or made.began <= pause.ended)


def turns(run: str, tonight: Mapping[str, Stand], before: Mapping[tuple[str, str], Answer], registry: Registry) -> Iterator[Change]:
    """The changes of these matters since each body's last night that could tell; ``before`` is by body and matter."""
    for name, stand in sorted(tonight.items()):
        for matter in MATTERS:
            holds = stand.of(matter)
            was = before.get((name, matter), Answer("", None))
            now = answer(run, stand, matter)
            if holds is not None and was.outcome is not now.outcome:
                yield _change(name, matter, was, now, registry)


def answer(run: str, stand: Stand, matter: str) -> Answer:
    """What a night says of a matter, as an indicator would say it of a snapshot."""
    holds = stand.of(matter)
    outcome = Outcome.CANT_TELL if holds is None else Outcome.PASSED if holds else Outcome.FAILED
    return Answer(run, outcome, holds, None if holds else stand.reason)


def _change(name: str, matter: str, was: Answer, now: Answer, registry: Registry) -> Change:
    body = registry.institutions.get(name)
    site = body.sites[0].url if body else ""
    told = REASONS[now.reason].what.en if now.reason else "a page came"
    return Change(name, matter, site, was, now, Label.SITE, f"the night's visit: {told}", (Evidence(site, excerpt=told),) if site else ())
