"""What is published can be downloaded."""

from collections.abc import Mapping
from datetime import datetime

from audits.audit import Audit, Case, Source
from audits.kit import broken, cant_tell, found, inapplicable
from audits.open_data import Set, place_of, sets
from audits.open_data_examples import EMPTY, answer, file, kit, told
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="open-data-links",
    version=1,
    scope="site",
    title=Text("Datu kopu faili ir lejupielādējami", "The files of data sets can be downloaded"),
    why=Text("Datu kopa, kuras faila vairs nav, ir tikai virsraksts.", "A data set whose file is gone is only a title."),
    method=Text(
        "Līdz 20 failu adresēm pajautā galvenes, bet, ja ar to nepietiek, pirmos baitus; saskaita tās, kuru vairs nav (404, 410) vai kas nav adrese. "
        "Ja serveris klusē vai atsaka, tas nav iestādes trūkums.",
        "Asks up to 20 addresses of files for their headers or, where that is not enough, their first bytes; counts those that are gone (404, 410) "
        "or no address. That a server is silent or refuses is no fault of the body.",
    ),
    advice=Text(
        "Salabojiet datu kopās adreses, pa kurām faila vairs nav, vai augšupielādējiet failu portālā.",
        "Mend the addresses in data sets where the file is gone, or upload the file to the portal.",
    ),
    source=Source(
        "standard",
        Text(
            "DCAT-AP: dcat:accessURL un dcat:downloadURL; VARAM: tieša saite uz failu",
            "DCAT-AP: dcat:accessURL and dcat:downloadURL; VARAM: a direct link to the file",
        ),
        "https://semiceu.github.io/DCAT-AP/releases/3.0.0/",
    ),
    options={"gone": ["not-found"], "trouble_confidence": 0.8},
    unit=Text("saites", "links"),
)


def check(open_data: Json, options: Json) -> Finding:
    """The addresses that lead to nothing, beside how many answer."""
    known = sets(open_data)
    if isinstance(known, Finding):
        return known
    checked = open_data["checked"]
    gone = [each for each in checked if each["reason"] in options["gone"]]
    nowhere = [one.see(str(each["url"]) or "url = –") for one in known for each in one.resources if not each["is_address"]]
    if gone or nowhere:
        return broken(len(gone) + len(nowhere), _told(open_data), *nowhere, *(_seen(each, known) for each in gone))
    answering = [each for each in checked if each["reason"] is None]
    if answering:
        silent = len(answering) < len(checked)
        return found(
            0, _told(open_data), *(_seen(each, known) for each in answering), confidence=options["trouble_confidence"] if silent else 1.0
        )
    troubled = [*checked, *open_data["unchecked"]]
    return cant_tell(troubled[0]["reason"], _told(open_data)) if troubled else inapplicable(place_of(open_data))


def _told(open_data: Json) -> Evidence:
    """How many of how many answer."""
    answering = sum(each["reason"] is None for each in open_data["checked"])
    body = place_of(open_data)
    return Evidence(body.url, body.sha256, "HEAD, GET", f"{answering}/{len(open_data['checked'])} ({open_data['resources']})", at=body.at)


def _seen(told_of: Mapping[str, Json], known: list[Set]) -> Evidence:
    url = str(told_of["url"])
    owner = next((one.name for one in known if any(each["url"] == url for each in one.resources)), "")
    at = told_of.get("at")
    return Evidence(
        url, locator=f"HTTP {told_of['method']}", excerpt=f"{owner}: {told_of['status']}", at=datetime.fromisoformat(at) if at else None
    )


_A, _B = "https://www.piemers.test/a.csv", "https://www.piemers.test/b.csv"
_SETS = (kit("aa", file(_A, "CSV")), kit("bb", file(_B, "CSV")))

CASES = (
    Case("both answer", Outcome.PASSED, given={"open_data": told(*_SETS, checked=[answer(_A), answer(_B)])}, expect=0),
    Case("one is gone", Outcome.FAILED, given={"open_data": told(*_SETS, checked=[answer(_A), answer(_B, 404, "not-found")])}, expect=1),
    Case(
        "no address",
        Outcome.FAILED,
        given={"open_data": told(_SETS[0], kit("cc", file("", "CSV", is_address=False)), checked=[answer(_A)])},
        expect=1,
    ),
    Case(
        "a silent server is no fault",
        Outcome.PASSED,
        given={"open_data": told(*_SETS, checked=[answer(_A), answer(_B, None, "timeout")])},
        expect=0,
    ),
    Case(
        "nobody answers",
        Outcome.CANT_TELL,
        given={"open_data": told(*_SETS, checked=[answer(_A, 503, "server-error")])},
        reason="server-error",
    ),
    Case(
        "there was no time", Outcome.CANT_TELL, given={"open_data": told(*_SETS, unchecked=[{"url": _A, "reason": "time"}])}, reason="time"
    ),
    Case("no files", Outcome.INAPPLICABLE, given={"open_data": told(kit("aa"))}),
    Case("no data sets", Outcome.INAPPLICABLE, given={"open_data": EMPTY}),
)
