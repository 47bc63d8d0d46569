"""The paper that charts are drawn on: one style, the same bytes each time, and words for whoever cannot see the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

FORMATS = ("svg", "png")
INK, SOFT, LINE, GROUND = "#17212b", "#3f4b56", "#d5dce3", "#eef2f5"
PIXELS = 144
"""Of a PNG, to the inch."""
_STYLE: Any = {
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "svg.hashsalt": "eindekss",
    # Words stay words: they can be searched, read aloud and translated, and the file is a tenth as large.
    "svg.fonttype": "none",
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": LINE,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "xtick.color": SOFT,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
    "path.simplify": False,
    # A name may hold a dollar sign; it is no formula.
    "text.parse_math": False,
}
_HEAD = re.compile(r"\A.*?<svg ", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_SHEET = re.compile(r"\s*<defs>\s*<style.*?</style>\s*</defs>", re.DOTALL)
_PATH = re.compile(r' (?:d|x|y|points)="[^"]*"')
_DIGITS = re.compile(r"(\.\d\d)\d+")
_ID = re.compile(r'(\bid="|\bhref="#|url\(#)')
_FAMILIES = "'DejaVu Sans', Verdana, Arial, sans-serif"


@dataclass(frozen=True)
class Chart:
    """A figure and its words: ``name`` is that of its files, ``title`` and ``summary`` say what it shows, ``lines`` all its numbers."""

    name: str
    figure: Figure
    title: str
    summary: str
    lines: tuple[str, ...]

    def __post_init__(self) -> None:
        """Lay the figure out once and for all: laid out anew for every file, it would move a little each time."""
        with style():
            for _ in range(2):
                self.figure.draw_without_rendering()
            self.figure.set_layout_engine("none")

    @cached_property
    def svg(self) -> str:
        """The chart as one SVG element that can stand alone or inside a page: see ``svg``."""
        return svg(self)

    @property
    def alternative(self) -> str:
        """What stands for the picture: its title, what can be seen in it, and every number of it, line by line."""
        return "\n".join((self.title, "", self.summary, "", *self.lines, ""))


@contextmanager
def style() -> Iterator[None]:
    """Within, figures are drawn in the house's style, whatever the machine's own settings of matplotlib."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(_STYLE)
        yield


def figure(width: float, height: float) -> Figure:
    """An empty figure of that size in inches. It belongs to nobody but its holder: there is no list of open figures."""
    made = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(made)
    return made


def write(chart: Chart, folder: Path, formats: Sequence[str] = FORMATS) -> list[Path]:
    """Write the chart as ``NAME.svg`` and ``NAME.png`` and its words as ``NAME.txt``; returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, bytes] = {"txt": chart.alternative.encode()}
    if "svg" in formats:
        files["svg"] = chart.svg.encode()
    if "png" in formats:
        files["png"] = png(chart)
    written = []
    for ending, data in sorted(files.items()):
        path = folder / f"{chart.name}.{ending}"
        path.write_bytes(data)
        written.append(path)
    return written


def png(chart: Chart) -> bytes:
    """The chart as pixels, without a word on when or by what they were made."""
    target = BytesIO()
    with style():
        chart.figure.savefig(target, format="png", dpi=PIXELS, metadata={"Software": None})
    return target.getvalue()


def svg(chart: Chart) -> str:
    """The chart as one SVG element that can stand alone or inside a page.

    It says what it is (``title``, ``desc``), and its ids begin with the chart's name, so that several may stand in one page.
    """
    target = BytesIO()
    with style():
        chart.figure.savefig(target, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    body = target.getvalue().decode()
    for left_out in (_HEAD, _METADATA, _SHEET):
        body = left_out.sub("", body, count=1)
    # A hundredth of a point is less than anybody sees, and a third of the file.
    body = _PATH.sub(lambda found: _DIGITS.sub(r"\1", found[0]), body)
    named = _ID.sub(rf"\g<1>{chart.name}-", body).replace("'DejaVu Sans'", _FAMILIES)
    attributes, inside = named.split(">", 1)
    words = f'<title id="{chart.name}-title">{escape(chart.title)}</title>\n<desc id="{chart.name}-desc">{escape(chart.summary)}</desc>'
    spoken = f'role="img" aria-labelledby="{chart.name}-title" aria-describedby="{chart.name}-desc"'
    return f'<svg {spoken} style="stroke-linejoin: round; stroke-linecap: butt" {attributes}>\n{words}{inside}'
