"""Writes the trees and questions of the eGovernment Benchmark: a leaf for every service and question, too many to type."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
SERVICES = HERE.parents[1] / "reference/egbr2023/services.csv"
COLUMNS = (
    *("code", "parent", "weight", "weight_origin", "direction", "source", "indicator", "question", "rollup", "denominate"),
    *("normalise", "low", "high", "aggregate", "min_coverage", "decimals", "reach", "title_lv", "title_en", "note"),
)
LIFE_EVENTS = {
    "Business Start-up": ("start-up", "Uzņēmuma dibināšana", "Business start-up"),
    "Economic": ("business", "Ikdienas uzņēmējdarbība", "Regular business operations"),
    "Family": ("family", "Ģimene", "Family"),
    "Career": ("career", "Darbs", "Career"),
    "Studying": ("studying", "Studijas", "Studying"),
    "Transport": ("transport", "Transports", "Transport"),
    "Justice": ("justice", "Prasība tiesā", "Justice"),
    "Moving": ("moving", "Dzīvesvietas maiņa", "Moving"),
    "Health": ("health", "Veselība", "Health"),
}
SCORES = {
    "1": ("Orientācija uz lietotāju", "User centricity"),
    "1.1": ("Pieejamība tiešsaistē", "Online availability"),
    "1.2": ("Piemērotība mobilajām ierīcēm", "Mobile friendliness"),
    "1.3": ("Atbalsts lietotājiem", "User support"),
    "2": ("Pārredzamība", "Transparency"),
    "2.1": ("Pakalpojumu sniegšanas pārredzamība", "Transparency of service delivery"),
    "2.2": ("Personas datu apstrādes pārredzamība", "Transparency of personal data"),
    "2.3": ("Pakalpojumu veidošanas pārredzamība", "Transparency of service design"),
    "3": ("Pamatrisinājumi", "Key enablers"),
    "3.1": ("Elektroniskā identifikācija", "Electronic identification"),
    "3.2": ("Elektroniskie dokumenti", "Electronic documents"),
    "3.3": ("Iepriekš aizpildītas veidlapas", "Pre-filled forms"),
    "3.4": ("Digitālais pasts", "Digital post"),
    "4": ("Pārrobežu pakalpojumi", "Cross-border services"),
    "4.1": ("Pārrobežu pakalpojumu pieejamība tiešsaistē", "Cross-border online availability"),
    "4.2": ("Pārrobežu atbalsts lietotājiem", "Cross-border user support"),
    "4.3": ("Pārrobežu elektroniskā identifikācija", "Cross-border electronic identification"),
    "4.4": ("Pārrobežu elektroniskie dokumenti", "Cross-border electronic documents"),
}
WEIGHTS = {"1.1": 6, "1.2": 1, "1.3": 2, "4.1": 2}
PORTALS = {"1.3": "B1 B2 B3 B4 B5 B6 B7", "2.2": "D1 D2 D3 D4 D5", "2.3": "E1 E2 E3 E4", "3.4": "F10 F11", "4.2": "H1 H2 H3"}
PARTS = {"B2": ("B2_1", "B2_2"), "F7": ("F7_1", "F7_2"), "I4": ("I4_1", "I4_2")}
SCALES = {"D1": 3, "D5": 5}
AVAILABILITY = {"1.1": {"A1": 25, "A2": 50, "A3": 25}, "4.1": {"G1": 50, "G2": 50}}
SEVERAL = {"2.1": ("C1 C2 C3 C4 C5 C6 C7", "addresses"), "3.1": ("F2 F3 F4", "sign-in")}
SINGLE = {
    "1.2": ("Mobile", "tool"),
    "3.2": ("F7", "documents"),
    "3.3": ("F9", "pre-filled"),
    "4.3": ("I2", "sign-in"),
    "4.4": ("I4", "documents"),
}
Cells = dict[str, object]
Titles = tuple[str, str]


def inner(code: str, parent: str, titles: Titles, weight: float = 1, decimals: str = "", note: str = "") -> Cells:
    """A node with others below it: the plain or weighted mean of what is known."""
    lv, en = titles
    given = {"weight": weight, "weight_origin": "publisher"} if parent else {}
    return {
        "code": code,
        "parent": parent,
        **given,
        "aggregate": "arithmetic",
        "decimals": decimals,
        "title_lv": lv,
        "title_en": en,
        "note": note,
    }


def leaf(code: str, parent: str, question: str, rollup: str, titles: Titles, weight: float = 1, scale: int = 0, note: str = "") -> Cells:
    """A question: a share of 0 to 1, or a scale of its own."""
    lv, en = titles
    told: Cells = {"direction": 1, "source": "survey", "question": question, "rollup": rollup, "normalise": "share"}
    if scale:
        told |= {"normalise": "goalposts", "low": 0, "high": scale}
    given: Cells = {"code": code, "parent": parent, "weight": weight, "weight_origin": "publisher"}
    return given | told | {"title_lv": lv, "title_en": en, "note": note}


def asked(prefix: str, question: str) -> str:
    """The ids of what is asked: of a question in two parts both."""
    return " ".join(f"{prefix}.{part}" for part in PARTS.get(question, (question,)))


def tree() -> Iterator[Cells]:
    """The whole index: life events, dimensions, indicators, services, questions."""
    services = read(SERVICES)
    yield inner("whole", "", ("E-pārvaldes etalonnovērtējums", "eGovernment Benchmark"))
    for name, (code, *titles) in LIFE_EVENTS.items():
        yield inner(code, "whole", (titles[0], titles[1]))
        mine = [service for service in services if service["life_event"] == name]
        for score, told in SCORES.items():
            if "." not in score:
                yield inner(f"{code}.{score}", code, told)
            else:
                yield from indicator(code, score, told, mine)


def indicator(event: str, score: str, titles: Titles, services: list[dict[str, str]]) -> Iterator[Cells]:
    """One indicator of one life event with all that is below it; nothing where no service has it."""
    code, parent = f"{event}.{score}", f"{event}.{score[0]}"
    table = "cross-border" if score[0] == "4" else "national"
    mine = [service for service in services if table in service["tables"].split()]
    if score not in AVAILABILITY and score != "1.2":
        mine = [service for service in mine if service["type"] == "Transactional"]
    if score not in PORTALS and not mine:
        return
    if score == "4.3":
        yield inner(f"{event}.4.key", parent, ("Identifikācija un dokumenti pāri robežām", "Identification and documents across borders"))
    yield inner(code, f"{event}.4.key" if score in {"4.3", "4.4"} else parent, titles, WEIGHTS.get(score, 1))
    if score in PORTALS:
        yield from portals(event, code, PORTALS[score].split())
    elif score in AVAILABILITY:
        yield from by_type(event, score, mine)
    else:
        for service in mine:
            yield from of_service(event, code, score, service)


def portals(event: str, code: str, questions: list[str]) -> Iterator[Cells]:
    """What was asked of a life event's portals: the best of them counts."""
    for question in questions:
        scale = SCALES.get(question, 0)
        titles = (f"Portāls, jautājums {question}", f"Portal, question {question}")
        yield leaf(f"{code}.{question}", code, asked(event, question), "highest" if scale else "best", titles, scale=scale)


