"""A resident can follow the body where people are: in social networks."""

import re

from audits.audit import Audit, Case, Source
from audits.derive import Link, PageView
from audits.kit import absent, found
from data.types import Finding, Outcome, Role, Text

AUDIT = Audit(
    id="social-networks",
    version=1,
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
_NETWORKS = {
    "facebook.com": "facebook",
    "fb.com": "facebook",
    "m.facebook.com": "facebook",
    "lv-lv.facebook.com": "facebook",
    "instagram.com": "instagram",
    "youtube.com": "youtube",
    "x.com": "x",
    "twitter.com": "x",
    "mobile.twitter.com": "x",
    "tiktok.com": "tiktok",
    "linkedin.com": "linkedin",
    "draugiem.lv": "draugiem",
    "flickr.com": "flickr",
    "threads.net": "threads",
    "threads.com": "threads",
    "t.me": "telegram",
    "whatsapp.com": "whatsapp",
}
_NO_PROFILE = re.compile(
    r"/(sharer?|share\.php|dialog|plugins|intent|shareArticle|sharing|say|watch|embed|shorts|live|status|p|reel|posts|events|photo|videos|permalink"
    r"|login|privacy|policy|policies|legal|terms|help|about|explore|hashtag|search|home|results|playlist|tr|i)(/|\.php|\?|$)|[?&](u|url|text|status)=",
    re.IGNORECASE,
)


def check(pages: tuple[PageView, ...]) -> Finding:
    """The networks with a profile link, sorted; one link of each as evidence."""
    first: dict[str, Link] = {}
    told = [page for page in pages if page.role not in {Role.NEWS_ITEM, Role.STATEMENT, Role.PRIVACY}]
    for link in (link for page in told for link in page.links):
        network = _network(link)
        if network:
            first.setdefault(network, link)
    return found(",".join(sorted(first)), *[first[name] for name in sorted(first)]) if first else absent(*pages[:1], value="")


def _network(link: Link) -> str | None:
    path = link.url.split("://", 1)[-1].partition("/")[2]
    return _NETWORKS.get(link.host) if path and not _NO_PROFILE.search(f"/{path}") else None


CASES = (
    Case(
        "two networks, old and new name of one",
        Outcome.PASSED,
        "<footer><a href=https://www.facebook.com/piemers>f</a><a href=https://twitter.com/piemers>t</a><a href=https://x.com/piemers>x</a></footer>",
        expect="facebook,x",
    ),
    Case("a channel", Outcome.PASSED, "<a href=https://www.youtube.com/@piemers>YouTube</a>", expect="youtube"),
    Case(
        "share buttons",
        Outcome.FAILED,
        "<a href='https://www.facebook.com/sharer/sharer.php?u=https://piemers.test'>Dalīties</a><a href='https://twitter.com/intent/tweet?text=x'>t</a>",
        expect="",
    ),
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
