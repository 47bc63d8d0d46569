"""Someone who sees wrongdoing at work finds out how to report it safely."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.sections import present
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="whistleblowing",
    version=2,
    scope="site",
    title=Text("Trauksmes celšana", "Whistle-blowing"),
    why=Text(
        "Trauksmes cēlējam jāzina, kam ziņot un kā viņu aizsargās.",
        "Who raises the alarm must know whom to tell and how they are protected.",
    ),
    method=Text(
        "Lapa vai sadaļa par trauksmes celšanu ar saturu. Kontaktpersonas vārds netiek glabāts.",
        "A page or section on whistle-blowing that says something. The contact person's name is not kept.",
    ),
    advice=Text("Publicējiet trauksmes celšanas kārtību, veidlapu un kontaktus.", "Publish the procedure, the form and the contacts."),
    source=Source("practice", Text("Trauksmes celšanas likums", "Whistleblowing Law")),
    options={"min_words": 4},
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that says something about it."""
    return present(site, words, "whistleblowing", options["min_words"])


CASES = (
    Case(
        "a page",
        Outcome.PASSED,
        pages={"/t/": "<h1>Trauksmes celšana</h1><p>Ziņojumu iesniedz kontaktpersonai: trauksme@piemers.test."},
        expect=True,
    ),
    Case("other words for it", Outcome.PASSED, pages={"/t/": "<h1>CEL TRAUKSMI</h1><a href=/v.docx>Ziņojuma veidlapa</a>"}, expect=True),
    Case("an empty page", Outcome.FAILED, pages={"/t/": "<h1>Trauksmes cēlēji</h1>"}, expect=False),
    Case(
        "an air-raid alarm",
        Outcome.FAILED,
        pages={"/t/": "<h1>Trauksmes sirēnu pārbaude</h1><p>Sirēnas tiks ieslēgtas pirmdien pulksten desmitos."},
        expect=False,
    ),
    Case("a page that was not fetched", Outcome.CANT_TELL, "<nav><a href=/t/>Trauksmes celšana</a></nav>", reason="incomplete-look"),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
