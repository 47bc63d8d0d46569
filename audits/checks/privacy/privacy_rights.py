"""The privacy policy tells a resident what rights there are, by what right the data are used, and where to complain."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.places import content
from audits.privacy import privacy_pages, saying, unread
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="privacy-rights",
    version=3,
    scope="site",
    title=Text(
        "Privātuma politika nosauc tiesības, tiesisko pamatu un uzraugu",
        "The privacy policy names rights, legal basis and supervisor",
    ),
    why=Text(
        "Kas nezina savas tiesības un kur sūdzēties, tās neizmanto.",
        "Who does not know what rights there are and where to complain does not use them.",
    ),
    method=Text(
        "Politikas lapās meklē datu subjekta tiesības, apstrādes tiesisko pamatu un Datu valsts inspekciju; vērtība ir atrasto daļu skaits no trim.",
        "Looks on the policy's pages for the rights of the data subject, the legal basis and the Data State Inspectorate; the value is how many of the three.",
    ),
    advice=Text(
        "Papildiniet politiku ar tiesībām, apstrādes pamatu un norādi, ka var sūdzēties Datu valsts inspekcijā.",
        "Add to the policy the rights, the basis of processing, and that complaints go to the Data State Inspectorate.",
    ),
    source=Source(
        "law",
        Text(
            "Vispārīgā datu aizsardzības regula (ES) 2016/679, 13. panta 1. punkta c) un 2. punkta b), d) apakšpunkts",
            "General Data Protection Regulation (EU) 2016/679, Article 13(1)(c), (2)(b) and (d)",
        ),
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    ),
    options={"parts": ["privacy-rights", "privacy-basis", "privacy-supervisor"], "least": 3},
    unit=Text("daļas", "parts"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """How many of the parts the policy's pages name, taken together."""
    policy = privacy_pages(pages, words)
    if not policy:
        files = unread(pages, words)
        return cant_tell("unclear", *files) if files else inapplicable(whole=True)
    told = [next(saying(policy, words, topic), None) for topic in options["parts"]]
    seen = [said.see() for said in told if said]
    if len(seen) >= options["least"]:
        return found(len(seen), *seen)
    if files := unread(pages, words):
        return cant_tell("unclear", *files, *seen, value=len(seen))
    return broken(len(seen), *seen, content(policy[0]), confidence=0.9)


_POLICY = "<h1>Privātuma politika</h1><main><p>Datu pārzinis ir Piemēra novada pašvaldība. {}</p>"
_BASIS = "Apstrādes tiesiskais pamats ir likums."
_RIGHTS = "Jums ir tiesības piekļūt saviem datiem un iebilst pret to apstrādi."
_SUPERVISOR = "Sūdzību var iesniegt Datu valsts inspekcijā."

CASES = (
    Case("all three", Outcome.PASSED, pages={"p": _POLICY.format(f"{_BASIS} {_RIGHTS} {_SUPERVISOR}")}, expect=3),
    Case("no supervisor", Outcome.FAILED, pages={"p": _POLICY.format(f"{_BASIS} {_RIGHTS}")}, expect=2),
    Case("none of them", Outcome.FAILED, pages={"p": _POLICY.format("Mēs rūpējamies par datu drošību un glabājam tos seifā.")}, expect=0),
    Case("a file that nobody reads", Outcome.CANT_TELL, '<a href="/faili/datu-apstrade.pdf">Personas datu apstrāde</a>', reason="unclear"),
    Case(
        "a short page that leads to the file",
        Outcome.CANT_TELL,
        pages={"p": _POLICY.format("Ar politiku var iepazīties datnē: <a href=/p.pdf>Privātuma politika</a>.")},
        expect=0,
        reason="unclear",
    ),
    Case("there is none", Outcome.INAPPLICABLE),
)
