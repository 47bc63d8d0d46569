"""What the statement promises is what a resident finds."""

from typing import Any

from audits import axe as results
from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.places import content
from audits.statement import EXAMPLE, field, sentences, statement, told
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-against-measured",
    version=1,
    scope="site",
    title=Text("Paziņojums saskan ar izmērīto", "The statement agrees with what was measured"),
    why=Text(
        "Solījums «pilnībā atbilst», kas neatbilst, atņem uzticību un neļauj rēķināties ar šķēršļiem.",
        "A promise of full conformance that does not hold costs trust and hides the barriers.",
    ),
    method=Text(
        "Ja paziņojums saka, ka vietne pilnībā atbilst, saskaita vietas, kur axe-core pārlūkā atvērtajās lapās noteikti konstatē WCAG A vai AA pārkāpumu.",
        "Where the statement says that the site conforms fully, the places are counted where axe-core surely finds a violation of WCAG A or AA on the pages opened in the browser.",
    ),
    advice=Text(
        "Novērsiet pārkāpumus vai labojiet paziņojumu uz «daļēji atbilst».",
        "Mend the violations, or correct the statement to “partly conforms”.",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 2. pielikums; VARAM vadlīnijas paziņojuma izstrādei",
            "Cabinet Regulation No. 445, Annex 2; VARAM guidance on the statement",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={
        "tags": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
        "claims": "statement-full",
        "others": ["statement-partial", "statement-none"],
    },
    unit=Text("vietas", "places"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """The violations that stand against a claim of full conformance."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    marked = field(page, "evaluation-fits")
    said = [marked.text] if marked else sentences(page.main)
    if any(told(text, words, topic) for text in said for topic in options["others"]) or not any(
        told(text, words, options["claims"]) for text in said
    ):
        return inapplicable(content(page))
    judged = [(each, each.page.artifacts["axe"]) for each in pages if isinstance(each.page.artifacts.get("axe"), dict)]
    if not judged:
        return cant_tell("not-gathered", content(page))
    against = [seen for each, axe in judged for seen in results.nodes(each, _violations(axe, options["tags"]))]
    return broken(len(against), content(page), *against) if against else found(0, content(page), *(each for each, _axe in judged[:3]))


def _violations(axe: Json, tags: list[str]) -> list[results.Rule]:
    return [rule for rule in axe.get("violations", ()) if set(tags) & set(rule["tags"]) and not results.KEPT_APART & set(rule["tags"])]


def _axe(*violations: str) -> dict[str, Any]:
    nodes = [{"target": "img", "html": "<img src=a.jpg>", "summary": "", "box": None}]
    return {
        "axe": {
            "version": "4.14.1",
            "violations": [{"id": "image-alt", "tags": [tag, "wcag111"], "nodes": nodes} for tag in violations],
            "incomplete": [],
            "passes": [],
        }
    }


_FULL = EXAMPLE.replace("daļēji atbilst", "pilnībā atbilst")

CASES = (
    Case("nothing against it", Outcome.PASSED, pages={"paz": _FULL}, given=_axe(), expect=0),
    Case("a violation", Outcome.FAILED, pages={"paz": _FULL}, given=_axe("wcag2a"), expect=1),
    Case("only good practice is broken", Outcome.PASSED, pages={"paz": _FULL}, given=_axe("best-practice"), expect=0),
    Case("it claims no more than in part", Outcome.INAPPLICABLE, pages={"paz": EXAMPLE}, given=_axe("wcag2a")),
    Case("no page was opened in the browser", Outcome.CANT_TELL, pages={"paz": _FULL}, reason="not-gathered"),
    Case("there is none", Outcome.INAPPLICABLE),
)
