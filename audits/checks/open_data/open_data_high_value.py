"""Data of the kinds that the European Union calls most valuable are marked as such."""

import re

from audits.audit import Audit, Case, Source
from audits.kit import cant_tell, found
from audits.open_data import Set, place_of, sets
from audits.open_data_examples import EMPTY, kit, told
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="open-data-high-value",
    version=1,
    scope="site",
    title=Text("Augstvērtīgas datu kopas", "High-value data sets"),
    why=Text(
        "Adreses, robežas, gaisa kvalitāte vai ceļu tīkls ir dati, uz kuriem citi būvē pakalpojumus.",
        "Addresses, boundaries, air quality or the road network are data on which others build services.",
    ),
    method=Text(
        "Saskaita datu kopas, kas atzīmētas kā augstvērtīgas (kategorija vai norāde uz regulu). Ja neviena nav atzīmēta, bet temats atbilst kādai no "
        "sešām kategorijām, jāvērtē cilvēkam.",
        "Counts the data sets marked as high-value (by category, or by naming the regulation). Where none is marked but a subject fits one of the "
        "six categories, a person has to judge.",
    ),
    advice=Text(
        "Datu kopai, kas atbilst regulas pielikumam, norādiet augstvērtīgo datu kategoriju.",
        "State the high-value category of a data set that the annex of the regulation covers.",
    ),
    source=Source(
        "law",
        Text("Komisijas Īstenošanas regula (ES) 2023/138", "Commission Implementing Regulation (EU) 2023/138"),
        "https://eur-lex.europa.eu/eli/reg_impl/2023/138/oj",
    ),
    options={"marks": r"data\.europa\.eu/bna/c_[0-9a-f]{8}|2023/138|^(true|yes|jā|hvd)$", "tags": r"^(hvd|high[- ]value.*|augstvērtīg.*)$"},
    measures=True,
    unit=Text("datu kopas", "data sets"),
)


def check(open_data: Json, words: Vocabulary, options: Json) -> Finding:
    """Those that are marked."""
    known = sets(open_data)
    if isinstance(known, Finding):
        return known
    marked = [one for one in known if _marked(one, options)]
    if open_data["left_out"]:
        return cant_tell("incomplete-look", place_of(open_data), value=len(marked))
    if marked:
        return found(len(marked), *[one.see(", ".join(one.raw["high_value"] or one.raw["tags"])) for one in marked])
    fitting = [(one, said) for one in known if (said := words.text("high-value-data", " . ".join([one.raw["title"], *one.raw["tags"]])))]
    return cant_tell("unclear", *[one.see(said) for one, said in fitting]) if fitting else found(0, place_of(open_data))


def _marked(one: Set, options: Json) -> bool:
    told_so = any(re.search(options["marks"], str(each), re.IGNORECASE) for each in one.raw["high_value"])
    return told_so or any(re.search(options["tags"], str(each), re.IGNORECASE) for each in (*one.raw["tags"], *one.raw["groups"]))


CASES = (
    Case(
        "by category, by regulation, by tag",
        Outcome.PASSED,
        given={
            "open_data": told(
                kit("aa", high_value=["http://data.europa.eu/bna/c_ac64a52d"]),
                kit("bb", high_value=["http://data.europa.eu/eli/reg_impl/2023/138/oj"]),
                *(kit("cc", tags=["Augstvērtīgie dati"]), kit("dd")),
            )
        },
        expect=3,
    ),
    Case("none", Outcome.PASSED, given={"open_data": told(kit("aa", title="Kapsētas"))}, expect=0),
    Case(
        "not marked, though of such a subject",
        Outcome.CANT_TELL,
        given={"open_data": told(kit("aa", title="Novada adreses un administratīvās robežas"))},
        reason="unclear",
    ),
    Case("no data sets", Outcome.INAPPLICABLE, given={"open_data": EMPTY}),
)
