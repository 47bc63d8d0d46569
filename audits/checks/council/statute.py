"""A resident finds the municipality's statute: how it is built and who decides what."""

from itertools import islice

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import found, labelled, names, slug
from audits.records import gone, said
from audits.sections import file_name, files, filled, is_file, nowhere, sections
from data.types import Finding, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="statute",
    version=2,
    scope="site",
    title=Text("Pašvaldības nolikums", "Statute of the municipality"),
    why=Text(
        "Nolikumā ir teikts, kā pašvaldība ir veidota un kur iesniegt sūdzību.",
        "The statute says how the municipality is built and where to complain.",
    ),
    method=Text(
        "Saite vai lapa ar vārdiem «pašvaldības nolikums»; citi nolikumi un nolikuma grozījumi netiek skaitīti.",
        "A link or page that says 'statute of the municipality'; other by-laws and amendments do not count.",
    ),
    advice=Text(
        "Ielieciet saiti uz nolikumu sadaļā «Pašvaldība» vai pie saistošajiem noteikumiem.",
        "Link the statute in the section on the municipality or beside the binding regulations.",
    ),
    source=Source(
        "law",
        Text(
            "Pašvaldību likums, 10. panta pirmās daļas 1. punkts un 49. panta pirmā daļa",
            "Local Government Law, Section 10, Paragraph one, Clause 1 and Section 49, Paragraph one",
        ),
        "https://likumi.lv/ta/id/355210",
    ),
    reach=MUNICIPAL,
)


_PUBLISHERS = {"likumi.lv", "m.likumi.lv", "vestnesis.lv"}


def check(site: SiteView, words: Vocabulary) -> Finding:
    """A link that is not dead, or a page that says something."""
    named = [part.element for part in said(site, words, "statute")]
    named += [link for link in labelled(site.pages, words, "statute") if is_file(link.url) or link.host in _PUBLISHERS]
    leading = [link for link in named if isinstance(link, Link) and not _amends(link.label, words)]
    leading += [link for link in files(site) if words.label("statute", slug(_stem(link))) and not _amends(slug(_stem(link)), words)]
    nameless = {page.url for page in site.pages if not names(page)}
    links = {link.url: link for link in leading if not gone(link, site) and link.url not in nameless}
    pages = filled(sections(site.pages, words, "statute"), words, 20)
    told = [section for section in pages if not any(_amends(name, words) for name in names(section.page))]
    if links or told:
        return found(True, *islice(links.values(), 3), *[section.see() for section in told])
    return nowhere(site, words, "statute", leads=False)


def _stem(link: Link) -> str:
    return file_name(link.url).rsplit(".", 1)[0]


def _amends(told: str, words: Vocabulary) -> bool:
    """Whether it begins by saying that it changes another act: that is not the statute."""
    return bool(words.label("amendment", " ".join(told.split()[:2])))


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
    Case(
        "with its amendments in it",
        Outcome.PASSED,
        "<main><a href=/lv/media/12/download>Vītolu novada pašvaldības nolikums (ar grozījumiem)</a></main>",
        expect=True,
    ),
    Case(
        "amendments only",
        Outcome.FAILED,
        "<main><a href=/g.pdf>Pašvaldības nolikuma grozījumi</a><a href=/h.pdf>Grozījumi Vītolu novada pašvaldības nolikumā</a></main>",
        expect=False,
    ),
    Case(
        "amendments told by the file's name",
        Outcome.FAILED,
        "<main><a href=/grozijumi-pasvaldibas-nolikums.pdf>šeit</a></main>",
        expect=False,
    ),
    Case("the police's", Outcome.FAILED, "<main><a href=/n.pdf>Pašvaldības policijas nolikums</a></main>", expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
