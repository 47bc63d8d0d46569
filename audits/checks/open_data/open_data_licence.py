"""Whoever uses the data knows that they may."""

import re

from audits.audit import Audit, Case, Source
from audits.open_data import Set, code, faults_of, sets
from audits.open_data_examples import EMPTY, kit, told
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="open-data-licence",
    version=1,
    scope="site",
    title=Text("Datu kopām ir atvērta licence", "Data sets have an open licence"),
    why=Text(
        "Bez licences nav skaidrs, vai datus drīkst izmantot lietotnē, pētījumā vai uzņēmumā.",
        "Without a licence it is not clear whether the data may be used in an app, in research or in business.",
    ),
    method=Text(
        "Saskaita datu kopas, kurām licence nav norādīta vai pēc Atvērtības definīcijas nav atvērta (aizliedz komerciālu izmantošanu vai "
        "atvasinājumus). Licence, ko nepazīstam, neko neizšķir.",
        "Counts the data sets whose licence is not given, or not open by the Open Definition (it forbids commercial use or derivatives). "
        "A licence that we do not know decides nothing.",
    ),
    advice=Text(
        "Izvēlieties portālā licenci CC0 vai CC BY un norādiet to katrai datu kopai.",
        "Choose CC0 or CC BY at the portal and state it for every data set.",
    ),
    source=Source(
        "standard",
        Text("Atvērtības definīcija 2.1, atbilstošās licences", "Open Definition 2.1, conformant licences"),
        "https://opendefinition.org/licenses/",
    ),
    options={
        "open": r"cc-?zero|cc-?0|creative-commons-cczero|cc-?by(-sa)?|creativecommons-(zero|by(-sa)?)|odc-(by|odbl|pddl)|odbl|pddl|"
        r"other-(open|pd|at)|public-domain|publicdomain|(uk-)?ogl(-uk)?|gfdl|mit|mit-license|apache|bsd|eupl|notspecified-open",
        "closed": r"|notspecified|not-specified|unknown|none|other-closed|other-nc|.*-n[cd](-.*)?|all-rights-reserved|closed",
        "addresses": r"creativecommons\.org/(publicdomain/(zero|mark)|licenses/by(-sa)?)/|opendatacommons\.org/licenses/",
    },
    unit=Text("datu kopas", "data sets"),
)


def check(open_data: Json, options: Json) -> Finding:
    """The data sets without one."""
    known = sets(open_data)
    if isinstance(known, Finding):
        return known
    unclear = [one.see(_told(one)) for one in known if _is_open(one, options) is None]
    return faults_of(open_data, known, lambda one: _told(one) if _is_open(one, options) is False else None, unclear)


def _is_open(one: Set, options: Json) -> bool | None:
    """Whether it is; None where we do not know the licence. Versions and countries at the end make no difference."""
    if re.search(options["addresses"], one.raw["licence_url"]):
        return True
    name = re.sub(r"(-v?\d[\d.-]*)(-[a-z]{2,3})?$", "", code(one.raw["licence"]))
    if re.fullmatch(options["closed"], name):
        return False
    return True if re.fullmatch(options["open"], name) else None


def _told(one: Set) -> str:
    return str(one.raw["licence"]) or "license_id = –"


CASES = (
    Case(
        "open in several spellings",
        Outcome.PASSED,
        given={
            "open_data": told(
                *(kit("aa", licence="cc-zero"), kit("bb", licence="CC-BY-4.0"), kit("cc", licence="cc-by-sa-3.0-lv")),
                kit("dd", licence="http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"),
                kit("ee", licence="savs", licence_url="https://creativecommons.org/licenses/by/4.0/"),
            )
        },
        expect=0,
    ),
    Case(
        "not specified, or not for everybody",
        Outcome.FAILED,
        given={"open_data": told(kit("aa"), kit("bb", licence="notspecified"), kit("cc", licence="cc-by-nc-4.0"), kit("dd", licence=""))},
        expect=3,
    ),
    Case(
        "no derivatives",
        Outcome.FAILED,
        given={"open_data": told(kit("aa", licence="CC_BYND_4_0"), kit("bb", licence="cc-by-nd"))},
        expect=1,
    ),
    Case(
        "one that nobody knows",
        Outcome.CANT_TELL,
        given={"open_data": told(kit("aa"), kit("bb", licence="novada-licence"))},
        reason="unclear",
    ),
    Case("not all were read", Outcome.CANT_TELL, given={"open_data": told(kit("aa"), left_out="time")}, reason="incomplete-look"),
    Case("no data sets", Outcome.INAPPLICABLE, given={"open_data": EMPTY}),
)
