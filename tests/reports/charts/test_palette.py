"""Colours that can be told apart in grey and without seeing red and green."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from reports.charts.palette import BESIDE, BLOCKS, HEAT, MARK, colours, lightness, over

DEUTAN = np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]])
PROTAN = np.array([[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]])
"""Machado, Oliveira and Fernandes 2009 (10.1109/TVCG.2009.113), severity 1.0; applied to linear light."""


def _seen(colour: str, by: np.ndarray) -> tuple[float, ...]:
    parts = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    seen = np.clip(by @ linear, 0, 1)
    return tuple(float(one) for one in np.where(seen <= 0.0031308, seen * 12.92, 1.055 * seen ** (1 / 2.4) - 0.055))


@pytest.mark.parametrize("by", [np.eye(3), DEUTAN, PROTAN], ids=["all", "deutan", "protan"])
def test_blocks_differ_in_lightness(by: np.ndarray) -> None:
    seen = [lightness(_seen(colour, by)) for colour in BLOCKS]
    assert [round(after - before) >= 10 for before, after in pairwise(seen)] == [True] * 4
    assert abs(lightness(_seen(MARK, by)) - lightness(_seen(BESIDE, by))) > 12


def test_the_map_grows_darker_with_every_point() -> None:
    shades = [lightness(HEAT(part / 20)[:3]) for part in range(21)]
    assert [before - after > 1 for before, after in pairwise(shades)] == [True] * 20


def test_words_on_a_colour_can_be_read() -> None:
    for part in range(101):
        ground = HEAT(part / 100)[:3]
        assert abs(lightness(ground) - lightness(over(ground))) > 40
    for colour in BLOCKS:
        assert abs(lightness(colour) - lightness(over(colour))) > 40


def test_more_parts_than_colours_are_hatched() -> None:
    assert len(set(colours(12))) == 12
    assert [hatch for _, hatch in colours(6)] == ["", "", "", "", "", "////"]
