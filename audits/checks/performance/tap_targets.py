"""A finger hits the link that was meant."""

from typing import Any

from audits import axe as results
from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable, untested
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="tap-targets",
    version=2,
    scope="page",
    title=Text("Saites un pogas ir pietiekami lielas", "Links and buttons are large enough"),
    why=Text(
        "Mazas un blakus saspiestas saites tālrunī vai ar drebošu roku ir grūti trāpīt.",
        "Small links that stand close together are hard to hit on a phone or with a trembling hand.",
    ),
    method=Text(
        f"axe-core noteikums target-size: vadības elementi mazāki par 24 × 24 CSS pikseļiem bez pietiekamas atstarpes. {results.SAMPLED.lv}",
        f"The axe-core rule target-size: controls smaller than 24 by 24 CSS pixels without enough space around. {results.SAMPLED.en}",
    ),
    advice=Text(
        "Palieliniet pogas un saites ar iekšējo atkāpi (padding) vai atstarpi starp tām.",
        "Make buttons and links larger by padding, or leave space between them.",
    ),
    source=Source("standard", Text("WCAG 2.2 2.5.8 (AA)", "WCAG 2.2 2.5.8 (AA)"), "https://www.w3.org/TR/WCAG22/#target-size-minimum"),
    options={"rule": "target-size"},
    unit=Text("elementi", "elements"),
)


def check(axe: Json, page: PageView, options: Json) -> Finding:
    """The controls that are too small; those that axe leaves to a person decide nothing; untested where it was not asked."""
    told = {kind: [rule for rule in axe[kind] if rule["id"] == options["rule"]] for kind in results.KINDS}
    small = list(results.nodes(page, told["violations"]))
    if small:
        return broken(len(small), *small)
    if told["incomplete"]:
        return cant_tell("unclear", *results.nodes(page, told["incomplete"]))
    if told["passes"]:
        return found(0, page.see("axe", f"{options['rule']}: {told['passes'][0]['nodes']}"))
    return inapplicable(page) if told["inapplicable"] else untested("not-gathered")


def _axe(**kinds: object) -> dict[str, Any]:
    node = {"target": "a", "html": "<a href=/>x</a>", "summary": "", "box": None}
    rule = {"id": "target-size", "impact": "serious", "tags": ["wcag22aa"], "help": "", "helpUrl": "", "nodes": [node]}
    told = {kind: [{**rule, "nodes": 7} if kind == "passes" else rule] if kind in kinds else [] for kind in results.KINDS}
    return {"axe": {"version": "4.14.1", **told}}


CASES = (
    Case("large enough", Outcome.PASSED, given=_axe(passes=1), expect=0),
    Case("one is too small", Outcome.FAILED, given=_axe(violations=1, passes=1), expect=1),
    Case("a person must look", Outcome.CANT_TELL, given=_axe(incomplete=1, passes=1), reason="unclear"),
    Case("nothing to press", Outcome.INAPPLICABLE, given=_axe(inapplicable=1)),
    Case("the rule was not run here", Outcome.UNTESTED, given=_axe(), reason="not-gathered"),
    Case("the browser crashed", Outcome.UNTESTED, given={"layout": {}}, reason="not-gathered"),
)
