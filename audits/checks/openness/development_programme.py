"""A resident sees where the municipality is heading."""

import re
from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import found
from audits.outline import Part
from audits.records import said
from audits.sections import file_name, filled, is_file, kept, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="development-programme",
    version=1,
    scope="site",
    title=Text("Attīstības programma", "Development programme"),
    why=Text(
        "Programmā redzams, ko pašvaldība būvēs un uzlabos tuvākajos gados.",
        "The programme shows what will be built and improved in the coming years.",
    ),
    method=Text(
        "Lapa, sadaļa vai datne ar attīstības programmu vai stratēģiju; ja nosaukumos teikts periods, tas nedrīkst būt beidzies. Vērtība ir perioda pēdējais gads, ja tas teikts.",
        "A page, section or file with the development programme or strategy; where names tell a period, it must not be over. The value is the period's last year, where told.",
    ),
    advice=Text(
        "Publicējiet spēkā esošo attīstības programmu ar periodu nosaukumā.",
        "Publish the development programme in force with its period in the name.",
    ),
    source=Source(
        "practice",
        Text("Pašvaldību attīstības plānošanas dokumenti", "Municipal development planning documents"),
        "https://atklatibasindekss.lv/381-2/",
    ),
    options={"min_words": 4},
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """A section or file about it, and the last year of its newest period."""
    about = filled(sections(site.pages, words, "development-programme"), words, options["min_words"])
    parts = [*said(site, words, "development-programme"), *(part for section in about for part in section.parts)]
    periods = [(year, part.element) for part in parts for year in _ends(part)]
    if periods:
        last, element = max(periods, key=lambda one: one[0])
        return kept(last >= taken_at.year, last, element, confidence=0.9)
    return found(True, *[section.see() for section in about], confidence=0.9) if about else nowhere(site, words, "development-programme")


def _ends(part: Part) -> list[int]:
    named = file_name(part.element.url) if isinstance(part.element, Link) and is_file(part.element.url) else ""
    return [int(year) for told in (part.words, named) for match in _PERIOD.finditer(told) for year in match.groups() if year]


_PERIOD = re.compile(
    r"(?<!\d)20\d\d\.?\s?(?:gada|g\.)?\s?(?:[-–—_]|līdz|lidz)\s?(20\d\d)(?!\d)|(?:līdz|lidz)\s+(20\d\d)(?!\d)|(?:stratēģija|strategija|strategy)[\s-]+(20[3-9]\d)(?!\d)",
    re.IGNORECASE,
)


CASES = (
    Case(
        "a file with a period",
        Outcome.PASSED,
        pages={"/a/": "<h1>Attīstības plānošanas dokumenti</h1><a href=/p.pdf>Piemēra novada attīstības programma 2022.–2028. gadam</a>"},
        expect=2028,
    ),
    Case(
        "no period told, no diacritics",
        Outcome.PASSED,
        pages={"/a/": "<h1>ATTISTIBAS PROGRAMMA</h1><p>Programma apstiprināta ar domes lēmumu un ir spēkā."},
        expect=True,
    ),
    Case(
        "the newer of two",
        Outcome.PASSED,
        pages={"/a/": "<h1>Attīstības programma</h1><a href=/v.pdf>2014-2020</a><a href=/j.pdf>2021-2027</a>"},
        expect=2027,
    ),
    Case(
        "a file on the front page",
        Outcome.PASSED,
        "<main><a href=/s.pdf>Ilgtspējīgas attīstības stratēģija līdz 2038. gadam</a></main>",
        expect=2038,
    ),
    Case(
        "over long ago",
        Outcome.FAILED,
        pages={"/a/": "<h1>Attīstības programma</h1><a href=/p.pdf>Attīstības programma 2014.–2020. gadam</a>"},
        expect=2020,
    ),
    Case(
        "skills of pupils",
        Outcome.FAILED,
        pages={"/a/": "<h1>Prasmju attīstības programma</h1><p>Skolotāju tālākizglītības kursi rudenī."},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/a/": "<h1>Attīstības programma</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
