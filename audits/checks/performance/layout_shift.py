"""What a resident is about to press does not jump away while the page loads."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found
from audits.transfers import loads, typical
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="layout-shift",
    version=1,
    scope="page",
    title=Text("Lapa ielādes laikā nelēkā", "The page does not jump while loading"),
    why=Text(
        "Ja saturs pārbīdās, lasītājs pazaudē rindu un nospiež ne to saiti.",
        "When content moves, a reader loses the line and presses the wrong link.",
    ),
    method=Text(
        "Pārlūka mērījums (CLS) no ielādes līdz brīdim, kad lapa mierīga; sākumlapai mediāna no vairākām ielādēm. Labi ir līdz 0,1.",
        "As the browser measures it (CLS), from loading until the page is quiet; for the front page the median of several loads. Up to 0.1 is good.",
    ),
    advice=Text(
        "Attēliem un iegultnēm norādiet platumu un augstumu; paziņojumus nelieciet virs satura, kad lapa jau redzama.",
        "Give pictures and embeds their width and height; do not put notices above the content once the page is seen.",
    ),
    source=Source(
        "practice", Text("Laba prakse: Core Web Vitals, CLS", "Good practice: Core Web Vitals, CLS"), "https://web.dev/articles/cls"
    ),
    options={"most": 0.1},
)


def check(performance: Json, page: PageView, options: Json) -> Finding:
    """The median of the loads against the bound."""
    told = typical(performance, "layout_shift")
    if told is None:
        return cant_tell("not-gathered", page)
    middle, spread = round(told[0], 3), page.see("", f"CLS: {told[1]}")
    return broken(middle, spread) if middle > options["most"] else found(middle, spread)


CASES = (
    Case("quiet", Outcome.PASSED, given=loads({"layout_shift": 0.0}), expect=0.0),
    Case("a little", Outcome.PASSED, given=loads({"layout_shift": 0.06}, {"layout_shift": 0.3}, {"layout_shift": 0.05}), expect=0.06),
    Case("jumps", Outcome.FAILED, given=loads({"layout_shift": 0.34}), expect=0.34),
    Case("not measured", Outcome.CANT_TELL, given=loads({"layout_shift": None}), reason="not-gathered"),
    Case("an older visit", Outcome.UNTESTED, given={"requests": []}, reason="not-gathered"),
)
