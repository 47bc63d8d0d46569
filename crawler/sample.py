"""Which pages are shown in a browser, by chance that can be repeated, and which of them are judged by every rule of axe."""

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
FULLY = 3
"""Pages of a visit that are judged by every rule of axe: the front page and two of other templates, a quarter of the usual sample."""


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


class Fully:
    """Chooses, as pages are shown one after another, which of them the costly rules are asked of: what those find lies in a template.

    The front page always; then pages of other templates, until there are ``FULLY``.
    """

    def __init__(self) -> None:
        self._templates: set[str] = set()

    def wants(self, page: Page | None) -> bool:
        """Whether this page should be judged by every rule; None is a view that has no page of its own."""
        if page is None:
            return False
        return page.role == Role.FRONT or (page.template not in self._templates and len(self._templates) < FULLY)

    def note(self, page: Page | None) -> None:
        """The page was judged so; one that could not be shown leaves its place to another."""
        if page is not None:
            self._templates.add(page.template)
