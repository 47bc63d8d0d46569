"""The privacy policy says that this body answers for the data, not somebody whose text was copied."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView, SiteView
from audits.kit import broken, cant_tell, found, inapplicable
from audits.places import content
from audits.privacy import Said, named, own_words, privacy_pages, saying, unread
from data.types import Evidence, Finding, Institution, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="privacy-policy-own",
    version=4,
    scope="site",
    title=Text("Privātuma politika ir pašas iestādes", "The privacy policy is the body's own"),
    why=Text(
        "Platformas vai citas iestādes teksts nepasaka, kā ar datiem rīkojas tieši šī iestāde.",
        "A platform's or another body's text does not tell what this body does with the data.",
    ),
    method=Text(
        "Politikas teikumā par pārzini (vai nākamajā) ir šīs iestādes nosaukums, reģistrācijas numurs vai tās domēna adrese. Tīmekļvietņu vienotās "
        "platformas vispārējā politika, kurā pārzinis ir Valsts kanceleja, nav pašvaldības politika.",
        "The sentence of the policy on the controller (or the next) holds this body's name, registration number or an address of its domain. The general "
        "policy of the unified platform, with the State Chancellery as controller, is not the municipality's.",
    ),
    advice=Text(
        "Publicējiet savu privātuma politiku, kurā pārzinis ir jūsu iestāde, un platformas politiku atstājiet kā papildu saiti.",
        "Publish a policy of your own that names your body as controller, and leave the platform's as a further link.",
    ),
    source=Source(
        "law",
        Text(
            "Vispārīgā datu aizsardzības regula (ES) 2016/679, 13. panta 1. punkta a) apakšpunkts",
            "General Data Protection Regulation (EU) 2016/679, Article 13(1)(a)",
        ),
        "https://eur-lex.europa.eu/eli/reg/2016/679/oj",
    ),
)


def check(pages: tuple[PageView, ...], site: SiteView, institution: Institution, words: Vocabulary) -> Finding:
    """Who is named where the policy speaks of the controller; a policy that only names the body elsewhere is its own, less surely.

    A text that names no controller, unless it is the platform's, may well be the body's own, and so may a file.
    """
    policy = privacy_pages(pages, words)
    if not policy:
        files = unread(pages, words)
        return cant_tell("unclear", *files) if files else inapplicable(whole=True)
    home = site.snapshot.site
    told = list(saying(policy, words, "privacy-controller"))
    own = [said for said in told if named(institution, said.text, home)]
    if own:
        return found(True, own[0].see())
    others = [said for said in told if words.text("privacy-platform", said.text) or _COMPANY.search(said.text)]
    general = [page for page in policy if not _of_platform(page, words) and named(institution, own_words(page, pages), home)]
    if told and general and not others:
        return found(True, told[0].see(), content(general[0]), confidence=0.7)
    unclear: list[Link | Evidence] = [*unread(pages, words), *_silent(policy, told, words)]
    if unclear:
        return cant_tell("unclear", *unclear)
    return broken(False, *_shown(others or told), content(policy[0]), confidence=0.9)


_COMPANY = re.compile(r"(?:pārzin\w+|controller)\s+(?:ir|is|–|-|:)\s+(?:the company\s+)?(?:SIA|AS|VAS|IK)\b", re.IGNORECASE)
"""A company said to be the controller: the legal forms of Latvian companies stand before their names."""


def _silent(policy: list[PageView], told: list[Said], words: Vocabulary) -> list[Evidence]:
    """A text that is not the platform's and names no controller."""
    return [] if told else [content(page) for page in policy if not _of_platform(page, words)]


def _of_platform(page: PageView, words: Vocabulary) -> bool:
    return any(words.text("privacy-platform", heading.text) for heading in page.headings) or "vienotas-platformas" in page.url


def _shown(told: list[Said]) -> list[Evidence]:
    return [said.see() for said in told[:2]]


_HEAD = "<h1>Privātuma politika</h1><main>"
_PLATFORM = (
    "<h1>Vispārējā tīmekļvietņu vienotās platformas privātuma politika</h1><main><p>Tīmekļvietņu vienotās platformas pārzinis ir Valsts kanceleja, "
    "Brīvības bulvāris 36, Rīga. Platformā esošo datu apstrādes mērķis ir nodrošināt tās darbību.</p>"
)

CASES = (
    Case(
        "by its name",
        Outcome.PASSED,
        pages={"p": _HEAD + "<p>Personas datu apstrādes pārzinis ir Piemēra novada pašvaldība. Dati ir droši.</p>"},
        expect=True,
    ),
    Case(
        "in the next sentence",
        Outcome.PASSED,
        pages={"p": _HEAD + "<p>Datu pārzinis: Piemēra novada dome, Liepu iela 1. Datus apstrādā pēc likuma.</p>"},
        expect=True,
    ),
    Case(
        "by its number",
        Outcome.PASSED,
        pages={"p": _HEAD + "<p>Datu pārzinis ir pašvaldība, reģistrācijas Nr. 90000000017, Liepu iela 1.</p>"},
        expect=True,
    ),
    Case(
        "the company that made the site, and the body in its header",
        Outcome.FAILED,
        pages={
            "p": _HEAD
            + "<p>Piemēra novads rūpējas par vietni.</p><p>Datu pārzinis ir SIA “Mājaslapu kalve”, Rīga, kas uztur vietni. Dati ir droši.</p>"
        },
        expect=False,
    ),
    Case(
        "named elsewhere",
        Outcome.PASSED,
        pages={"p": _HEAD + "<p>Piemēra novads rūpējas par datiem. Dati ir droši. Jautājiet mums. Datu pārzinis tos sargā.</p>"},
        expect=True,
    ),
    Case(
        "own beside the platform's",
        Outcome.PASSED,
        pages={"a": _PLATFORM, "p": _HEAD + "<p>Datu apstrādes pārzinis ir Piemēra novada pašvaldība, Liepu iela 1.</p>"},
        expect=True,
    ),
    Case(
        "the platform's only",
        Outcome.FAILED,
        pages={"vispareja-timeklvietnu-vienotas-platformas-privatuma-politika": _PLATFORM},
        expect=False,
    ),
    Case(
        "another body's",
        Outcome.FAILED,
        pages={"p": _HEAD + "<p>Personas datu apstrādes pārzinis ir Cita novada pašvaldība. Dati ir droši.</p>"},
        expect=False,
    ),
    Case(
        "no controller",
        Outcome.CANT_TELL,
        pages={"p": _HEAD + "<p>Mēs rūpējamies par jūsu privātumu un datus nevienam nenododam.</p>"},
        reason="unclear",
    ),
    Case(
        "the platform's, without a controller",
        Outcome.FAILED,
        pages={
            "p": "<h1>Vispārējā tīmekļvietņu vienotās platformas privātuma politika</h1><main><p>Platforma glabā datus drošā vietā un tos nevienam nenodod.</p>"
        },
        expect=False,
    ),
    Case(
        "the platform's beside the body's own file",
        Outcome.CANT_TELL,
        '<a href="/faili/privatums.pdf">Privātuma politika</a>',
        pages={"vispareja-timeklvietnu-vienotas-platformas-privatuma-politika": _PLATFORM},
        reason="unclear",
    ),
    Case("a file that nobody reads", Outcome.CANT_TELL, '<a href="/faili/datu-apstrade.pdf">Personas datu apstrāde</a>', reason="unclear"),
    Case("there is none", Outcome.INAPPLICABLE),
)
