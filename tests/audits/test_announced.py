"""News that only the list that leads to it tells from other pages."""

from __future__ import annotations

from audits.announced import announced
from audits.audit import Case
from audits.cases import snapshot
from audits.derive import site_view
from data import vocabulary
from data.types import Outcome

_LIST = (
    "<h1>Jaunumi</h1><main><div><h3>Centrs apstiprinājis budžetu</h3><span>17.06.2026.</span> <a href=/?id=5>Lasīt vairāk</a></div>"
    "<p>Skatiet arī <a href=/?id=7>budžetu</a></p></main>"
)


def _told(menu: str = "") -> frozenset[str]:
    page = "<main><h1>Lapa</h1><p>Teksts par to, kas notika.</p></main>"
    pages = {"/jaunumi/": f"{menu}{_LIST}", "/?id=5": page, "/?id=7": page}
    return announced(site_view(snapshot(Case("a list", Outcome.PASSED, pages=pages), vocabulary.load())))


def test_what_a_list_of_news_leads_to_with_a_day_is_news() -> None:
    assert _told() == {"https://www.piemers.test/?id=5"}


def test_what_a_menu_leads_to_is_a_page_of_its_own() -> None:
    assert _told("<nav><a href=/?id=5>Budžets</a></nav>") == frozenset()
