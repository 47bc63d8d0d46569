"""How long a resident waits until the server begins to answer."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import cant_tell, found
from audits.transfers import loads, typical
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="time-to-first-byte",
    version=1,
    scope="page",
    title=Text("Servera atbildes laiks", "Time to first byte"),
    why=Text(
        "Kamēr serveris neatbild, apmeklētājs redz tukšu lapu.",
        "Until the server answers, a visitor sees an empty page.",
    ),
    method=Text(
        "Laiks no lapas pieprasījuma nosūtīšanas līdz atbildes pirmajam baitam; sākumlapai mediāna no vairākām ielādēm. Mūsu pauzes un savienojuma izveide neskaitās. Tas ir mērījums no vienas vietas un ierīces: salīdzināms tikai ar citiem tādiem pašiem.",
        "Time from sending the page's request to the first byte of the answer; for the front page the median of several loads. Our rests and the making of the connection do not count. This is measured from one place and machine: to be compared only with others of its kind.",
    ),
    advice=Text(
        "Ieslēdziet lapu kešošanu serverī un pārbaudiet lēnos datubāzes vaicājumus.",
        "Switch page caching on at the server and look for slow database queries.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse: web.dev TTFB (labi līdz 800 ms)", "Good practice: web.dev TTFB (good up to 800 ms)"),
        "https://web.dev/articles/ttfb",
    ),
    measures=True,
    unit=Text("ms", "ms"),
)


def check(performance: Json, page: PageView) -> Finding:
    """The median of the loads; the evidence tells how far they lie apart."""
    told = typical(performance, "first_byte")
    if told is None:
        return cant_tell("not-gathered", page)
    middle, spread = told
    return found(round(middle), page.see("", f"{spread} ms"))


CASES = (
    Case("one load", Outcome.PASSED, given=loads({"first_byte": 120.4}), expect=120),
    Case(
        "three loads, of which one was slow",
        Outcome.PASSED,
        given=loads({"first_byte": 90.0}, {"first_byte": 2000.0}, {"first_byte": 100.0}),
        expect=100,
    ),
    Case("not measured", Outcome.CANT_TELL, given=loads({"first_byte": None}), reason="not-gathered"),
    Case("an older visit", Outcome.UNTESTED, given={"requests": []}, reason="not-gathered"),
)
