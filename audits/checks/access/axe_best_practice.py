"""Beyond the standard: what eases a page for people with assistive technology, and what axe recommends."""

from typing import Any

from audits import axe as results
from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="axe-best-practice",
    version=1,
    scope="page",
    title=Text("Ieteikumi piekļūstamībai ārpus standarta", "Accessibility recommendations beyond the standard"),
    why=Text(
        "Labas prakses ieteikumi atvieglo lapas lietošanu, bet to neievērošana nav standarta pārkāpums.",
        "Recommendations of good practice make a page easier to use; not following them breaks no standard.",
    ),
    method=Text(
        "axe-core noteikumi ar zīmi best-practice; vērtība ir elementu skaits.",
        "Rules of axe-core tagged best-practice; the value is the number of elements.",
    ),
    advice=Text("Apskatiet norādītās vietas un izlabojiet, kas traucē.", "Look at the places named and mend what hinders."),
    source=Source("practice", Text("Deque axe-core noteikumi", "Deque axe-core rules"), "https://dequeuniversity.com/rules/axe/"),
    options={"tag": "best-practice"},
    measures=True,
    unit=Text("elementi", "elements"),
)


def check(axe: Json, page: PageView, options: Json) -> Finding:
    """The elements that break rules of this kind; a rule still being tried is counted as experimental only."""
    rules = [rule for rule in axe["violations"] if options["tag"] in rule["tags"]]
    rules = [rule for rule in rules if "experimental" not in rule["tags"]]
    seen = list(results.nodes(page, rules))
    return found(len(seen), *(seen or [page.see("axe", axe["version"])]))


def _axe(*tags: str) -> dict[str, Any]:
    node = {"target": "h4", "html": "<h4>Ziņas</h4>", "summary": "", "box": None}
    rule = {"id": "heading-order", "impact": "moderate", "tags": list(tags), "help": "", "helpUrl": "", "nodes": [node]}
    return {"axe": {"version": "4.14.1", "violations": [rule], "incomplete": [], "passes": [], "inapplicable": []}}


CASES = (
    Case("one", Outcome.PASSED, given=_axe("best-practice"), expect=1),
    Case("the standard is not counted here", Outcome.PASSED, given=_axe("wcag2a"), expect=0),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
