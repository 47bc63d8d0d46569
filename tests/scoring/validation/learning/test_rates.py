"""Rates: unbiased whatever the strata, from the sample alone; what the queue decides changes none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from audits.accuracy import Tally
from data.casebook_rows import Adjudication, Said, Sample, Sampled
from scoring.draws import Claim
from scoring.validation.learning import tables
from scoring.validation.learning.draw import cells, draw
from scoring.validation.learning.rates import Counted, Learned, alike, claimed, learn
from scoring.validation.learning.seen import Kept, kept, read
from scoring.validation.look import Look
from scoring.validation.verdict import Verdict
from tests.scoring.validation.seen import WHOLE, F, P, look, question, questionnaire, row

AT = datetime(2026, 11, 20, tzinfo=UTC)
ASKED = questionnaire(question(id="Q1"))
ASSUMED = Claim(0.2, 0.05)
CORNERS = {"yes/found": (300, 0.99), "yes/not-found": (60, 0.3), "no/found": (20, 0.4), "no/not-found": (120, 0.05)}
"""How many there are of each, and the chance that the thing is there."""


def population(seed: int) -> tuple[list[Verdict], dict[str, bool], dict[str, Look]]:
    """Answers with looks, and what is true."""
    rng = np.random.default_rng(seed)
    told: list[Verdict] = []
    truth: dict[str, bool] = {}
    looks = {}
    for corner, (there_are, chance) in CORNERS.items():
        said, seen = corner.split("/")
        for _ in range(there_are):
            body = f"body-{len(told):03}"
            one = row("budget", P if seen == "found" else F, whole=True)
            status = "confirmed" if (said == "yes") == (seen == "found") else "contradicted"
            share = chance if said == "yes" else 1 - chance
            told.append(Verdict("e", body, "Q1", "", said == "yes", status, observed=seen == "found", chance=share, seen=(one,)))
            truth[body] = bool(rng.random() < chance)
            looks[body] = look(one, institution=body, coverage=WHOLE)
    return told, truth, looks


def drawn(told: Sequence[Verdict], looks: dict[str, Look], size: int, seed: int) -> tuple[Sample, list[Sampled]]:
    found = draw(cells(ASKED, told, {}), size, seed)
    design = {"cells": [kept(ASKED, cell.verdict, looks[cell.verdict.institution]).record() for cell, _ in found.rows]}
    return Sample(found.id, "e", seed, size, AT, design), list(found.indicators)


def decided(body: str, truth: Said, sample: str | None, asked: str = "Q1", **more: object) -> Adjudication:
    made = Adjudication(
        "e", body, asked, "", "anna", "agree", "confirmed", truth, "", AT, purpose="sample" if sample else "queue", sample=sample
    )
    return replace(made, **more)  # type: ignore[arg-type]


def learned(seed: int, size: int = 120) -> tuple[Learned, tuple[float, float, float, float]]:
    """What a sample teaches, and what is so: precision, recall, over- and underclaim."""
    told, truth, looks = population(3)
    sample, rows = drawn(told, looks, size, seed)
    said = [decided(each.key[0], truth[each.key[0]], sample.id) for each in read(sample)]
    found = {one.institution: one.observed is True for one in told}
    claims = {one.institution: one.claimed is True for one in told}

    def share(of: dict[str, bool], among: list[str]) -> float:
        return sum(of[body] for body in among) / len(among)

    yes, no = ([body for body, held in claims.items() if held is said] for said in (True, False))
    so = (
        share(truth, [body for body, held in found.items() if held]),
        share(found, [body for body, held in truth.items() if held]),
        1 - share(truth, yes),
        share(truth, no),
    )
    return learn(ASKED, [(sample, rows)], said, ASSUMED), so


def test_rates_are_unbiased_whatever_the_strata() -> None:
    told = []
    for seed in range(60):
        found, so = learned(seed)
        detector, answers = found.indicators["budget"], found.questions["Q1"]
        told.append([part.share().value for part in (detector.said, detector.present, answers.yes, answers.no)])
    errors = np.mean(told, axis=0) - np.array(so)
    assert np.abs(errors).max() < 0.015
    # Counted without weights the corners that were drawn oftener would weigh too much.
    plain = np.mean(found.questions["Q1"].yes.right)
    assert abs(plain - so[2]) > 0.05


def test_limits_hold_the_truth_about_as_often_as_they_say() -> None:
    inside = []
    for seed in range(100):
        found, so = learned(seed, 100)
        share = found.questions["Q1"].yes.share()
        inside.append(share.low <= so[2] <= share.high)
    assert np.mean(inside) >= 0.9


def test_what_the_queue_decides_changes_no_rate() -> None:
    told, truth, looks = population(3)
    sample, rows = drawn(told, looks, 100, 1)
    said = [decided(each.key[0], truth[each.key[0]], sample.id) for each in read(sample)]
    plain = learn(ASKED, [(sample, rows)], said, ASSUMED)
    queue = [decided(one.institution, truth=False, sample=None, reader=reader) for one in told for reader in ("anna", "berta")]
    later = [replace(one, at=datetime(2026, 12, 1, tzinfo=UTC)) for one in queue]
    with_queue = learn(ASKED, [(sample, rows)], [*queue, *said, *later], ASSUMED)
    assert with_queue == plain
    assert with_queue.rates().digest == plain.rates().digest
    assert learn(ASKED, [(sample, rows)], queue, ASSUMED).decided == 0


def test_what_nobody_could_tell_is_made_up_for_within_its_stratum() -> None:
    told, truth, looks = population(3)
    sample, rows = drawn(told, looks, 120, 1)
    cells_ = read(sample)
    contested = [each.key[0] for each in cells_ if each.claimed is True and each.observed is False]
    silent = set(contested[::2])
    said = [
        decided(
            each.key[0],
            None if each.key[0] in silent else truth[each.key[0]],
            sample.id,
            decision="ask" if each.key[0] in silent else "agree",
        )
        for each in cells_
    ]
    found = learn(ASKED, [(sample, rows)], said, ASSUMED)
    assert found.decided == len(cells_) - len(silent)
    assert sum(found.questions["Q1"].yes.weights) == pytest.approx(360)
    nothing = [each for each in said if each.institution not in contested]
    assert learn(ASKED, [(sample, rows)], nothing, ASSUMED).strata == ("Q1  yes/not-found",)


def test_readers_who_differ_have_found_nothing_until_a_third_has_read() -> None:
    told, _, looks = population(3)
    sample, rows = drawn(told, looks, 20, 1)
    body = read(sample)[0].key[0]
    two = [decided(body, truth=True, sample=sample.id), decided(body, truth=False, sample=sample.id, reader="berta")]
    assert learn(ASKED, [(sample, rows)], two, ASSUMED).decided == 0
    third = decided(body, truth=False, sample=sample.id, reader="cilda")
    assert learn(ASKED, [(sample, rows)], [*two, third], ASSUMED).decided == 1


def test_few_cases_stand_beside_the_common_rate() -> None:
    found, _ = learned(1)
    only = replace(found, questions={**found.questions, "Q2": type(found.questions["Q1"])()})
    assert only.claim("Q2") == only.common()
    assert 0 < only.claim("Q1").overclaim < 1
    assert "Q2" not in only.rates().claims


def test_counts_for_the_corpus_are_whole_and_effective() -> None:
    told = Counted()
    for weight, right in ((1.0, True), (1.0, True), (4.0, False), (4.0, True)):
        told.add(weight, right=right)
    assert told.effective == pytest.approx(100 / 34)
    assert told.share().value == pytest.approx(0.6)
    assert told.counts() == (2, 1)
    assert Counted().counts() == (0, 0)
    assert not Counted().share().known


def test_answers_of_every_type() -> None:
    several = question("overlap", "multiple", options={"a": "budget", "b": "not staff", "c": ""})
    assert claimed(several, ("a",), ("a", "b")) == [(True, True), (False, True), (False, False)]
    number = question("number 10%", "number")
    assert claimed(number, 10.0, 10) == [(True, True)]
    assert alike(number, 10, 11)
    assert not alike(number, 10, 12)
    assert claimed(question("date 31", "date"), "2026-05-01", "2026-05-02") == [(True, False)]


def test_what_is_kept_of_options_and_numbers() -> None:
    several = question("overlap", "multiple", options={"a": "budget", "b": "not staff"}, id="Q2")
    number = question("number 10%", "number", "forms", id="Q3")
    asked = questionnaire(several, number)
    seen = look(row("budget", P), row("staff", F))
    verdict = Verdict("e", "dobele", "Q2", "", ("a",), "confirmed", observed=("a", "b"))
    found = kept(asked, verdict, seen)
    assert found.found == {"a": ("budget", True, True), "b": ("staff", False, False)}
    counted = kept(asked, Verdict("e", "dobele", "Q3", "", 7, "contradicted", observed=9), seen)
    assert counted.number == "forms"
    sample = Sample("s", "e", 1, 2, AT, {"cells": [found.record(), counted.record()]})
    assert read(sample) == [found, counted]
    rows = [Sampled("s", *each.key, "", "all", 1.0) for each in read(sample)]
    said = [decided("dobele", ("a",), "s", "Q2"), decided("dobele", 7, "s", "Q3")]
    told = learn(asked, [(sample, rows)], said, ASSUMED).indicators
    # Of staff it was said that it is not there; the reader did not tick "no staff", so that it is.
    assert (told["budget"].present.counts(), told["staff"].present.counts()) == ((1, 0), (0, 1))
    assert told["forms"].tally() == Tally(values=1, values_right=0)
    assert isinstance(found, Kept)


def test_tables() -> None:
    found, _ = learned(1)
    corpus = {"budget": Tally(found=10, missed=1, rejected=20, imagined=1)}
    told = tables.indicators(found, corpus).iloc[0]
    assert told["corpus_found"] == 10
    assert told["both_recall"] == pytest.approx((10 + told["sample_found"]) / (11 + told["sample_found"] + told["sample_missed"]), abs=1e-4)
    assert told["precision_low"] < told["precision"] < told["precision_high"]
    assert tables.questions(found).loc[0, "yes_reviewed"] == found.questions["Q1"].yes.n
    text = tables.markdown(found, corpus)
    assert "| `budget` |" in text
    assert "| `Q1` |" in text
