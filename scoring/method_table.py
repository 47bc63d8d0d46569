"""How an edition computes (``method.csv``): the settings that hold for its whole tree, each known by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data import cells
from data.tables import Faults, Reader, Row, once, read
from scoring import impute, treat
from scoring.table_cells import near, whole, within

COLUMNS = ("setting", "value", "note")
Value = str | float


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting: what its cell may hold, what holds where it is not given (None: it must be given), and what it means."""

    reader: Reader
    default: Value | None
    meaning: str


SETTINGS: Mapping[str, Setting] = {
    "title_lv": Setting(cells.words, None, "the edition's name in Latvian"),
    "title_en": Setting(cells.words, None, "the edition's name in English"),
    "floor": Setting(within(0, 1), 0.5, "share of the effective weight below which a body is not ranked: insufficient evidence"),
    "denominate": Setting(cells.one_of(("yes", "no")), "yes", "whether leaves are divided by the column in their denominate cell"),
    "impute": Setting(cells.one_of(impute.WAYS), "none", "how missing values are filled before scoring; the official score fills none"),
    "impute_max_age": Setting(whole(0, 100), 1, "for linear and last: how many years a value may be old"),
    "screen": Setting(within(0, 1), 0.0, "share of known values below which a body is taken out before anything else"),
    "treat": Setting(cells.one_of(treat.WAYS), "none", "how outliers are treated before normalising"),
    "rank_decimals": Setting(whole(0, 15), 10, "decimals to which scores are rounded before they are ranked"),
    "print_decimals": Setting(whole(0, 15), 1, "decimals with which scores are printed; nothing is computed from printed ones"),
    "seed": Setting(whole(0, 2**63 - 1), 2026, "seed of every random draw"),
    "runs": Setting(whole(1, 10**7), 10_000, "runs of the uncertainty analysis"),
    "interval": Setting(within(0.01, 0.999), 0.9, "share of the runs inside a printed rank band"),
    "weight_noise": Setting(within(0, 1), 0.25, "how far the uncertainty analysis draws a weight up or down, as a share of it"),
    "overclaim": Setting(within(0, 1), 0.2, "share of the survey's yes taken to be wrong where no audit sample has told it"),
    "underclaim": Setting(within(0, 1), 0.05, "share of the survey's no taken to be wrong where no audit sample has told it"),
    "detector_errors": Setting(
        cells.one_of(("alone", "pooled")),
        "alone",
        "whether each indicator's errors are told by its own counts, or learn from all indicators",
    ),
    "contradict_below": Setting(
        within(0, 0.5), 0.05, "chance of being true at or below which an answer is contradicted; it is confirmed at 1 minus that or above"
    ),
}
"""All settings. A new one is a line here; ``eindekss methodology check`` and docs/methodology.md tell them to people."""


def method(path: Path, faults: Faults) -> Mapping[str, Value]:
    """Every setting by name, with its default where the table is silent; what is wrong with it goes to ``faults``."""
    rows = read(path, dict.fromkeys(COLUMNS, str), faults)
    once(rows, "setting", faults)
    given = dict(pair for row in rows if (pair := _setting(row, faults)))
    named = {row["setting"] for row in rows}
    for name in (name for name, setting in SETTINGS.items() if setting.default is None and name not in named):
        faults.add(f"{path}:1", f"setting: {name} is not given; add a row {name},{SETTINGS[name].meaning}")
    return {name: given.get(name, setting.default or 0.0) for name, setting in SETTINGS.items()}


def _setting(row: Row, faults: Faults) -> tuple[str, Value] | None:
    name = row["setting"]
    if name not in SETTINGS:
        faults.add(row.place, f"setting: {name!r} is unknown; {near(name, SETTINGS)}")
        return None
    try:
        return name, SETTINGS[name].reader(row["value"])
    except ValueError as error:
        faults.add(row.place, f"value: {name}: {error}")
    return None
