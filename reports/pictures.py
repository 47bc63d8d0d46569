"""Pictures inside a report: cut around the element, the element framed, small, and never more bytes than the budget."""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

_AROUND = 90
"""Pixels shown around a framed element."""
_LEAST = (560, 240)
_MOST = (1000, 560)
_SHOWN = 640
"""The width at which a cut-out is kept."""
_RED, _WHITE = (200, 16, 46), (255, 255, 255)
_LARGEST = 80_000_000
"""Pixels of the largest screenshot that is opened."""

Box = Sequence[float]
"""Left, top, width and height in pixels of the screenshot."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a data URI, with its size."""

    src: str
    width: int
    height: int


class Album:
    """The pictures of one report. ``budget`` is how many characters they may add to it altogether."""

    def __init__(self, blobs: Mapping[str, bytes], budget: int) -> None:
        self._blobs, self.left = blobs, budget
        self._kept: dict[tuple[object, ...], Picture | None] = {}
        self._open = lru_cache(maxsize=2)(self._opened)

    def around(self, sha256: str, box: Box) -> Picture | None:
        """The screenshot around the box, which is framed; None when it lies outside or is the whole page, when the
        screenshot cannot be read, or when the budget is spent.
        """
        return self._once((sha256, *box), lambda: _framed(self._open(sha256), box))

    def top(self, sha256: str, width: int, ratio: float) -> Picture | None:
        """The upper part of a screenshot at this width, ``ratio`` times as high."""
        return self._once((sha256, width), lambda: _topped(self._open(sha256), width, ratio))

    def _once(self, key: tuple[object, ...], draw: Callable[[], Image.Image | None]) -> Picture | None:
        if key in self._kept:
            return self._kept[key]
        drawn = draw() if self.left > 0 else None
        picture = _packed(drawn) if drawn else None
        fits = picture is not None and len(picture.src) <= self.left
        self._kept[key] = picture if fits else None
        if fits and picture:
            self.left -= len(picture.src)
        return self._kept[key]

    def _opened(self, sha256: str) -> Image.Image | None:
        try:
            return _decoded(self._blobs[sha256])
        except (KeyError, OSError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
            return None


def _decoded(data: bytes) -> Image.Image | None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP"))
        return image.convert("RGB") if image.width * image.height <= _LARGEST else None


def _framed(image: Image.Image | None, box: Box) -> Image.Image | None:
    if image is None:
        return None
    left, top, right, bottom = _within(image, box)
    if right - left < 2 or bottom - top < 2 or (right - left > _MOST[0] and bottom - top > _MOST[1]):
        return None
    cut = (*_span(left, right, image.width, 0), *_span(top, bottom, image.height, 1))
    part = image.crop((cut[0], cut[2], cut[1], cut[3]))
    frame = (left - cut[0] - 4, top - cut[2] - 4, right - cut[0] + 4, bottom - cut[2] + 4)
    _draw_frame(part, frame)
    return _narrowed(part, _SHOWN)


def _within(image: Image.Image, box: Box) -> tuple[int, int, int, int]:
    left, top, width, height = (round(number) for number in box)
    return max(left, 0), max(top, 0), min(left + width, image.width), min(top + height, image.height)


def _span(start: int, end: int, limit: int, axis: int) -> tuple[int, int]:
    """The stretch of one axis to show: the element with its surroundings, not too little and not too much."""
    length = min(max(end - start + 2 * _AROUND, _LEAST[axis]), _MOST[axis], limit)
    middle = (start + end) // 2 if end - start + 2 * _AROUND <= _MOST[axis] else start - _AROUND + length // 2
    first = min(max(middle - length // 2, 0), limit - length)
    return first, first + length


def _draw_frame(part: Image.Image, frame: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = frame
    inside = (max(left, 1), max(top, 1), min(right, part.width - 2), min(bottom, part.height - 2))
    pen = ImageDraw.Draw(part)
    pen.rounded_rectangle(inside, 6, outline=_WHITE, width=7)
    pen.rounded_rectangle(inside, 6, outline=_RED, width=4)


def _topped(image: Image.Image | None, width: int, ratio: float) -> Image.Image | None:
    if image is None:
        return None
    return _narrowed(image.crop((0, 0, image.width, min(image.height, round(image.width * ratio)))), width)


def _narrowed(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def _packed(image: Image.Image) -> Picture:
    kept = io.BytesIO()
    image.save(kept, "WEBP", quality=62, method=4)
    return Picture(f"data:image/webp;base64,{base64.b64encode(kept.getvalue()).decode()}", image.width, image.height)
