"""The privacy policy says who answers for the data, and whom to ask."""

from dataclasses import replace

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.places import content, where
from audits.privacy import privacy_pages, unread
from audits.statement import sentences
from data.types import Evidence, Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="privacy-policy-content",
    version=5,
    scope="site",
    title=Text(
        "Privātuma politika nosauc pārzini un datu aizsardzības speciālistu",
        "The privacy policy names the controller and the data protection officer",
    ),
    why=Text("Ja nav skaidrs, kam jautāt, savas tiesības izmantot nevar.", "If it is not clear whom to ask, one's rights cannot be used."),
    method=Text(
        "Politikas lapās meklē vārdus «pārzinis» un «datu aizsardzības speciālists».",
        "Looks for the words “pārzinis” (controller) and “datu aizsardzības speciālists” (data protection officer) on the policy's pages.",
    ),
    advice=Text(
        "Nosauciet pārzini un datu aizsardzības speciālista saziņas adresi.",
        "Name the controller and give the contact of the data protection officer.",
    ),
    source=Source(
        "law",
        Text("Vispārīgā datu aizsardzības regula (ES) 2016/679, 13. pants", "General Data Protection Regulation (EU) 2016/679, Article 13"),
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    ),
    options={"parts": ["privacy-controller", "privacy-officer"]},
    unit=Text("daļas", "parts"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """How many of the parts the policy's pages name, taken together."""
    policy = privacy_pages(pages, words)
    if not policy:
        files = unread(pages, words)
        return cant_tell("unclear", *files) if files else inapplicable(whole=True)
    told = {topic: _naming(policy, words, topic) for topic in options["parts"]}
    seen = [place for place in told.values() if place]
    if all(told.values()):
        return found(len(seen), *seen)
    if files := unread(pages, words):
        return cant_tell("unclear", *files, *seen, value=len(seen))
    return broken(len(seen), *seen, content(policy[0]))


def _naming(policy: list[PageView], words: Vocabulary, topic: str) -> Evidence | None:
    """Where the first sentence stands that says it; the evidence shows the word only, as the sentence may name a person."""
    named = ((page, text, said) for page in policy for text in sentences(page.main) if (said := words.text(topic, text)))
    return next((replace(where(page, text), excerpt=said) for page, text, said in named), None)


_POLICY = "<h1>Privātuma politika</h1><main><p>Personas datu apstrādes pārzinis ir Piemēra novada pašvaldība. {}</p>"

CASES = (
    Case(
        "both", Outcome.PASSED, pages={"p": _POLICY.format("Datu aizsardzības speciālists: das@piemers.test, tālrunis 60000104.")}, expect=2
    ),
    Case(
        "on two pages",
        Outcome.PASSED,
        pages={
            "p": _POLICY.format("Vairāk lasiet citā lapā par datu drošību."),
            "d": "<h1>Personas datu aizsardzība</h1><main>Sazinieties ar datu aizsardzības speciālisti Annu Ozolu pa e-pastu.",
        },
        expect=2,
    ),
    Case("the officer is not named", Outcome.FAILED, pages={"p": _POLICY.format("Datus glabā, kamēr tie vajadzīgi.")}, expect=1),
    Case(
        "neither",
        Outcome.FAILED,
        pages={"p": "<h1>Privātuma politika</h1><main>Mēs rūpējamies par jūsu privātumu un datus nevienam nenododam."},
        expect=0,
    ),
    Case("a file that nobody reads", Outcome.CANT_TELL, '<a href="/faili/datu-apstrade.pdf">Personas datu apstrāde</a>', reason="unclear"),
    Case(
        "a short page that leads to the file",
        Outcome.CANT_TELL,
        pages={"p": _POLICY.format("Ar politiku var iepazīties datnē: <a href=/p.pdf>Privātuma politika</a>.")},
        expect=1,
        reason="unclear",
    ),
    Case("there is none", Outcome.INAPPLICABLE),
)
