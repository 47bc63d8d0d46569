"""How a method is written in a cell of the tree: a word, and numbers after it (``minmax 1 100``)."""

from __future__ import annotations

from collections.abc import Sequence


def number(word: str) -> float:
    """A number with a decimal point. Raises ValueError with the remedy."""
    try:
        return float(word)
    except ValueError:
        raise ValueError(f"{word!r} is not a number; write one such as 0.5") from None


def numbers(words: Sequence[str], names: Sequence[str], least: int = 0) -> dict[str, float]:
    """The numbers after a method's word under the names they are known by. Raises ValueError when there are too few or too many."""
    if not least <= len(words) <= len(names):
        allowed = f"{least} to {len(names)} numbers ({', '.join(names)})" if names else "nothing"
        raise ValueError(f"{' '.join(words)!r} stands after the word; {allowed} may")
    return dict(zip(names, map(number, words), strict=False))


def pairs(words: Sequence[str]) -> dict[float, float]:
    """Numbers and what each of them gives: ``0=0 30=50 90=100``. Raises ValueError when there are none or they cannot be read."""
    if not words:
        raise ValueError("no steps; write some, such as 0=0 30=50 90=100")
    split = [word.partition("=") for word in words]
    return {number(value): number(given) for value, _, given in split}
