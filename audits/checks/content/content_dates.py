"""A resident sees when a page was last touched, and so whether it still holds."""

import re

from audits.audit import Audit, Case, Source
from audits.dates import dates
from audits.derive import PageView
from audits.places import where
from audits.shares import PERCENT_OF_PAGES, lasting, share
from data.text import lowered
from data.types import Finding, Json, Outcome, Role, Text

AUDIT = Audit(
    id="content-dates",
    version=2,
    scope="site",
    title=Text("Lapās redzams, kad tās labotas", "Pages say when they were last changed"),
    why=Text(
        "Bez datuma nevar zināt, vai maksa un kārtība vēl ir spēkā.",
        "Without a date one cannot know whether a fee or a procedure still holds.",
    ),
    method=Text(
        "Saskaita lapas (bez sākumlapas un ziņām), kurās blakus vārdam «atjaunots», «publicēts», «pēdējās izmaiņas» ir datums; vērtība ir to daļa procentos.",
        "Counts the pages (without the front page and news) where a date stands beside a word such as “updated”, “published” or “last changed”; the value is their share in percent.",
    ),
    advice=Text("Rādiet katras lapas beigās tās pēdējo izmaiņu datumu.", "Show at the end of each page the date of its last change."),
    source=Source(
        "practice",
        Text("MK noteikumi Nr. 445, 4. punkts (aktualitāte)", "Cabinet Regulation No. 445, point 4 (currency)"),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"min_percent": 50, "reach": 45},
    unit=Text(*PERCENT_OF_PAGES),
)
_SAYS = re.compile(
    r"(?:atjaunot|atjaunin|aktualiz[eē]t|labot|publi[cs][eē]t|public[eē][sš]an|p[eē]d[eē]j[aā]s izmai[nņ]|izmai[nņ]u datums|main[iī]t[as]|p[aā]rskat[iī]t|redi[gģ][eē]t|papildin[aā]t|ievietot"
    r"|last (?:updated|modified|changed|reviewed|edited)|updated|published|обновлен|изменен|опубликован)\w{0,6}"
)
_DATED = frozenset({Role.FRONT, Role.NEWS, Role.NEWS_ITEM})
_MOST = 200


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The share of lasting pages that say so."""
    told = [(page, _said(page.text, options["reach"])) for page in lasting(pages) if page.role not in _DATED]
    having = [where(page, said) if number < 5 else page.see("", said) for number, (page, said) in enumerate(one for one in told if one[1])]
    return share(having, [page.see("", page.title) for page, said in told if not said], options["min_percent"])


def _said(text: str, reach: int) -> str:
    """The word and the date beside it; empty where there is none."""
    for number, match in enumerate(_SAYS.finditer(lowered(text))):
        near = text[match.end() : match.end() + reach]
        day = next(iter(dates(near)), None)
        if day:
            return text[match.start() : match.end() + near.index(day[1]) + len(day[1])]
        if number > _MOST:
            break
    return ""


_SAID = "<main><h1>Nodokļi</h1><p>Teksts.</p></main><footer>Lapa atjaunota: 02.09.2026.</footer>"

CASES = (
    Case(
        "at the foot of every page",
        Outcome.PASSED,
        pages={"a": _SAID, "b": "<main><p>Pēdējās izmaiņas 2026. gada 3. maijā</main>"},
        expect=100,
    ),
    Case(
        "reviewed, or edited",
        Outcome.PASSED,
        pages={"a": "<main><p>A<p>Saturs pārskatīts: 14.08.2026.</main>", "b": "<main><p>B<p>Rediģēta 02.03.2026.</main>"},
        expect=100,
    ),
    Case("in English", Outcome.PASSED, pages={"a": "<main><p>Last updated: 3 May 2026"}, expect=100),
    Case("on one of three", Outcome.FAILED, pages={"a": _SAID, "b": "<main><p>B", "c": "<main><p>C"}, expect=33),
    Case(
        "a date of something else",
        Outcome.FAILED,
        pages={"a": "<main><p>Atjaunots tilts. Svētki visiem iedzīvotājiem un viesiem notiks parkā 02.09.2026."},
        expect=0,
    ),
    Case("the year of the copyright", Outcome.FAILED, pages={"a": "<main><p>A</main><footer>© 2026 Novads</footer>"}, expect=0),
    Case("only a front page", Outcome.INAPPLICABLE, _SAID),
    Case("half a look at a small site", Outcome.CANT_TELL, pages={"a": _SAID}, given={"stopped_by": "time"}, reason="incomplete-look"),
)
