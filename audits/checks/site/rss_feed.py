"""A resident or a newspaper can follow the news without coming back to look."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import absent, found, labelled
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="rss-feed",
    version=1,
    scope="site",
    title=Text("Jaunumus var saņemt RSS plūsmā", "News can be followed by RSS"),
    why=Text(
        "Jaunumus var lasīt savā lietotnē, neatstājot iestādei e-pasta adresi.",
        "News can be read in an app of one's own, without leaving the institution an e-mail address.",
    ),
    method=Text(
        "Lapā ir norādīta plūsma (link rel=alternate) vai saite «RSS»; komentāru plūsmu neskaita.",
        "A page names a feed (link rel=alternate) or has a link “RSS”; a feed of comments does not count.",
    ),
    advice=Text("Ieslēdziet RSS plūsmu un norādiet to lapas galvā.", "Switch the RSS feed on and name it in the head of the page."),
    source=Source(
        "practice",
        Text("Laba prakse (RSS 2.0, RFC 4287)", "Good practice (RSS 2.0, RFC 4287)"),
        "https://www.rssboard.org/rss-specification",
    ),
    options={"types": ["application/rss+xml", "application/atom+xml"]},
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """A feed of the site's news, named for programs or for people."""
    named = (link for page in pages for link in page.elements("link[rel~=alternate i][type][href]"))
    feed = next((link for link in named if link.attribute("type") in options["types"] and not _of_comments(link, words)), None)
    if feed:
        return found(True, feed)
    links = [link for link in labelled(pages, words, "rss-feed") if link.href not in {"", "#"}]
    return found(True, *links[:3], confidence=0.9) if links else absent(*pages[:1])


def _of_comments(link: Element, words: Vocabulary) -> bool:
    return "/comments/" in (link.attribute("href") or "") or not words.label("rss-feed", f"{link.attribute('title') or ''} rss")


CASES = (
    Case(
        "in the head",
        Outcome.PASSED,
        '<head><link rel="alternate" type="application/rss+xml" title="Novads » Barotne" href="/feed/">',
        expect=True,
    ),
    Case("atom without a title", Outcome.PASSED, '<head><link rel=alternate type="application/atom+xml" href="/atom.xml">', expect=True),
    Case("a link", Outcome.PASSED, '<footer><a href="/rss.xml">RSS</a></footer>', expect=True),
    Case(
        "only comments",
        Outcome.FAILED,
        '<head><link rel=alternate type="application/rss+xml" title="Novads » Komentāru barotne" href="/comments/feed/">',
        expect=False,
    ),
    Case("another language is no feed", Outcome.FAILED, '<head><link rel=alternate hreflang=en href="/en/">', expect=False),
    Case("an atom is no feed", Outcome.FAILED, "<a href=/a>Atom</a><a href=/b>Feed the birds</a>", expect=False),
    Case("none", Outcome.FAILED, expect=False),
)
