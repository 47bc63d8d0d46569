"""A resident can reach the one person whose work it is to see to the rules on data."""

from collections.abc import Iterable

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.kit import absent, cant_tell, found
from audits.mail import WAY
from audits.privacy import Said, of_another, privacy_pages, saying, unread
from data.types import Finding, Institution, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="privacy-officer",
    version=3,
    scope="site",
    title=Text("Norādīts, kā sazināties ar datu aizsardzības speciālistu", "It is said how to reach the data protection officer"),
    why=Text(
        "Speciālistam var jautāt un sūdzēties, neejot uz tiesu vai inspekciju.",
        "The officer can be asked and complained to without going to court or to the inspectorate.",
    ),
    method=Text(
        "Privātuma politikā vai kontaktu lapā pie vārdiem «datu aizsardzības speciālists» vai dažos teikumos pēc tiem ir e-pasta adrese vai tālrunis. Neskaitās adrese citur, ja politikā par pārzini nosaukta cita iestāde. Vārdus un uzvārdus neglabā.",
        "In the privacy policy or on a contact page there is an e-mail address or telephone beside the words “datu aizsardzības speciālists” or within a few sentences after. "
        "An address elsewhere does not count where the policy names another body as the controller. Names are not kept.",
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
    options={"sentences": 5},
)


def check(pages: tuple[PageView, ...], site: SiteView, institution: Institution, words: Vocabulary, options: Json) -> Finding:
    """The policy first, then contact pages; an officer whom nobody can reach, or another body's, is not enough."""
    policy = privacy_pages(pages, words)
    asked = [*policy, *(page for page in pages if page.role == Role.CONTACT and page not in policy)]
    told = list(_naming(asked, words, options["sentences"]))
    home = site.snapshot.site
    reached = next((said for said in told if WAY.search(said.text) and not of_another(said, institution, words, home)), None)
    if reached:
        return found(True, reached.see())
    if files := unread(pages, words):
        return cant_tell("unclear", *files)
    return absent(told[0].see(), confidence=0.8) if told else absent(*asked[:2], *pages[:1])


def _naming(pages: Iterable[PageView], words: Vocabulary, reach: int) -> Iterable[Said]:
    return saying(
        (page for page in pages if "special" in page.main.lower() or "speciāl" in page.main.lower() or "officer" in page.main.lower()),
        words,
        "privacy-officer",
        reach,
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
    Case(
        "an officer from outside",
        Outcome.PASSED,
        pages={"p": _POLICY.format("Datu aizsardzības speciālists: specialists@datujuristi.test.")},
        expect=True,
    ),
    Case(
        "another body's text",
        Outcome.FAILED,
        pages={
            "p": "<h1>Privātuma politika</h1><main><p>Datu pārzinis ir Kaimiņu novada pašvaldība, kas datus apstrādā pēc likuma. "
            "Datu aizsardzības speciālists: specialists@kaiminunovads.test.</p>"
        },
        expect=False,
    ),
    Case("the policy is a file", Outcome.CANT_TELL, '<a href="/faili/privatums.pdf">Privātuma politika</a>', reason="unclear"),
    Case("none", Outcome.FAILED, pages={"p": _POLICY.format("Datus glabā likumā noteikto laiku.")}, expect=False),
    Case(
        "after the name and the address",
        Outcome.PASSED,
        pages={
            "p": _POLICY.format(
                "Datu aizsardzības speciālists: Vārds Uzvārds.</p><p>Adrese: Liepu iela 1.</p><p>E-pasts: das@piemers.test."
            )
        },
        expect=True,
    ),
    Case(
        "named without a way, the policy is a file",
        Outcome.CANT_TELL,
        pages={"p": _POLICY.format("Pašvaldībā ir datu aizsardzības speciālists. Lasiet <a href=/p.pdf>Privātuma politika</a>.")},
        reason="unclear",
    ),
    Case(
        "out of reach as far as seen",
        Outcome.CANT_TELL,
        pages={"p": _POLICY.format("Pašvaldībā ir datu aizsardzības speciālists.")},
        given={"stopped_by": "pages"},
        reason="incomplete-look",
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "pages"}, reason="incomplete-look"),
)
