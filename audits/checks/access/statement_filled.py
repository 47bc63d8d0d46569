"""The statement speaks of this site and this body, not of a sample."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import PageView, host_of
from audits.kit import EVIDENCE_LIMIT, broken, found, inapplicable
from audits.places import content, where
from audits.statement import EXAMPLE, PLAIN, field, statement
from data.types import Evidence, Finding, Institution, Json, Outcome, Text
from data.vocabulary import Vocabulary

_BRACKETS = re.compile(r"\[[^\[\]]{3,200}\]")

AUDIT = Audit(
    id="statement-filled",
    version=1,
    scope="site",
    title=Text("Piekļūstamības paziņojums ir aizpildīts", "The accessibility statement is filled in"),
    why=Text(
        "Neaizpildīts paraugs iedzīvotājam neko nepasaka un rāda, ka neviens nav vērtējis.",
        "An unfilled sample tells a resident nothing and shows that nobody has evaluated.",
    ),
    method=Text(
        "Meklē parauga vietturus («[Iestādes nosaukums]», «xx.xx.xxxx»), citas iestādes vārdus un citas vietnes adresi.",
        "Looks for the sample's blanks (“[Iestādes nosaukums]”, “xx.xx.xxxx”), another body's words and another site's address.",
    ),
    advice=Text("Aizpildiet norādītās vietas ar savas iestādes ziņām.", "Fill in the places shown with your own institution's details."),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 2. pielikums; VARAM vadlīnijas paziņojuma izstrādei",
            "Cabinet Regulation No. 445, Annex 2; VARAM guidance on the statement",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"blanks": [r"\bxx\.xx\.(xxxx|20xx)", r"\bdd\.mm\.gggg", r"_{4,}", r"…{2,}|\.{5,}"]},
    unit=Text("vietas", "places"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, institution: Institution, options: Json) -> Finding:
    """How many places were left as in the sample, or speak for another body or site."""
    page = statement(pages, words)
    if page is None:
        return inapplicable(whole=True)
    blanks = [text for text in _BRACKETS.findall(page.main) if words.text("statement-placeholder", text)]
    blanks += [match.group() for pattern in options["blanks"] for match in re.finditer(pattern, page.main, re.IGNORECASE)]
    others = _of_others(page, words, institution)
    seen = [*others, *(where(page, text) for text in blanks[:EVIDENCE_LIMIT])]
    return broken(len(blanks) + len(others), *seen) if seen else found(0, content(page))


def _of_others(page: PageView, words: Vocabulary, institution: Institution) -> list[Evidence]:
    own = {host_of(url) for site in institution.sites for url in (site.url, *site.aliases)}
    named = field(page, "web-link")
    hosts = {host_of(element.attribute("href") or "") for element in (page.elements("#a11y-web-link a[href]") if named else ())} - {""}
    found = [named.see()] if named and hosts and not hosts & own else []
    alien = words.text("statement-foreign", page.main)
    itself = words.text("statement-foreign", f"{institution.name.lv} tīmekļvietne")
    return [*found, page.see("main", alien)] if alien and not itself else found


_TEMPLATE = "<h1>Piekļūstamības paziņojums</h1><main><p>[Iestādes nosaukums] saskaņā ar noteikumiem Nr. 445. Izvērtēta [datums dd.mm.gggg.]"

CASES = (
    Case("filled in", Outcome.PASSED, pages={"paz": EXAMPLE}, expect=0),
    Case("without ids", Outcome.PASSED, pages={"paz": PLAIN}, expect=0),
    Case("the sample as it came", Outcome.FAILED, pages={"paz": _TEMPLATE}, expect=3),
    Case("a date of crosses", Outcome.FAILED, pages={"paz": EXAMPLE.replace("02.09.2026.", "xx.xx.xxxx.")}, expect=1),
    Case(
        "another body's words",
        Outcome.FAILED,
        pages={"paz": PLAIN.replace("tīmekļvietni veidot", "oficiālās statistikas tīmekļvietni veidot")},
        expect=1,
    ),
    Case("another site", Outcome.FAILED, pages={"paz": EXAMPLE.replace("href='/'", "href='https://www.cits-novads.test/'")}, expect=1),
    Case(
        "a footnote and a hidden address are no blanks",
        Outcome.PASSED,
        pages={"paz": PLAIN.replace("pasts [at]", "[1] [email protected] pasts [at]")},
        expect=0,
    ),
    Case("there is none", Outcome.INAPPLICABLE),
)
