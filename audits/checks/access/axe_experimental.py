"""Where axe suspects a barrier by rules that are still being tried; hints for a person, never a failure."""

from typing import Any

from audits import axe as results
from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="axe-experimental",
    version=1,
    scope="page",
    title=Text("Iespējami šķēršļi (izmēģinājuma noteikumi)", "Possible barriers (experimental rules)"),
    why=Text(
        "Izmēģinājuma noteikumi rāda vietas, kuras vērts apskatīt cilvēkam, taču tie var kļūdīties.",
        "Experimental rules show places worth a person's look, but they may be wrong.",
    ),
    method=Text(
        "axe-core noteikumi ar zīmi experimental; vērtība ir elementu skaits.",
        "Rules of axe-core tagged experimental; the value is the number of elements.",
    ),
    advice=Text("Apskatiet norādītās vietas un izlabojiet, kas traucē.", "Look at the places named and mend what hinders."),
    source=Source("practice", Text("Deque axe-core noteikumi", "Deque axe-core rules"), "https://dequeuniversity.com/rules/axe/"),
    options={"tag": "experimental"},
    measures=True,
    unit=Text("elementi", "elements"),
)


def check(axe: Json, page: PageView, options: Json) -> Finding:
    """The elements that break rules of this kind."""
    rules = [rule for rule in axe["violations"] if options["tag"] in rule["tags"]]
    seen = list(results.nodes(page, rules))
    return found(len(seen), *(seen or [page.see("axe", axe["version"])]))


def _axe(*tags: str) -> dict[str, Any]:
    node = {"target": "h4", "html": "<h4>Ziņas</h4>", "summary": "", "box": None}
    rule = {"id": "heading-order", "impact": "moderate", "tags": list(tags), "help": "", "helpUrl": "", "nodes": [node]}
    return {"axe": {"version": "4.14.1", "violations": [rule], "incomplete": [], "passes": [], "inapplicable": []}}


CASES = (
    Case("one", Outcome.PASSED, given=_axe("experimental", "wcag2a"), expect=1),
    Case("best practice is not counted here", Outcome.PASSED, given=_axe("best-practice"), expect=0),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
