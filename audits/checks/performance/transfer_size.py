"""How much data a resident pays for to see this page."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="transfer-size",
    version=1,
    scope="page",
    title=Text("Lapas apjoms", "Weight of the page"),
    why=Text(
        "Smaga lapa lēnā tīklā atveras ilgi un tērē tālruņa datu apjomu.",
        "A heavy page opens slowly on a poor network and uses up the data of a phone.",
    ),
    method=Text(
        "Saskaita visu lapas parādīšanai saņemto atbilžu saturu tā, kā tas nosūtīts (saspiests); citu vietņu datnes, kuru lielumu neviens neatklāj, paliek neskaitītas un ir nosauktas.",
        "Adds up the bodies of all answers that came to show the page, as they were sent (packed); files of other sites whose size nobody tells are left out, and named.",
    ),
    advice=Text(
        "Samaziniet attēlus, atmetiet nevajadzīgus skriptus un fontus, ieslēdziet saspiešanu.",
        "Make pictures smaller, drop scripts and fonts that are not needed, switch compression on.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse: Web Almanac lapu apjomi", "Good practice: page weight in the Web Almanac"),
        "https://almanac.httparchive.org/en/2024/page-weight",
    ),
    measures=True,
    unit=Text("kB", "kB"),
)


def check(performance: Json, page: PageView) -> Finding:
    """Kilobytes of all kinds together; the evidence tells each kind."""
    kinds = sorted(performance["bytes"].items(), key=lambda kind: -kind[1])
    seen = [page.see("request", f"{kind}: {size / 1000:.1f} kB") for kind, size in kinds]
    if performance["unmeasured"]:
        seen.append(page.see("request", f"? kB: {performance['unmeasured']}"))
    return found(round(sum(performance["bytes"].values()) / 1000), *(seen or [page.see()]))


def _given(**kinds: int) -> dict[str, object]:
    return {"performance": {"loads": [], "largest": None, "bytes": kinds, "requests": {}, "unmeasured": 1}}


CASES = (
    Case("light", Outcome.PASSED, given=_given(document=12_000, image=38_400), expect=50),
    Case("heavy", Outcome.PASSED, given=_given(document=12_000, image=6_400_000), expect=6412),
    Case("nothing came", Outcome.PASSED, given=_given(), expect=0),
    Case("an older visit", Outcome.UNTESTED, given={"requests": []}, reason="not-gathered"),
)
