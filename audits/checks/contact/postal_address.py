"""A resident finds where the body is and where to send a letter."""

import re
from itertools import islice

from audits.audit import Audit, Case, Source
from audits.derive import PageView, SiteView
from audits.desk import desk
from audits.kit import absent, found
from data.text import squeeze
from data.types import Finding, Outcome, Text

AUDIT = Audit(
    id="postal-address",
    version=1,
    scope="site",
    title=Text("Pasta adrese", "Postal address"),
    why=Text(
        "Klātienē jāzina, kurp doties; vēstulei vajag pilnu adresi ar indeksu.",
        "One has to know where to go; a letter needs the full address with its code.",
    ),
    method=Text(
        "Adrese ar ielu vai ēku un pasta indeksu LV-nnnn kontaktos, sākumlapā vai citur; citu iestāžu adreses paziņojumos neskaita.",
        "An address with street or house and the code LV-nnnn on contact pages, the front page or elsewhere; other bodies' in statements do not count.",
    ),
    advice=Text(
        "Kontaktos norādiet pilnu adresi: iela, numurs, vieta, LV-nnnn.",
        "Give the full address on the contact page: street, number, place, LV-nnnn.",
    ),
    source=Source("survey", Text("E-indekss: klientu apkalpošana un atbalsts", "E-index: customer service and support")),
)
_CODE = r"LV\s?[-–]?\s?\d{4}(?!\d)"
_STREET = (
    r"(?:iel[aā]|laukum(?:s|[āa])|prospekt(?:s|[āa])|bulv[āa]r(?:is|[īi])|ce[ļl](?:[šs]|[āa])|gatv[eē]|[šs]osej[aā]|alej[aā]|krastmal[aā]"
    r"|damb(?:is|[īi])|l[īi]nij[aā]|iel\.|street)"
)
_SHAPES = (
    re.compile(rf"(?:[^\W\d_][\w.]*[- ]){{1,4}}?{_STREET}\s+\d+\w{{0,2}}[^|;:]{{0,90}}?{_CODE}", re.IGNORECASE),
    re.compile(rf"[“”„\"«'][^“”„\"«»']{{2,40}}[“”\"»'],[^|;:]{{0,90}}?{_CODE}"),
    re.compile(rf"\w+\s+(?:pagast\w*|novad\w*|pils[ēe]t\w*|pag\.|nov\.),[^|;:]{{0,60}}?{_CODE}", re.IGNORECASE),
)
_REACH, _CODES = 200, 50
"""Characters before a code, and codes of one page, that are looked at."""
_LEAD = re.compile(r"^.*\b(?:adrese|adresē|address|atrodas)\s*[:–-]?\s*", re.IGNORECASE)


def check(site: SiteView) -> Finding:
    """The first full address of the most trusted page; a code without a street is too little."""
    pages = desk(site)
    for page in (page for page in pages if re.search(_CODE, page.text)):
        near = [*_near_codes(_lines(page)), *_near_codes(page.text)]
        match = next((match for shape in _SHAPES for text in near for match in [shape.search(text)] if match), None)
        if match:
            address = squeeze(_LEAD.sub("", match.group()))
            return found(address, page.see("body", address))
    bare = [page.see("body", match.group()) for page in pages for match in [re.search(_CODE, page.text)] if match]
    return absent(*(bare[:3] or site.pages[:1]))


def _near_codes(text: str) -> list[str]:
    """The text before each postal code, as much as an address can need: what a site sends may be long."""
    return [text[max(0, code.start() - _REACH) : code.end()] for code in islice(re.finditer(_CODE, text), _CODES)]


def _lines(page: PageView) -> str:
    """Each piece of text on its own line, so that a heading before the street is not taken for its name."""
    return "\n".join(squeeze(line) for line in page.tree.body.text(separator="\n").split("\n")) if page.tree.body else ""


CASES = (
    Case(
        "a street",
        Outcome.PASSED,
        "<footer>Adrese: Liepu iela 4, Vītoli, Vītolu novads, LV-5999</footer>",
        expect="Liepu iela 4, Vītoli, Vītolu novads, LV-5999",
    ),
    Case(
        "upper case", Outcome.PASSED, "<footer>BRĪVĪBAS IELA 12A, PIEMĒRS, LV 5999</footer>", expect="BRĪVĪBAS IELA 12A, PIEMĒRS, LV 5999"
    ),
    Case(
        "a named house",
        Outcome.PASSED,
        "<footer>“Pagastmāja”, Upes pagasts, Piemēra novads, LV-5998</footer>",
        expect="“Pagastmāja”, Upes pagasts, Piemēra novads, LV-5998",
    ),
    Case(
        "in the locative",
        Outcome.PASSED,
        "<footer>Raiņa bulvārī 15, Piemērā, LV-5999</footer>",
        expect="Raiņa bulvārī 15, Piemērā, LV-5999",
    ),
    Case(
        "a house without quotes, shortened",
        Outcome.PASSED,
        "<footer>Upes pag., Piemēra nov., LV-5998</footer>",
        expect="Upes pag., Piemēra nov., LV-5998",
    ),
    Case(
        "the contact page first",
        Outcome.PASSED,
        "<footer>Skolas iela 1, Piemērs, LV-5997</footer>",
        pages={"/kontakti/": "<h1>Kontakti</h1><p>Liepu iela 4, Piemērs, LV-5999"},
        expect="Liepu iela 4, Piemērs, LV-5999",
    ),
    Case(
        "the Ombudsman's is another's",
        Outcome.FAILED,
        pages={"/pieklustamibas-pazinojums/": "<h1>Piekļūstamības paziņojums</h1>Baznīcas iela 25, Rīga, LV-1010"},
        expect=False,
    ),
    Case("a code only", Outcome.FAILED, "<footer>LV-5999</footer>", expect=False),
    Case("an account number is no code", Outcome.FAILED, "<footer>Konts LV00TEST0000000000001</footer>", expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
