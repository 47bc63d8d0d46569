"""A small edition, the bodies that it measures, and what was observed and answered of them, as files: for those who read them all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.types import Outcome
from scoring.inputs import Inputs, inputs
from scoring.methodology import load
from tests.scoring.methodology_sample import written
from tests.scoring.sealed import sealed

P, F, U = Outcome.PASSED, Outcome.FAILED, Outcome.UNTESTED
MUNICIPALITIES = """\
id,name_lv,name_en,kind,population,region
cesis,Cēsis,Cēsis,novads,40000,Vidzeme
riga,"Rīga, galvaspilsēta",Rīga,valstspilseta,600000,Rīga
talsi,Talsi,Talsi,novads,36000,Kurzeme
valka,Valka,Valka,novads,7000,Vidzeme
"""
INSTITUTIONS = "id,name_lv,name_en,kind\nfm,Finanšu ministrija,Ministry of Finance,ministry\n"
SURVEY = """\
institution,question,answer,source,comment
cesis,EP01,7,anketa 2026,"=HYPERLINK(""http://evil.test"";""x"")"
cesis,VI03,50,anketa 2026,
riga,EP01,14,anketa 2026,-1+1
riga,VI03,not relevant,anketa 2026,
talsi,VI03,81.3,anketa 2026,"Jānis Bērziņš, 26000000"
"""
STATISTICS = "institution,question,answer,source\ncesis,EP13,55,CSP\nriga,EP13,91,CSP\ntalsi,EP13,29.5,CSP\n"
RUN = "2026-11-03"


@dataclass(frozen=True)
class Files:
    """Where everything lies that an edition is computed from."""

    edition: Path
    bundles: Path
    registry: Path
    survey: Path
    statistics: Path

    def read(self) -> Inputs:
        """All of it, as a command reads it."""
        return inputs(load(self.edition), self.bundles, survey=self.survey, statistics=self.statistics, registry=self.registry)


def measured(folder: Path) -> Files:
    """Three bodies of four were measured; Valka could not be reached, and answered nothing."""
    made = Files(*(folder / name for name in ("sample", "bundles", "registry", "survey.csv", "statistics.csv")))
    made.edition.mkdir(parents=True)
    made.registry.mkdir()
    written(made.edition)
    sealed(made.bundles, "cesis", 1, [("site-search", F, False), ("broken-links", P, 0)])
    sealed(made.bundles, "cesis", 3, [("site-search", P, True), ("broken-links", F, 3), ("form-count", P, 4), ("https", P, True)])
    sealed(made.bundles, "riga", 3, [("site-search", P, True), ("broken-links", F, 1), ("form-count", P, 12)])
    sealed(made.bundles, "talsi", 3, [("site-search", F, False), ("broken-links", F, 7)], "partial")
    sealed(made.bundles, "valka", 3, [("site-search", U, None), ("broken-links", U, None)], "failed")
    (made.registry / "municipalities.csv").write_text(MUNICIPALITIES, encoding="utf-8")
    (made.registry / "institutions.csv").write_text(INSTITUTIONS, encoding="utf-8")
    made.survey.write_text(SURVEY, encoding="utf-8")
    made.statistics.write_text(STATISTICS, encoding="utf-8")
    return made
