"""What was learned as tables: CSV for programs, Markdown for people; the corpus, the sample and both together stand apart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from audits.accuracy import Tally
from data.errors import ConfigError
from scoring.agreement.detector import Detector
from scoring.agreement.estimate import Estimate
from scoring.validation.learning.rates import Learned

_PLACES = 4
_CORPUS, _SAMPLE, _BOTH = "corpus", "sample", "both"


def indicators(learned: Learned, corpus: Mapping[str, Tally]) -> pd.DataFrame:
    """A row for each reviewed indicator.

    ``*_reviewed`` are cases; precision, recall and specificity are by weight with their limits. Then the counts of the corpus, those that
    the sample adds (effective cases, whole numbers), and recall and specificity of both added.
    """
    rows = []
    for name, told in sorted(learned.indicators.items()):
        mine, theirs = told.tally(), corpus.get(name, Tally())
        both = Detector.of(mine + theirs)
        rows.append(
            {
                "indicator": name,
                "said_reviewed": told.said.n,
                "present_reviewed": told.present.n,
                "absent_reviewed": told.absent.n,
                "untold": told.untold,
                **_limits("precision", told.said.share()),
                **_limits("recall", told.present.share()),
                **_limits("specificity", told.absent.share()),
                "values_reviewed": told.values.n,
                **_limits("values_right", told.values.share()),
                **{f"{_CORPUS}_{part}": getattr(theirs, part) for part in ("found", "missed", "rejected", "imagined")},
                **{f"{_SAMPLE}_{part}": getattr(mine, part) for part in ("found", "missed", "rejected", "imagined")},
                **_limits(f"{_BOTH}_recall", both.sensitivity()),
                **_limits(f"{_BOTH}_specificity", both.specificity()),
            }
        )
    return pd.DataFrame(rows)


def questions(learned: Learned) -> pd.DataFrame:
    """A row for each reviewed question: how many yes and no were reviewed, which share was wrong, and what verdicts are to reckon with."""
    rows = []
    for name, told in sorted(learned.questions.items()):
        used = learned.claim(name)
        rows.append(
            {
                "question": name,
                "yes_reviewed": told.yes.n,
                **_limits("overclaim", told.yes.share()),
                "no_reviewed": told.no.n,
                **_limits("underclaim", told.no.share()),
                "used_overclaim": round(used.overclaim, _PLACES),
                "used_underclaim": round(used.underclaim, _PLACES),
            }
        )
    return pd.DataFrame(rows)


def markdown(learned: Learned, corpus: Mapping[str, Tally]) -> str:
    """Both tables as the docs show them, with what they rest on."""
    common = learned.common()
    told = [
        "# What the random sample taught",
        "",
        f"Edition {learned.edition}; {learned.decided} of {learned.drawn} drawn answers were found out.",
        f"Samples: {', '.join(learned.samples)}.",
        f"Of all yes {common.overclaim:.1%} are reckoned wrong, of all no {common.underclaim:.1%}: two cases of what the edition assumes",
        "stand beside those that were reviewed.",
        *([f"Not represented, as nobody could tell of any: {'; '.join(learned.strata)}."] if learned.strata else []),
        "",
        "## Detectors",
        "",
        "Shares of cases by weight, with 95 % limits; in brackets how many cases were reviewed.",
        "",
        "| indicator | precision | recall | specificity | recall with the corpus | specificity with the corpus |",
        "|---|---|---|---|---|---|",
        *(_detector(name, learned, corpus) for name in sorted(learned.indicators)),
        "",
        "## Answers",
        "",
        "| question | wrong among the yes | wrong among the no |",
        "|---|---|---|",
        *(
            f"| `{name}` | {_words(one.yes.share(), one.yes.n)} | {_words(one.no.share(), one.no.n)} |"
            for name, one in sorted(learned.questions.items())
        ),
        "",
    ]
    return "\n".join(told)


def write(learned: Learned, corpus: Mapping[str, Tally], folder: Path) -> list[Path]:
    """``indicators.csv``, ``questions.csv`` and both as ``learned.json`` in a folder; returns their paths.

    Raises ConfigError when nothing can be written there.
    """
    paths = [folder / "indicators.csv", folder / "questions.csv"]
    found = {"indicators": indicators(learned, corpus), "questions": questions(learned)}
    about = {"edition": learned.edition, "samples": list(learned.samples), "drawn": learned.drawn, "decided": learned.decided}
    plain = {name: json.loads(table.to_json(orient="records")) for name, table in found.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, table in zip(paths, found.values(), strict=True):
            table.to_csv(path, index=False, lineterminator="\n")
        paths.append(folder / "learned.json")
        paths[-1].write_text(json.dumps({**about, **plain}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{folder}: cannot write there ({error.strerror}); choose another folder with --out") from error
    return paths


def _limits(name: str, found: Estimate) -> dict[str, float]:
    return {f"{name}{end}": round(value, _PLACES) for end, value in (("", found.value), ("_low", found.low), ("_high", found.high))}


def _detector(name: str, learned: Learned, corpus: Mapping[str, Tally]) -> str:
    told = learned.indicators[name]
    both = Detector.of(told.tally() + corpus.get(name, Tally()))
    own = [_words(part.share(), part.n) for part in (told.said, told.present, told.absent)]
    pooled = [_words(found, round(of)) for found, of in ((both.sensitivity(), both.present), (both.specificity(), both.absent))]
    return f"| `{name}` | {' | '.join((*own, *pooled))} |"


def _words(found: Estimate, of: int) -> str:
    return f"{found.value:.0%}, {found.low:.0%}-{found.high:.0%} ({of})" if found.known else "-"
