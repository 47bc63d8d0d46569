"""A resident can follow the body where people are: in social networks."""

from audits.audit import Audit, Case, Source
from audits.derive import PageView
from audits.kit import absent, found
from audits.profiles import profiles
from data.types import Finding, Outcome, Text

AUDIT = Audit(
    id="social-networks",
    version=2,
    scope="site",
    title=Text("Sociālie tīkli", "Social networks"),
    why=Text("Ziņas sasniedz arī tos, kas vietni paši neapmeklē.", "News reaches those too who do not visit the site."),
    method=Text(
        "Saites uz profiliem sociālajos tīklos; pogas «dalīties», iegulti ieraksti un saites ziņās netiek skaitītas. Vērtība ir tīklu saraksts.",
        "Links to profiles in social networks; share buttons, single posts and links in the news do not count. The value is the list of networks.",
    ),
    advice=Text(
        "Kājenē vai kontaktos ielieciet saites uz iestādes profiliem.", "Put links to the body's profiles in the footer or the contacts."
    ),
    source=Source(
        "survey",
        Text("E-indekss: sociālo tīklu konti", "E-index: accounts in social networks"),
        "https://lvportals.lv/norises/291694-valsts-un-pasvaldibu-iestades-iedzivotajiem-klust-sasniedzamakas-elektroniskaja-vide-2017",
    ),
)


def check(pages: tuple[PageView, ...]) -> Finding:
    """The networks with a profile link, sorted; one link of each as evidence."""
    seen = profiles(pages)
    return found(",".join(seen), *[links[0] for links in seen.values()]) if seen else absent(*pages[:1], value="")


CASES = (
    Case(
        "two networks, old and new name of one",
        Outcome.PASSED,
        "<footer><a href=https://www.facebook.com/piemers>f</a><a href=https://twitter.com/piemers>t</a><a href=https://x.com/piemers>x</a></footer>",
        expect="facebook,x",
    ),
    Case(
        "hosts for telephones and languages, a new network",
        Outcome.PASSED,
        "<a href=https://m.facebook.com/piemers>f</a><a href=https://lv.linkedin.com/company/piemers>l</a><a href=https://bsky.app/profile/p.lv>b</a>",
        expect="bluesky,facebook,linkedin",
    ),
    Case("a channel", Outcome.PASSED, "<a href=https://www.youtube.com/@piemers>YouTube</a>", expect="youtube"),
    Case(
        "share buttons",
        Outcome.FAILED,
        "<a href='https://www.facebook.com/sharer/sharer.php?u=https://piemers.test'>Dalīties</a><a href='https://twitter.com/intent/tweet?text=x'>t</a>",
        expect="",
    ),
    Case("where sessions are streamed", Outcome.FAILED, "<a href=https://www.youtube.com/@piemers/streams>tiešraides</a>", expect=""),
    Case(
        "a network's own pages",
        Outcome.FAILED,
        "<a href=https://www.facebook.com/policies/cookies/>f</a><a href=https://twitter.com/privacy>t</a>"
        "<a href=https://www.facebook.com/login/>l</a><a href=https://www.instagram.com/explore/tags/x/>i</a>",
        expect="",
    ),
    Case("a network, no profile", Outcome.FAILED, "<a href=https://www.facebook.com/>Facebook</a>", expect=""),
    Case(
        "a film in the news",
        Outcome.FAILED,
        pages={"/jaunumi/a/": "<h1>Filma</h1><a href=https://www.youtube.com/@kino>kino</a>"},
        expect="",
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
