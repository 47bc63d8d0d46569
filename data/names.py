"""Which institution a name means: in either language, with or without diacritics, in the nominative or genitive, short or in full."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from data.text import fold, stem, words
from data.types import Institution, Kind

_CITY = frozenset({Kind.STATE_CITY})
_NOVADS = frozenset({Kind.MUNICIPALITY})
_TYPES: Mapping[str, frozenset[Kind]] = {
    "novads": _NOVADS,
    "novada": _NOVADS,
    "county": _NOVADS,
    "pilseta": _CITY,
    "pilsetas": _CITY,
    "valstspilseta": _CITY,
    "valstspilsetas": _CITY,
    "city": _CITY,
    "municipality": _CITY | _NOVADS,
    "pasvaldiba": _CITY | _NOVADS,
    "dome": _CITY | _NOVADS,
}
"""Words that say what kind of municipality is meant and are no part of its name."""
_LEGAL_FORMS = frozenset({"as", "sia", "va", "vas", "vsia"})
_PARENTHESES = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Names:
    """Every known name of every institution; a name in full counts before a short or inflected one."""

    full: Mapping[str, tuple[str, ...]]
    short: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, Kind]
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, institutions: Iterable[Institution], former: Mapping[str, tuple[str, ...]]) -> Self:
        """Index these institutions by their names and their former names."""
        full: dict[str, tuple[str, ...]] = {}
        short: dict[str, tuple[str, ...]] = {}
        known = tuple(institutions)
        for institution in known:
            names = (institution.name.lv, institution.name.en, *former.get(institution.id, ()))
            _add(full, {_plain(name) for name in (institution.id, *names)}, institution.id)
            _add(short, {_core(form)[0] for name in names for form in (name, _PARENTHESES.sub("", name))}, institution.id)
        return cls(full, short, {one.id: one.kind for one in known}, {one.id: one.name.lv for one in known})

    def beside(self, others: Names) -> Names:
        """These names and those of others; a name that both have can mean any of them."""
        full, short = _together(self.full, others.full), _together(self.short, others.short)
        return Names(full, short, {**others.kinds, **self.kinds}, {**others.titles, **self.titles})

    def find(self, text: str) -> tuple[str, ...]:
        """The ids that the text can mean; none if it is no name we know."""
        exact = self.full.get(_plain(text), ())
        if exact:
            return exact
        core, meant = _core(text)
        return tuple(found for found in self.short.get(core, ()) if self.kinds[found] in meant)

    def near(self, text: str) -> tuple[str, ...]:
        """Up to three ids whose names look like the text."""
        known = {**self.short, **self.full}
        close = difflib.get_close_matches(_plain(text), known, 6, 0.7)
        other_kind = self.short.get(_core(text)[0], ())
        return tuple(dict.fromkeys((*other_kind, *(found for name in close for found in known[name]))))[:3]

    def told(self, ids: Iterable[str]) -> str:
        """The ids with their names, for a message."""
        return ", ".join(f"{found} ({self.titles[found]})" for found in ids)


def _together(mine: Mapping[str, tuple[str, ...]], theirs: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys((*mine.get(name, ()), *theirs.get(name, ())))) for name in {**mine, **theirs}}


def _add(index: dict[str, tuple[str, ...]], names: Iterable[str], found: str) -> None:
    for name in names:
        if name:
            index[name] = (*index.get(name, ()), found)


def _plain(name: str) -> str:
    return " ".join(words(fold(name)))


def _core(name: str) -> tuple[str, frozenset[Kind]]:
    """The stems of the words that tell one from another, and the kinds that the left out words allow."""
    kept = [word for word in words(fold(name)) if word not in _LEGAL_FORMS]
    if kept[:2] == ["latvijas", "republikas"]:
        kept = kept[2:]
    meant = frozenset(Kind)
    for kind in (_TYPES[word] for word in kept if word in _TYPES):
        meant &= kind
    return " ".join(stem(word) for word in kept if word not in _TYPES and word != "state"), meant
