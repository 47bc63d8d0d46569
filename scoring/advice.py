"""What a body would gain by which improvement: every gain computed anew from the improved leaf up to the score, the rest as it is.

An improvement is one leaf put to its attainable best: the goalpost, a yes, the highest step. The promise holds when nothing else
changes; some improvements open a further question (who puts in a search is asked whether it finds anything), which then counts as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from audits import catalogue
from data.errors import REASONS
from data.types import Text
from scoring import seen
from scoring.effort import CLASSES, Effort, of_edition
from scoring.gains import Changed, changed, limits, raw
from scoring.prepare import Past
from scoring.score import Scores
from scoring.tree import Node

LEAST = 1e-9
"""Points of a leaf, on the scale of the tree, below which nothing is left to improve."""
_TEXTS = ("advice_lv", "advice_en", "effort", "effort_lv", "effort_en")
_PLACE = ("outcome", "subject", "url", "locator", "excerpt", "screenshot", "snapshot")
COLUMNS = (
    *("unit", "code", "basis", "value", "best", "points", "best_points", "gain", "score_after", "rank_after", "rank_in_group_after"),
    *_TEXTS,
    *_PLACE,
)
"""``value`` and ``best`` are as measured, ``points`` and ``best_points`` on the scale of the tree, ``gain`` in points of the score."""
UNMEASURED = ("unit", "code", "reason", "reason_lv", "reason_en", "remedy_lv", "remedy_en", "lowest", "highest")
"""``lowest`` and ``highest``: the score if the leaf were measured, and found at its worst or at its best."""
NOT_MEASURED = Text(
    "Nav izmērīts, tāpēc vērtējumu nemazina. Ja to izmērītu, vērtējums varētu gan celties, gan krist: solījuma te nav.",
    "Not measured, and so it lowers nothing. If it were, the score could rise as well as fall: nothing is promised here.",
)
_SURVEY = Text(
    "Ieviesiet to un norādiet nākamajā aptaujā; pievienojiet adresi, kur tas redzams.",
    "Put it in place and say so in the next survey, with an address at which it can be seen.",
)
_STATISTICS = Text(
    "Rādītāju ņem no statistikas: to maina pati norise, nevis ieraksts vietnē.",
    "The figure is taken from statistics: what is done changes it, not what the site says.",
)
_UNANSWERED = Text("uz aptaujas jautājumu nav atbildes", "the survey's question was not answered")
_NO_FIGURE = Text("statistikas par to nav", "there are no statistics on it")
_NOT_SEEN = Text("apmeklējumā par to nekas nav noskaidrots", "the visit found nothing out about it")
_ANSWER = Text("Atbildiet uz jautājumu aptaujā.", "Answer the question in the survey.")
_SEND = Text("Iesniedziet datus statistikai.", "Hand in the figures.")
_AGAIN = Text("Atkārtojiet apmeklējumu.", "Repeat the visit.")


def advice(
    scores: Scores, places: pd.DataFrame | None = None, units: Sequence[str] | None = None, past: Past | None = None
) -> pd.DataFrame:
    """A row for each body and improvement, those that gain most first; where they gain the same, what is less work comes first.

    ``places`` are those of ``scoring.seen``, ``units`` the bodies asked about (all when not given; where an edition compares units with
    each other every gain takes a whole score, so ask about one). Only what was measured can be improved; what was not is in
    ``unmeasured``. A body without a score for want of evidence has its improvements in the list, with no gain. Columns as ``COLUMNS``.
    """
    to = limits(scores, past)
    cells = _of(_improvable(scores, to), units)
    then = changed(scores, cells, to, past=past)
    table = _listed(scores, cells, then, raw(scores, to["best"]), to)
    told = table.merge(texts(scores), left_on="code", right_index=True, how="left")
    placed = seen.beside(told, places, seen.TO_MEND, scores.methodology.tree)
    return _ordered(placed, scores)[list(COLUMNS)]


def unmeasured(
    scores: Scores, places: pd.DataFrame | None = None, units: Sequence[str] | None = None, past: Past | None = None
) -> pd.DataFrame:
    """A row for each body and leaf that was asked and not measured: why, what helps, and between which scores it would then stand.

    Nothing is lost by a missing measurement (``NOT_MEASURED``), so this is no advice and promises nothing. Columns as ``UNMEASURED``.
    """
    to = limits(scores, past)
    cells = _of(_missing(scores), units)
    low, high = (changed(scores, cells, to, end, past).score for end in ("worst", "best"))
    tree = scores.methodology.tree
    known = to["best"].notna()
    asked = pd.DataFrame(_pairs(cells.loc[:, known[cells.columns].to_numpy()]), columns=["unit", "code"], dtype=object)
    placed = seen.beside(asked, places, seen.TO_MEASURE, tree)
    why = [_why(tree[code], reason) for code, reason in zip(placed["code"], placed["reason"], strict=True)]
    table = asked.join(pd.DataFrame(why, columns=list(UNMEASURED[2:-2]), index=asked.index))
    return table.assign(lowest=_at(low, table), highest=_at(high, table))


def texts(scores: Scores) -> pd.DataFrame:
    """A row a leaf: what to do in both languages, how much work that is, and why (empty where nobody has said so)."""
    known = of_edition(scores.methodology.folder)
    rows = {leaf.code: _texts(leaf, known) for leaf in scores.methodology.tree.leaves}
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(_TEXTS)).rename_axis("code")


def _improvable(scores: Scores, to: pd.DataFrame) -> pd.DataFrame:
    leaves = [leaf.code for leaf in scores.methodology.tree.leaves]
    short = scores.normalised[leaves].lt(to["best_points"][leaves] - LEAST)
    return short & scores.matrix.applicable[leaves] & ~_missing(scores)


def _missing(scores: Scores) -> pd.DataFrame:
    leaves = [leaf.code for leaf in scores.methodology.tree.leaves]
    return scores.matrix.values[leaves].isna() & scores.matrix.applicable[leaves]


def _of(cells: pd.DataFrame, units: Sequence[str] | None) -> pd.DataFrame:
    if units is None:
        return cells
    wanted = pd.Series(cells.index.isin(list(units)), index=cells.index)
    return cells.where(wanted, other=False, axis=0).astype(bool)


def _pairs(cells: pd.DataFrame) -> list[tuple[str, str]]:
    rows, columns = cells.to_numpy(dtype=bool).nonzero()
    return list(zip(cells.index[rows], cells.columns[columns], strict=True))


def _at(frame: pd.DataFrame, rows: pd.DataFrame) -> list[float]:
    at = frame.index.get_indexer(pd.Index(rows["unit"])), frame.columns.get_indexer(pd.Index(rows["code"]))
    return list(frame.to_numpy()[at])


def _listed(scores: Scores, cells: pd.DataFrame, then: Changed, best: pd.DataFrame, to: pd.DataFrame) -> pd.DataFrame:
    table = pd.DataFrame(_pairs(cells), columns=["unit", "code"], dtype=object)
    now = scores.root.reindex(table["unit"]).to_numpy()
    table["basis"] = _at(scores.matrix.basis, table)
    table["value"], table["best"] = _at(scores.matrix.values, table), _at(best, table)
    table["points"], table["best_points"] = _at(scores.normalised, table), to["best_points"].reindex(table["code"]).to_numpy()
    table["score_after"] = _at(then.score, table)
    table["gain"] = table["score_after"] - now
    table["rank_after"], table["rank_in_group_after"] = _at(then.overall, table), _at(then.in_group, table)
    return table


def _ordered(table: pd.DataFrame, scores: Scores) -> pd.DataFrame:
    work = {name: place for place, name in enumerate(CLASSES)}
    weight = scores.methodology.tree.effective()
    keys = table.assign(
        _unit=table["unit"].map({unit: place for place, unit in enumerate(scores.root.index)}),
        _gain=-table["gain"].round(9),
        _work=table["effort"].map(work).fillna(len(work)),
        _weight=-table["code"].map(weight),
    )
    return keys.sort_values(["_unit", "_gain", "_work", "_weight", "code"], kind="stable", ignore_index=True)


def _texts(leaf: Node, known: Mapping[str, Effort]) -> tuple[str | None, ...]:
    what = _advice(leaf)
    about = leaf.question if leaf.source in {"survey", "statistics"} else leaf.indicator
    effort = next((known[one] for one in about.split() if one in known), None)
    work = (effort.level, effort.reason.lv, effort.reason.en) if effort else (None, None, None)
    return (what.lv, what.en, *work)


def _advice(leaf: Node) -> Text:
    if leaf.source in {"observed", "combined"}:
        found = [indicator.audit.advice for indicator in catalogue.load() if indicator.audit.id in leaf.indicator.split()]
        return found[0] if found else _SURVEY
    return _SURVEY if leaf.source == "survey" else _STATISTICS


def _why(leaf: Node, told: object) -> tuple[str, ...]:
    word, what, remedy = _reason(leaf, told)
    return word, what.lv, what.en, remedy.lv, remedy.en


def _reason(leaf: Node, word: object) -> tuple[str, Text, Text]:
    if isinstance(word, str) and word in REASONS:
        return word, REASONS[word].what, REASONS[word].remedy
    if leaf.source == "survey":
        return "not-answered", _UNANSWERED, _ANSWER
    return ("no-figure", _NO_FIGURE, _SEND) if leaf.source == "statistics" else ("not-seen", _NOT_SEEN, _AGAIN)
