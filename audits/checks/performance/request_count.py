"""From how many pieces the page is put together before a resident sees it whole."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="request-count",
    version=1,
    scope="page",
    title=Text("Pieprasījumu skaits lapā", "Number of requests of the page"),
    why=Text(
        "Katrs pieprasījums mobilajā tīklā prasa laiku, un kāds no daudziem biežāk neizdodas.",
        "Each request takes time on a mobile network, and of many one fails more often.",
    ),
    method=Text(
        "Pārlūkā saskaita atbildes, kas saņemtas, lai parādītu lapu.", "Counts in a browser the answers that came to show the page."
    ),
    advice=Text(
        "Apvienojiet skriptus un stilus, attēlus ielādējiet tikai tad, kad tie redzami.",
        "Join scripts and styles, and load pictures only when they come into view.",
    ),
    source=Source(
        "practice", Text("Laba prakse: Web Almanac", "Good practice: Web Almanac"), "https://almanac.httparchive.org/en/2024/page-weight"
    ),
    measures=True,
    unit=Text("pieprasījumi", "requests"),
)


def check(performance: Json, page: PageView) -> Finding:
    """Answers of all kinds together; the evidence tells each kind."""
    kinds = sorted(performance["requests"].items(), key=lambda kind: -kind[1])
    seen = [page.see("request", f"{kind}: {number}") for kind, number in kinds]
    return found(sum(performance["requests"].values()), *(seen or [page.see()]))


def _given(**kinds: int) -> dict[str, object]:
    return {"performance": {"loads": [], "largest": None, "bytes": {}, "requests": kinds, "unmeasured": 0}}


CASES = (
    Case("few", Outcome.PASSED, given=_given(document=1, stylesheet=2), expect=3),
    Case("many", Outcome.PASSED, given=_given(document=1, script=40, image=61), expect=102),
    Case("an older visit", Outcome.UNTESTED, given={"requests": []}, reason="not-gathered"),
)
