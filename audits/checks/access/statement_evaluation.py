"""Anyone can read how the site was evaluated and what was found."""

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView, host_of
from audits.kit import broken, found, inapplicable
from audits.places import content, own_links
from audits.statement import EXAMPLE, PLAIN, statement
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-evaluation",
    version=1,
    scope="site",
    title=Text("Paziņojumam pievienots izvērtējums", "The evaluation is linked from the statement"),
    why=Text("Protokols rāda, ka vietne tiešām ir pārbaudīta.", "The protocol shows that the site was really tested."),
    method=Text(
        "Paziņojumā ir saite uz izvērtējuma dokumentu (a11y-accept-document vai saites nosaukums).",
        "The statement links to the document of the evaluation (a11y-accept-document or by the link's name).",
    ),
    advice=Text(
        "Publicējiet apstiprināto izvērtējuma protokolu un saistiet to paziņojumā.",
        "Publish the approved protocol of the evaluation and link it in the statement.",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 2. pielikums; VARAM vadlīnijas paziņojuma izstrādei",
            "Cabinet Regulation No. 445, Annex 2; VARAM guidance on the statement",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"endings": [".pdf", ".xlsx", ".docx", ".xls", ".doc", ".ods", ".odt", ".edoc", ".asice"]},
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """The document that proves the evaluation; the method's own guidelines prove nothing."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    marked = {element.attribute("href") for element in page.elements("#a11y-accept-document a[href], a#a11y-accept-document[href]")}
    links = [link for link in own_links(page) if link.href not in {"", "#"} and (link.href in marked or _proves(link, words, options))]
    return found(True, *links[:3]) if links else broken(False, content(page))


def _proves(link: Link, words: Vocabulary, options: Json) -> bool:
    is_own = link.host == host_of(link.page.url) or link.url.lower().endswith(tuple(options["endings"]))
    return is_own and bool(words.label("statement-evaluation", link.label))


_PROTOCOL = PLAIN.replace("Rakstiet:", "<a href='{}'>{}</a> Rakstiet:")

CASES = (
    Case("marked", Outcome.PASSED, pages={"paz": EXAMPLE}, expect=True),
    Case("by its label", Outcome.PASSED, pages={"paz": _PROTOCOL.format("/lv/media/9/download", "Izvērtējuma protokols")}, expect=True),
    Case("none", Outcome.FAILED, pages={"paz": PLAIN}, expect=False),
    Case(
        "the guidelines",
        Outcome.FAILED,
        pages={"paz": _PROTOCOL.format("https://pieklustamiba.varam.test/", "Izvērtējuma vadlīnijas")},
        expect=False,
    ),
    Case(
        "marked and left empty",
        Outcome.FAILED,
        pages={"paz": EXAMPLE.replace("<a href='/izvertejums.pdf'>izvērtējums (PDF)</a>", "[saite]")},
        expect=False,
    ),
    Case("there is none", Outcome.INAPPLICABLE),
)
