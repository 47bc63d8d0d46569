"""The answers of the eGovernment Benchmark, as its workbook has them, in the shape that every survey has here."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.types import Outcome
from scoring.rollup import COLUMNS

FOLDER = Path(__file__).parent / "reference/egbr2023"
EVENTS = {
    "Business Start-up": "start-up",
    "Economic": "business",
    **{name: name.lower() for name in ("Family", "Career", "Studying", "Transport", "Justice", "Moving", "Health")},
}
"""The codes of the life events in the edition."""
CONDITIONS = {"F1": "sign_in", "F6": "documents", "F8": "personal_data", "I1": "sign_in", "I3": "documents"}
"""Questions that say at which addresses another question counts, by the column that the edition's rollups read."""
ATTRIBUTES = ("level", "proactive", "applicable", "sign_in", "documents", "personal_data")
_WORDS = {
    "yes": Outcome.PASSED.value,
    "no": Outcome.FAILED.value,
    "yyes": Outcome.FAILED.value,  # as the publisher counted it
    "nr": Outcome.INAPPLICABLE.value,
    "nr*": Outcome.INAPPLICABLE.value,
    "": Outcome.UNTESTED.value,
    "0": Outcome.FAILED.value,
    **dict.fromkeys(map(str, (1, 2, 3, 4, 5, 100)), Outcome.PASSED.value),
}


def table(name: str) -> pd.DataFrame:
    """A table of the folder as text, its life events by their codes."""
    found = pd.read_csv(FOLDER / f"{name}.csv", dtype=str, keep_default_na=False)
    return found.assign(life_event=found["life_event"].map(EVENTS))


def as_written() -> pd.DataFrame:
    """All answers in their own words: a row a country (``unit``), question (``code``) and address or portal (``subject``)."""
    parts = [_of_services("national"), _of_services("cross_border"), _of_portals("national"), _of_portals("cross_border")]
    return pd.concat(parts, ignore_index=True)[["unit", "code", "subject", "answer", *ATTRIBUTES]]


def answers() -> pd.DataFrame:
    """All answers, ready to be rolled up."""
    rows = as_written()
    words = rows["answer"].str.strip().str.lower()
    numbers = pd.to_numeric(words.replace({"yes": "1", "no": "0", "yyes": "0"}), errors="coerce")
    told = rows.assign(outcome=words.map(_WORDS), value=words, number=numbers, at=None)
    return told[[*COLUMNS, *ATTRIBUTES]]


def _of_services(name: str) -> pd.DataFrame:
    known = table(f"{name}_services")[["country", "life_event", "service", "level", "proactive", "applicable"]]
    rows = table(f"{name}_answers").merge(known, on=["country", "life_event", "service"], validate="many_to_one")
    conditions = {question: column for question, column in CONDITIONS.items() if question in rows}
    return _long(rows.rename(columns=conditions), rows["life_event"] + ".s" + rows["service"])


def _of_portals(name: str) -> pd.DataFrame:
    rows = table(f"{name}_portals")
    return _long(rows.assign(service=""), rows["life_event"])


def _long(rows: pd.DataFrame, prefix: pd.Series[str]) -> pd.DataFrame:
    known = rows.reindex(columns=["country", *ATTRIBUTES], fill_value="").assign(prefix=prefix, subject=rows.index.astype(str))
    questions = [column for column in rows if column not in {*known, "life_event", "service"}]
    wide = pd.concat([known, rows[questions]], axis=1)
    long = wide.melt(id_vars=list(known), var_name="question", value_name="answer")
    return long.assign(code=long["prefix"] + "." + long["question"]).rename(columns={"country": "unit"})
