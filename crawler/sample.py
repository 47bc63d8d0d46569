"""Which pages are shown in a browser: chosen by chance that can be repeated, so that every role and every template is seen."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator

from data.types import Exchange, Page, Role

ROLES = (
    Role.FRONT,
    Role.CONTACT,
    Role.SERVICES,
    Role.SERVICE,
    Role.STATEMENT,
    Role.NEWS_ITEM,
    Role.COUNCIL,
    Role.FORM,
    Role.SEARCH,
)
"""The roles of which one page is shown each, in this order."""


def sample(pages: Iterable[Page], size: int, seed: int) -> tuple[str, ...]:
    """The addresses of at most ``size`` fetched pages: one of each role, then one of each template not yet seen, then any.

    The same pages, in whatever order, give the same sample for the same seed.
    """
    fetched = sorted((page for page in pages if isinstance(page.exchange, Exchange)), key=lambda page: page.url)
    chance = random.Random(seed)  # noqa: S311 (it must be repeatable, not secret)
    shuffled = chance.sample(fetched, len(fetched))
    chosen: dict[str, Page] = {}
    for page in _wanted(shuffled, chosen):
        if len(chosen) >= size:
            break
        chosen[page.url] = page
    return tuple(chosen)


def _wanted(pages: list[Page], chosen: dict[str, Page]) -> Iterator[Page]:
    for role in ROLES:
        # The nearest to the front page stands for its role: chance decides between equals only.
        found = min((page for page in pages if page.role == role), key=lambda page: page.depth, default=None)
        if found is not None:
            yield found
    yield from _unseen_templates(pages, chosen)
    yield from (page for page in pages if page.url not in chosen)


def _unseen_templates(pages: list[Page], chosen: dict[str, Page]) -> Iterator[Page]:
    for page in pages:
        if page.template not in {each.template for each in chosen.values()}:
            yield page
