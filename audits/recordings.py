"""Recordings of meetings: players and links to sound or pictures, each with the day of the meeting that it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from audits.derive import Element, Link, SiteView
from audits.kit import names
from audits.outline import Part
from audits.records import day_of, of_council, records, whose
from audits.sections import Section, sections
from data.vocabulary import Vocabulary

_MEDIA = re.compile(
    r"youtube|youtu\.be|vimeo|facebook\.com|fb\.watch|\.(mp3|mp4|m4a|wav|ogg|webm)(\?|$)|soundcloud|failiem\.lv", re.IGNORECASE
)
_CHANNEL = re.compile(
    r"youtube\.com/(@[^/?]+|channel/[^/?]+|user/[^/?]+|c/[^/?]+)/?(videos|streams|featured|playlists)?/?$"
    r"|[?&]list=|/playlist|vimeo\.com/[a-z][^/]*/?$|facebook\.com/[^/?]+/?(videos|live)?/?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Recording:
    """A player or link, and the day of the meeting (None when none is told)."""

    day: date | None
    element: Element

    @property
    def channel(self) -> bool:
        """Whether it leads to a channel or list, which may hold any number of recordings."""
        address = self.element.url if isinstance(self.element, Link) else self.element.attribute("src") or ""
        return bool(_CHANNEL.search(address))


def recordings(site: SiteView, words: Vocabulary, taken_at: datetime, meeting: str = "of-council") -> list[Recording]:
    """Those of the council's meetings (or a committee's), the newest first, undated last."""
    about = sections(site.pages, words, "recording")
    told = [Recording(day, element) for section in about for day, element in _in_section(section, words, taken_at, meeting)]
    told += [Recording(one.day, one.element) for one in records(site, words, "recording", taken_at, meeting) if plays(one.element)]
    each = {one.element.node.mem_id: one for one in told}
    past = [one for one in each.values() if one.day is None or one.day <= taken_at.date()]
    return sorted(past, key=lambda one: one.day or date.min, reverse=True)


def plays(element: Element) -> bool:
    """Whether a link leads to sound or pictures that we know."""
    return isinstance(element, Link) and bool(_MEDIA.search(element.url))


def of_meetings(section: Section, words: Vocabulary) -> bool:
    """Whether a section on recordings is about meetings of the council: by its names, or by what its players say."""
    labels = [_label(part) for part in _players(section)]
    told = [*([section.head.text] if section.head else []), *labels]
    meeting = any(words.label("meeting", one) and not words.label("other-meeting", one) for one in [*told, *names(section.page)])
    return meeting or of_council(section.page, told, words)


def of_others(section: Section, words: Vocabulary) -> bool:
    """Whether all that can be played in a section is somebody else's: a committee's, a school's."""
    owners = [whose(part, words) for part in _players(section)]
    return bool(owners) and all(owner not in {"", "of-council"} for owner in owners)


def _in_section(section: Section, words: Vocabulary, taken_at: datetime, meeting: str) -> Iterator[tuple[date | None, Element]]:
    ours = meeting == "of-council" and of_meetings(section, words)
    for part in _players(section):
        owner = whose(part, words)
        if owner == meeting or (ours and not owner):
            yield day_of(part.element, _label(part), taken_at, words) or _headed(part, taken_at, words), part.element


def _headed(part: Part, taken_at: datetime, words: Vocabulary) -> date | None:
    """The day that the nearest heading says: a player stands below its meeting."""
    days = (day_of(head, head.text, taken_at, words) for head in reversed(part.trail))
    return next((day for day in days if day), None)


def _players(section: Section) -> list[Part]:
    return [part for part in section.parts if part.kind in {"iframe", "video", "audio"} or plays(part.element)]


def _label(part: Part) -> str:
    return part.element.label if isinstance(part.element, Link) else part.element.attribute("title") or ""
