"""The feed that a reader or a newspaper follows can be read by their programs."""

from audits.audit import Audit, Case, Source
from audits.kit import broken, cant_tell, found, inapplicable
from data.types import Evidence, Finding, Json, Outcome, Text

AUDIT = Audit(
    id="feed-valid",
    version=1,
    scope="site",
    title=Text("RSS vai Atom plūsma ir derīga", "The RSS or Atom feed is valid"),
    why=Text(
        "Ja plūsma ir bojāta, lietotnes klusē, un neviens to nepamana.", "Where a feed is broken, apps stay silent and nobody notices."
    ),
    method=Text(
        "Nolasa plūsmas, ko nosauc sākumlapa: vai tās ir RSS vai Atom, vai ir obligātie lauki un ieraksti; vērtība ir kļūdu skaits.",
        "Reads the feeds that the front page names: whether they are RSS or Atom, with the required fields and with entries; the value is the number of faults.",
    ),
    advice=Text("Pārbaudiet plūsmu ar W3C validatoru un izlabojiet to.", "Check the feed with the W3C validator and mend it."),
    source=Source(
        "standard",
        Text("RSS 2.0 specifikācija; RFC 4287 (Atom)", "RSS 2.0 specification; RFC 4287 (Atom)"),
        "https://validator.w3.org/feed/docs/",
    ),
    options={"unreadable": ["undecodable", "not-found"]},
    unit=Text("kļūdas", "faults"),
)


def check(feeds: Json, options: Json) -> Finding:
    """What is wrong with the feeds; one that was not answered for another reason decides nothing."""
    files = feeds.get("files", ())
    if not files:
        return inapplicable()
    faults = [Evidence(file["url"], excerpt=fault) for file in files for fault in _faults(file, options)]
    if faults:
        return broken(len(faults), *faults)
    lost = [Evidence(file["url"], excerpt=file["reason"]) for file in files if file["reason"]]
    if lost:
        return cant_tell(next(file["reason"] for file in files if file["reason"]), *lost)
    return found(0, *(Evidence(file["url"], excerpt=f"{file.get('kind', 'feed')}: {file['entries']}") for file in files))


def _faults(file: Json, options: Json) -> list[str]:
    if file["reason"] in options["unreadable"]:
        return [f"{file['reason']} ({file['status']})"]
    if file["reason"]:
        return []
    return [*file.get("faults", ()), *(() if file["entries"] else ["no entries"])]


def _feed(**told: object) -> dict[str, object]:
    file = {"url": "https://www.piemers.test/rss", "status": 200, "entries": 10, "reason": None, "kind": "rss", "faults": [], **told}
    return {"feeds": {"files": [file], "urls": []}}


CASES = (
    Case("as it should be", Outcome.PASSED, given=_feed(), expect=0),
    Case("a web page in its place", Outcome.FAILED, given=_feed(entries=0, reason="undecodable"), expect=1),
    Case("not there", Outcome.FAILED, given=_feed(status=404, entries=0, reason="not-found"), expect=1),
    Case("without entries", Outcome.FAILED, given=_feed(entries=0), expect=1),
    Case(
        "without what RSS requires",
        Outcome.FAILED,
        given=_feed(faults=["channel: no description", "item: no title or description"]),
        expect=2,
    ),
    Case("kept from us", Outcome.CANT_TELL, given=_feed(status=None, entries=0, reason="robots"), reason="robots"),
    Case(
        "of an older visit, which told less",
        Outcome.PASSED,
        given={"feeds": {"files": [{"url": "https://a.test/", "status": 200, "entries": 1, "reason": None}], "urls": []}},
        expect=0,
    ),
    Case("no feed is named", Outcome.INAPPLICABLE, given={"feeds": {"files": [], "urls": []}}),
    Case("not gathered", Outcome.UNTESTED, reason="not-gathered"),
)
