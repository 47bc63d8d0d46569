"""Whoever moves by keyboard comes to things in the order in which they stand."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import tally
from data.types import Finding, Outcome, Text

AUDIT = Audit(
    id="tabindex",
    version=2,
    scope="site",
    title=Text("Tastatūras secība nav mainīta", "The keyboard's order is left as it is"),
    why=Text(
        "Ja secība mainīta, cilvēks ar tastatūru lēkā pa lapu un apmaldās.",
        "Where the order is changed, a keyboard user jumps about the page and gets lost.",
    ),
    method=Text(
        "Saskaita elementus ar tabindex, kas lielāks par nulli; vienādus dažādās lapās skaita vienreiz.",
        "Counts elements with a tabindex above zero; the same on several pages counts once.",
    ),
    advice=Text(
        "Noņemiet tabindex un sakārtojiet elementus pareizā secībā kodā.",
        "Remove tabindex and put the elements into the right order in the code.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse, lai neiestātos WCAG 2.1 2.4.3 kļūme F44", "Good practice against failure F44 of WCAG 2.1 2.4.3"),
        "https://www.w3.org/WAI/WCAG21/Techniques/failures/F44",
    ),
    unit=Text("elementi", "elements"),
)


def check(pages: tuple[PageView, ...]) -> Finding:
    """The elements that jump the queue."""
    jumping: dict[str, Element] = {}
    for page in pages:
        for element in page.elements("[tabindex]") if "tabindex" in page.html else ():
            order = (element.attribute("tabindex") or "").strip()
            if order.isascii() and order.isdigit() and int(order[:9]) > 0:
                jumping.setdefault(
                    f"{element.node.tag} {element.attribute('id') or element.attribute('name') or element.text[:60]} {order}", element
                )
    return tally([element.see(name) for name, element in jumping.items()], *pages[:1])


CASES = (
    Case("as it stands", Outcome.PASSED, "<a href=/ tabindex=0>A</a><div tabindex=-1>B</div>", expect=0),
    Case(
        "one ahead of the others, on every page", Outcome.FAILED, "<input name=q tabindex=1>", {"a": "<input name=q tabindex=1>"}, expect=1
    ),
    Case("two", Outcome.FAILED, "<a href=/a tabindex=5>A</a><a href=/b tabindex='6 '>B</a>", expect=2),
    Case("no number", Outcome.PASSED, "<a href=/a tabindex=x>A</a><a href=/b tabindex=²>B</a>", expect=0),
    Case("none in half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
