"""What the command tells: how the verdicts came out, block by block, and which answers are contradicted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from data.guard import plain
from data.types import Text
from scoring.validation.asked import Validated
from scoring.validation.tables import first_evidence, told
from scoring.validation.verdict import CONTRADICTED, NOT_MEASURED, STATUSES, Verdict
from scoring.validation.wording import DIRECTIONS, REASONS
from scoring.validation.wording import STATUSES as WORDS

_TOLD = 50
_ALL = Text("kopā", "together")
_BLOCK = Text("bloks", "block")
_ANSWERS = Text("atbildes", "answers")
_AGAINST = Text("Atbildes, kas neatbilst novērotajam:", "Answers that are contradicted:")
_NONE = Text("Neviena atbilde nav atspēkota.", "No answer is contradicted.")
_WHY = Text("Kāpēc nav izmērīts:", "Why not measured:")
_MORE = Text("un vēl {}; visas ir verdicts.csv", "and {} more; all are in verdicts.csv")
_CLAIMED = Text("norādīts {}, novērots {}", "claimed {}, observed {}")
_LATER = Text("apskatīts pēc atbildes", "seen after the answer")


def summary(found: Validated, lang: str) -> str:
    """The whole in words of one language."""
    return "\n".join([*_counts(found, lang), "", *_reasons(found, lang), *_contradicted(found, lang)])


def _counts(found: Validated, lang: str) -> Iterator[str]:
    blocks = {block.id: block.title[lang] for block in found.questionnaire.blocks}
    counts = Counter((found.questionnaire[verdict.question].block, verdict.status) for verdict in found.verdicts)
    width = max(map(len, [*blocks.values(), _BLOCK[lang], _ALL[lang]]))
    heads = [WORDS[status][lang] for status in STATUSES] + [_ANSWERS[lang]]
    yield "  ".join([_BLOCK[lang].ljust(width), *heads])
    for block, title in blocks.items():
        yield _line(title.ljust(width), [counts[block, status] for status in STATUSES], heads)
    yield _line(_ALL[lang].ljust(width), [sum(counts[block, status] for block in blocks) for status in STATUSES], heads)


def _line(title: str, counts: list[int], heads: list[str]) -> str:
    return "  ".join([title, *(str(count).rjust(len(head)) for count, head in zip([*counts, sum(counts)], heads, strict=True))])


def _reasons(found: Validated, lang: str) -> Iterator[str]:
    counts = Counter(verdict.reason for verdict in found.verdicts if verdict.status == NOT_MEASURED and verdict.reason)
    if counts:
        yield _WHY[lang]
        yield from (f"  {count}  {REASONS[reason][lang]}" for reason, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
        yield ""


def _contradicted(found: Validated, lang: str) -> Iterator[str]:
    against = [verdict for verdict in found.verdicts if verdict.status == CONTRADICTED]
    yield _AGAINST[lang] if against else _NONE[lang]
    yield from (_one(verdict, lang) for verdict in against[:_TOLD])
    if len(against) > _TOLD:
        yield _MORE[lang].format(len(against) - _TOLD)


def _one(verdict: Verdict, lang: str) -> str:
    shown = first_evidence(verdict)
    words = [
        " ".join(part for part in verdict.key if part),
        _CLAIMED[lang].format(told(verdict.claimed) or "–", told(verdict.observed) or "–"),
        *([DIRECTIONS[verdict.direction][lang]] if verdict.direction else []),
        *([f"{verdict.confidence:.3f}"] if verdict.confidence is not None else []),
        *([_LATER[lang]] if verdict.later else []),
        *([shown.url] if shown else []),
    ]
    return "  " + plain("; ".join(words)).replace("\n", " ")
