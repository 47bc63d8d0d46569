"""The supervisor's programs can read all statements of the country, so that it is seen where help is needed."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import broken, found, inapplicable
from audits.places import content
from audits.statement import EXAMPLE, PLAIN, field, statement
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statement-machine-readable",
    version=1,
    scope="site",
    title=Text("Paziņojums ir mašīnlasāms", "The statement is machine-readable"),
    why=Text(
        "Mašīnlasāmus paziņojumus var salīdzināt un uzraudzīt visā valstī.",
        "Machine-readable statements can be compared and supervised throughout the country.",
    ),
    method=Text(
        "Saskaita VARAM vadlīniju laukus, kas lapā iezīmēti ar id vai class «a11y-…».",
        "Counts the fields of the VARAM guidance marked on the page by id or class “a11y-…”.",
    ),
    advice=Text("Lietojiet VARAM HTML paraugu ar a11y-* identifikatoriem.", "Use VARAM's HTML sample with its a11y-* identifiers."),
    source=Source(
        "standard",
        Text("VARAM vadlīnijas piekļūstamības paziņojuma izstrādei", "VARAM guidance on the accessibility statement"),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={
        "required": ["institution", "evaluation-fits", "evaluation-date", "mail"],
        "fields": [
            *("institution", "type", "web-name", "web-link", "evaluation-type", "method", "evaluation-fits", "non-compliance-list"),
            *("non-compliance-item", "evaluation-date", "author", "accept-document", "alternatives", "mail", "phone", "other-contacts"),
            *("time", "complaints", "supervisory-authority-complaints", "first-notify", "repeated-notify", "approved-by"),
            "approved-by-jobtitle",
        ],
    },
    unit=Text("lauki", "fields"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """How many of the guidance's fields are marked; enough when the four that a program needs are among them."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    marked = {name: element for name in options["fields"] if (element := field(page, name))}
    seen = [page.see(element.locator, f"a11y-{name}: {element.text}") for name, element in marked.items()]
    if marked.keys() >= set(options["required"]):
        return found(len(marked), *seen)
    return broken(len(marked), *(seen or [content(page)]))


CASES = (
    Case("marked", Outcome.PASSED, pages={"paz": EXAMPLE}, expect=16),
    Case("by classes", Outcome.PASSED, pages={"paz": EXAMPLE.replace("id=a11y-mail", "class=a11y-mail")}, expect=16),
    Case("not marked", Outcome.FAILED, pages={"paz": PLAIN}, expect=0),
    Case("the date is not", Outcome.FAILED, pages={"paz": EXAMPLE.replace("id=a11y-evaluation-date", "")}, expect=15),
    Case("there is none", Outcome.INAPPLICABLE),
)
