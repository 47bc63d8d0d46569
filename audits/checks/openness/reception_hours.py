"""A resident learns when the leaders receive visitors."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found, names
from audits.outline import Part, own
from audits.rows import term
from audits.sections import Section, filled, nowhere, sections
from data.types import Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="reception-hours",
    version=2,
    scope="site",
    title=Text("Vadības pieņemšanas laiki", "Leaders' visiting hours"),
    why=Text(
        "Zināms, kad un kā tikt pie domes priekšsēdētāja, deputāta vai iestādes vadītāja.",
        "It is known when and how one can see the chair, a councillor or the head.",
    ),
    method=Text(
        "Sadaļa par pieņemšanas laikiem, kurā ir nosaukts vadītāja amats un laiks, diena vai pieraksts. Vārdi netiek glabāti.",
        "A section on visiting hours that names a leading post and a time, day or appointment. Names are not kept.",
    ),
    advice=Text(
        "Norādiet, kad vadība pieņem apmeklētājus un kā pieteikties.",
        "Say when the leaders receive visitors and how to make an appointment.",
    ),
    source=Source(
        "practice",
        Text("Apmeklētāju pieņemšanas laiki pašvaldību vietnēs", "Visiting hours on municipal sites"),
        "https://atklatibasindekss.lv/381-2/",
    ),
    options={"min_words": 4},
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that names a leading post and when; what stands below its heading names people and is not shown."""
    about = filled(sections(site.pages, words, "reception-hours"), words, options["min_words"])
    told = [section for section in about if _of_leaders(section, words) and _when(section, words)]
    if told:
        return found(True, *[section.see() for section in told], confidence=0.9)
    lines = [part.element.see(said) for page in site.pages if page.role not in _NEWS for part in own(page) if (said := _line(part, words))]
    return found(True, *lines[:3], confidence=0.8) if lines else nowhere(site, words, "reception-hours", leads=False)


def _line(part: Part, words: Vocabulary) -> str | None:
    """What a line of running text says of when a leader receives visitors."""
    if part.kind != "text" or "ieņem" not in part.words:
        return None
    if not words.text("leader", part.words) and not words.text("leader", term(part.element)):
        return None
    timed = _TIME.search(part.words) or words.text("weekday", part.words) or words.text("appointment", part.words)
    return words.text("receives", part.words) if timed else None


def _of_leaders(section: Section, words: Vocabulary) -> bool:
    named = [*([section.head.text] if section.head else []), *names(section.page), *(part.words for part in section.parts)]
    return any(words.text("leader", one) for one in named)


def _when(section: Section, words: Vocabulary) -> bool:
    return bool(_TIME.search(section.text)) or any(
        words.text("weekday", part.words) or words.text("appointment", part.words) for part in section.parts
    )


_NEWS = {Role.NEWS, Role.NEWS_ITEM}
_TIME = re.compile(r"(?<!\d)\d{1,2}[.:]\d\d(?!\d|[.:]\d)")


CASES = (
    Case(
        "a list of posts, each with its hours",
        Outcome.PASSED,
        pages={"/v/": "<h1>Vadība</h1><dl><dt>Iestādes direktors<dd>Pieņem iedzīvotājus trešdienās no 14.00</dl>"},
        expect=True,
    ),
    Case(
        "hours",
        Outcome.PASSED,
        pages={"/p/": "<h1>Apmeklētāju pieņemšanas laiki</h1><table><tr><td>Domes priekšsēdētājs<td>pirmdien 9.00–11.00</table>"},
        expect=True,
    ),
    Case(
        "under a heading, no diacritics",
        Outcome.PASSED,
        pages={
            "/k/": "<h1>Kontakti</h1><h2>DEPUTATU PIENEMSANAS LAIKI</h2><p>Katra mēneša pirmajā otrdienā, iepriekš piesakoties kancelejā."
        },
        expect=True,
    ),
    Case(
        "by appointment",
        Outcome.PASSED,
        pages={"/v/": "<h1>Vadības pieņemšanas laiki</h1><p>Valsts sekretārs pieņem pēc iepriekšēja pieraksta."},
        expect=True,
    ),
    Case(
        "of a doctor",
        Outcome.FAILED,
        pages={"/p/": "<h1>Ārsta pieņemšanas laiki</h1><p>Ģimenes ārsts pieņem pirmdienās 9.00–13.00."},
        expect=False,
    ),
    Case(
        "of the client centre",
        Outcome.FAILED,
        pages={"/p/": "<h1>Pieņemšanas laiks</h1><p>Klientu apkalpošanas centrs: pirmdien 8.00–18.00."},
        expect=False,
    ),
    Case(
        "leaders without any time",
        Outcome.FAILED,
        pages={"/p/": "<h1>Vadības pieņemšanas laiki</h1><p>Domes priekšsēdētājs un viņa vietnieki."},
        expect=False,
    ),
    Case(
        "a line on the councillors' page",
        Outcome.PASSED,
        pages={"/d/": "<h1>Domes deputāti</h1><p>Domes priekšsēdētājs pieņem iedzīvotājus pirmdienās no 10.00 līdz 12.00."},
        expect=True,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/p/": "<h1>Pieņemšanas laiki</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
