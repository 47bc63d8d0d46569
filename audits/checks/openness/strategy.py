"""A citizen learns what the state body means to achieve and by when."""

from audits.audit import STATE, Audit, Case, Source
from audits.derive import SiteView
from audits.sections import present
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="strategy",
    version=1,
    scope="site",
    title=Text("Darbības stratēģija", "Strategy"),
    why=Text(
        "Stratēģija un politikas dokumenti ļauj pārbaudīt, vai solītais ir izdarīts.",
        "A strategy and policy documents let anyone check whether what was promised is done.",
    ),
    method=Text(
        "Lapa, sadaļa vai datne: darbības stratēģija vai politikas plānošanas dokumenti. Jautā tikai valsts iestādēm.",
        "A page, section or file: the body's strategy or its policy planning documents. Asked of state bodies only.",
    ),
    advice=Text(
        "Publicējiet spēkā esošo darbības stratēģiju un politikas plānošanas dokumentus.",
        "Publish the strategy in force and the policy planning documents.",
    ),
    source=Source(
        "practice",
        Text(
            "Šodienas pienākums nav apstiprināts; nosaukums no MK noteikumiem Nr. 171 (zaudējuši spēku)",
            "No duty of today was confirmed; the label is of Cabinet Regulation No. 171 (repealed)",
        ),
        "https://likumi.lv/doc.php?id=154198",
    ),
    options={"min_words": 4},
    reach=STATE,
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that says something about it."""
    return present(site, words, "strategy", options["min_words"])


CASES = (
    Case(
        "a page",
        Outcome.PASSED,
        pages={"/s/": "<h1>Darbības stratēģija</h1><a href=/s.pdf>Stratēģija 2024–2027</a>"},
        given={"institution": {"kind": "ministry"}},
        expect=True,
    ),
    Case(
        "policy documents, old label",
        Outcome.PASSED,
        pages={"/s/": "<h1>NOZARES POLITIKA</h1><h2>Politikas planosanas dokumenti</h2><a href=/p.pdf>Pamatnostādnes</a>"},
        given={"institution": {"kind": "ministry"}},
        expect=True,
    ),
    Case(
        "a file on the front page",
        Outcome.PASSED,
        "<main><a href=/s.pdf>Iestādes darbības stratēģija 2025–2029</a></main>",
        given={"institution": {"kind": "ministry"}},
        expect=True,
    ),
    Case(
        "of communication",
        Outcome.FAILED,
        pages={"/s/": "<h1>Komunikācijas stratēģija</h1><a href=/s.pdf>Skatīt</a>"},
        given={"institution": {"kind": "ministry"}},
        expect=False,
    ),
    Case(
        "an empty page",
        Outcome.FAILED,
        pages={"/s/": "<h1>Darbības stratēģija</h1>"},
        given={"institution": {"kind": "ministry"}},
        expect=False,
    ),
    Case("a municipality is not asked", Outcome.INAPPLICABLE),
    Case("half a look", Outcome.CANT_TELL, given={"institution": {"kind": "ministry"}, "stopped_by": "time"}, reason="incomplete-look"),
)
