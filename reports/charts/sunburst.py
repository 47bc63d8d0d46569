"""The tree of an index as a sunburst: rings of nodes, each as wide as its share in the whole."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.patches import Wedge

from reports.charts.labels import folded, say
from reports.charts.palette import colours, over
from reports.charts.paper import Chart, figure, style
from reports.wording import number, share
from scoring.tree import Tree

_LEAST_NAMED = 5.0
"""Degrees from which on a node of a named ring has room for its name."""
_CENTRE, _RINGS, _OUTER = 0.75, (1.1, 1.75), 0.55
"""How far the middle and the rings reach. The first two rings bear names; those further out are too many to be read."""


def sunburst(tree: Tree, name: str, lang: str) -> Chart:
    """The tree, its root in the middle. Where a weight is not known, siblings are drawn equal and the words say so."""
    shares = _shares(tree)
    unknown = tree.effective().isna().any()
    title = say("tree", lang, what=tree.root.title[lang])
    blocks = tree.children(tree.root.code)
    with style():
        made = figure(9, 9.4)
        axes = made.add_subplot()
        depth = max(tree.depth(leaf.code) for leaf in tree.leaves)
        for place, (block, (colour, _)) in enumerate(zip(blocks, colours(len(blocks)), strict=True)):
            start = 360 * sum(shares[other.code] for other in blocks[:place])
            _draw(axes, tree, block.code, start, colour, shares, 1, lang)
        axes.text(0, 0, folded(tree.root.title[lang], 12), ha="center", va="center", fontsize=10, weight="bold")
        reach = _inner(depth + 1) + 0.05
        axes.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", title=title)
        axes.axis("off")
    told = "; ".join(f"{block.title[lang]} {share(shares[block.code], lang)}" for block in blocks)
    lines = tuple(
        f"{'  ' * tree.depth(code)}{tree[code].title[lang]}: {_percent(shares[code], lang)}" for code in _downward(tree, tree.root.code)
    )
    about = say("tree_about", lang, told=told) + (f" ({say('unknown_weight', lang)})" if unknown else "")
    return Chart(name, made, title, about, lines)


def _shares(tree: Tree) -> pd.Series[float]:
    """Effective weights; where weights of siblings are not known, those siblings as equals."""
    unknown = {node.parent for node in tree.nodes if math.isnan(node.weight)}
    return tree.reweighted({node.code: 1.0 for node in tree.nodes if node.parent in unknown}).effective()


def _draw(axes: Axes, tree: Tree, code: str, start: float, colour: str, shares: pd.Series[float], ring: int, lang: str) -> None:
    width = 360 * shares[code]
    inner = _inner(ring)
    breadth = _inner(ring + 1) - inner
    # A wedge goes against the clock from the right; people read from the top with it.
    axes.add_patch(
        Wedge((0, 0), inner + breadth, 90 - start - width, 90 - start, width=breadth, facecolor=colour, edgecolor="white", linewidth=0.8)
    )
    if ring <= len(_RINGS) and width >= _LEAST_NAMED:
        _write(axes, tree[code].title[lang], start + width / 2, inner + breadth / 2, width, colour)
    for child in tree.children(code):
        _draw(axes, tree, child.code, start, _lighter(colour), shares, ring + 1, lang)
        start += 360 * shares[child.code]


def _write(axes: Axes, title: str, angle: float, radius: float, width: float, colour: str) -> None:
    turned = -angle if angle <= 90 or angle >= 270 else 180 - angle
    across = width >= 40
    along = 90 - angle if angle <= 180 else 270 - angle
    x, y = radius * math.sin(math.radians(angle)), radius * math.cos(math.radians(angle))
    lines = 4 if across else max(1, min(4, int(width * radius / 11)))
    text = folded(title, 17 if across else 25, lines)
    size = 8.5 if across else 7
    axes.text(
        x, y, text, ha="center", va="center", rotation=turned if across else along, fontsize=size, color=over(colour), linespacing=1.05
    )


def _inner(ring: int) -> float:
    """Where a ring begins, counted from 1."""
    return _CENTRE + sum(_RINGS[: ring - 1]) + _OUTER * max(0, ring - 1 - len(_RINGS))


def _lighter(colour: str) -> str:
    red, green, blue = (round(255 * (part + (1 - part) * 0.28)) for part in to_rgb(colour))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _downward(tree: Tree, code: str) -> list[str]:
    return [code, *(below for child in tree.children(code) for below in _downward(tree, child.code))]


def _percent(part: float, lang: str) -> str:
    return f"{number(100 * part, lang)}{' ' if lang == 'lv' else ''}%"
