"""A film or a recording also reaches those who do not hear or see it."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import broken, cant_tell, found, inapplicable
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="media-alternatives",
    version=2,
    scope="site",
    title=Text("Video un audio ir subtitri vai teksts", "Video and audio have captions or a text"),
    why=Text(
        "Nedzirdīgs iedzīvotājs uzzina, kas teikts domes sēdē vai paziņojumā.",
        "A deaf resident learns what was said in a council meeting or an announcement.",
    ),
    method=Text(
        "Vietnes pašas video meklē subtitru celiņu (track), pie audio – saiti uz atšifrējumu; klusas fona filmas un tukši atskaņotāji neskaitās. Citur glabātu video (YouTube, Facebook) subtitrus pārbauda cilvēks.",
        "Looks for a caption track in the site's own videos and for a link to a transcript beside audio; silent films of the background and empty players do not count. Captions of videos kept elsewhere (YouTube, Facebook) a person has to check.",
    ),
    advice=Text("Pievienojiet subtitrus latviešu valodā vai atšifrējumu.", "Add captions in Latvian, or a transcript."),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445; WCAG 2.1 1.2.1, 1.2.2; VARAM vienkāršotais izvērtējums, 11. aspekts",
            "Cabinet Regulation No. 445; WCAG 2.1 1.2.1, 1.2.2; VARAM's simplified evaluation, aspect 11",
        ),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={
        "players": "iframe[src*='youtube'], iframe[src*='youtu.be'], iframe[src*='vimeo'], iframe[src*='facebook.com/plugins/video'], iframe[data-src*='youtube']"
    },
    unit=Text("faili", "files"),
)


def check(pages: tuple[PageView, ...], words: Vocabulary, options: Json) -> Finding:
    """How many of the site's own films and recordings have nothing beside them."""
    own = [media for page in pages if "<video" in page.html or "<audio" in page.html for media in page.elements("video, audio")]
    own = [media for media in own if not _silent(media) and not _empty(media)]
    faults = {_address(media): media for media in own if not _has_text(media, words)}
    if faults:
        return broken(len(faults), *(media.see(_address(media)) for media in faults.values()))
    if own:
        return found(0, *(media.see(_address(media)) for media in own), whole=True)
    players = [frame for page in pages if "<iframe" in page.html for frame in page.elements(options["players"])]
    return cant_tell("unclear", *(frame.see(frame.attribute("src")) for frame in players)) if players else inapplicable(whole=True)


def _silent(media: Element) -> bool:
    return media.attribute("muted") is not None and media.attribute("autoplay") is not None


def _empty(media: Element) -> bool:
    """Whether it only waits for a script to put something in; what that will be nobody can tell."""
    return not media.attribute("src") and media.node.css_first("source[src]") is None


def _address(media: Element) -> str:
    source = media.node.css_first("source[src]")
    return media.attribute("src") or (source.attributes.get("src") if source else "") or f"<{media.node.tag}>"


def _has_text(media: Element, words: Vocabulary) -> bool:
    if media.node.css_first("track[kind=captions], track[kind=subtitles], track:not([kind])") is not None:
        return True
    return any(words.label("transcript", link.label) for link in media.page.links)


_FILM = "<video controls src=/sede.mp4>{}</video>"

CASES = (
    Case("captions", Outcome.PASSED, _FILM.format("<track kind=captions srclang=lv src=/sede.vtt>"), expect=0),
    Case(
        "a transcript beside it", Outcome.PASSED, "<audio controls src=/sede.mp3></audio><a href=/sede.pdf>Sēdes atšifrējums</a>", expect=0
    ),
    Case("nothing", Outcome.FAILED, _FILM.format(""), {"a": _FILM.format("")}, expect=1),
    Case("chapters are no captions", Outcome.FAILED, _FILM.format("<track kind=chapters src=/a.vtt>"), expect=1),
    Case("a silent film behind the title", Outcome.INAPPLICABLE, "<video autoplay muted loop src=/fons.mp4></video>"),
    Case("an empty place of a picture viewer", Outcome.INAPPLICABLE, "<video id=lightbox controls></video>"),
    Case("told by a source", Outcome.FAILED, "<video controls><source src=/sede.mp4></video>", expect=1),
    Case("kept at YouTube", Outcome.CANT_TELL, "<iframe src='https://www.youtube.com/embed/x'></iframe>", reason="unclear"),
    Case("neither", Outcome.INAPPLICABLE),
)