def by_type(event: str, score: str, services: list[dict[str, str]]) -> Iterator[Cells]:
    """Transactional services weigh 0.8, informational ones 0.2, however many there are of each."""
    kinds = {"Transactional": ("t", 0.8, ("Darījumu pakalpojumi", "Transactional services"))}
    kinds["Informational"] = ("i", 0.2, ("Informatīvie pakalpojumi", "Informational services"))
    for kind, (short, weight, titles) in kinds.items():
        mine = [service for service in services if service["type"] == kind]
        if mine:
            yield inner(f"{event}.{score}.{short}", f"{event}.{score}", titles, weight)
        for service in mine:
            yield from of_service(event, f"{event}.{score}.{short}", score, service)


def of_service(event: str, parent: str, score: str, service: dict[str, str]) -> Iterator[Cells]:
    """A service in one indicator: its only question, or a node with its questions below it."""
    number = service["service"]
    code, prefix = f"{event}.{score}.s{number}", f"{event}.s{number}"
    titles = (f"Pakalpojums {number}", f"Service {number}")
    if score in SINGLE:
        question, rollup = SINGLE[score]
        yield leaf(code, parent, asked(prefix, question), rollup, titles, note=service["title"])
        return
    yield inner(code, parent, titles, decimals="0" if score == "3.1" else "", note=service["title"])
    questions, rollup = SEVERAL.get(score, ("", "addresses"))
    weights = AVAILABILITY.get(score) or dict.fromkeys(questions.split(), 1)
    for question, weight in weights.items():
        told = (f"Pakalpojums {number}, jautājums {question}", f"Service {number}, question {question}")
        yield leaf(f"{code}.{question}", code, asked(prefix, question), rollup, told, weight)


def averages() -> Iterator[Cells]:
    """The means over life events: of the whole, and beside it, without weight in it, of every score."""
    yield inner("mean", "", ("E-pārvaldes etalonnovērtējums", "eGovernment Benchmark"))
    for score, titles in {"0": ("Kopā", "Overall score"), **SCORES}.items():
        yield inner(f"mean.{score}", "mean", titles, weight=1 if score == "0" else 0)
        for code, lv, en in LIFE_EVENTS.values():
            node = code if score == "0" else f"{code}.{score}"
            yield leaf(f"mean.{score}.{code}", f"mean.{score}", node, "value", (lv, en)) | {"source": "statistics", "normalise": "none"}


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a table."""
    with path.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def write(folder: Path, rows: list[Cells]) -> None:
    """The tree and the questions of an edition."""
    folder.mkdir(exist_ok=True)
    with (folder / "tree.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    questions = dict.fromkeys(question for row in rows for question in str(row.get("question", "")).split())
    (folder / "questions.csv").write_text("id\n" + "".join(f"{question}\n" for question in questions), encoding="utf-8")


def main(editions: Path = HERE.parent) -> None:
    """Write both editions below a folder."""
    write(editions / "egbr2023", list(tree()))
    write(editions / "egbr2023-averages", list(averages()))


if __name__ == "__main__":
    main()
