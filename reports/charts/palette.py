"""Colours that also differ in grey, and for those who tell no red from green: each is lighter than the one before it."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.colors import LinearSegmentedColormap, to_rgb

BLOCKS = ("#14304f", "#84519c", "#2f9a8a", "#eda73a", "#cfe6f5")
"""For the parts of a whole, in their order: navy, violet, teal, amber, pale blue."""
HATCHES = ("", "////", "....", "xxxx", "----")
"""Laid over the colours where there are more parts than colours."""
MARK, BESIDE, BLANK = "#14304f", "#b4551d", "#eef2f5"
"""What a chart is about, what it is compared with, and what is not known."""
_HEAT = ("#f6f3e6", "#cfd9bd", "#86b8a4", "#3f8a93", "#1f5a80", "#14304f")
HEAT = LinearSegmentedColormap.from_list("eindekss", _HEAT)
"""From nought (pale) to the most (dark); a scale of lightness before anything else."""


def colours(count: int) -> list[tuple[str, str]]:
    """A colour and a hatch for each of so many parts."""
    return [(BLOCKS[place % len(BLOCKS)], HATCHES[place // len(BLOCKS) % len(HATCHES)]) for place in range(count)]


def lightness(colour: str | Sequence[float]) -> float:
    """How light a colour is to the eye, 0 to 100 (CIE L* of its relative luminance)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]  # type: ignore[arg-type]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


def over(colour: str | Sequence[float]) -> str:
    """The colour of words that stand on this one."""
    return "white" if lightness(colour) < 58 else "#17212b"
