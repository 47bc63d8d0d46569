"""The bodies of the simulated country: invented names, numbers, hosts and loopback addresses, each made from its number alone."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Literal

NETWORK = "127.77"
"""The first two parts of every body's address."""
CANARIES = ("127.78.0.1", "127.78.0.2")
"""Addresses that are no body's: whoever doubts the own network asks them."""
MOST = 1_200
"""So many names can be told apart."""

Validators = Literal["both", "etag", "modified", "none"]

_FIRST = (
    *("Bērz", "Ozol", "Egļ", "Lazd", "Ābeļ", "Siln", "Mež", "Upes", "Ezer", "Dzirn", "Kalv", "Zil", "Balt", "Meln", "Sarkan", "Zaļ"),
    *("Dzelt", "Gar", "Plat", "Dziļ", "Jaun", "Vec", "Liel", "Maz", "Augst", "Smilš", "Akmeņ", "Māl", "Rudz", "Miež", "Auz", "Linu"),
    *("Medus", "Saules", "Vēja", "Rasas", "Krasta", "Purva", "Sila", "Gravas"),
)
_LAST = (
    *("kaln", "krast", "lauk", "ciem", "tilt", "straut", "dārz", "zied", "grav", "lok", "stūr", "rag", "kalv", "vārt", "ceļmal"),
    *("avot", "purv", "sil", "birz", "viesul", "rit", "gal", "pakaln", "norm", "sēt", "kakt", "ploc", "krūm", "tīrum", "maur"),
)
_PLAIN = str.maketrans("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "acegiklnsuzACEGIKLNSUZ")
_WEIGHTS = (9, 1, 4, 8, 3, 10, 2, 5, 7, 6)
"""Those of the check digit of a legal entity's registration number, as python-stdnum (``lv.pvn``) has them."""
_VALIDATORS: tuple[tuple[Validators, float], ...] = (("both", 0.6), ("etag", 0.15), ("modified", 0.1), ("none", 0.15))
_ON_PLATFORMS = 0.3
_PER_PLATFORM = 10
_RESTLESS = 0.1
_SLOW = 0.1


@dataclass(frozen=True, slots=True)
class Place:
    """One body. ``stem`` is its name without its ending: *Bērzkaln* of *Bērzkalni*; ``latency`` in seconds before each answer.

    ``platform`` is the name of the platform that it shares with others, at one address, or nothing. ``restless`` pages carry a
    token that is another one at each request, as many real ones do; they have no validators.
    """

    number: int
    id: str
    stem: str
    host: str
    address: str
    reg_no: str
    atvk: str
    platform: str
    validators: Validators
    restless: bool
    latency: float


def place(seed: int, number: int, bodies: int) -> Place:
    """The body of that number in a country of so many. Raises ValueError where there is no name for it."""
    if number >= MOST:
        raise ValueError(f"body {number}: the country has names for {MOST}")
    chance = random.Random(f"{seed} place {number}")  # noqa: S311 (chance here only needs to be repeatable)
    stem = _FIRST[number % len(_FIRST)] + _LAST[(number + number // len(_FIRST)) % len(_LAST)]
    name = f"{stem}i".translate(_PLAIN).lower()
    platform = _platform(number, bodies)
    restless = chance.random() < _RESTLESS
    kinds, shares = zip(*_VALIDATORS, strict=True)
    validators: Validators = chance.choices(kinds, shares)[0]
    slot = bodies + int(platform.removeprefix("platforma-")) if platform else number
    return Place(
        number,
        f"{name}-novads",
        stem,
        f"www.{name}.test",
        f"{NETWORK}.{slot // 250}.{slot % 250 + 1}",
        _reg_no(9_999_100_000 + 2 * number),
        f"LV{991_0000 + number:07d}",
        platform,
        "none" if restless else validators,
        restless,
        0.03 if chance.random() < _SLOW else 0.002,
    )


def _platform(number: int, bodies: int) -> str:
    """The first of the bodies share platforms, ten to each (fewer in a small country)."""
    shared = round(_ON_PLATFORMS * bodies)
    return f"platforma-{number // _PER_PLATFORM}" if number < shared else ""


def _reg_no(ten: int) -> str:
    """The registration number that begins with these ten digits, or the next ones for which there is a check digit."""
    check = (3 - sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, str(ten), strict=True))) % 11
    return f"{ten}{check}" if check < 10 else _reg_no(ten + 1)
