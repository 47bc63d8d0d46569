"""A resident sees of which departments and institutions the body is made."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import absent, cant_tell, found
from audits.outline import Part
from audits.sections import Section, is_file, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="structure",
    version=1,
    scope="site",
    title=Text("Iestādes struktūra", "Structure of the body"),
    why=Text("Redzams, kas iestādē par ko atbild.", "One sees who answers for what in the body."),
    method=Text(
        "Sadaļā par struktūru, nodaļām vai iestādēm ir nosauktas vairākas struktūrvienības vai tur ir struktūras dokuments. Ja ir tikai attēls, "
        "spriež cilvēks.",
        "A section on structure, departments or institutions names several of them, or holds a document of the structure. Where there is only a "
        "picture, a person has to judge.",
    ),
    advice=Text(
        "Publicējiet struktūru kā sarakstu ar saitēm uz nodaļām, ne tikai kā attēlu.",
        "Publish the structure as a list with links to the departments, not as a picture only.",
    ),
    source=Source(
        "practice",
        Text("Pašvaldību atklātības indekss: organizatoriskā struktūra", "Openness index: organisational structure"),
        "https://atklatibasindekss.lv/381-2/",
    ),
    options={"min_units": 3, "listed": 0.9, "document": 0.8},
)
_FILE_WORDS = re.compile(r"strukt|shem|organiz", re.IGNORECASE)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that names the parts; else one with a document of it; a picture of it does not decide."""
    about = sections(site.pages, words, "structure")
    listed = [section for section in about if _units(section, words) >= options["min_units"]]
    if listed:
        return found(True, *[section.see() for section in listed], confidence=options["listed"])
    files = [link for section in about for link in section.links if is_file(link.url) and _FILE_WORDS.search(f"{link.label} {link.url}")]
    if files:
        return found(True, *files, confidence=options["document"])
    pictures = [picture for section in about for picture in section.media("img") if _shows(section, picture.attribute("alt") or "", words)]
    return cant_tell("unclear", *pictures) if pictures else _other(site, about, words)


def _other(site: SiteView, about: list[Section], words: Vocabulary) -> Finding:
    return absent(*[section.see() for section in about], confidence=0.8) if about else nowhere(site, words, "structure", leads=False)


def _units(section: Section, words: Vocabulary) -> int:
    """How many parts of the body it names, each once."""
    return len({part.words.casefold() for part in section.parts if _is_unit(part, words)})


def _is_unit(part: Part, words: Vocabulary) -> bool:
    return part.kind in {"text", "link", "heading"} and bool(words.label("unit", part.words))


def _shows(section: Section, alternative: str, words: Vocabulary) -> bool:
    """Whether a picture is of the structure: it says so, or it is the only thing under the heading."""
    return bool(words.label("structure", alternative)) or not section.text


_LIST = "<ul><li>Finanšu nodaļa<li>Sociālais dienests<li>Būvvalde<li>Bāriņtiesa</ul>"
CASES = (
    Case("a list", Outcome.PASSED, pages={"/struktura/": f"<h1>Struktūra</h1>{_LIST}"}, expect=True),
    Case(
        "links to the departments, without diacritics",
        Outcome.PASSED,
        pages={"/n/": "<h1>STRUKTURVIENIBAS</h1><a href=/a>Juridiskā nodaļa</a> <a href=/b>Attīstības nodaļa</a> <a href=/c>Kanceleja</a>"},
        expect=True,
    ),
    Case(
        "institutions under a heading",
        Outcome.PASSED,
        pages={
            "/p/": "<h1>Pašvaldība</h1><h2>Iestādes un struktūrvienības</h2><ul><li>Vītolu bibliotēka<li>Vītolu skola<li>Upes pagasta pārvalde</ul>"
        },
        expect=True,
    ),
    Case(
        "a document",
        Outcome.PASSED,
        pages={"/s/": "<h1>Struktūra</h1><a href=/media/struktura.pdf>Pašvaldības struktūra</a>"},
        expect=True,
    ),
    Case(
        "in English",
        Outcome.PASSED,
        pages={"/en/s": "<h1>Departments</h1><p>Finance Department<p>Legal Department<p>Social Service"},
        expect=True,
    ),
    Case(
        "in Russian",
        Outcome.PASSED,
        pages={"/ru/s": "<h1>Структура</h1><p>Финансовый отдел<p>Юридический отдел<p>Социальная служба"},
        expect=True,
    ),
    Case(
        "only a picture",
        Outcome.CANT_TELL,
        pages={"/s/": "<h1>Struktūra</h1><img src=/s.png alt='Pašvaldības struktūra'>"},
        reason="unclear",
    ),
    Case("nothing yet", Outcome.FAILED, pages={"/s/": "<h1>Struktūra</h1><p>Informācija tiek gatavota."}, expect=False),
    Case(
        "a structure fund is another matter",
        Outcome.FAILED,
        pages={"/f/": "<h1>Struktūrfondi</h1><p>Attīstības nodaļa<p>Finanšu nodaļa<p>Juridiskā nodaļa"},
        expect=False,
    ),
    Case("the news of a reform", Outcome.FAILED, pages={"/jaunumi/r/": f"<h1>Mainīta pašvaldības struktūra</h1>{_LIST}"}, expect=False),
    Case("none", Outcome.FAILED, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
