"""How sure a conclusion is, in words: how often its indicator erred where that was checked, and the chance that follows."""

from __future__ import annotations

from audits.accuracy import Tally
from data.types import Text
from reports import wording

_THERE = Text(
    "Pārbaudes vietnes, kurās tas tiešām ir: {there}. Rādītājs to atrada {found}, nepamanīja {missed}, atbildi nedeva {withheld} "
    "(pilnīgums {recall}).",
    "Labelled sites that do have it: {there}. The indicator found it on {found}, missed it on {missed}, and gave no answer on {withheld} "
    "(recall {recall}).",
)
_SAID = Text(
    "Vietnes, par kurām rādītājs apgalvoja, ka tas ir: {said}; no tām pareizi: {found} (precizitāte {precision}).",
    "Sites of which the indicator said that they have it: {said}; rightly so: {found} (precision {precision}).",
)
_VALUES = Text("Pārbaudītās vērtības: {checked}; no tām pareizi nolasītas: {right}.", "Values checked: {checked}; read rightly: {right}.")
_UNCHECKED = Text("Šī rādītāja precizitāte vēl nav izmērīta.", "How often this indicator errs has not been measured yet.")
_ALMOST = Text("vairāk nekā 99\u00a0%", "more than 99%")
_HARDLY = Text("mazāk nekā 1\u00a0%", "less than 1%")


def told(tally: Tally, lang: str) -> str:
    """How often an indicator erred where the truth was known, with its recall and precision."""
    recall, precision = tally.recall, tally.precision
    words = []
    if recall is not None:
        counts = {"found": tally.found, "missed": tally.missed, "withheld": tally.withheld}
        words.append(_THERE[lang].format(there=sum(counts.values()), recall=wording.share(recall, lang), **counts))
    if precision is not None:
        said = tally.found + tally.imagined
        words.append(_SAID[lang].format(said=said, found=tally.found, precision=wording.share(precision, lang)))
    if tally.values:
        words.append(_VALUES[lang].format(checked=tally.values, right=tally.values_right))
    return " ".join(words) or _UNCHECKED[lang]


def chance(share: float, lang: str) -> str:
    """A chance in whole per cent, never rounded to certainty."""
    rounded = round(share * 100)
    if rounded >= 100:
        return _ALMOST[lang]
    return _HARDLY[lang] if rounded <= 0 else wording.share(share, lang)
