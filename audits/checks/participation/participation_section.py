"""A resident finds in one place how to take part in decisions."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.sections import present
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="participation-section",
    version=3,
    scope="site",
    title=Text("Sabiedrības līdzdalība", "Public participation"),
    why=Text(
        "Vienuviet redzams, kā ietekmēt lēmumus, pirms tie pieņemti.", "One place shows how to influence decisions before they are taken."
    ),
    method=Text(
        "Lapa vai sadaļa «Sabiedrības līdzdalība» ar saturu vai saitēm.", "A page or section 'Public participation' with content or links."
    ),
    advice=Text(
        "Izveidojiet sadaļu «Sabiedrības līdzdalība» ar apspriešanām, padomēm, aptaujām un saziņu.",
        "Make a section on participation with consultations, councils, surveys and contacts.",
    ),
    source=Source(
        "survey",
        Text("E-indekss: saziņa ar sabiedrību un līdzdalība", "E-index: communication with the public and participation"),
        "https://www.vtua.gov.lv/lv/jaunums/vtua-otrs-augstakais-digitala-brieduma-limeni-starp-valsts-iestadem",
    ),
    options={"min_words": 4},
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that says something or leads on."""
    return present(site, words, "participation", options["min_words"])


CASES = (
    Case(
        "a page with links",
        Outcome.PASSED,
        pages={"/s/": "<h1>Sabiedrības līdzdalība</h1><a href=/a/>Publiskās apspriešanas</a>"},
        expect=True,
    ),
    Case(
        "upper case without diacritics",
        Outcome.PASSED,
        pages={"/s/": "<h1>SABIEDRIBAS LIDZDALIBA</h1><p>Ikviens var piedalīties lēmumu pieņemšanā novadā."},
        expect=True,
    ),
    Case(
        "by another name",
        Outcome.PASSED,
        pages={"/l/": "<h1>Līdzdarboties</h1><p>Izsakiet viedokli par ieceru projektiem un nāciet uz sanāksmēm."},
        expect=True,
    ),
    Case(
        "shares in companies",
        Outcome.FAILED,
        pages={"/k/": "<h1>Līdzdalība kapitālsabiedrībās</h1><p>Pašvaldībai pieder daļas piecās kapitālsabiedrībās."},
        expect=False,
    ),
    Case(
        "what parents pay, and a football team",
        Outcome.FAILED,
        pages={
            "/m/": "<h1>Līdzdalības maksājums par bērnudārzu</h1><p>Kārtība, termiņi un atvieglojumi vecākiem.",
            "/f/": "<h1>Iesaisties futbola komandā</h1><p>Treniņi notiek katru otrdienu stadionā.",
        },
        expect=False,
    ),
    Case("a menu label to nothing", Outcome.FAILED, "<nav><a href=#>Sabiedrības līdzdalība</a></nav>", expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
