"""What a person sees while a visit goes on: a live display on a terminal, now and then a plain line elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TextIO

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

_LINE_EVERY = 15.0


@dataclass(slots=True)
class State:
    """How far a visit is. ``deadline`` and what ``waiting_until`` tells are by ``time.monotonic``."""

    name: str = ""
    stage: str = ""
    pages: int = 0
    planned: int = 0
    documents: int = 0
    rendered: int = 0
    to_render: int = 0
    deadline: float = 0.0
    waiting_until: Callable[[], float] = float

    @property
    def waiting(self) -> float:
        """Seconds still to wait out of politeness."""
        return max(0.0, self.waiting_until() - time.monotonic())

    @property
    def left(self) -> float:
        """Seconds left of the visit's time."""
        return max(0.0, self.deadline - time.monotonic())

    def line(self) -> str:
        """All of it in one line."""
        return (
            f"{self.name}: {self.stage}; {self.pages} pages of {self.planned} known, {self.documents} documents, "
            f"{self.rendered}/{self.to_render} rendered; {self.left:.0f} s left"
        )


class Progress:
    """``with Progress() as progress``: the visit writes into ``progress.state`` and calls ``tick``; the rest is shown by itself.

    Visits that are made at the same time get a view each from ``another``, on the same display; ``overall`` tells above them how far all
    of it is.
    """

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False, overall: Callable[[], str] | None = None) -> None:
        self._console = Console(file=stream or sys.stderr, quiet=quiet)
        self._overall = overall
        self._live: Live | None = None
        self._said = float("-inf")
        self.state = State()
        self._shown = [self]

    def __enter__(self) -> Self:
        if self._console.is_terminal and not self._console.quiet:
            self._live = Live(get_renderable=self._table, console=self._console, refresh_per_second=4, transient=True)
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._live is not None:
            self._live.stop()
            self._live = None

    @contextlib.contextmanager
    def another(self) -> Iterator[Self]:
        """A view of one more visit, shown as long as it lasts."""
        view = copy(self)
        view.begin("", 0.0)
        self._shown.append(view)
        try:
            yield view
        finally:
            self._shown.remove(view)

    def begin(self, name: str, deadline: float, waiting_until: Callable[[], float] = float) -> None:
        """A new visit begins; ``waiting_until`` tells at any time until when it rests out of politeness."""
        self.state = State(name=name, deadline=deadline, waiting_until=waiting_until)
        self._said = float("-inf")

    def stage(self, words: str) -> None:
        """What is being done from now on; always said."""
        self.state.stage = words
        self._say()

    def tick(self) -> None:
        """Something has changed; said only now and then where there is no live display."""
        if time.monotonic() - self._said >= _LINE_EVERY:
            self._say()

    def tell(self, words: str) -> None:
        """Say one sentence now."""
        self._console.print(words, markup=False, highlight=False, soft_wrap=True)

    def _say(self) -> None:
        self._said = time.monotonic()
        if self._live is None:
            self.tell(self.state.line())

    def _table(self) -> Table:
        states = [view.state for view in self._shown if view.state.name]
        table = _all_of(states) if len(states) > 1 else _one(states[0] if states else self.state)
        if self._overall is not None:
            # A text, so that no name of a site is taken for markup.
            table.title, table.title_justify = Text(self._overall()), "left"
        return table


def _one(state: State) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_row(state.name, state.stage)
    table.add_row("pages", f"{state.pages} of {state.planned} known")
    table.add_row("documents", str(state.documents))
    table.add_row("rendered", f"{state.rendered} of {state.to_render}")
    table.add_row("waiting (politeness)", f"{state.waiting:.1f} s" if state.waiting else "-")
    table.add_row("time left", _minutes(state.left) if state.deadline else "-")
    return table


def _all_of(states: list[State]) -> Table:
    table = Table("institution", "stage", "pages", "documents", "rendered", "waiting", "left", box=None, padding=(0, 1))
    for state in states:
        counts = (f"{state.pages} of {state.planned}", str(state.documents), f"{state.rendered} of {state.to_render}")
        table.add_row(state.name, state.stage, *counts, f"{state.waiting:.0f} s" if state.waiting else "", _minutes(state.left))
    return table


def _minutes(seconds: float) -> str:
    return "{:.0f} min {:02.0f} s".format(*divmod(seconds, 60))
