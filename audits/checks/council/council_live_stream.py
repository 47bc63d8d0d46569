"""A resident can watch the council meeting as it happens."""

import re

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, SiteView
from audits.kit import found
from audits.outline import own_links
from audits.sections import Section, filled, nowhere, sections
from data.types import Evidence, Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-live-stream",
    version=1,
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
_PLAYERS = re.compile(r"youtube|youtu\.be|vimeo|facebook\.com|twitch|dailymotion|tiesraid|live|stream", re.IGNORECASE)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A player or a link to one first; then a page that says where to watch."""
    about = filled(sections(site.pages, words, "live-stream"), words, options["min_words"])
    shown = [seen for section in about for seen in _players(section)]
    labelled = [
        link for page in site.pages for link in own_links(page) if words.label("live-stream", link.label) and _PLAYERS.search(link.host)
    ]
    if shown or labelled:
        return found(True, *shown, *labelled)
    told = [section for section in about if len(section.text.split()) >= options["min_words"]]
    if told:
        return found(True, *[section.see() for section in told], confidence=0.7)
    return nowhere(site, words, "live-stream")


def _players(section: Section) -> list[Evidence]:
    frames = [frame.see(frame.attribute("src")) for frame in section.media("iframe") if _PLAYERS.search(frame.attribute("src") or "")]
    return frames + [media.see() for media in section.media("video")] + [link.see() for link in section.links if _watched(link)]


def _watched(link: Link) -> bool:
    return bool(_PLAYERS.search(link.host))


CASES = (
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
