"""A quick question gets an answer at any hour, in a window on the site."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.kit import absent, found
from audits.offers import about, chats
from audits.sections import filled
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="chatbot",
    version=3,
    scope="site",
    title=Text("Virtuālais asistents", "Virtual assistant"),
    why=Text(
        "Vienkāršu jautājumu var uzdot arī vakarā, kad iestāde ir slēgta.",
        "A simple question can be asked in the evening too, when the office is closed.",
    ),
    method=Text(
        "Sākumlapā ir tērzēšanas logs (pēc tā izstrādātāja adreses vai nosaukuma) vai vietnē ir poga, saite vai sadaļa «Virtuālais asistents».",
        "The front page has a chat window (by its maker's address or its name), or the site has a button, link or section 'Virtual assistant'.",
    ),
    advice=Text(
        "Apsveriet valsts virtuālā asistenta platformas izmantošanu biežākajiem jautājumiem.",
        "Consider using the state's platform of virtual assistants for the commonest questions.",
    ),
    source=Source("practice", Text("E-indekss: digitālo risinājumu klāsts", "E-index: range of digital solutions")),
    options={
        "makers": [
            *(
                "hugo.lv",
                "va.hugo",
                "tilde.ai",
                "botpress",
                "tawk.to",
                "tidio.co",
                "crisp.chat",
                "intercom.io",
                "smartsupp",
                "jivosite",
                "livechatinc",
            ),
            *("dialogflow", "chatbase.co", "botframework", "copilotstudio", "zdassets.com/ekr"),
        ],
        "min_words": 5,
    },
    measures=True,
    unit=Text("ir vai nav", "whether there is one"),
)


def check(front: PageView, site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A window, or a section that tells of one."""
    seen = chats(site, words, options["makers"])
    if seen:
        return found(True, *seen, confidence=0.9)
    told = filled(about(site, words, "chatbot"), words, options["min_words"])
    return found(True, *[section.see() for section in told], confidence=0.7) if told else absent(front)


CASES = (
    Case(
        "a maker's script", Outcome.PASSED, "<main><h1>Novads</h1></main><script src=https://embed.tawk.to/1/default></script>", expect=True
    ),
    Case(
        "a button",
        Outcome.PASSED,
        "<main><h1>Novads</h1></main><button aria-label='Atvērt tērzēšanas logu ar virtuālo asistentu'></button>",
        expect=True,
    ),
    Case("a box of that name", Outcome.PASSED, "<main><h1>Novads</h1></main><div id=chatbot-root></div>", expect=True),
    Case("a link in capitals", Outcome.PASSED, "<main><a href=/va/>VIRTUALAIS ASISTENTS</a></main>", expect=True),
    Case("a section", Outcome.PASSED, pages={"/va/": "<h1>Čatbots Anna</h1><p>Uzdod jautājumu jebkurā diennakts laikā."}, expect=True),
    Case(
        "the news tell of one",
        Outcome.PASSED,
        pages={"/jaunumi/va/": "<h1>Virtuālais asistents valsts iestādēs</h1><p>Ziņa par to."},
        expect=False,
    ),
    Case(
        "a social assistant is another matter",
        Outcome.PASSED,
        pages={"/a/": "<h1>Asistenta pakalpojums</h1><p>Cilvēkiem ar invaliditāti."},
        expect=False,
    ),
    Case("none", Outcome.PASSED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
