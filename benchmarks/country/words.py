"""What invented municipalities write about: sentences from patterns and a seed, each page with names that no other has."""

from __future__ import annotations

import random

_WHO = (
    *("Novada dome", "Izglītības pārvalde", "Komunālā nodaļa", "Sociālais dienests", "Novada bibliotēka", "Kultūras nams", "Sporta centrs"),
    *("Pagasta pārvalde", "Mūzikas skola", "Jauniešu centrs", "Tūrisma centrs", "Novada muzejs", "Pirmsskola", "Vidusskola"),
)
_DOES = ("atklāj", "rīko", "gatavo", "uzsāk", "turpina", "pabeidz", "plāno", "piesaka")
_WHAT = (
    *("rotaļu laukuma atjaunošanu", "labiekārtošanas darbus", "lasītāju pēcpusdienu", "ielu apgaismojuma nomaiņu", "amatnieku tirgu"),
    *("skolēnu vasaras nometni", "koru sadziedāšanos", "velobrauciena maršrutu", "grants ceļu remontu", "ūdensvada pārbūvi", "parka talku"),
    *("izstādi par novada vēsturi", "dzejas vakaru", "senioru ekskursiju", "jauno ugunsdzēsēju sacensības", "mājražotāju dienu"),
)
_WHERE = (
    *("centra laukumā", "pie ezera", "skolas zālē", "vecajā klētī", "pagasta parkā", "brīvdabas estrādē", "upes krastā", "stadionā"),
    *("bibliotēkas telpās", "muižas pagalmā"),
)
_WHEN = ("šoruden", "nākamajā mēnesī", "līdz gada beigām", "pavasara pusē", "brīvlaikā", "nedēļas nogalē", "pēc remonta")
_MORE = (
    "Darbi izmaksās {money} eiro, no tiem {part} procentus sedz Eiropas Savienības fondi.",
    "Pieteikušies jau {count} dalībnieku, vietu skaits ir ierobežots.",
    "Ieeja ir bez maksas, sākums pulksten {hour}.00.",
    "Darbus veic uzņēmums “{name}”, garantijas laiks ir {years} gadi.",
    "Satiksme pa {name} ielu būs ierobežota, apbraucamais ceļš ir {count} metrus garš.",
    "Iecere tapusi kopā ar biedrību “{name}”, kurā darbojas {count} cilvēku.",
    "Projektu “{name}” vērtēja komisija piecu cilvēku sastāvā.",
    "Iepriekš tajā pašā vietā bijis {name} krogs, kas nodega pirms {years} gadu desmitiem.",
    "Par godu notikumam iestādīta {name} liepu aleja ar {count} kokiem.",
    "Ciemos gaidāmi viesi no sadraudzības pilsētas {name}.",
)
_SYLLABLES = [consonant + vowel for consonant in "bdgklmnprstvzž" for vowel in ("a", "ā", "e", "i", "ī", "o", "u", "ē")]


def chance_of(*key: object) -> random.Random:
    """Chance that is the same for the same key."""
    return random.Random(" ".join(map(str, key)))  # noqa: S311 (chance here only needs to be repeatable)


def headline(chance: random.Random) -> str:
    """What happens, in a line."""
    return f"{chance.choice(_WHO)} {chance.choice(_DOES)} {chance.choice(_WHAT)} {chance.choice(_WHERE)}"


def sentence(chance: random.Random) -> str:
    """A sentence, often with a name of its own."""
    if chance.random() < 1 / 3:
        return f"{headline(chance)} {chance.choice(_WHEN)}."
    numbers = {"money": 100 * chance.randrange(20, 900), "part": chance.randrange(20, 90), "count": chance.randrange(11, 300)}
    return chance.choice(_MORE).format(name=name(chance), hour=chance.randrange(9, 20), years=chance.randrange(2, 9), **numbers)


def paragraph(chance: random.Random, sentences: int) -> str:
    """Sentences, in the paragraph's element."""
    return f"<p>{' '.join(sentence(chance) for _ in range(sentences))}</p>"


def name(chance: random.Random) -> str:
    """A name that hardly any other page has."""
    return "".join(chance.choices(_SYLLABLES, k=3)).capitalize() + "s"
