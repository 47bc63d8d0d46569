"""A page is read aloud in an order that makes sense, not cell by cell."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="layout-tables",
    version=1,
    scope="site",
    title=Text("Tabulas nav lietotas izkārtojumam", "Tables are not used for layout"),
    why=Text(
        "Ekrānlasītājs tabulu izkārtojumu lasa pa rindām un šūnām, un saturs sajūk.",
        "A screen reader reads a table of layout row by row and cell by cell, and the content gets mixed up.",
    ),
    method=Text(
        "Saskaita lapas, kurās tabulai bez virsrakstu šūnām šūnās ir virsraksti, izvēlnes, formas vai citas tabulas; tabulas ar role=presentation neskaitās.",
        "Counts the pages where a table without header cells has headings, menus, forms or other tables in its cells; tables with role=presentation do not count.",
    ),
    advice=Text("Izkārtojumam lietojiet CSS; tabulās rādiet tikai datus.", "Use CSS for layout; show only data in tables."),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445; WCAG 2.1 1.3.2; VARAM vienkāršotais izvērtējums, 2. aspekts",
            "Cabinet Regulation No. 445; WCAG 2.1 1.3.2; VARAM's simplified evaluation, aspect 2",
        ),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={
        "inside": "h1, h2, h3, h4, nav, form, table, main, header, footer, [role=navigation]",
        "headers": "th, [role=columnheader], caption",
        "plain": ["presentation", "none"],
    },
    unit=Text("lapas", "pages"),
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The pages laid out by tables, the outermost of each shown."""
    faults = [table for page in pages if "<table" in page.html and (table := _layout(page, options))]
    return broken(len(faults), *(table.see() for table in faults)) if faults else found(0, *pages[:3], whole=True)


def _layout(page: PageView, options: Json) -> Element | None:
    return next((table for table in page.elements("table") if _lays_out(table, options)), None)


def _lays_out(table: Element, options: Json) -> bool:
    if table.attribute("role") in options["plain"] or table.node.css_first(options["headers"]) is not None:
        return False
    # Of its own kind, css finds the table itself first.
    return any(inner.mem_id != table.node.mem_id for inner in table.node.css(options["inside"])[:2])


CASES = (
    Case("data", Outcome.PASSED, "<table><tr><th>Diena<th>Laiks<tr><td>Pirmdiena<td>8–17</table>", expect=0),
    Case("data without header cells", Outcome.PASSED, "<table><tr><td>Pirmdiena<td>8–17</table>", expect=0),
    Case("a page in a table", Outcome.FAILED, "<table width=100%><tr><td><h1>Novads</h1><td>Izvēlne</table>", {"a": "<p>A"}, expect=1),
    Case("a table in a table", Outcome.FAILED, "<table><tr><td><table><tr><td>A</table></table>", expect=1),
    Case("said to be no table", Outcome.PASSED, "<table role=presentation><tr><td><h2>Kontakti</h2></table>", expect=0),
    Case("none in half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
