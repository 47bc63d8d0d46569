"""Where a night's changes are taken in: what is told of them, and to which channels, is written into the book before anything is sent."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from crawler.alerts import reach
from crawler.alerts.alert import Alert, change, change_json, digest
from crawler.alerts.book import Book, Message
from crawler.alerts.decide import Decision, Night, Shared, decide
from crawler.alerts.matter import Matter
from crawler.alerts.recipients import Recipients
from crawler.alerts.rules import Rules
from crawler.alerts.words import LANGUAGES
from crawler.night.record import SEEN, NightRecord
from data.change import Answer, Change
from data.registry import Registry
from data.rows import dump, storable


def take(
    book: Book,
    record: NightRecord,
    changes: Iterable[Change],
    rules: Rules,
    recipients: Recipients,
    registry: Registry,
    *,
    common: Sequence[Mapping[str, str]] = (),
    at: datetime,
) -> Decision:
    """Decide what of a night is told, and write it down with a message for every channel; taking a night again adds nothing.

    ``changes`` are those of the bundles that count; each of ``common`` tells of bodies what they may share: what a site is
    built with, where it answers from.
    """
    stands = reach.stands(record)
    night = Night(
        run=record.run,
        looks=looks(record),
        stands=stands,
        shared=shared(record, common),
        names={name: body.name for name, body in registry.institutions.items()},
    )
    seen = [storable_change(each) for each in changes]

    def decided(known: tuple[Matter, ...], before: Mapping[tuple[str, str], Answer]) -> Decision:
        return decide([*seen, *reach.turns(record.run, stands, before, registry)], rules, known, night)

    def addressed(alerts: tuple[Alert, ...]) -> Iterator[Message]:
        return messages(alerts, recipients, registry)

    now = {(name, matter): reach.answer(record.run, stand, matter) for name, stand in stands.items() for matter in reach.MATTERS}
    known = {key: answer for key, answer in now.items() if answer.value is not None}
    return book.take(record.run, known, decided, addressed, at)


def looks(record: NightRecord) -> Mapping[str, int]:
    """How many looks of the night saw something of a body."""
    found: dict[str, int] = defaultdict(int)
    for made in record.visits:
        found[made.institution] += made.status in SEEN
    return found


def shared(record: NightRecord, common: Iterable[Mapping[str, str]]) -> tuple[Shared, ...]:
    """The lanes, platforms and servers that more than one body is on."""
    found: dict[str, set[str]] = defaultdict(set)
    for planned in record.order:
        found[planned.lane].add(planned.institution)
    for body, name in (pair for each in common for pair in each.items()):
        found[name].add(body)
    return tuple(Shared(name, frozenset(bodies)) for name, bodies in sorted(found.items()) if name and len(bodies) > 1)


def messages(alerts: tuple[Alert, ...], recipients: Recipients, registry: Registry) -> Iterator[Message]:
    """One message for each channel, with each fact in it once, whichever of its audiences it is for."""
    told: dict[str, list[Alert]] = defaultdict(list)
    facts: dict[str, set[str]] = defaultdict(set)
    audiences: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for alert in alerts:
        for name in resolved(alert, registry):
            audience = recipients.audiences.get(name)
            for channel in audience.channels if audience else ():
                audiences[channel][name] = audience.languages if audience else LANGUAGES
                if not _facts(alert) <= facts[channel]:
                    told[channel].append(alert)
                    facts[channel] |= _facts(alert)
    for channel, found in sorted(told.items()):
        languages = tuple(dict.fromkeys(lang for each in audiences[channel].values() for lang in each))
        name = digest(channel, *sorted(each.id for each in found))
        yield Message(name, channel, tuple(sorted(audiences[channel])), languages, tuple(found), found[0].run)


def resolved(alert: Alert, registry: Registry) -> Iterator[str]:
    """The audiences of an alert by the names that the recipients have: ``institution/ID``, ``group/NAME``, or a list's own."""
    for audience in alert.audiences:
        for name in alert.institutions if audience in {"institution", "group"} else ():
            body = registry.institutions.get(name)
            group = body.group if body else None
            if audience == "institution" or group:
                yield f"institution/{name}" if audience == "institution" else f"group/{group}"
        if audience not in {"institution", "group"}:
            yield audience


def _facts(alert: Alert) -> set[str]:
    return {f"{alert.mended} {item.change.fact}" for item in alert.items}


def storable_change(given: Change) -> Change:
    """The change as the book will give it back, so that a fact has one name before and after."""
    return change(json.loads(storable(dump(change_json(given)))))
