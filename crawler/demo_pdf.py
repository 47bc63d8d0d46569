"""A small PDF of one page with real Latvian text, with or without the tags that a screen reader needs."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

_FIRST_CODE = 128
_LINE = 14


def _codes(text: str) -> dict[str, int]:
    """One byte for each character: ASCII keeps its own, the others are given the codes from 128 up."""
    others = sorted({character for character in text if ord(character) >= _FIRST_CODE})
    return {chr(code): code for code in range(32, 127)} | {character: _FIRST_CODE + i for i, character in enumerate(others)}


def _literal(text: str, codes: dict[str, int]) -> bytes:
    return b"<" + bytes(codes[character] for character in text).hex().encode() + b">"


def _unicode_map(codes: dict[str, int]) -> bytes:
    rows = "\n".join(f"<{code:02x}> <{ord(character):04x}>" for character, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Latvian def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar endcmap end end"
    ).encode()


def _stream(data: bytes, extra: str = "") -> bytes:
    return f"<< /Length {len(data)} {extra}>>\nstream\n".encode() + data + b"\nendstream"


def _content(blocks: Sequence[tuple[str, str]], codes: dict[str, int]) -> bytes:
    """The page's drawing: each block is marked content with its number, so that tags may point at it."""
    parts, y = [], 790
    for number, (tag, text) in enumerate(blocks):
        size = 16 if tag == "H1" else 10
        lines = textwrap.wrap(text, 56 if tag == "H1" else 92)
        parts.append(f"/{tag} << /MCID {number} >> BDC".encode())
        for line in lines:
            parts.append(f"BT /F1 {size} Tf 56 {y} Td ".encode() + _literal(line, codes) + b" Tj ET")
            y -= _LINE + (8 if tag == "H1" else 0)
        parts.append(b"EMC")
        y -= 6
    return b"\n".join(parts)


def _structure(blocks: Sequence[tuple[str, str]], first: int) -> list[bytes]:
    """The structure tree: root, document, number tree, one element for each block."""
    kids = " ".join(f"{first + 3 + i} 0 R" for i in range(len(blocks)))
    root = f"<< /Type /StructTreeRoot /K {first + 1} 0 R /ParentTree {first + 2} 0 R >>"
    document = f"<< /Type /StructElem /S /Document /P {first} 0 R /K [{kids}] >>"
    numbers = f"<< /Nums [0 [{kids}]] >>"
    elements = [f"<< /Type /StructElem /S /{tag} /P {first + 1} 0 R /Pg 3 0 R /K {i} >>" for i, (tag, _) in enumerate(blocks)]
    return [item.encode() for item in (root, document, numbers, *elements)]


def _assemble(objects: Sequence[bytes]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 7 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def text_pdf(title: str, lines: Sequence[str], *, tagged: bool) -> bytes:
    """A PDF of one A4 page: the title and the lines as text. Tagged: structure, language and title are declared too."""
    blocks = [("H1", title), *(("P", line) for line in lines)]
    codes = _codes("".join(text for _, text in blocks))
    differences = " ".join(f"/uni{ord(character):04X}" for character, code in codes.items() if code >= _FIRST_CODE)
    encoding = f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{_FIRST_CODE} {differences}] >>"
    accessible = "/MarkInfo << /Marked true >> /Lang (lv-LV) /StructTreeRoot 8 0 R /ViewerPreferences << /DisplayDocTitle true >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /StructParents 0 /Contents 6 0 R /Resources << /Font << /F1 4 0 R >> >> >>"
    info = f"<< /Title <feff{title.encode('utf-16-be').hex()}> >>" if tagged else "<< /Producer (Skola) >>"
    return _assemble(
        [
            f"<< /Type /Catalog /Pages 2 0 R {accessible if tagged else ''} >>".encode(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page.encode(),
            f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding {encoding} /ToUnicode 5 0 R >>".encode(),
            _stream(_unicode_map(codes)),
            _stream(_content(blocks, codes)),
            info.encode(),
            *(_structure(blocks, 8) if tagged else ()),
        ]
    )
