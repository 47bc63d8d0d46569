"""By its headings one grasps a page at once, and a screen reader jumps to the right part."""

from itertools import pairwise

from audits.audit import Audit, Case, Source
from audits.derive import Heading, PageView
from audits.kit import broken, found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="headings",
    version=1,
    scope="page",
    title=Text("Virsraksti ir secīgi", "Headings are in order"),
    why=Text(
        "Neredzīgs lasītājs pārskata lapu pēc virsrakstiem; ja līmeņi sajaukti, saturs šķiet pazudis.",
        "A blind reader surveys a page by its headings; with muddled levels content seems lost.",
    ),
    method=Text(
        "Lapā ir virsraksti, viens no tiem pirmā līmeņa, pirmais nav dziļāks par otro līmeni, un neviens līmenis nav izlaists.",
        "The page has headings, one of them of the first level; the first is not below the second level, and no level is left out.",
    ),
    advice=Text(
        "Sāciet ar h1 un apakšdaļām lietojiet nākamo līmeni pēc kārtas.", "Start with h1 and use the next level in turn for subsections."
    ),
    source=Source(
        "standard",
        Text("VARAM vienkāršotais izvērtējums, 6. aspekts; WCAG 2.1 1.3.1", "VARAM simplified evaluation, aspect 6; WCAG 2.1 1.3.1"),
        "https://vadlinijas.pieklustamiba.lv/timeklvietnu-novertejuma-metodologija/novertejuma-veiksanas-kartiba/",
    ),
    options={"first_at_most": 2},
    unit=Text("kļūdas", "faults"),
)


def check(page: PageView, headings: tuple[Heading, ...], options: Json) -> Finding:
    """Faults of the outline: no heading at all, a first one too deep, none of the first level, a level left out."""
    if not headings:
        return broken(1, page.see("body", page.text[:100]))
    wrong = [headings[0]] if headings[0].level > options["first_at_most"] else []
    wrong += [] if any(heading.level == 1 for heading in headings) else headings[:1]
    wrong += [later for before, later in pairwise(headings) if later.level > before.level + 1]
    seen = [page.see(heading.locator, f"h{heading.level}: {heading.text}") for heading in wrong]
    return broken(len(wrong), *seen) if wrong else found(0, *headings[:1])


CASES = (
    Case("in order", Outcome.PASSED, "<h1>Novads</h1><h2>Ziņas</h2><h3>Šodien</h3><h2>Kontakti</h2>", expect=0),
    Case("a menu's heading before the first", Outcome.PASSED, "<nav><h2>Izvēlne</h2></nav><h1>Novads</h1><h2>Ziņas</h2>", expect=0),
    Case("back up by two", Outcome.PASSED, "<h1>Novads</h1><h2>Ziņas</h2><h3>Šodien</h3><h1>Otrs</h1>", expect=0),
    Case("a level left out", Outcome.FAILED, "<h1>Novads</h1><h4>Ziņas</h4>", expect=1),
    Case("starts with the sixth", Outcome.FAILED, "<h6>Ritjosla</h6><h1>Novads</h1>", expect=1),
    Case("only small ones", Outcome.FAILED, "<h3>Ziņas</h3><h3>Kontakti</h3>", expect=2),
    Case("none", Outcome.FAILED, "<p><b>Ziņas</b>", expect=1),
    Case("an empty one is none", Outcome.FAILED, "<h1></h1><p>Ziņas", expect=1),
)
