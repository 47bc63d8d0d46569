"""A resident can reach the one person whose work it is to see to the rules on data."""

from collections.abc import Iterable

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import absent, broken, found
from audits.mail import WAY
from audits.privacy import Said, privacy_pages, saying
from data.types import Finding, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="privacy-officer",
    version=1,
    scope="site",
    title=Text("Norādīts, kā sazināties ar datu aizsardzības speciālistu", "It is said how to reach the data protection officer"),
    why=Text(
        "Speciālistam var jautāt un sūdzēties, neejot uz tiesu vai inspekciju.",
        "The officer can be asked and complained to without going to court or to the inspectorate.",
    ),
    method=Text(
        "Privātuma politikā vai kontaktu lapā pie vārdiem «datu aizsardzības speciālists» ir e-pasta adrese vai tālrunis. Vārdus un uzvārdus neglabā.",
        "In the privacy policy or on a contact page there is an e-mail address or telephone beside the words “datu aizsardzības speciālists”. "
        "Names are not kept.",
    ),
    advice=Text(
        "Pie datu aizsardzības speciālista norādiet e-pastu, piemēram, das@iestade.lv.",
        "Give an e-mail address beside the data protection officer, for example das@body.lv.",
    ),
    source=Source(
        "law",
        Text(
            "Vispārīgā datu aizsardzības regula (ES) 2016/679, 37. panta 7. punkts un 13. panta 1. punkta b) apakšpunkts",
            "General Data Protection Regulation (EU) 2016/679, Articles 37(7) and 13(1)(b)",
        ),
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    ),
)


def check(pages: tuple[PageView, ...], words: Vocabulary) -> Finding:
    """The policy first, then contact pages; an officer whom nobody can reach is not enough."""
    policy = privacy_pages(pages, words)
    asked = [*policy, *(page for page in pages if page.role == Role.CONTACT and page not in policy)]
    told = list(_naming(asked, words))
    reached = next((said for said in told if WAY.search(said.text)), None)
    if reached:
        return found(True, reached.see())
    return broken(False, told[0].see(), confidence=0.8) if told else absent(*asked[:2], *pages[:1])


def _naming(pages: Iterable[PageView], words: Vocabulary) -> Iterable[Said]:
    return saying(
        (page for page in pages if "special" in page.main.lower() or "speciāl" in page.main.lower() or "officer" in page.main.lower()),
        words,
        "privacy-officer",
    )


_POLICY = "<h1>Privātuma politika</h1><main><p>Personas datu apstrādes pārzinis ir Piemēra novada pašvaldība. {}</p>"

CASES = (
    Case("in the policy", Outcome.PASSED, pages={"p": _POLICY.format("Datu aizsardzības speciālists: das@piemers.test.")}, expect=True),
    Case(
        "by telephone",
        Outcome.PASSED,
        pages={"p": _POLICY.format("Ar datu aizsardzības speciālisti sazinieties pa tālruni 60000104.")},
        expect=True,
    ),
    Case(
        "among the contacts",
        Outcome.PASSED,
        pages={"kontakti": "<title>Kontakti</title><h1>Kontakti</h1><main><p>Datu aizsardzības speciālists, das@piemers.test</p>"},
        expect=True,
    ),
    Case(
        "out of reach",
        Outcome.FAILED,
        pages={"p": _POLICY.format("Pašvaldībā ir datu aizsardzības speciālists. Viņš atbild uz jautājumiem.")},
        expect=False,
    ),
    Case(
        "a vacancy",
        Outcome.FAILED,
        pages={"v": "<h1>Vakance</h1><main><p>Meklējam datu aizsardzības speciālistu, CV sūtiet uz darbs@piemers.test.</p>"},
        expect=False,
    ),
    Case("none", Outcome.FAILED, pages={"p": _POLICY.format("Datus glabā likumā noteikto laiku.")}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
