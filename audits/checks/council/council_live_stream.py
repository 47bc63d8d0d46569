"""A resident can watch the council meeting as it happens."""

import re

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import cant_tell, found
from audits.records import of_council, said
from audits.sections import Section, filled, nowhere, sections
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-live-stream",
    version=3,
    scope="site",
    title=Text("Domes sēžu tiešraide", "Live stream of council meetings"),
    why=Text("Sēdei var sekot no mājām.", "The meeting can be followed from home."),
    method=Text(
        "Sadaļa par domes sēžu tiešraidi ar atskaņotāju, saiti uz raidīšanas vietu vai vismaz paziņojumu, kur skatīties.",
        "A section on the live stream with a player, a link to where it is shown, or at least word of where to watch.",
    ),
    advice=Text(
        "Izveidojiet pastāvīgu lapu «Tiešraides un ieraksti» ar atskaņotāju.",
        "Keep a lasting page 'Live streams and recordings' with a player.",
    ),
    source=Source(
        "law",
        Text("Pašvaldību likums, 27. panta trešā daļa", "Local Government Law, Section 27, Paragraph three"),
        "https://www.cirava.lv/domes-sedem-var-sekot-tiessaiste/",
    ),
    options={"min_words": 8},
    reach=MUNICIPAL,
)
_NEWS = {Role.NEWS, Role.NEWS_ITEM}
_PLAYERS = re.compile(r"youtube|youtu\.be|vimeo|facebook\.com|twitch|dailymotion|tiesraid|live|stream", re.IGNORECASE)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A player or a link to one first; then a page that says where to watch."""
    streams = filled(sections(site.pages, words, "live-stream"), words, options["min_words"])
    about = [section for section in streams if of_council(section.page, _told(section), words)]
    shown = [seen for section in about for seen in _players(section)]
    named = [part.element for part in said(site, words, "live-stream") if isinstance(part.element, Link)]
    labelled = [link for link in named if _PLAYERS.search(link.host) and of_council(link.page, [link.label], words)]
    spoken = [link for link in _spoken(site, words) if of_council(link.page, [link.label], words)] if not (shown or labelled) else []
    if shown or labelled or spoken:
        return found(True, *shown, *labelled, *spoken)
    told = [section for section in about if len(section.text.split()) >= options["min_words"]]
    if told:
        return found(True, *[section.see() for section in told], confidence=0.7)
    return cant_tell("unclear", *[section.see() for section in streams]) if streams else nowhere(site, words, "live-stream")


def _spoken(site: SiteView, words: Vocabulary) -> list[Link]:
    """Links to where one watches in a line that speaks of the stream: «sēdi var vērot tiešraidē mūsu kanālā»."""
    lines = [part.element for part in said(site, words, "live-stream") if part.kind == "text" and part.element.page.role not in _NEWS]
    links = [Link(node, line.page) for line in lines for node in line.node.css("a[href]")]
    return [link for link in links if _PLAYERS.search(link.host)]


def _told(section: Section) -> list[str]:
    """What says whose stream it is: its heading, its lines, the names of its links and frames."""
    head = [section.head.text] if section.head else []
    named = [frame.attribute("title") or "" for frame in section.media("iframe", "video")]
    return [*head, *named, *(part.words for part in section.parts)]


def _players(section: Section) -> list[Evidence]:
    frames = [frame.see(frame.attribute("src")) for frame in section.media("iframe") if _PLAYERS.search(frame.attribute("src") or "")]
    return frames + [media.see() for media in section.media("video")] + [link.see() for link in section.links if _watched(link)]


def _watched(link: Link) -> bool:
    return bool(_PLAYERS.search(link.host))


CASES = (
    Case(
        "a line on the page of recordings says where to watch",
        Outcome.PASSED,
        pages={
            "/i/": "<h1>Domes sēžu ieraksti</h1><p>Sēdēm tiešraidē var sekot <a href=https://www.youtube.com/@piemers>mūsu kanālā</a>, ieraksti būs šeit."
        },
        expect=True,
    ),
    Case(
        "a concert is shown live in the channel",
        Outcome.FAILED,
        pages={"/k/": "<h1>Kultūra</h1><p>Koncerta tiešraide ir <a href=https://www.youtube.com/@piemers>kanālā</a>."},
        expect=False,
    ),
    Case(
        "a player",
        Outcome.PASSED,
        pages={"/t/": "<h1>Tiešraides un ieraksti</h1><iframe src=https://www.youtube.com/embed/x></iframe>"},
        expect=True,
    ),
    Case(
        "a link",
        Outcome.PASSED,
        pages={"/d/": "<h1>Domes sēdes</h1><a href=https://www.youtube.com/@piemers>DOMES SEZU TIESRAIDE</a>"},
        expect=True,
    ),
    Case(
        "word of where to watch",
        Outcome.PASSED,
        pages={"/t/": "<h1>Tiešraides</h1><p>Domes sēžu tiešraide skatāma šajā lapā katra mēneša pēdējā ceturtdienā."},
        expect=True,
    ),
    Case(
        "a fair and a camera at the lake",
        Outcome.FAILED,
        "<main><a href=https://www.youtube.com/x>Tiešraide: novada svētku gājiens</a></main>",
        pages={"/k/": "<h1>Tiešraide no ezera kameras</h1><iframe src=https://www.youtube.com/embed/x></iframe>"},
        expect=False,
    ),
    Case(
        "a stream of something",
        Outcome.CANT_TELL,
        pages={"/k/": "<h1>Tiešraides</h1><iframe src=https://www.youtube.com/embed/x></iframe>"},
        reason="unclear",
    ),
    Case("an empty page", Outcome.FAILED, pages={"/t/": "<h1>Tiešraides</h1>"}, expect=False),
    Case(
        "only a social network in the footer",
        Outcome.FAILED,
        "<footer><a href=https://www.youtube.com/@piemers>YouTube</a></footer>",
        expect=False,
    ),
    Case(
        "a concert in the news",
        Outcome.FAILED,
        pages={"/jaunumi/k/": "<h1>Koncerta tiešraide</h1><iframe src=https://www.youtube.com/embed/x></iframe>"},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
