"""A resident finds the municipality's statute: how it is built and who decides what."""

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found, names
from audits.outline import own_links
from audits.records import gone
from audits.sections import file_name, filled, nowhere, sections
from data.text import fold
from data.types import Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statute",
    version=1,
    scope="site",
    title=Text("Pašvaldības nolikums", "Statute of the municipality"),
    why=Text(
        "Nolikumā ir teikts, kā pašvaldība ir veidota un kur iesniegt sūdzību.",
        "The statute says how the municipality is built and where to complain.",
    ),
    method=Text(
        "Saite vai lapa ar vārdiem «pašvaldības nolikums»; citi nolikumi netiek skaitīti.",
        "A link or page that says 'statute of the municipality'; other by-laws do not count.",
    ),
    advice=Text(
        "Ielieciet saiti uz nolikumu sadaļā «Pašvaldība» vai pie saistošajiem noteikumiem.",
        "Link the statute in the section on the municipality or beside the binding regulations.",
    ),
    source=Source(
        "law", Text("Pašvaldību likums, 10. un 49. pants", "Local Government Law, Sections 10 and 49"), "https://likumi.lv/ta/id/355210"
    ),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary) -> Finding:
    """A link that is not dead, or a page that says something."""
    links = [link for page in site.pages for link in own_links(page) if not gone(link, site)]
    said = [
        link for link in links if words.label("statute", link.label) or words.label("statute", fold(file_name(link.url).rsplit(".", 1)[0]))
    ]
    leading = [link for link in said if link.url not in {page.url for page in site.pages if not names(page)}]
    pages = filled(sections(site.pages, words, "statute"), words, 20)
    if leading or pages:
        return found(True, *leading[:3], *[section.see() for section in pages])
    return nowhere(site, words, "statute")


CASES = (
    Case("a file", Outcome.PASSED, "<main><a href=/nolikums.pdf>Vītolu novada pašvaldības nolikums</a></main>", expect=True),
    Case(
        "at the official publisher",
        Outcome.PASSED,
        "<main><a href=https://likumi.lv/ta/id/355210>PASVALDIBAS NOLIKUMS</a></main>",
        expect=True,
    ),
    Case("told by the file's name", Outcome.PASSED, "<main><a href=/pasvaldibas-nolikums.pdf>šeit</a></main>", expect=True),
    Case(
        "another by-law",
        Outcome.FAILED,
        "<main><a href=/n.pdf>Pašvaldības līdzdalības budžeta nolikums</a><a href=/k.pdf>Konkursa nolikums</a></main>",
        expect=False,
    ),
    Case("the police's", Outcome.FAILED, "<main><a href=/n.pdf>Pašvaldības policijas nolikums</a></main>", expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
