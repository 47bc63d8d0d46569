"""Scores, their reasons and advice in lines on a terminal, in one language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from data.guard import plain
from data.types import Text
from reports import wording
from reports.charts.labels import points, records
from reports.scores.tables import Results
from reports.scores.texts import BASES, TEXTS, measurement
from scoring.advice import NOT_MEASURED
from scoring.combine import COUNTED, RULES
from scoring.compare import LIMITS
from scoring.effort import CLASSES
from scoring.explain import Explanation
from scoring.score import EVIDENCE, INSUFFICIENT
from scoring.tree import Tree
from scoring.validation.shares import SHARES as ANSWERS

_TEXTS: Mapping[str, Text] = {
    "score": Text(
        "{name}: {score} punkti, vieta {rank}{band}; grupā {in_group}", "{name}: {score} points, rank {rank}{band}; {in_group} in its group"
    ),
    "band": Text(" (no {low}. līdz {high}.)", " ({low} to {high})"),
    "alone": Text(" (josla: tikai {low}.)", " (band: only {low})"),
    "blank": Text("{name}: {evidence}; tas nav zems vērtējums", "{name}: {evidence}; that is no low score"),
    "rests": Text("  svars: {shares}", "  of the weight: {shares}"),
    "expected": Text(
        "    sagaidāmie punkti {expected} (no {low} līdz {high}); atbildes: {statuses}",
        "    expected score {expected} ({low} to {high}); answers: {statuses}",
    ),
    "combined": Text("Rādītāji, ko novēro un arī jautā:", "What is both observed and asked:"),
    "sides": Text(
        "  {title}: novērots {seen}, atbildēts {said}; noteikums «{rule}»; skaitīts: {counts}{value}",
        "  {title}: observed {seen}, answered {said}; rule “{rule}”; counted: {counts}{value}",
    ),
    "rules": Text("Punkti, ja visiem šiem rādītājiem noteikums būtu:", "The score if the rule for all of them were:"),
    "rule": Text("  {points}  {rule}{own}", "  {points}  {rule}{own}"),
    "possible": Text(
        "  ar visu izmērīto vislabākajā stāvoklī būtu {points}", "  with all that was measured at its best it would be {points}"
    ),
    "costs": Text("Kas atņem visvairāk punktu:", "What costs the most points:"),
    "gives": Text("Kas dod visvairāk punktu:", "What gives the most points:"),
    "median": Text("Pret grupas mediānu ({points}): {difference}", "Against the group’s median ({points}): {difference}"),
    "best": Text("Pret grupas labāko, {whom} ({points}): {difference}", "Against the group’s best, {whom} ({points}): {difference}"),
    "leaf": Text("  {points}  {title}{value}", "  {points}  {title}{value}"),
    "value": Text(" (izmērīts {value}, {basis})", " (measured {value}, {basis})"),
    "advice": Text("Ieteikumi pēc iegūstamajiem punktiem:", "Advice, by the points to be gained:"),
    "none": Text("  nav ko uzlabot no tā, kas izmērīts", "  nothing that was measured can be improved"),
    "gain": Text("  {gain}  {advice} [{title}; {effort}]", "  {gain}  {advice} [{title}; {effort}]"),
    "where": Text("         redzams: {url}", "         seen at: {url}"),
    "unmeasured": Text("Kas nav izmērīts ({count}): {why}", "What was not measured ({count}): {why}"),
    "moved": Text(
        "{what}: ar rezultātu abos {units}; vidējā izmaiņa {mean} punkti; vietu korelācija {spearman}",
        "{what}: {units} with a score in both; mean change {mean} points; rank correlation {spearman}",
    ),
    "move": Text("  {change}  {name}: {old} → {new}{limits}", "  {change}  {name}: {old} → {new}{limits}"),
    "shared": Text(
        "Vienādi mērītā svara daļa: {old} vecākajā, {new} jaunākajā izdevumā; atšķirības: {count}",
        "Weight measured in the same way: {old} of the older, {new} of the newer edition; differences: {count}",
    ),
    "flagged": Text(
        "Saites ({n} iestādes): liekas {redundant}, pretrunīgas {trade-off}, atkarīgas no lieluma {size}",
        "Correlations ({n} bodies): redundant {redundant}, trade-offs {trade-off}, with size {size}",
    ),
    "alpha": Text("Saskaņa (Kronbaha alfa): {nodes}", "Consistency (Cronbach’s alpha): {nodes}"),
    "removed": Text("Vietas visvairāk maina, ja izņem: {nodes}", "Ranks change most without: {nodes}"),
    "few": Text("Rezultāts ir tikai {n} iestādēm; saitēm tas ir par maz.", "Only {n} bodies have a score; too few for correlations."),
}
FEW = 10
"""Bodies below which correlations are not told: 2/√n, the size below which one says nothing, is then above 0.6."""
LEAVES = 8
"""Leaves, and pieces of advice, that are told; the files have all."""


def summary(results: Results, lang: str) -> Iterator[str]:
    """Who stands where, in a line for each body."""
    names = _names(results, lang)
    for name in results.measurements:
        yield measurement(name, lang)
        table = results.tables["ranking"]
        for row in table[table["measurement"] == name].to_dict("records"):
            told = {str(key): value for key, value in row.items()}
            yield "  " + _score(told, names[row["unit"]], lang)
            yield from _expected(told, lang)


def analysed(tables: Mapping[str, pd.DataFrame], tree: Tree, lang: str) -> Iterator[str]:
    """What stands out of the analyses (``scoring.analysis``), for each measurement: flags, consistency of the blocks, what moves ranks."""
    standings = tables["standings"]
    for name, of in standings.groupby("measurement", sort=False):
        yield measurement(str(name), lang)
        units = int(of["unit"].nunique())
        if units < FEW:
            yield "  " + _say("few", lang, n=units)
            continue
        mine = {key: table[table["measurement"] == name] for key, table in tables.items()}
        yield "  " + _say("flagged", lang, n=units, **_flags(mine["correlations"]))
        blocks = [node.code for node in (tree.root, *tree.children(tree.root.code))]
        alphas = mine["consistency"].set_index("node")["alpha"].reindex(blocks).dropna()
        yield "  " + _say("alpha", lang, nodes=_listed(alphas, tree, lang))
        moved = mine["removal"].set_index("node")["mean_rank_change"].nlargest(LEAVES)
        yield "  " + _say("removed", lang, nodes=_listed(moved, tree, lang))


def _flags(correlations: pd.DataFrame) -> dict[str, int]:
    counted = correlations[correlations["kind"] == "spearman"]["flag"].value_counts()
    return {flag: int(counted.get(flag, 0)) for flag in ("redundant", "trade-off", "size")}


def _listed(values: pd.Series[float], tree: Tree, lang: str) -> str:
    return "; ".join(f"{tree[str(code)].title[lang]} {wording.number(round(float(value), 2), lang)}" for code, value in values.items())


def explanation(results: Results, told: Explanation, lang: str) -> Iterator[str]:
    """The score of one body, on what it rests, what gives and costs it most, and what sets it apart from others."""
    names = _names(results, lang)
    row = _row(results, told.unit)
    yield _score(row, names[told.unit], lang)
    yield from _expected(row, lang)
    shares = [
        f"{BASES[base][lang]} {wording.share(row[base], lang)}" for base in BASES if base in row and pd.notna(row[base]) and row[base] > 0
    ]
    yield _say("rests", lang, shares=", ".join(shares))
    if pd.isna(told.score):
        return
    yield _say("possible", lang, points=points(told.possible, lang))
    for key, column, sign in (("costs", "lost", -1), ("gives", "gained", 1)):
        yield _say(key, lang)
        for code, leaf in records(told.leaves.sort_values(column, ascending=False, kind="stable").head(LEAVES)):
            if leaf[column] > 0:
                yield _leaf(results, code, leaf, sign * leaf[column], lang)
    for key, other in (("median", told.median), ("best", told.best)):
        if other is not None and other.whom != told.unit:
            whom = names.get(other.whom, other.whom)
            yield _say(key, lang, whom=whom, points=points(other.score, lang), difference=_signed(told.score - other.score, lang))


def combined(results: Results, told: Explanation, lang: str) -> Iterator[str]:
    """Of what has two sides: both, the rule and what counted; then the score under every rule."""
    known = told.combined[told.combined[["seen", "said", "settled"]].notna().any(axis=1)]
    if known.empty or results.rules is None:
        return
    yield _say("combined", lang)
    for code, leaf in records(known):
        sides = {name: points(leaf[name], lang, 2) for name in ("seen", "said")}
        value = "" if pd.isna(leaf["value"]) else f" ({points(leaf['value'], lang, 2)})"
        words = {"rule": RULES[leaf["rule"]][lang], "counts": COUNTED[leaf["counts"]][lang]}
        yield _say("sides", lang, title=results.title(code)[lang], value=value, **sides, **words)
    yield _say("rules", lang)
    scores = results.rules.T[told.unit]
    for rule, name in RULES.items():
        own = "" if pd.isna(scores[rule]) or pd.isna(told.score) else f" ({_signed(float(scores[rule]) - told.score, lang)})"
        yield _say("rule", lang, points=points(float(scores[rule]), lang), rule=name[lang], own=own)


def _expected(row: Mapping[str, Any], lang: str) -> Iterator[str]:
    if pd.isna(row.get("expected", float("nan"))):
        return
    shares = {name: wording.share(row[name], lang) if pd.notna(row[name]) else "–" for name in ANSWERS}
    ends = {name: points(row[f"expected{end}"], lang) for name, end in (("expected", ""), ("low", "_low"), ("high", "_high"))}
    yield _say("expected", lang, statuses=TEXTS["statuses"][lang].format(**shares), **ends)


def advised(results: Results, unit: str, improvements: pd.DataFrame, unmeasured: pd.DataFrame, lang: str) -> Iterator[str]:
    """What one body can do, what it gains by it and where it is seen; and what was not measured."""
    yield _score(_row(results, unit), _names(results, lang)[unit], lang)
    yield _say("advice", lang)
    if improvements.empty:
        yield _say("none", lang)
    for row in improvements.head(LEAVES).to_dict("records"):
        effort = CLASSES[row["effort"]][lang] if row["effort"] in CLASSES else "–"
        words = plain(str(row[f"advice_{lang}"]))
        yield _say("gain", lang, gain=_signed(row["gain"], lang), advice=words, title=results.title(row["code"])[lang], effort=effort)
        if isinstance(row["url"], str) and row["url"]:
            yield _say("where", lang, url=plain(row["url"]))
    if len(unmeasured):
        yield _say("unmeasured", lang, count=len(unmeasured), why=NOT_MEASURED[lang])


def compared(table: pd.DataFrame, summed: pd.DataFrame, shared: tuple[float, float], differences: int, lang: str) -> Iterator[str]:
    """How far two results can be compared, how they agree, and who moved most."""
    old, new = (wording.share(part, lang) if pd.notna(part) else "–" for part in shared)
    yield _say("shared", lang, old=old, new=new, count=differences)
    for row in summed.to_dict("records"):
        name = str(row["measurement"])
        yield _say(
            "moved",
            lang,
            what=measurement(name, lang),
            units=int(row["units"]),
            mean=_signed(row["mean_change"], lang),
            spearman=points(row["spearman"], lang, 2),
        )
        inside = table[(table["measurement"] == name) & table["change"].notna()]
        order = inside["change"].abs().sort_values(ascending=False, kind="stable").index
        for move in inside.loc[order].head(LEAVES).to_dict("records"):
            limits = "; ".join(LIMITS[word][lang] for word in str(move["limits"]).split())
            ends = {end: points(move[f"score_{end}"], lang) for end in ("old", "new")}
            told = f" ({limits})" if limits else ""
            yield _say("move", lang, change=_signed(move["change"], lang), name=plain(str(move[f"name_{lang}"])), limits=told, **ends)


def _score(row: Mapping[str, Any], name: str, lang: str) -> str:
    if row["evidence"] == INSUFFICIENT:
        return _say("blank", lang, name=name, evidence=EVIDENCE[INSUFFICIENT][lang])
    low, high = row.get("rank_low"), row.get("rank_high")
    band = "" if low is None or pd.isna(low) else _say("band" if low != high else "alone", lang, low=low, high=high)
    return _say("score", lang, name=name, score=points(row["score"], lang), rank=row["rank"], band=band, in_group=row["rank_in_group"])


def _leaf(results: Results, code: str, leaf: Mapping[str, Any], amount: float, lang: str) -> str:
    measured = leaf["value"]
    basis = BASES.get(str(leaf["basis"]), BASES["missing"])[lang]
    value = "" if pd.isna(measured) else _say("value", lang, value=wording.number(float(measured), lang), basis=basis)
    return _say("leaf", lang, points=_signed(amount, lang, 2), title=results.title(code)[lang], value=value)


def _row(results: Results, unit: str) -> Mapping[str, Any]:
    table = results.tables["ranking"]
    [row] = table[table["unit"] == unit].to_dict("records")
    return {str(key): value for key, value in row.items()}


def _names(results: Results, lang: str) -> Mapping[str, str]:
    units = results.scores.units
    named = units[f"name_{lang}"] if f"name_{lang}" in units else units.index.to_series()
    return {str(unit): plain(str(name)) for unit, name in zip(units.index, named, strict=True)}


def _signed(value: float, lang: str, decimals: int = 1) -> str:
    if pd.isna(value):
        return "–"
    text = f"{abs(value):.{decimals}f}".replace(".", "," if lang == "lv" else ".")
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{text}"


def _say(key: str, lang: str, /, **what: object) -> str:
    return _TEXTS[key][lang].format(**what)
