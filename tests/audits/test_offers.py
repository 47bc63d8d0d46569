"""What a site offers: each link once, without the news; bookings, payments, applications and chats."""

from __future__ import annotations

from audits.audit import Case
from audits.cases import snapshot
from audits.derive import SiteView, site_view
from audits.offers import apps, at, bookings, chats, living, offered, payments, reports
from data import registry, vocabulary
from data.types import Outcome

WORDS, PORTALS = vocabulary.load(), registry.load().portals
FRONT = (
    "<html lang=lv><title>N</title><nav><a href=/a>Pakalpojumi</a></nav><main><h1>Novads</h1>{}</main>"
    "<footer><a href=/k>Kontakti</a></footer>"
)


def site(front: str = "", **pages: str) -> SiteView:
    paths = {f"/{name.replace('__', '/')}/": html for name, html in pages.items()}
    return site_view(snapshot(Case("", Outcome.PASSED, FRONT.format(front), pages=paths), WORDS))


def test_links_are_offered_once_and_not_by_the_news() -> None:
    told = site(
        "<a href=/b>Viens</a>",
        p="<nav><a href=/n>Izvēlne</a></nav><h1>P</h1><a href=/b>Viens</a><a href=/c>Divi</a>",
        jaunumi__z="<h1>Z</h1><a href=/d>Trīs</a>",
    )
    assert [link.label for link in offered(told)] == ["Pakalpojumi", "Viens", "Kontakti", "Divi"]


def test_a_host_or_one_below_it() -> None:
    assert at("novads.reservio.com", ["reservio.com"])
    assert not at("notreservio.com", ["reservio.com"])
    assert not at("", ["reservio.com"])


def test_booking_is_a_form_or_a_way_there_and_no_paper() -> None:
    assert bookings(site("<a href=https://laiki.test/>Rezervēt laiku</a>"), WORDS, [])
    assert not bookings(site("<a href=/laiki.pdf>Rezervēt laiku</a>"), WORDS, [])
    assert not bookings(site("<a href=/p/>Rezervēt laiku</a>", p="<h1>Laiki</h1><p>Zvaniet."), WORDS, [])


def test_a_calendar_of_the_bodys_own_by_its_host() -> None:
    way = "<h1>Pieraksts vizītei</h1><p>Laiku var izvēlēties tiešsaistē: <a href=https://{}.piemers.test/>atvērt</a>"
    assert bookings(site(p=way.format("pieraksts")), WORDS, [])
    assert not bookings(site(p=way.format("karte")), WORDS, [])


def test_a_problem_is_reported_in_writing() -> None:
    page = "<h1>Ziņot par problēmu</h1><p>{}"
    assert not reports(site(z=page.format("Ja pamanāt bedri, zvaniet pagasta pārvaldei 60000103.")), WORDS)
    assert reports(site(z=page.format("Rakstiet uz <a href=mailto:b@piemers.test>b@piemers.test</a>.")), WORDS)
    assert reports(site(z=page.format("<form method=post><input name=a><textarea name=b></textarea></form>")), WORDS)


def test_an_application_that_was_closed_is_not_living() -> None:
    page = "<h1>Mobilā lietotne</h1><p>{}"
    assert not living(site(l=page.format("Lietotnes darbība pārtraukta 2025. gada 1. jūlijā.")), WORDS)
    assert living(site(l=page.format("Lietotnē pienāk paziņojumi par remontiem.")), WORDS)


def test_a_portal_where_one_pays_speaks_of_paying() -> None:
    assert payments(site("<h2>Rēķinu apmaksa</h2><a href=https://www.epakalpojumi.lv/>šeit</a>"), WORDS, PORTALS)
    assert not payments(site("<a href=https://www.epakalpojumi.lv/pii>Bērnudārzs</a>"), WORDS, PORTALS)


def test_applications_of_others_are_not_the_bodys() -> None:
    own, others = "https://play.google.com/store/apps/details?id=lv.novads", "https://apps.apple.com/lv/app/eparaksts-mobile/id1"
    links = f"<a href='{own}'>Google Play</a><a href='{others}'>App Store</a>"
    assert [link.host for link in apps(site(links), WORDS)] == ["play.google.com"]


def test_a_chat_by_its_maker_its_box_or_its_button() -> None:
    assert chats(site("<script src=https://x.chatmaker.test/a.js></script>"), WORDS, ["chatmaker.test"])
    assert chats(site("<div class=chatbot-box></div>"), WORDS, [])
    assert chats(site("<button title='Virtuālais asistents'></button>"), WORDS, [])
    assert not chats(site("<button>Meklēt</button>"), WORDS, [])
