"""Pictures are cut around the framed element and never cost more than they may."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from reports.pictures import Album, Picture


def drawn(width: int, height: int, kind: str = "PNG") -> bytes:
    """A page with a grey ground, so that a red frame is told from it."""
    kept = io.BytesIO()
    Image.new("RGB", (width, height), (90, 90, 90)).save(kept, kind)
    return kept.getvalue()


BLOBS = {
    "page": drawn(1280, 3000),
    "jpeg": drawn(1280, 900, "JPEG"),
    "small": drawn(200, 100),
    "broken": b"no picture",
    "gif": drawn(9, 9, "GIF"),
}
PLENTY = 10_000_000


def opened(picture: Picture | None) -> Image.Image:
    assert picture is not None
    head, _, body = picture.src.partition(",")
    assert head == "data:image/webp;base64"
    image = Image.open(io.BytesIO(base64.b64decode(body))).convert("RGB")
    assert image.size == (picture.width, picture.height)
    return image


def red(image: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of everything that is clearly red."""
    channels = image.split()
    return Image.merge("L", [channels[0].point(lambda level: 255 if level > 160 else 0)]).getbbox() if channels else None


@pytest.mark.parametrize(
    ("blob", "box", "size"),
    [
        ("page", (600, 1500, 100, 20), (560, 240)),
        ("page", (0, 0, 50, 20), (560, 240)),
        ("page", (1200, 2950, 80, 50), (560, 240)),
        ("page", (100, 1000, 900, 100), (640, 179)),
        ("page", (100.4, 1000.2, 300, 2000), (560, 560)),
        ("jpeg", (10, 10, 20, 20), (560, 240)),
        ("small", (10, 10, 20, 20), (200, 100)),
    ],
    ids=["middle", "corner", "far corner", "wide", "tall", "jpeg", "a small screenshot"],
)
def test_cut_around_the_element(blob: str, box: tuple[float, ...], size: tuple[int, int]) -> None:
    image = opened(Album(BLOBS, PLENTY).around(blob, box))
    assert image.size == pytest.approx(size, abs=2)
    assert red(image)


def test_frame_stands_around_the_element() -> None:
    image = opened(Album(BLOBS, PLENTY).around("page", (600, 1500, 100, 20)))
    left, top, right, bottom = red(image) or (0, 0, 0, 0)
    assert (left + right) / 2 == pytest.approx(280, abs=3)
    assert (top + bottom) / 2 == pytest.approx(120, abs=3)
    assert (right - left, bottom - top) == pytest.approx((108, 28), abs=12)


@pytest.mark.parametrize(
    ("blob", "box"),
    [
        ("page", (-1, 81, 1, 1)),
        ("page", (0, 4000, 100, 100)),
        ("page", (0, 0, 1280, 3000)),
        ("broken", (1, 1, 50, 50)),
        ("gif", (1, 1, 5, 5)),
        ("nowhere", (1, 1, 50, 50)),
    ],
    ids=["outside", "below", "whole page", "no picture", "other format", "no such blob"],
)
def test_no_picture(blob: str, box: tuple[int, ...]) -> None:
    album = Album(BLOBS, PLENTY)
    assert album.around(blob, box) is None
    assert album.left == PLENTY


def test_same_picture_is_kept_once() -> None:
    album = Album(BLOBS, PLENTY)
    first = album.around("page", (600, 1500, 100, 20))
    left = album.left
    assert album.around("page", (600, 1500, 100, 20)) is first
    assert album.left == left < PLENTY


def test_budget_is_never_exceeded() -> None:
    album = Album(BLOBS, 3000)
    kept = [album.around("page", (600, 100 * place, 100, 20)) for place in range(20)]
    assert 0 < sum(len(picture.src) for picture in kept if picture) <= 3000
    assert None in kept
    assert album.left >= 0


def test_top_of_a_page() -> None:
    assert opened(Album(BLOBS, PLENTY).top("page", 560, 0.5)).size == (560, 280)
