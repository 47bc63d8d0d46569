"""How far readers agree who read the same answers: whether the claim is true, by each pair and by all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from data.casebook_rows import Adjudication
from data.guard import plain
from data.types import Text
from scoring.agreement.estimate import REASONS, Estimate
from scoring.agreement.gwet import ac
from scoring.agreement.kappa import kappa
from scoring.validation.counted import Said, one, same
from scoring.validation.counted_rows import REVIEWED
from scoring.validation.review.standing import newest
from scoring.validation.verdict import Verdict

_TOGETHER = Text(
    "Divi vai vairāki lasītāji izskatījuši {cases} atbildes, vienprātīgi {agreed}; AC1 {ac1}",
    "{cases} answers were read by two readers or more, {agreed} of them alike; AC1 {ac1}",
)


@dataclass(frozen=True)
class Agreement:
    """``cases`` were read by two or more, who were of one mind on ``agreed``; kappa by pairs of readers, AC1 of all together."""

    cases: int
    agreed: int
    kappas: Mapping[tuple[str, str], Estimate]
    ac1: Estimate


def agreement(verdicts: Sequence[Verdict], adjudications: Iterable[Adjudication]) -> Agreement:
    """The agreement of the newest decisions of each reader; who could not tell has not read."""
    said = newest(adjudications)
    read = [found for verdict in verdicts if len(found := _found(verdict, said.get(verdict.key, ()))) > 1]
    pairs: dict[tuple[str, str], list[list[int]]] = {}
    for found in read:
        for first, second in combinations(sorted(found), 2):
            table = pairs.setdefault((first, second), [[0, 0], [0, 0]])
            table[found[first]][found[second]] += 1
    counts = [[list(found.values()).count(answer) for answer in (False, True)] for found in read]
    return Agreement(
        cases=len(read),
        agreed=sum(len(set(found.values())) == 1 for found in read),
        kappas={names: kappa(table) for names, table in sorted(pairs.items())},
        ac1=ac(counts or [[0, 0]]),
    )


def _found(verdict: Verdict, said: Sequence[Adjudication]) -> dict[str, bool]:
    """Of each reader who found out, whether the claim is true."""
    counts = {each.reader: one(verdict, Said((each,)), each.at) for each in said}
    return {reader: same(told.counts, verdict.claimed) for reader, told in counts.items() if told.why in REVIEWED}


def lines(found: Agreement, lang: str = "en") -> list[str]:
    """The agreement in words; nothing where nothing was read twice."""
    if not found.cases:
        return []
    told = [_TOGETHER[lang].format(cases=found.cases, agreed=found.agreed, ac1=_number(found.ac1, lang))]
    return [*told, *(f"  {plain(one)}, {plain(other)}: kappa {_number(each, lang)}" for (one, other), each in found.kappas.items())]


def _number(found: Estimate, lang: str) -> str:
    if not found.known:
        return f"- ({REASONS[found.reason][lang]})"
    low_high = "" if found.low != found.low else f" ({found.low:.2f} to {found.high:.2f})"
    return f"{found.value:.2f}{low_high}"
