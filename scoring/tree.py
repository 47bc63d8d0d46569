"""The tree of an index: its nodes from the root to the leaves, and how much each of them weighs at the top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from data.types import Text

SOURCES = ("observed", "survey", "statistics", "combined")
"""Where a leaf's value comes from; combined has two sides, which ``combine`` makes one."""

UNTITLED = Text("bez nosaukuma", "untitled")


@dataclass(frozen=True, slots=True)
class Node:
    """A row of ``tree.csv``: a leaf when it is no other's parent.

    ``weight`` is relative to its siblings; ``direction`` is 1 where more is better, -1 where less is. A leaf has a ``source`` and the
    ``indicator`` or ``question`` that it is about, a ``rollup`` of many subjects to one number, a ``normalise`` method with its
    ``low`` and ``high`` goalposts (or targets), and ``reach``, the kinds of bodies it is asked of (all when empty). ``combine`` is the rule
    of a leaf of source combined (see ``scoring.combine``; its default when empty). An inner node has an
    ``aggregate`` method and ``min_coverage``, the share of its applicable children below which it is blank. ``decimals`` rounds the
    node before it goes up (None: never). ``weight_origin`` says who set the weight.
    """

    code: str
    parent: str = ""
    title: Text = UNTITLED
    weight: float = 1.0
    weight_origin: str = ""
    direction: int = 1
    source: str = ""
    indicator: str = ""
    question: str = ""
    rollup: str = ""
    denominate: str = ""
    normalise: str = ""
    low: float | None = None
    high: float | None = None
    aggregate: str = ""
    min_coverage: float = 0.0
    decimals: int | None = None
    reach: tuple[str, ...] = ()
    note: str = ""
    combine: str = ""


@dataclass(frozen=True)
class Tree:
    """The nodes of one index, in the order of its table. Whoever makes one has made sure that it is a tree with one root."""

    nodes: tuple[Node, ...]
    _by_code: Mapping[str, Node] = field(init=False, repr=False, compare=False)
    _children: Mapping[str, tuple[Node, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look up what everything else asks for."""
        below: dict[str, list[Node]] = {}
        for node in self.nodes:
            below.setdefault(node.parent, []).append(node)
        object.__setattr__(self, "_by_code", {node.code: node for node in self.nodes})
        object.__setattr__(self, "_children", {code: tuple(nodes) for code, nodes in below.items()})

    def __getitem__(self, code: str) -> Node:
        """The node of that code. Raises KeyError."""
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        """Whether there is such a node."""
        return code in self._by_code

    @property
    def root(self) -> Node:
        """The one node without a parent."""
        return self._children[""][0]

    @property
    def leaves(self) -> tuple[Node, ...]:
        """The nodes without children, in the order of the table."""
        return tuple(node for node in self.nodes if node.code not in self._children)

    def children(self, code: str) -> tuple[Node, ...]:
        """The nodes right below; none below a leaf."""
        return self._children.get(code, ())

    def upward(self) -> Iterator[Node]:
        """The inner nodes, each after all that are below it; the root comes last."""
        return reversed([node for node in self._downward() if node.code in self._children])

    def above(self, code: str) -> tuple[Node, ...]:
        """The nodes from this one's parent up to the root."""
        found, node = [], self[code]
        while node.parent:
            node = self[node.parent]
            found.append(node)
        return tuple(found)

    def below(self, code: str) -> tuple[Node, ...]:
        """The leaves under a node; a leaf itself for a leaf."""
        children = self.children(code)
        return tuple(leaf for child in children for leaf in self.below(child.code)) if children else (self[code],)

    def depth(self, code: str) -> int:
        """How many steps from the root: 0 for the root itself."""
        return len(self.above(code))

    def shares(self) -> pd.Series[float]:
        """The weight of each node among its siblings: they sum to 1 under every parent, unless all of them weigh nothing."""
        sums = {code: sum(node.weight for node in nodes) for code, nodes in self._children.items()}
        given = [node.weight / sums[node.parent] if sums[node.parent] else 0.0 for node in self.nodes]
        return pd.Series(given, index=pd.Index([node.code for node in self.nodes], name="code"), name="share")

    def effective(self) -> pd.Series[float]:
        """The effective weight of each node: the product of the shares from it up to the root; those of the leaves sum to 1.

        Equal weights of branches of unequal size hide large differences (OECD/JRC Handbook 2008, step 6).
        """
        shares = self.shares()
        found: dict[str, float] = {}
        for node in self._downward():
            found[node.code] = shares[node.code] * found.get(node.parent, 1.0)
        return pd.Series([found[node.code] for node in self.nodes], index=shares.index, name="effective")

    def without(self, codes: Iterable[str]) -> Tree:
        """The tree when these nodes, what is below them, and parents that are left childless are taken out."""
        gone = set(codes)
        leaves = [leaf for leaf in self.leaves if not gone & {leaf.code, *(node.code for node in self.above(leaf.code))}]
        kept = {node.code for leaf in leaves for node in (leaf, *self.above(leaf.code))}
        return Tree(tuple(node for node in self.nodes if node.code in kept))

    def reweighted(self, weights: Mapping[str, float]) -> Tree:
        """The tree with other weights for these nodes."""
        return Tree(tuple(replace(node, weight=weights.get(node.code, node.weight)) for node in self.nodes))

    def _downward(self) -> Iterator[Node]:
        waiting = [self.root]
        for node in waiting:
            yield node
            waiting.extend(self.children(node.code))
