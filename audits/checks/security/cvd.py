"""Whoever looks for weaknesses in good faith finds the body in the national programme for it."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import absent, found
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="cvd",
    version=1,
    scope="site",
    title=Text(
        "Norādīta dalība koordinētā ievainojamību atklāšanā (cvd.cert.lv)",
        "Participation in coordinated vulnerability disclosure is stated (cvd.cert.lv)",
    ),
    why=Text(
        "Pētnieks, kas atradis caurumu, zina, ka drīkst par to ziņot un kā.",
        "A researcher who has found a hole knows that it may be reported, and how.",
    ),
    method=Text("Kādā vietnes lapā ir saite uz cvd.cert.lv.", "A page of the site has a link to cvd.cert.lv."),
    advice=Text(
        "Piesakieties CERT.LV programmai un vietnē ielieciet saiti uz cvd.cert.lv ar aptverto sistēmu sarakstu.",
        "Join the programme of CERT.LV and put a link to cvd.cert.lv on the site, with the systems it covers.",
    ),
    source=Source(
        "practice",
        Text("Laba prakse: dalība CERT.LV programmā ir brīvprātīga", "Good practice: taking part in the programme of CERT.LV is voluntary"),
        "https://cvd.cert.lv/faq/answers/100",
    ),
    options={"host": "cvd.cert.lv"},
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """Every link there, one for each page that has one."""
    telling = [page for page in pages if options["host"] in page.html]
    links = [next((link for link in page.links if link.host == options["host"]), None) for page in telling]
    seen = [link for link in links if link]
    return found(True, *seen) if seen else absent(*pages[:1])


CASES = (
    Case(
        "linked",
        Outcome.PASSED,
        pages={"drosiba": "<h1>Kiberdrošība</h1><a href='https://cvd.cert.lv/'>Ziņot par ievainojamību</a>"},
        expect=True,
    ),
    Case("CERT.LV itself", Outcome.FAILED, '<a href="https://cert.lv/">CERT.LV</a>', expect=False),
    Case("named but not linked", Outcome.FAILED, "<p>Skatiet cvd.cert.lv</p>", expect=False),
    Case("none", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
