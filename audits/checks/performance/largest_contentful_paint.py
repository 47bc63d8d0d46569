"""How long a resident waits until the main part of the page is seen."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import cant_tell, found
from audits.transfers import loads, typical
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="largest-contentful-paint",
    version=1,
    scope="page",
    title=Text("Galvenā satura parādīšanās laiks", "Largest contentful paint"),
    why=Text(
        "Lapa ir lietojama tikai tad, kad redzams tās galvenais saturs.",
        "A page is of use only once its main content is seen.",
    ),
    method=Text(
        "Pārlūka mērījums (LCP): laiks no lapas pieprasījuma nosūtīšanas, līdz uzzīmēts lielākais attēls vai teksta bloks; sākumlapai mediāna no vairākām ielādēm. Tas ir mērījums no vienas vietas un ierīces: salīdzināms tikai ar citiem tādiem pašiem.",
        "As the browser measures it (LCP): time from sending the page's request until the largest picture or block of text is drawn; for the front page the median of several loads. This is measured from one place and machine: to be compared only with others of its kind.",
    ),
    advice=Text(
        "Samaziniet lielāko attēlu, ielādējiet to pirms skriptiem un neaizturiet lapu ar stiliem no citām vietnēm.",
        "Make the largest picture smaller, load it before scripts, and do not hold the page up with styles of other sites.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse: Core Web Vitals, LCP (labi līdz 2,5 s)", "Good practice: Core Web Vitals, LCP (good up to 2.5 s)"),
        "https://web.dev/articles/lcp",
    ),
    measures=True,
    unit=Text("ms", "ms"),
)


def check(performance: Json, page: PageView) -> Finding:
    """The median of the loads; the evidence tells how far they lie apart."""
    told = typical(performance, "largest_paint")
    if told is None:
        return cant_tell("unclear", page)
    middle, spread = told
    return found(
        round(middle),
        page.see((performance["largest"] or {}).get("element", ""), f"{spread} ms {(performance['largest'] or {}).get('url', '')}"),
    )


CASES = (
    Case("fast", Outcome.PASSED, given=loads({"largest_paint": 480.0}), expect=480),
    Case(
        "three loads",
        Outcome.PASSED,
        given=loads({"largest_paint": 2900.0}, {"largest_paint": 3100.0}, {"largest_paint": 3000.0}),
        expect=3000,
    ),
    Case("the browser named none", Outcome.CANT_TELL, given=loads({"largest_paint": None}, largest=None), reason="unclear"),
    Case("an older visit", Outcome.UNTESTED, given={"requests": []}, reason="not-gathered"),
)
