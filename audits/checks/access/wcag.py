"""Whoever uses a site without sight, hearing, a mouse or a steady hand meets nothing there that shuts them out."""

from typing import Any

from audits import axe as results
from audits.audit import Audit, Case, Source
from audits.criteria import CRITERIA, Criterion
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable, untested
from data.types import Finding, Json, Outcome, Text

_METHOD = Text(
    "axe-core pārbauda lapu pārlūkā; vērtība ir elementu skaits, kas prasību noteikti pārkāpj. Ko axe nevar izlemt, vērtē cilvēks.",
    "axe-core tests the page in a browser; the value is the number of elements that surely break the criterion. "
    "What axe cannot decide a person has to judge.",
)


def _audit(it: Criterion) -> Audit:
    law = Text(f"MK noteikumi Nr. 445; WCAG {it.since} {it.number}", f"Cabinet Regulation No. 445; WCAG {it.since} {it.number}")
    standard = Text(f"WCAG {it.since} {it.number} ({it.level})", f"WCAG {it.since} {it.number} ({it.level})")
    return Audit(
        id=f"wcag-{it.number.replace('.', '-')}",
        version=2 if it.sampled else 1,
        scope="page",
        title=Text(f"{it.name.lv} (WCAG {it.number}, {it.level})", f"{it.name.en} (WCAG {it.number}, {it.level})"),
        why=it.why,
        method=Text(f"{_METHOD.lv} {results.SAMPLED.lv}", f"{_METHOD.en} {results.SAMPLED.en}") if it.sampled else _METHOD,
        advice=it.advice,
        source=Source("law", law, "https://likumi.lv/ta/id/316109")
        if it.lawful
        else Source("standard", standard, "https://www.w3.org/TR/WCAG22/"),
        options={"tag": it.tag, "level": it.level},
        unit=Text("elementi", "elements"),
    )


AUDITS = tuple(_audit(criterion) for criterion in CRITERIA)


def check(axe: Json, page: PageView, options: Json) -> Finding:
    """Broken, undecided, kept, or nothing on the page that the criterion speaks of; untested where none of its rules was run.

    Failures are certain: axe reports no others.
    """
    if not results.ran(axe, options["tag"]):
        return untested("not-gathered")
    failed = list(results.nodes(page, results.of_criterion(axe["violations"], options["tag"])))
    if failed:
        return broken(len(failed), *failed)
    unsure = list(results.nodes(page, results.of_criterion(axe["incomplete"], options["tag"])))
    if unsure:
        return cant_tell("unclear", *unsure)
    kept = results.of_criterion(axe["passes"], options["tag"])
    return found(0, page.see("axe", ", ".join(rule["id"] for rule in kept))) if kept else inapplicable(page.see())


def _axe(**given: Any) -> dict[str, Any]:  # noqa: ANN401 (axe's own JSON)
    return {"axe": {"version": "4.14.1", "violations": [], "incomplete": [], "passes": [], "inapplicable": [], **given}}


def _rule(name: str, *tags: str, nodes: int = 1) -> dict[str, Any]:
    places = [{"target": f"#e{place}", "html": f"<i id=e{place}>", "summary": "", "box": None} for place in range(nodes)]
    return {"id": name, "impact": "serious", "tags": list(tags), "help": name, "helpUrl": "", "nodes": places}


_PASS = {"id": "any", "nodes": 3}
_ALT, _CONTRAST = _rule("image-alt", "wcag2a", "wcag111", nodes=2), _rule("color-contrast", "wcag2aa", "wcag143", nodes=30)

CASES = (
    Case("two pictures without alternative", Outcome.FAILED, given=_axe(violations=[_ALT]), expect=2, audit="wcag-1-1-1"),
    Case("more places than are shown", Outcome.FAILED, given=_axe(violations=[_CONTRAST]), expect=30, audit="wcag-1-4-3"),
    Case("text on a picture", Outcome.CANT_TELL, given=_axe(incomplete=[_CONTRAST]), reason="unclear", audit="wcag-1-4-3"),
    Case("a failure outweighs a doubt", Outcome.FAILED, given=_axe(violations=[_ALT], incomplete=[_ALT]), expect=2, audit="wcag-1-1-1"),
    Case(
        "an experimental rule fails nothing",
        Outcome.PASSED,
        given=_axe(
            violations=[_rule("p-as-heading", "wcag2a", "wcag131", "experimental")], passes=[{**_PASS, "tags": ["wcag2a", "wcag131"]}]
        ),
        expect=0,
        audit="wcag-1-3-1",
    ),
    Case(
        "an obsolete rule fails nothing",
        Outcome.INAPPLICABLE,
        given=_axe(violations=[_rule("audio-caption", "wcag122", "deprecated")], inapplicable=[_rule("video-caption", "wcag122")]),
        audit="wcag-1-2-2",
    ),
    Case(
        "the failure of another criterion",
        Outcome.INAPPLICABLE,
        given=_axe(violations=[_ALT], inapplicable=[_rule("any", "wcag2a", "wcag242")]),
        audit="wcag-2-4-2",
    ),
    Case("its rule was not run here", Outcome.UNTESTED, given=_axe(violations=[_ALT]), reason="not-gathered", audit="wcag-1-4-6"),
    Case(
        "a rule that is still tried is no answer",
        Outcome.UNTESTED,
        given=_axe(passes=[{**_PASS, "tags": ["wcag146", "experimental"]}]),
        reason="not-gathered",
        audit="wcag-1-4-6",
    ),
    *(
        Case("kept", Outcome.PASSED, given=_axe(passes=[{**_PASS, "tags": [audit.options["tag"]]}]), expect=0, audit=audit.id)
        for audit in AUDITS
    ),
    *(
        Case("broken", Outcome.FAILED, given=_axe(violations=[_rule("any", audit.options["tag"])]), expect=1, audit=audit.id)
        for audit in AUDITS
    ),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered", audit="wcag-1-1-1"),
)
