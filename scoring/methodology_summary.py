"""What a methodology amounts to, for those who maintain its tables: where its leaves come from, and what weighs how much at the top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from scoring.methodology import Methodology
from scoring.tree import SOURCES

_WIDTH = 28


def weights(methodology: Methodology) -> pd.DataFrame:
    """One row a leaf, indexed by its code: its ``block`` (the node right below the root), ``source`` and ``effective`` weight, which is
    its share in the whole index (NaN where a weight on the way up is not known).
    """
    tree = methodology.tree
    leaves = tree.leaves
    above = {leaf.code: tree.above(leaf.code) for leaf in leaves}
    blocks = [above[leaf.code][-2].code if len(above[leaf.code]) > 1 else leaf.code for leaf in leaves]
    codes = pd.Index([leaf.code for leaf in leaves], name="code")
    found = pd.DataFrame({"block": blocks, "source": [leaf.source for leaf in leaves]}, index=codes)
    return found.assign(effective=tree.effective()[codes])


def unknown(methodology: Methodology) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of the nodes whose weight nobody knows, and of the leaves whose goalposts nobody knows."""
    nodes, leaves = methodology.tree.nodes, methodology.tree.leaves
    weightless = tuple(node.code for node in nodes if pd.isna(node.weight))
    return weightless, tuple(leaf.code for leaf in leaves if any(post is not None and pd.isna(post) for post in (leaf.low, leaf.high)))


def summary(methodology: Methodology, lang: str = "en") -> str:
    """The leaves by source and the effective weights by block, as text."""
    return "\n".join(_lines(methodology, lang))


def _lines(methodology: Methodology, lang: str) -> Iterator[str]:
    table = weights(methodology)
    counts = Counter(table["source"])
    yield f"{methodology.edition}: no fault"
    yield f"{methodology.title[lang]}, digest {methodology.digest}"
    yield f"{len(table)} leaves: " + ", ".join(f"{counts[source]} {source}" for source in SOURCES if counts[source])
    yield f"{len(methodology.groups)} groups, {len(methodology.levels)} levels"
    yield ""
    yield f"{'effective weight by block':<{_WIDTH}}  total  " + "  ".join(f"{source:>10}" for source in SOURCES)
    for child in methodology.tree.children(methodology.tree.root.code):
        yield _block(child.code, table[table["block"] == child.code])
    yield from _extremes(table)
    yield from _unknown(methodology)


def _block(code: str, table: pd.DataFrame) -> str:
    parts = [_percent(table.loc[table["source"] == source, "effective"]) for source in SOURCES]
    return f"  {code:<{_WIDTH - 2}} {_percent(table['effective']):>6}  " + "  ".join(f"{part:>10}" for part in parts)


def _percent(weights: pd.Series[float]) -> str:
    if weights.isna().any():
        return "unknown"
    return f"{100 * weights.sum():.1f}%" if len(weights) else "-"


def _extremes(table: pd.DataFrame) -> Iterator[str]:
    known = table["effective"].dropna()
    if known.empty:
        return
    least, most = known.idxmin(), known.idxmax()
    yield ""
    yield f"least leaf {least} {100 * known.min():.2f}%, greatest {most} {100 * known.max():.2f}%"


def _unknown(methodology: Methodology) -> Iterator[str]:
    weightless, postless = unknown(methodology)
    if weightless:
        yield ""
        yield f"{len(weightless)} weights are unknown, so that what stands above them stays blank: {', '.join(weightless)}"
    if postless:
        yield f"{len(postless)} leaves have unknown goalposts and stay blank: {', '.join(postless)}"
