"""No sound begins by itself over the voice that reads the page aloud."""

from audits.audit import Audit, Case, Source
from audits.derive import Element, PageView
from audits.kit import tally
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="autoplay",
    version=1,
    scope="site",
    title=Text("Skaņa neatskan pati", "No sound plays by itself"),
    why=Text(
        "Pēkšņa skaņa nomāc ekrānlasītāja balsi, un cilvēks lapu vairs nevar lietot.",
        "A sudden sound drowns the screen reader's voice, and the page cannot be used any more.",
    ),
    method=Text(
        "Saskaita video un audio ar autoplay bez muted, bgsound un iegultus atskaņotājus ar autoplay=1 bez skaņas izslēgšanas.",
        "Counts video and audio with autoplay and without muted, bgsound, and embedded players with autoplay=1 that are not muted.",
    ),
    advice=Text("Izslēdziet automātisko atskaņošanu.", "Switch automatic playing off."),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445; WCAG 2.1 1.4.2; VARAM vienkāršotais izvērtējums, 11. aspekts",
            "Cabinet Regulation No. 445; WCAG 2.1 1.4.2; VARAM's simplified evaluation, aspect 11",
        ),
        "https://vadlinijas.pieklustamiba.lv/",
    ),
    options={"signs": ["autoplay", "bgsound"], "mute": ["mute=1", "muted=1", "muted=true", "background=1"]},
    unit=Text("atskaņotāji", "players"),
)


def check(pages: tuple[PageView, ...], options: Json) -> Finding:
    """The players that begin by themselves, each once."""
    playing: dict[str, Element] = {}
    for page in pages:
        if any(sign in page.html for sign in options["signs"]):
            for player in page.elements("video[autoplay], audio[autoplay], bgsound, iframe[src*='autoplay=1']"):
                if not _silent(player, options["mute"]):
                    playing.setdefault(_address(player), player)
    return tally([player.see(name) for name, player in playing.items()], *pages[:1])


def _silent(player: Element, mute: list[str]) -> bool:
    return player.attribute("muted") is not None or any(sign in (player.attribute("src") or "") for sign in mute)


def _address(player: Element) -> str:
    source = player.node.css_first("source[src]")
    return player.attribute("src") or (source.attributes.get("src") if source else "") or f"<{player.node.tag}>"


CASES = (
    Case("silence", Outcome.PASSED, "<video controls src=a.mp4></video>", expect=0),
    Case("a silent film behind the title", Outcome.PASSED, "<video autoplay muted loop src=a.mp4></video>", expect=0),
    Case("a film that begins", Outcome.FAILED, "<video autoplay src=a.mp4></video>", {"a": "<video autoplay src=a.mp4></video>"}, expect=1),
    Case("an anthem", Outcome.FAILED, "<bgsound src=himna.mid>", expect=1),
    Case("YouTube", Outcome.FAILED, "<iframe src='https://www.youtube.com/embed/x?autoplay=1'></iframe>", expect=1),
    Case("YouTube, muted", Outcome.PASSED, "<iframe src='https://www.youtube.com/embed/x?autoplay=1&amp;mute=1'></iframe>", expect=0),
    Case("none in half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
