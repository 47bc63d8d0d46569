"""How far two editions can be compared: what one has and the other has not, what is measured otherwise, and how much weight is common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import NamedTuple

import pandas as pd

from data.types import Text
from scoring.level_table import Level
from scoring.methodology import Group, Methodology
from scoring.tree import Node

COLUMNS = ("subject", "code", "what", "field", "old", "new", "weight_old", "weight_new", "text_lv", "text_en")
WHAT = {
    "only-old": Text("ir tikai vecākajā izdevumā", "is only in the older edition"),
    "only-new": Text("ir tikai jaunākajā izdevumā", "is only in the newer edition"),
    "changed": Text("izdevumos atšķiras", "differs between the editions"),
}
SUBJECTS = {
    "node": Text("mezgls", "node"),
    "group": Text("grupa", "group"),
    "level": Text("līmenis", "level"),
    "method": Text("metodes iestatījums", "setting of the method"),
}
_UNWEIGHED = frozenset({"code", "title", "weight", "weight_origin", "note"})
"""What of a node's row changes no value; its weight is told apart from it, as the effective one."""
_RULES = tuple(field.name for field in fields(Node) if field.name not in _UNWEIGHED)
_TITLES = frozenset({"title_lv", "title_en"})
_DECIMALS = 10


class Shared(NamedTuple):
    """Which part of an edition's weight lies on leaves that the other asks in the very same way."""

    old: float
    new: float


def comparability(old: Methodology, new: Methodology) -> pd.DataFrame:
    """One row a difference that can change a score, a place or a level, with ``COLUMNS``; none where the editions are the same.

    ``subject`` is one of ``SUBJECTS``, ``what`` one of ``WHAT``; where something differs, ``field`` says in what, and ``old`` and ``new``
    hold both, as text. A node's ``weight`` is its effective one (NaN where it is not in the edition). First what is only in one.
    """
    weights = {"old": old.tree.effective(), "new": new.tree.effective()}
    rows = [
        (subject, code, what, name, *told, *_weights(subject, code, weights), *_text(subject, code, what, name))
        for subject, pair in _subjects(old, new).items()
        for code, what, name, told in _differences(*pair)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.sort_values("what", key=lambda what: what.eq("changed"), kind="stable", ignore_index=True)


def shared(old: Methodology, new: Methodology) -> Shared:
    """The effective weight of the leaves that are in both editions with the same rules (their weights may differ), 0 to 1."""
    before, after = _nodes(old), _nodes(new)
    own = frozenset({"parent", "effective weight"})
    leaves = {leaf.code for leaf in old.tree.leaves} & {leaf.code for leaf in new.tree.leaves}
    same = [
        code
        for code in sorted(leaves)
        if {name: rule for name, rule in before[code].items() if name not in own}
        == {name: rule for name, rule in after[code].items() if name not in own}
    ]
    return Shared(*(float(one.tree.effective()[same].sum(skipna=False)) for one in (old, new)))


Rules = Mapping[str, str]


def _subjects(old: Methodology, new: Methodology) -> dict[str, tuple[dict[str, Rules], dict[str, Rules]]]:
    return {
        "node": (_nodes(old), _nodes(new)),
        "group": (_groups(old), _groups(new)),
        "level": (_levels(old), _levels(new)),
        "method": (_method(old), _method(new)),
    }


def _differences(old: Mapping[str, Rules], new: Mapping[str, Rules]) -> Iterator[tuple[str, str, str, tuple[str, str]]]:
    yield from ((code, "only-old", "", ("", "")) for code in old if code not in new)
    yield from ((code, "only-new", "", ("", "")) for code in new if code not in old)
    for code, rules in new.items():
        before = old.get(code, rules)
        yield from ((code, "changed", name, (before[name], rules[name])) for name in rules if before[name] != rules[name])


def _nodes(edition: Methodology) -> dict[str, Rules]:
    effective = edition.tree.effective().round(_DECIMALS)
    return {
        node.code: {
            **{name: _cell(getattr(node, name)) for name in _RULES},
            "own rollup": _cell(edition.rollups.get(node.rollup, "")),
            "effective weight": _cell(effective[node.code]),
        }
        for node in edition.tree.nodes
    }


def _groups(edition: Methodology) -> dict[str, Rules]:
    return {group.code: _rules(group) for group in edition.groups}


def _levels(edition: Methodology) -> dict[str, Rules]:
    return {level.code: _rules(level) for level in edition.levels}


def _method(edition: Methodology) -> dict[str, Rules]:
    return {name: {"value": _cell(value)} for name, value in edition.method.items() if name not in _TITLES}


def _rules(row: Group | Level) -> Rules:
    return {field.name: _cell(getattr(row, field.name)) for field in fields(row) if field.name not in {"code", "title"}}


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.{_DECIMALS}g}"
    return " ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _weights(subject: str, code: str, weights: Mapping[str, pd.Series[float]]) -> tuple[float, float]:
    old, new = (float(given.get(code, float("nan"))) if subject == "node" else float("nan") for given in weights.values())
    return old, new


def _text(subject: str, code: str, what: str, name: str) -> tuple[str, str]:
    of, told, also = SUBJECTS[subject], WHAT[what], f" ({name})" if name else ""
    return f"{of.lv} {code} {told.lv}{also}", f"{of.en} {code} {told.en}{also}"
