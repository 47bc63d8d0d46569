"""Which alerts the truth makes due in which night by the table of rules, and how far those that were told agree with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from benchmarks.country.fates import Weather
from crawler.alerts.alert import Alert
from crawler.alerts.decide import LEAST
from crawler.alerts.reach import REACH
from crawler.alerts.rules import Rule, Rules

LOOKS = 2
"""So often a night looks at what would raise an alert."""
_DOWN = frozenset({Weather.REFUSED, Weather.SILENT})
"""Who cannot be reached; a body that refuses us is there."""
_MENDED = " mended"


@dataclass(frozen=True, slots=True)
class Heard:
    """The alerts of a night against the truth, as ``body indicator``; all but ``due`` should be empty.

    ``untold`` were due and did not come; ``reverted`` tell of what had gone by the second look; ``false`` of anything else that was not
    due. ``again`` had been told before; ``scattered`` are faults of a platform that were not one alert with all its bodies.
    """

    due: int = 0
    untold: list[str] = field(default_factory=list)
    reverted: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    scattered: list[str] = field(default_factory=list)


def heard(told: Mapping[str, Any], night: int, alerts: Sequence[Sequence[Alert]], rules: Rules) -> Heard:
    """``alerts`` are those of this night, the last, and of all before it; ``told`` is the truth."""
    wanted = {*_changed(told, night, rules), *_down(told, night, rules)}
    came = {_key(alert, item.change.institution, item.change.indicator): alert for alert in alerts[-1] for item in alert.items}
    passing = {f"{each['institution']} {each['indicator']}" for each in _planted(told, night) if each["reverts"]}
    wrong = {key for key, alert in came.items() if key not in wanted and not _follows(told, night, key, rules.of(alert.rule))}
    return Heard(
        due=len(wanted),
        untold=sorted(wanted - came.keys()),
        reverted=sorted(wrong & passing),
        false=sorted(wrong - passing),
        again=sorted(_again(alerts)),
        scattered=sorted(_scattered(told, night, alerts[-1], wanted)),
    )


def _key(alert: Alert, institution: str, indicator: str) -> str:
    return f"{institution} {indicator}{_MENDED if alert.mended else ''}"


def _planted(told: Mapping[str, Any], night: int) -> Sequence[Mapping[str, Any]]:
    """What was planted in a night; nothing in one that never was."""
    found: Sequence[Mapping[str, Any]] = told["nights"].get(str(night), {}).get("changes", ())
    return found


def _lag(rule: Rule) -> int:
    """How many nights after the change its alert is due."""
    asked = rule.confirmed
    return asked.number - 1 if asked.nights else max(0, asked.number - LOOKS)


def _rule(rules: Rules, indicator: str, change: str) -> Rule | None:
    return next((rule for rule in rules.rows if rule.change.words == change and fnmatchcase(indicator, rule.indicator)), None)


def _changed(told: Mapping[str, Any], night: int, rules: Rules) -> Iterator[str]:
    """What sites lost and had not got back by the night in which that is told; and what they got back after it was told."""
    lost: dict[str, int] = {}
    for each in range(1, night + 1):
        for change in _planted(told, each):
            key, rule = f"{change['institution']} {change['indicator']}", _rule(rules, change["indicator"], "passed>failed")
            if change["reverts"] or rule is None:
                continue
            since = lost.pop(key, None)
            if not change["now"]:
                lost[key] = each + _lag(rule)
            elif since is not None and since < each == night:
                yield key + _MENDED
    yield from (key for key, due in lost.items() if due == night)


def _down(told: Mapping[str, Any], night: int, rules: Rules) -> Iterator[str]:
    """Who could not be reached for just as many nights in a row as the rule asks."""
    rule = _rule(rules, REACH, "any>failed")
    if rule is None or night <= _lag(rule):
        return
    for name in told["nights"][str(night)]["bodies"]:
        down = [told["nights"][str(each)]["bodies"][name]["weather"] in _DOWN for each in range(1, night + 1)]
        if all(down[-1 - _lag(rule) :]) and not any(down[-2 - _lag(rule) : -1 - _lag(rule)]):
            yield f"{name} {REACH}"


def _follows(told: Mapping[str, Any], night: int, key: str, rule: Rule | None) -> bool:
    """Whether what an alert tells follows by definition from what was planted when it must have changed."""
    if rule is None:
        return False
    name, _, indicator = key.removesuffix(_MENDED).partition(" ")
    since = night if key.endswith(_MENDED) else night - _lag(rule)
    return any(each["institution"] == name and indicator in each["also"] and not each["reverts"] for each in _planted(told, since))


def _again(alerts: Sequence[Sequence[Alert]]) -> Iterator[str]:
    """What was told tonight, and had been: of one subject, a fault and its mending take turns."""
    open_now: dict[tuple[str, ...], bool] = {}
    for night, told in enumerate(alerts, 1):
        for alert in told:
            for change in (item.change for item in alert.items):
                subject = (change.institution, change.indicator, change.subject, *alert.audiences)
                if open_now.get(subject, False) is not alert.mended and night == len(alerts):
                    yield _key(alert, change.institution, change.indicator)
                open_now[subject] = not alert.mended


def _scattered(told: Mapping[str, Any], night: int, alerts: Sequence[Alert], wanted: set[str]) -> Iterator[str]:
    """Faults of a platform, due tonight, that are not one alert."""
    bodies: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in (change for before in range(1, night + 1) for change in _planted(told, before) if change["cause"] == "platform"):
        if f"{each['institution']} {each['indicator']}" in wanted:
            bodies[each["platform"], each["indicator"]].add(each["institution"])
    for (platform, indicator), hit in bodies.items():
        of_it = [alert for alert in alerts if any(item.change.indicator == indicator for item in alert.items)]
        mine = [alert for alert in of_it if hit & {*alert.institutions}]
        if len(hit) >= LEAST and not (len(mine) == 1 and {*mine[0].institutions} == hit and mine[0].shared):
            yield f"{platform} {indicator}"
