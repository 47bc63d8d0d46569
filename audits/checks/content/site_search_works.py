"""Whoever searches the site for a page that it has finds it."""

from audits.audit import Audit, Case, Source
from audits.kit import broken, cant_tell, found, inapplicable
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="site-search-works",
    version=1,
    scope="site",
    title=Text("Vietnes meklētājs atrod tās lapas", "The site's search finds its pages"),
    why=Text(
        "Meklētājs, kas neko neatrod, iedzīvotājam saka, ka pakalpojuma nav.",
        "A search that finds nothing tells a resident that there is no such service.",
    ),
    method=Text(
        "Vietnes meklētājam vienreiz pajautā redzētas lapas virsrakstu (tikai GET formai un ja robots.txt to atļauj) un skatās, vai šī lapa ir starp rezultātiem. Ja atrasts kas cits vai rezultātus veido skripti, vērtē cilvēks.",
        "The site's search is asked once for the heading of a page that was seen (only by a GET form, and where robots.txt allows it), and the results are looked through for that page. Where something else is found, or scripts build the results, a person has to judge.",
    ),
    advice=Text("Pārbaudiet, vai meklētājs indeksē visas lapas un pakalpojumus.", "Check that the search indexes all pages and services."),
    source=Source(
        "survey",
        Text("Latvijas e-indekss: informācijas meklētājs (IR02)", "Latvian e-index: search function (IR02)"),
        "https://www.alksnis.eu/en/tehnologijas/latvijas-pasvaldibas-attista-infrastrukturu-sazinai-ar-iedzivotajiem/",
    ),
    options={"confidence": 0.9},
)


def check(search: Json, options: Json) -> Finding:
    """Found; nothing found at all; or something that a person must look at."""
    form = search.get("form")
    if form is None:
        return inapplicable(whole=True)
    place = Evidence(form["found_on"], locator="form", excerpt=f"{form['method']} {form['action']} ({form['parameter']})")
    if not search.get("asked"):
        return cant_tell("unclear", place)
    asked = Evidence(search["asked"], excerpt=f"{search['query']} → {search['expects']} ({search['status']}, {search['results']})")
    if search["found"]:
        return found(True, place, asked)
    if search["found"] is False and not search["results"]:
        return broken(False, place, asked, confidence=options["confidence"])
    return cant_tell(search.get("reason") or "unclear", place, asked)


def _search(**told: object) -> dict[str, object]:
    form = {"found_on": "https://www.piemers.test/", "action": "https://www.piemers.test/meklet", "method": "get", "parameter": "q"}
    plain = {"form": form, "query": "Ceļu remonts", "expects": "https://www.piemers.test/a", "asked": "https://www.piemers.test/meklet?q=x"}
    return {"search": {**plain, "status": 200, "found": True, "results": 3, "shown_in_browser": False, "reason": None, **told}}


CASES = (
    Case("found", Outcome.PASSED, given=_search(), expect=True),
    Case("nothing found", Outcome.FAILED, given=_search(found=False, results=0), expect=False),
    Case("the form leads to no page", Outcome.FAILED, given=_search(found=False, results=0, status=404, reason="not-found"), expect=False),
    Case("other things found", Outcome.CANT_TELL, given=_search(found=False), reason="unclear"),
    Case("results by script", Outcome.CANT_TELL, given=_search(found=None, results=0, reason="not-rendered"), reason="not-rendered"),
    Case("robots may not search", Outcome.CANT_TELL, given=_search(found=None, status=None, results=0, reason="robots"), reason="robots"),
    Case("a form that sends", Outcome.CANT_TELL, given=_search(asked=None, found=None, reason="not-gathered"), reason="unclear"),
    Case("no form", Outcome.INAPPLICABLE, given=_search(form=None, asked=None, found=None)),
    Case("an older visit", Outcome.UNTESTED, reason="not-gathered"),
)
