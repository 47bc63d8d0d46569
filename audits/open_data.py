"""What a body publishes at the open data portal, as the artifact ``open_data`` tells it, ready to be judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from urllib.parse import urlsplit

from audits.kit import broken, cant_tell, found, inapplicable
from data.text import fold
from data.types import Evidence, Finding, Json

_PAGE = 100
"""Data sets on one page of the API's answer."""
_SPLIT = re.compile(r"[/#]")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_LV = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


@dataclass(frozen=True)
class Set:
    """One data set as its publisher describes it, and where that was read."""

    raw: Mapping[str, Json]
    shown: Mapping[str, Json]
    answers: Mapping[str, Mapping[str, Json]]
    """Of the files that were tried, by address, how they answered."""

    @property
    def name(self) -> str:
        """Its name in the portal's addresses."""
        return str(self.raw["name"])

    @property
    def resources(self) -> Sequence[Mapping[str, Json]]:
        """Its files and services."""
        return list(self.raw["resources"])

    @cached_property
    def filled(self) -> frozenset[str]:
        """The names of the fields in which something stands."""
        return frozenset(self.raw["filled"])

    @property
    def formats(self) -> str:
        """Its formats as they are declared."""
        named = dict.fromkeys(str(each["format"]).upper() or "?" for each in self.resources)
        return ", ".join(named) or "–"

    @property
    def changed(self) -> date | None:
        """The day of the last change: of the data as declared, or of a file; only where neither is told, of the entry itself."""
        told = [self.raw["modified"], *(each["last_modified"] for each in self.resources)]
        days = [day for each in told if (day := day_of(str(each)))]
        return max(days) if days else day_of(str(self.raw["metadata_modified"]))

    def see(self, excerpt: str) -> Evidence:
        """Its page at the portal; the bytes judged are those of the API's answer."""
        at = self.shown.get("at")
        return Evidence(
            str(self.raw["url"]),
            self.shown.get("sha256"),
            f"package_search: {self.name}",
            f"{self.raw['title'] or self.name}: {excerpt}",
            at=datetime.fromisoformat(at) if at else None,
        )


def sets(open_data: Json) -> list[Set] | Finding:
    """The body's data sets; or, where the portal tells nothing of them or there are none, the finding that says so."""
    lack = lacking(open_data)
    if lack is not None:
        return lack
    asked = open_data["asked"] or [{}]
    answers = {each["url"]: each for each in open_data["checked"]}
    found_sets = [Set(raw, asked[min(place // _PAGE, len(asked) - 1)], answers) for place, raw in enumerate(open_data["datasets"])]
    return found_sets or inapplicable(place_of(open_data))


def lacking(open_data: Json) -> Finding | None:
    """Why nothing is known of the body's data sets; None where it is known. Trouble of the portal, and a body that it may name in a way
    we do not know, are no faults of the body.
    """
    if not isinstance(open_data, dict) or "datasets" not in open_data:
        return cant_tell("not-gathered")
    if open_data["reason"]:
        seen = [Evidence(open_data["base"], excerpt=open_data["detail"])] if open_data["base"] else []
        return cant_tell(open_data["reason"], *seen)
    if open_data["organisation"] is None:
        return cant_tell("unknown-reference", Evidence(open_data["base"], excerpt=f"organization_list: {open_data['listed']}"))
    return None


def place_of(open_data: Json) -> Evidence:
    """The organisation's page at the portal."""
    body, shown = open_data["organisation"], (open_data["asked"] or [{}])[0]
    at = shown.get("at")
    moment = datetime.fromisoformat(at) if at else None
    return Evidence(body["url"], shown.get("sha256"), "package_search: count", f"{body['title']}: {open_data['count']}", at=moment)


def faults_of(open_data: Json, of: Iterable[Set], fault: Callable[[Set], str | None], unclear: Sequence[Evidence] = ()) -> Finding:
    """How many data sets have a fault, each told by its text; none only where all were read and none is ``unclear``."""
    seen = [one.see(told) for one in of if (told := fault(one))]
    if seen:
        return broken(len(seen), *seen)
    if open_data["left_out"]:
        return cant_tell("incomplete-look", place_of(open_data))
    return cant_tell("unclear", *unclear) if unclear else found(0, place_of(open_data))


def code(term: str) -> str:
    """A term of a controlled vocabulary, whether it is given as a word, a media type or an address.

    >>> code("http://publications.europa.eu/resource/authority/frequency/ANNUAL_2"), code(".CSV"), code("Creative Commons CCZero")
    ('annual-2', 'csv', 'creative-commons-cczero')
    """
    last = _SPLIT.split(term.strip().rstrip("/#"))[-1]
    return re.sub(r"[\s_-]+", "-", fold(last)).strip("-.")


def day_of(told: str) -> date | None:
    """The day in a date as portals write it; None where there is none.

    >>> day_of("2026-02-02T10:00:00"), day_of("2.2.2026"), day_of("2026-02-31")
    (datetime.date(2026, 2, 2), datetime.date(2026, 2, 2), None)
    """
    iso, lv = _DAY.match(told.strip()), _DAY_LV.match(told.strip())
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        return date(int(lv[3]), int(lv[2]), int(lv[1])) if lv else None
    except ValueError:
        return None


def format_of(resource: Mapping[str, Json], answers: Mapping[str, Mapping[str, Json]]) -> tuple[str, str]:
    """The format that is declared (else by media type or the ending of the address), and the kind that the answer itself was."""
    path = urlsplit(str(resource["url"])).path if resource["is_address"] else ""
    ending = path.rpartition(".")[2] if "." in path.rpartition("/")[2] else ""
    declared = code(str(resource["format"])) or code(str(resource["mimetype"])) or code(ending)
    answer = answers.get(str(resource["url"]), {})
    served = str(answer.get("kind") or "") or ("html" if answer.get("type") == "text/html" else "")
    return declared, served if answer.get("reason") is None else ""
