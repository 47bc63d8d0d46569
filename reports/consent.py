"""What a site remembers and whom it calls before consent, after agreeing and after refusing: bundles of the same site side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from data.bundle import Bundle
from data.errors import ConfigError
from data.given import CONSENT
from data.types import Json, Missing, Page

_COUNTED = ("cookies", "third-party hosts", "axe violations")
_NOT_SEEN = "-"


@dataclass(frozen=True, slots=True)
class State:
    """One page in one state. Names of cookies, hosts of others, and rules of axe with how many elements violate them.

    ``asked`` is the answer that was to be given; ``reached`` tells that it was: nothing was asked, or the button was pressed.
    """

    asked: str
    cookies: frozenset[str]
    hosts: frozenset[str]
    violations: Mapping[str, int]
    banner: str
    reached: bool


def read(bundle: Bundle) -> tuple[str, dict[str, State]]:
    """The answer that a visit was told to give, and its pages in that state, by address; pages that were not shown are left out."""
    pages = {page.url: state for page in bundle.snapshot().pages if (state := _state(page)) is not None}
    asked = {state.asked for state in pages.values()}
    if len(asked) != 1:
        raise ConfigError(f"{bundle.path}: shows no page with its banner; visit with --render above 0 and this version of eindekss")
    return asked.pop(), pages


def lines(states: Mapping[str, Mapping[str, State]]) -> Iterator[str]:
    """The table: for each page and for all of them, cookies, other hosts and violations in each state; then what differs."""
    shown = [name for name in CONSENT if name in states]
    urls = sorted({url for pages in states.values() for url in pages})
    yield "\t".join(["page", *(f"{what}:{name}" for what in _COUNTED for name in shown), "banner"])
    for url in urls:
        row = [states[name].get(url) for name in shown]
        yield "\t".join([url, *_counts(row), _banner(row)])
    common = [url for url in urls if all(url in states[name] and states[name][url].reached for name in shown)]
    together = [_joined([states[name][url] for url in common]) for name in shown]
    yield "\t".join([f"all {len(common)} pages that were seen in each state", *_counts(together), ""])
    yield from _differences(shown, together)


def compared(bundles: Sequence[Bundle]) -> list[str]:
    """The lines for two or three bundles of one site, each visited with another answer. Raises ConfigError where they are not."""
    states: dict[str, dict[str, State]] = {}
    for bundle in bundles:
        asked, pages = read(bundle)
        if asked in states:
            raise ConfigError(f"{bundle.path}: answered {asked!r} as another bundle did; give one bundle of each answer")
        states[asked] = pages
    sites = {urlsplit(url).hostname for pages in states.values() for url in pages}
    if len(sites) > 1:
        raise ConfigError(f"these are bundles of several sites ({', '.join(sorted(map(str, sites)))}); give those of one")
    return list(lines(states))


def _state(page: Page) -> State | None:
    banner, axe = _json(page, "consent"), _json(page, "axe")
    cookies, requests = _json(page, "cookies"), _json(page, "requests")
    if banner is None or cookies is None or requests is None:
        return None
    after = banner["after"] or {"cookies": cookies, "requests": requests}
    hosts = {urlsplit(row["url"]).hostname or "" for row in after["requests"] if row["third_party"] and not row["aborted"]}
    violations = {rule["id"]: len(rule["nodes"]) for rule in axe["violations"]} if axe is not None else {}
    names = frozenset(f"{row['name']} ({row['domain']})" for row in after["cookies"])
    reached = banner["asked"] == "none" or banner["clicked"] is not None
    told = f"{banner['platform']}{', wall' if banner['wall'] else ''}" if banner["present"] else "none"
    return State(banner["asked"], names, frozenset(hosts), violations, told if reached else f"{told}: {banner['why_not']}", reached)


def _json(page: Page, name: str) -> Json | None:
    value = page.artifacts.get(name)
    return None if isinstance(value, Missing) else value


def _joined(states: Sequence[State]) -> State:
    violations: dict[str, int] = {}
    for state in states:
        for rule, count in state.violations.items():
            violations[rule] = violations.get(rule, 0) + count
    cookies, hosts = (frozenset[str]().union(*sets) for sets in ((each.cookies for each in states), (each.hosts for each in states)))
    return State("", cookies, hosts, violations, "", reached=True)


def _counts(row: Sequence[State | None]) -> Iterator[str]:
    yield from (str(len(state.cookies)) if state else _NOT_SEEN for state in row)
    yield from (str(len(state.hosts)) if state else _NOT_SEEN for state in row)
    yield from (str(sum(state.violations.values())) if state else _NOT_SEEN for state in row)


def _banner(row: Sequence[State | None]) -> str:
    return "; ".join(dict.fromkeys(state.banner for state in row if state))


def _differences(shown: Sequence[str], together: Sequence[State]) -> Iterator[str]:
    first = together[0]
    for name, state in zip(shown[1:], together[1:], strict=True):
        for what, before, after in (("cookie", first.cookies, state.cookies), ("host", first.hosts, state.hosts)):
            yield from (f"only after {name}: {what} {each}" for each in sorted(after - before))
            yield from (f"not after {name}: {what} {each}" for each in sorted(before - after))
        for rule in sorted({*first.violations, *state.violations}):
            was, now = first.violations.get(rule, 0), state.violations.get(rule, 0)
            if was != now:
                yield f"after {name}: {rule} {was} → {now}"
