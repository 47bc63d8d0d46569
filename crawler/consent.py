"""What a page asks of its visitors before it remembers them: the banner as it stands, and the one button that a visit may have pressed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from data import text
from data.cells import one_of, words
from data.errors import ConfigError
from data.tables import Faults, read
from data.types import Json

FOLDER = Path(__file__).parent.parent / "data" / "inputs" / "consent"
PARTS = ("banner", "accept", "reject", "settings")
DEEDS = ("other", "settings", "reject", "accept")
"""What a button does, in the order in which its words are tried: "only the necessary ones, I agree" rejects."""


@cache
def tables() -> Json:
    """The tables by which banners are known: selectors of platforms, and words, lower case without diacritics. Raises ConfigError."""
    faults = Faults()
    parts = read(FOLDER / "platforms.csv", {"platform": words, "part": one_of(PARTS), "selector": words}, faults)
    phrases = read(FOLDER / "words.csv", {"does": one_of(("about", *DEEDS)), "phrase": words}, faults)
    if faults.found:
        raise ConfigError(faults.found)
    platforms: dict[str, dict[str, str]] = {}
    for row in parts:
        platforms.setdefault(row["platform"], {})[row["part"]] = row["selector"]
    told = {does: [text.fold(row["phrase"]) for row in phrases if row["does"] == does] for does in ("about", *DEEDS)}
    return {"platforms": [{"name": name, **selectors} for name, selectors in platforms.items()], "words": told, "deeds": list(DEEDS)}


def answer(banner: Json, asked: str) -> tuple[Json, int | None]:
    """The artifact ``consent`` of a page with this banner, and the place of the button to press; None where none is to be pressed.

    ``present``, ``platform`` (``generic`` where it is none that is known), ``wall`` (covers most of the window, or stops scrolling),
    ``buttons`` with what each ``does``; ``asked`` of the visit, ``clicked`` (the button's text) or ``why_not``, and whether the banner
    was ``gone`` then.
    """
    told = {**banner, "asked": asked, "clicked": None, "why_not": None, "gone": None}
    if asked == "none":
        return told, None
    if not banner["present"]:
        return told | {"why_not": "no-banner"}, None
    found = next((place for place, button in enumerate(banner["buttons"]) if button["does"] == asked), None)
    if found is None:
        return told | {"why_not": "in-a-frame" if banner["framed"] else "no-such-button"}, None
    return told | {"clicked": banner["buttons"][found]["text"]}, found
