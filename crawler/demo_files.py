"""The documents and pictures of the demonstration sites, made byte by byte the same each time: PDF, office files, edoc, photographs."""

from __future__ import annotations

import io
import math
import random
import time
import unicodedata
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from crawler.demo_pdf import text_pdf

_STAMP = (2020, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

PALETTES: Mapping[str, tuple[str, str, str, str, str]] = {
    "morning": ("#fbe3c0", "#8fb9cf", "#7f9f8f", "#4d7a66", "#24523f"),
    "day": ("#e8f3fa", "#79b4dc", "#8fb08a", "#55864f", "#2d5a31"),
    "lake": ("#eef2f5", "#9fc4dc", "#86a8a0", "#4c7f93", "#2f6580"),
    "evening": ("#f6c6a0", "#6a6f9c", "#6f6486", "#4b4568", "#2c2944"),
    "winter": ("#f4f6f8", "#b9c9d6", "#dbe4ea", "#b3c3cd", "#8396a3"),
}
"""Colours of a landscape: low sky, high sky, far hills, near hills, foreground."""


def _ridge(rng: random.Random, width: int, base: float, swing: float) -> list[tuple[float, float]]:
    waves = [(rng.uniform(0.5, 3.5), rng.uniform(0, math.tau), rng.uniform(0.3, 1)) for _ in range(4)]
    return [(x, base - swing * sum(a * math.sin(f * x / width * math.tau + p) for f, p, a in waves) / 2) for x in range(0, width + 8, 8)]


def landscape(palette: str, seed: int, width: int, height: int) -> bytes:
    """A JPEG of invented hills, drawn from a seed: the demonstration's photographs."""
    low, high, *hills = PALETTES[palette]
    rng = random.Random(seed)  # noqa: S311 (a drawing, not a secret)
    sky = Image.linear_gradient("L").resize((width, height))
    picture = Image.composite(Image.new("RGB", (width, height), low), Image.new("RGB", (width, height), high), sky)
    draw = ImageDraw.Draw(picture)
    sun_x, sun_r = width * rng.uniform(0.6, 0.85), height * 0.09
    draw.ellipse((sun_x - sun_r, height * 0.2 - sun_r, sun_x + sun_r, height * 0.2 + sun_r), fill="#fff6e0")
    for level, colour in enumerate(hills):
        draw.polygon([*_ridge(rng, width, height * (0.52 + 0.18 * level), height * 0.13), (width, height), (0, height)], fill=colour)
    for _ in range(26):
        x, y = rng.uniform(0, width), height * rng.uniform(0.93, 1.02)
        tall = height * rng.uniform(0.06, 0.13)
        draw.polygon([(x, y - tall), (x - tall / 4, y), (x + tall / 4, y)], fill=hills[1])
    return _saved(picture.filter(ImageFilter.GaussianBlur(0.7)), "JPEG", quality=78)


def _saved(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()


def _mark(draw: ImageDraw.ImageDraw, mark: str, x: float, y: float, size: float) -> None:
    """One Latvian diacritic drawn by hand, on a letter whose top is at ``y``: the font that Pillow brings has none."""
    above, below, half = y - size * 0.12, y + size * 0.82, size * 0.16
    lines = {
        "\u0304": [(x - half, above), (x + half, above)],
        "\u030c": [(x - half, above - half / 2), (x, above + half / 2), (x + half, above - half / 2)],
        "\u0327": [(x + half / 3, below), (x - half / 3, below + half)],
    }
    draw.line(lines.get(mark, []), fill=0, width=max(1, round(size / 12)))


def _written(draw: ImageDraw.ImageDraw, x: float, y: float, text: str, size: float) -> None:
    font = ImageFont.load_default(size)
    bare = ""
    for character in text:
        base, *marks = list(unicodedata.normalize("NFD", character.translate({0x2013: "-", 0x201E: '"'})))
        start = font.getlength(bare)
        bare += base
        for mark in marks:
            _mark(draw, mark, x + (start + font.getlength(bare)) / 2, y + size * (0.2 if base.isupper() else 0.36), size)
    draw.text((x, y), bare, fill=0, font=font)


def _sheet(lines: Sequence[str], width: int, height: int, size: float) -> Image.Image:
    picture = Image.new("L", (width, height), 247)
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        _written(draw, size * 1.6, size * (1.6 + 1.7 * number), line, size)
    return picture


def lettering(lines: Sequence[str]) -> bytes:
    """A GIF of text: what a citizen who listens to the page never hears."""
    return _saved(_sheet(lines, 460, 34 + 29 * len(lines), 17), "GIF")


def scanned_pdf(title: str, lines: Sequence[str]) -> bytes:
    """A PDF that is a picture of a page: no text can be taken out of it."""
    sheet = _sheet((title, "", *lines), 1240, 1754, 24).rotate(0.6, fillcolor=240)
    stamp = time.struct_time((*_STAMP, 2, 1, 0))
    return _saved(sheet, "PDF", resolution=150, creationDate=stamp, modDate=stamp, producer="Skeneris 3000")


def _zip(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, body)
    return buffer.getvalue()


def _package(main: str, main_type: str, parts: Mapping[str, tuple[str, str]]) -> bytes:
    """An Office Open XML package: parts by name, each its content type and body; ``main`` is the one that opens first."""
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items() if kind)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    rels = f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/{main_type}" Target="{main}"/></Relationships>'
    return _zip(
        {"[Content_Types].xml": _XML + types, "_rels/.rels": _XML + rels} | {name: _XML + body for name, (_, body) in parts.items()}
    )


def docx(title: str, lines: Sequence[str]) -> bytes:
    """A Word document: a heading and its paragraphs."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in (title, *lines))
    body = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{paragraphs}</w:body></w:document>'
    return _package("word/document.xml", "officeDocument", {"word/document.xml": (f"{word}.document.main+xml", body)})


def xlsx(title: str, lines: Sequence[str]) -> bytes:
    """A workbook of one sheet: each line is a row, its cells divided by semicolons."""
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = [[f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row.split(";")] for row in lines]
    rows = "".join(f"<row>{''.join(row)}</row>" for row in cells)
    book = f'<workbook {space} xmlns:r="{_OFFICE}"><sheets><sheet name="{escape(title[:28])}" sheetId="1" r:id="s1"/></sheets></workbook>'
    link = (
        f'<Relationships xmlns="{_RELS}"><Relationship Id="s1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    return _package(
        "xl/workbook.xml",
        "officeDocument",
        {
            "xl/workbook.xml": (f"{sheet}.sheet.main+xml", book),
            "xl/_rels/workbook.xml.rels": ("", link),
            "xl/worksheets/sheet1.xml": (f"{sheet}.worksheet+xml", f"<worksheet {space}><sheetData>{rows}</sheetData></worksheet>"),
        },
    )


def edoc(title: str, lines: Sequence[str]) -> bytes:
    """A signed document's container (ASiC-E), as eParaksts makes it; the signature is empty."""
    signature = '<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"/>'
    container: dict[str, str | bytes] = {"mimetype": "application/vnd.etsi.asic-e+zip", "dokuments.docx": docx(title, lines)}
    return _zip(container | {"META-INF/edoc-signatures-S1.xml": _XML + signature})


def rtf(title: str, lines: Sequence[str]) -> bytes:
    """Rich text, which old word processors saved under the name of a .doc."""
    paragraphs = r"\par ".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line) for line in (title, "", *lines))
    return f"{{\\rtf1\\ansi\\ansicpg1257\\deff0 {paragraphs}}}".encode("ascii")


def csv(_title: str, lines: Sequence[str]) -> bytes:
    """A table as text, UTF-8."""
    return ("\r\n".join(lines) + "\r\n").encode()


MAKERS: Mapping[str, Callable[[str, Sequence[str]], bytes]] = {
    "pdf": lambda title, lines: text_pdf(title, lines, tagged=True),
    "untagged-pdf": lambda title, lines: text_pdf(title, lines, tagged=False),
    "scanned-pdf": scanned_pdf,
    "docx": docx,
    "xlsx": xlsx,
    "edoc": edoc,
    "rtf": rtf,
    "csv": csv,
}
"""How a document is made, by the kind that the content names: each takes a title and its lines."""
