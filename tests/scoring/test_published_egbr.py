"""The EU eGovernment Benchmark 2023, from the answers at every address to the score of a country, by an edition in our own tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from scoring.answers import answers as read_answers
from scoring.matrix import Matrix, matrix
from scoring.methodology import Methodology, load
from scoring.score import Scores, score
from tests.scoring.editions.egbr2023 import make
from tests.scoring.egbr_answers import EVENTS, FOLDER, answers, as_written, table

HERE = Path(__file__).parent
COLUMNS = {
    "national": {
        "online_availability": "1.1",
        "mobile": "1.2",
        "service_delivery": "2.1",
        "eid": "3.1",
        "edocuments": "3.2",
        "prefilled": "3.3",
    },
    "cross_border": {"online_availability": "4.1", "eid": "4.3", "edocuments": "4.4"},
}
"""The published scores of a service, by the indicator that they belong to."""
NONE = np.nan
BY_HAND = {
    # Proactive in these three, yet the publisher scored it by its answers.
    ("NO", "family.3.1.s1.2"): NONE,
    ("NO", "family.3.2.s1.2"): 0.0,
    ("SI", "family.2.1.s1.2"): 0.0,
    ("SI", "family.3.1.s1.2"): 0.0,
    ("SI", "family.3.2.s1.2"): 0.0,
    ("SK", "family.2.1.s1.2"): 50.0,
    ("SK", "family.3.1.s1.2"): 67.0,
    ("SK", "family.3.2.s1.2"): 0.0,
    # No documents are needed, so that nothing should be judged.
    ("LT", "start-up.4.4.s6.2"): 0.0,
    ("PL", "business.4.4.s3.2"): 0.0,
}
"""The published scores of services that do not follow from the answers; by our edition they are 100, the last two blank."""
TURKEY = ("TR", "health.4.4", 0.0, None)
"""Of no service that it is the mean of any score was published, and it was published as 0."""
EVENT_COLUMNS = {"Business Start-up (2022)": "start-up", "Regular business operations (2021)": "business"}
OF_2022, BUSINESS = {"start-up", "family", "career", "studying"}, {"start-up", "business"}
AVERAGES = {
    "Biennial average 2021 + 2022": set(EVENTS.values()),
    "Average (2022)": OF_2022,
    "Average (2021)": set(EVENTS.values()) - OF_2022,
    "Business life events 2021 + 2022": BUSINESS,
    "Citizen life events 2021 + 2022": set(EVENTS.values()) - BUSINESS,
}
Different = list[tuple[str, str, float | None, float | None]]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def benchmark() -> Methodology:
    return load(HERE / "editions/egbr2023")


@pytest.fixture(scope="module")
def known(benchmark: Methodology) -> Matrix:
    told = answers()
    countries = pd.DataFrame(index=pd.Index(sorted(told["unit"].unique()), name="unit"))
    return matrix(benchmark.tree, countries, survey=told, rollups=benchmark.rollups)


@pytest.fixture(scope="module")
def found(benchmark: Methodology, known: Matrix) -> Scores:
    return scored(benchmark, known)


@pytest.fixture(scope="module")
def corrected(benchmark: Methodology, known: Matrix) -> Scores:
    """With the ten scores of services as they were published."""
    values, applicable = known.values.copy(), known.applicable.copy()
    for (country, code), published in BY_HAND.items():
        below = [leaf.code for leaf in benchmark.tree.below(code)]
        values.loc[country, below] = published / 100
        applicable.loc[country, below] = not np.isnan(published)
    return scored(benchmark, Matrix(values, known.basis, applicable))


def scored(methodology: Methodology, known: Matrix) -> Scores:
    return score(methodology, known, pd.DataFrame(index=known.applicable.index))


def different(own: pd.Series[float], published: pd.Series[float], code: str) -> Different:
    """The countries where the two are not the same to 1e-9, with the published and our score."""
    both = pd.DataFrame({"published": published, "own": own.reindex(published.index)})
    apart = both["published"].sub(both["own"]).abs().gt(1e-9) | both["published"].isna().ne(both["own"].isna())
    return [(str(who), code, _number(given), _number(ours)) for who, given, ours in both[apart].itertuples()]


def _number(one: float) -> float | None:
    return None if np.isnan(one) else float(one)


def published_scores() -> pd.DataFrame:
    """A row a country, columns by period or life event and by code of the score."""
    rows = pd.read_csv(FOLDER / "scores.csv")
    codes = rows["scoring"].str.extract(r"^([\d.]+?)\.? ")[0]
    return rows.drop(columns="scoring").assign(code=codes).pivot_table(index="country", columns="code", dropna=False)


def of_life_events(scores: Scores) -> Different:
    published = published_scores()
    apart: Different = []
    for column, code in zip(*(published.columns.get_level_values(level) for level in (0, 1)), strict=True):
        event = EVENT_COLUMNS.get(column, column.partition(" (")[0].lower())
        if event in EVENTS.values():
            node = event if code == "0" else f"{event}.{code}"
            own = scores.nodes.get(node, pd.Series(NONE, index=published.index))
            apart += different(own, published[column, code], node)
    return apart


def averaged(scores: Scores, events: Collection[str]) -> Scores:
    """The averages over some life events."""
    whole = load(HERE / "editions/egbr2023-averages")
    some = replace(whole, tree=whole.tree.without(leaf.code for leaf in whole.tree.leaves if leaf.code.rpartition(".")[2] not in events))
    values = pd.DataFrame({leaf.code: scores.nodes.get(leaf.question, NONE) for leaf in some.tree.leaves}, index=scores.nodes.index)
    return scored(some, Matrix.plain(values, "statistics"))


def test_the_tables_are_those_that_were_made(tmp_path: Path) -> None:
    make.main(tmp_path)
    for path in sorted(tmp_path.rglob("*.csv")):
        assert path.read_bytes() == (HERE / "editions" / path.relative_to(tmp_path)).read_bytes()


def test_every_service(found: Scores) -> None:
    count, apart = 0, []
    for name, indicators in COLUMNS.items():
        rows = table(f"{name}_services")
        for (event, service), group in rows.groupby(["life_event", "service"]):
            for column, indicator in indicators.items():
                code = f"{event}.{indicator}.s{service}"
                published = pd.to_numeric(group.set_index("country")[column])
                count += int(published.notna().sum())
                apart += different(found.nodes.get(code, pd.Series(NONE, index=published.index)), published, code)
    assert count == 15849
    assert {(who, code): published for who, code, published, _ in apart} == pytest.approx(
        {who: None if np.isnan(value) else value for who, value in BY_HAND.items()}
    )
    assert [own for *_, own in apart if own is not None] == [100.0] * 8


def test_every_life_event(found: Scores, corrected: Scores) -> None:
    apart = of_life_events(found)
    assert len(apart) == 19
    assert {who for who, *_ in apart} == {"LT", "NO", "SI", "SK", "TR"}
    assert of_life_events(corrected) == [TURKEY]


@pytest.mark.parametrize("period", AVERAGES)
def test_every_average(corrected: Scores, period: str) -> None:
    published = published_scores()[period]
    own = averaged(corrected, AVERAGES[period])
    apart = [
        one
        for code in published
        for one in different(own.nodes.get(f"mean.{code}", pd.Series(NONE, index=published.index)), published[code], code)
    ]
    assert [(who, code) for who, code, *_ in apart] == ([("TR", "4.4")] if "health" in AVERAGES[period] else [])


def test_answers_read_from_a_table_give_the_same(benchmark: Methodology, found: Scores, tmp_path: Path) -> None:
    written = as_written().rename(columns={"unit": "institution", "code": "question"})
    written[written["institution"] == "LV"].to_csv(tmp_path / "answers.csv", index=False)
    latvia = pd.DataFrame(index=pd.Index(["LV"], name="unit"))
    told = read_answers(tmp_path / "answers.csv")
    own = score(benchmark, matrix(benchmark.tree, latvia, survey=told, rollups=benchmark.rollups), latvia)
    pd.testing.assert_frame_equal(own.nodes, found.nodes.loc[["LV"]], check_exact=True)


def test_the_overall_score_of_two_years(found: Scores, corrected: Scores) -> None:
    published = published_scores()["Biennial average 2021 + 2022", "0"]
    assert not different(corrected.root, published, "whole")
    off = (found.root - published).abs()
    assert sorted(off.index[off > 1e-9]) == ["LT", "NO", "SI", "SK"]
    assert off.max() < 0.39
    assert found.root["LV"] == pytest.approx(81.6812423451891, abs=1e-9)
    assert found.ranks["overall"].sub(published.rank(method="min", ascending=False)).abs().max() <= 1
