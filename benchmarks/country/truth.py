"""What is true of the simulated country, as a file, and how far what was found of a night agrees with it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from inspect import signature
from pathlib import Path
from typing import Any

from audits import catalogue
from benchmarks.country.due import Heard, heard
from benchmarks.country.fates import Change as Planted
from benchmarks.country.fates import Country
from benchmarks.country.traits import ALWAYS, TRAITS
from crawler.alerts.alert import Alert
from crawler.alerts.rules import load
from data.bundle import Bundle
from data.change import Change, Label
from data.types import Outcome

Labelled = Callable[[Bundle, Bundle], Iterable[Change]]
"""What changed between two bundles of a body, each change with who moved (``audits.labels.labelled``)."""
_SEEN = frozenset({"complete", "partial"})


def truth(country: Country, made: Sequence[str] = ()) -> dict[str, Any]:
    """Everything that was planted, ready for JSON; with the paths of the ``made`` pages also which of them are edited when."""
    places = country.places
    told = {place.id: {key: value for key, value in asdict(place).items() if key not in {"number", "id"}} for place in places}
    nights = {str(night): _night(country, night, made) for night in range(1, country.nights + 1)}
    return {"seed": country.seed, "bodies": told, "nights": nights}


def write(path: Path, country: Country, made: Sequence[str] = ()) -> Path:
    """The truth file."""
    path.write_text(json.dumps(truth(country, made), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _night(country: Country, night: int, made: Sequence[str]) -> dict[str, Any]:
    weather = country.weather(night)
    changes = [_planted(country, change) for change in country.changes if change.night == night]
    return {
        "bodies": {each.id: {"weather": weather[each.number], "reachable": weather[each.number].reachable} for each in country.places},
        "changes": changes,
        "edited": {each.id: paths for each in country.places if (paths := _edited(country, each.number, night, made))},
        "outages": [asdict(each) for each in country.planned_outages() if each.night == night],
    }


def _planted(country: Country, change: Planted) -> dict[str, Any]:
    place = country.places[change.body]
    told = {"indicator": change.indicator, "was": not change.has, "now": change.has, "also": [*TRAITS[change.indicator].also, *ALWAYS]}
    return {"institution": place.id, "platform": place.platform, **told, "cause": change.cause, "reverts": change.reverts, "label": "site"}


def _edited(country: Country, number: int, night: int, made: Sequence[str]) -> list[str]:
    if night == 1 or not made:
        return []
    before, after = country.edition(number, night - 1, made), country.edition(number, night, made)
    return sorted(path for path, edition in after.items() if edition != before.get(path, 0))


@dataclass(frozen=True, slots=True)
class Checked:
    """One night against the truth. Lists name bodies, or ``body indicator``; all but the counts should be empty.

    ``unplanned`` are changes put down to the site that were neither planted nor follow from what was, from an edited page or from the
    calendar; ``kept`` are such as had gone by the second look and count all the same. Of the alerts (``benchmarks.country.due``),
    ``due`` is how many there had to be and ``untold`` those that did not come; ``alerted`` tell of what reverted, ``false_alerts`` of
    anything else that was not due (an outage of ours among it), ``told_again`` of what had been told, and ``scattered`` are a
    platform's faults that were not one alert. ``unnoticed`` are outages of ours in which the night did not pause.
    """

    night: int
    reachable: int
    measured: int
    false_down: list[str] = field(default_factory=list)
    planted: int = 0
    found: int = 0
    due: int = 0
    missed: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    mislabelled: list[str] = field(default_factory=list)
    unplanned: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    labels: Mapping[str, int] = field(default_factory=dict)
    alerted: list[str] = field(default_factory=list)
    false_alerts: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    told_again: list[str] = field(default_factory=list)
    scattered: list[str] = field(default_factory=list)
    unnoticed: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> Mapping[str, list[str]]:
        """What is not as it was planted, by kind."""
        found = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in found.items() if isinstance(value, list) and value}

    @property
    def true(self) -> bool:
        """Whether all is as it was planted."""
        return self.measured == self.reachable and not self.wrong


def check(
    told: Mapping[str, Any],
    night: int,
    bundles: Sequence[Mapping[str, Path]],
    labelled: Labelled,
    alerts: Sequence[Sequence[Alert]] | None = None,
    pauses: Sequence[str] | None = None,
) -> Checked:
    """A night against the truth: ``bundles`` are those that count, by body, of this night (the last) and the ones before it.

    ``alerts`` are those of the same nights and ``pauses`` the causes of this night's; None where it is not asked what was told, or
    whether we noticed our own outages.
    """
    here = told["nights"][str(night)]
    reachable = [name for name, body in here["bodies"].items() if body["reachable"]]
    measured = [name for name in reachable if _good(bundles[-1].get(name))]
    lasting = {_key(each): each for each in here["changes"] if not each["reverts"]}
    changes = [change for name in measured for change in _changes(name, bundles, labelled)]
    seen = Counter(f"{each.institution} {each.indicator}" for each in changes if _key_of(each) in lasting)
    right = {_key_of(each) for each in changes if _key_of(each) in lasting and _right(each, lasting[_key_of(each)])}
    edited = {f"{name} {indicator}" for name in here["edited"] for indicator in ALWAYS}
    by_site = {_key_of(each) for each in changes if each.label == Label.SITE} - edited
    surplus = {each for each in by_site if not _expected(each, lasting.values())}
    said = Heard() if alerts is None else heard(told, night, alerts, load())
    cut = [] if pauses is None else [each["cause"] for each in here["outages"]]
    return Checked(
        night,
        len(reachable),
        len(measured),
        false_down=sorted(set(reachable) - set(measured)),
        planted=len(lasting),
        found=len(right),
        missed=sorted(lasting.keys() - seen.keys()),
        repeated=sorted(name for name, count in seen.items() if count > 1),
        mislabelled=sorted(seen.keys() - right),
        unplanned=sorted(each for each in surplus if not _expected(each, here["changes"])),
        kept=sorted(each for each in surplus if _expected(each, here["changes"])),
        labels=dict(Counter(str(each.label) for each in changes)),
        due=said.due,
        alerted=said.reverted,
        false_alerts=said.false,
        untold=said.untold,
        told_again=said.again,
        scattered=said.scattered,
        unnoticed=sorted({*cut} - {*(pauses or ())}),
    )


def _changes(name: str, bundles: Sequence[Mapping[str, Path]], labelled: Labelled) -> list[Change]:
    """What changed in a body since it was last measured; nothing where it never was."""
    before = next((night[name] for night in reversed(bundles[:-1]) if _good(night.get(name))), None)
    if before is None:
        return []
    with Bundle(before) as was, Bundle(bundles[-1][name]) as now:
        same_day = was.snapshot().taken_at.date() == now.snapshot().taken_at.date()
        return [each for each in labelled(was, now) if same_day or each.indicator not in _of_the_day()]


@cache
def _of_the_day() -> frozenset[str]:
    """Indicators that ask what day it is: from one day to the next their answer may change though the site does not."""
    planted = TRAITS.keys()
    asking = {each.audit.id for each in catalogue.load() if "taken_at" in signature(each.check).parameters}
    return frozenset(asking - planted)


def _good(path: Path | None) -> bool:
    if path is None or not path.exists():
        return False
    with Bundle(path) as bundle:
        return bundle.manifest["status"] in _SEEN


def _key(told: Mapping[str, Any]) -> str:
    return f"{told['institution']} {told['indicator']}"


def _key_of(change: Change) -> str:
    return f"{change.institution} {change.indicator}"


def _right(change: Change, planted: Mapping[str, Any]) -> bool:
    outcome = Outcome.PASSED if planted["now"] else Outcome.FAILED
    return change.label == Label(planted["label"]) and change.now.outcome == outcome


def _expected(key: str, planted: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a change of that body's indicator was planted, or follows from one that was."""
    name, _, indicator = key.partition(" ")
    return any(each["institution"] == name and indicator in (each["indicator"], *each["also"]) for each in planted)
