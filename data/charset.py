"""In which charset a page is written: what it says of itself is believed as far as its bytes bear it out.

The order is that of HTML (https://html.spec.whatwg.org/#determining-the-character-encoding): byte-order mark, header, meta. Servers
and templates are mistaken more often than bytes are, so each claim is held against them; where none holds, Latvian letters are looked
for in the code pages of the Baltic, and chardet judges the rest. Crawler and audits read by this one decision: both see the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import chardet
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding, to_unicode

_UTF8, _HERE = "utf-8", "cp1257"
"""What most pages are written in, and what the others of this country are when nothing tells more."""
_BALTIC = ("cp1257", "iso8859-4")
_ALIKE = frozenset({"cp1257", "iso8859-13"})
"""All letters of these two are the same."""
_GUESSES = ("windows-1257", "iso-8859-4", "iso-8859-13", "windows-1252", "windows-1251", "koi8-r", "iso-8859-5", "cp866")
"""Of the eighty charsets that chardet knows, those in which pages of Latvia were ever written: fewer choices, fewer mistakes."""
_LETTERS = frozenset("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ")
_MOSTLY, _DIFFERENT = 0.9, 3
"""The least share of Latvian letters among the signs beyond ASCII within the words of a Latvian page (others stand in foreign names),
and how many different ones must be seen to believe them more than what the page says: one è does not make French Latvian."""
_FEW = 3
"""Bytes beyond ASCII from which nothing can be guessed."""
_QUOTES = frozenset(b"\xa1\xa5\xb4\xff")
"""Quotation marks in iso-8859-13; undefined or hardly used in windows-1257, which has its own from 0x80 to 0x9F."""
_SAMPLE = 1 << 16
"""Bytes from which a charset is told."""
_EARLY, _LATE = 1 << 12, 1 << 19
"""Bytes in which a meta element is looked for: first here, then there; browsers give up sooner."""
_HEAD = 1 << 10
"""Bytes at the beginning that are mostly markup, so ASCII, in whatever language the page is."""
_BEYOND = re.compile(rb"[\x80-\xff]")
_WITHIN = re.compile(rb"(?<=[A-Za-z\x80-\xff])[\x80-\xff](?=[A-Za-z\x80-\xff])")
_META = re.compile(rb"<meta\b[^<>]{0,400}>", re.IGNORECASE)
_HIDDEN = re.compile(rb"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
_SUPPORTED = re.compile(
    r"utf-8|utf-16(-[lb]e)?|cp(125[0-8]|866|874|932|949|775)|iso8859-(2|3|4|5|6|7|8|10|13|14|15|16)|koi8-[ru]|mac-(roman|cyrillic)"
    r"|gb18030|big5hkscs|euc_jp"
)
"""Those of Python's codecs that are charsets of the web (https://encoding.spec.whatwg.org/#names-and-labels); others do harm."""


@dataclass(frozen=True, slots=True)
class Charset:
    """The charset of a page, and where it was learned.

    ``source`` is ``bom``, ``header``, ``meta``, ``bytes`` (there is no claim, or none that holds) or ``default`` (ASCII without a
    claim). ``claimed`` is what the header or else a meta element says; empty where they are silent or name no charset.
    """

    name: str
    source: str
    claimed: str = ""

    @property
    def mistaken(self) -> bool:
        """Whether the page says of itself what its bytes do not bear out."""
        return bool(self.claimed) and self.source in {"bytes", "meta"} and self.claimed != self.name


def decode(body: bytes, content_type: str = "") -> str:
    r"""A body as text. Never fails: what cannot be read is U+FFFD, and NULs are left out, as by browsers.

    >>> decode("Sēde".encode("cp1257"), "text/html; charset=utf-8"), decode("Sēde".encode(), "text/html; charset=iso-8859-1")
    ('Sēde', 'Sēde')
    """
    return text(body, charset(body, content_type))


def text(body: bytes, found: Charset) -> str:
    """A body as text, in the charset that was found for it."""
    mark = read_bom(body)[1] if found.source == "bom" else None
    return to_unicode(body.removeprefix(mark or b""), found.name).replace("\x00", "")


def charset(body: bytes, content_type: str = "") -> Charset:
    """The charset of a body that came with this Content-Type."""
    marked = read_bom(body)[0]
    if marked:
        return Charset(marked, "bom")
    claims = {source: name for source, name in _claims(body, content_type) if name and _SUPPORTED.fullmatch(name)}
    name = _borne_out(body, tuple(claims.values()))
    unasked = "default" if not claims and name == _UTF8 and body.isascii() else "bytes"
    source = next((source for source, claim in claims.items() if claim == name), unasked)
    return Charset(_label(name), source, _label(next(iter(claims.values()), "")))


def _label(codec: str) -> str:
    """The name by which the web knows a codec; Python knows it too."""
    return codec.replace("cp125", "windows-125").replace("iso8859", "iso-8859")


def _claims(body: bytes, content_type: str) -> Iterator[tuple[str, str | None]]:
    yield "header", http_content_type_encoding(content_type[:1000].replace("'", '"'))
    yield "meta", html_body_declared_encoding(_shown(body[:_EARLY])) or _late(body[:_LATE])


def _late(start: bytes) -> str | None:
    """What a meta element says that stands far from the beginning."""
    if b"charset" not in start[_EARLY // 2 :].lower():
        return None
    found = (html_body_declared_encoding(tag[0]) for tag in _META.finditer(_shown(start)))
    return next((name for name in found if name), None)


def _shown(markup: bytes) -> bytes:
    """Markup without scripts, styles and comments, in which a meta element is none."""
    return _HIDDEN.sub(b" ", markup)


def _borne_out(body: bytes, claims: Sequence[str]) -> str:
    if wide := _without_mark(body[:_HEAD]):
        return wide
    # A claim of UTF-16 that stands in a file without zeros is a slip of a template.
    narrow = [claim for claim in claims if not claim.startswith("utf-16")]
    if body.isascii():
        return next(iter(narrow), _UTF8)
    if _is_utf8(body, claimed=_UTF8 in narrow):
        return _UTF8
    return _code_page(_telling(body), [claim for claim in narrow if claim != _UTF8])


def _without_mark(start: bytes) -> str:
    """UTF-16 shows by its zeros, which stand at even or at odd places."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if 4 * max(even, odd) <= len(start) or 4 * min(even, odd) > max(even, odd):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_utf8(body: bytes, *, claimed: bool) -> bool:
    """Whether it is UTF-8, a few broken bytes forgiven; text in a code page is broken almost everywhere."""
    try:
        body.decode(_UTF8)
    except UnicodeDecodeError:
        shown = _telling(body).decode(_UTF8, "replace")
        broken = shown.count("\ufffd")
        whole = sum(letter > "\x7f" for letter in shown) - broken
        return whole > (broken if claimed else 2 * broken)
    return True


def _telling(body: bytes) -> bytes:
    """A part of the body from which its charset can be told: from a little before its first byte beyond ASCII on."""
    first = _BEYOND.search(body)
    start = max(0, first.start() - 100) if first else 0
    return body[start : start + _SAMPLE]


def _code_page(sample: bytes, claims: Sequence[str]) -> str:
    baltic = _latvian(sample, _DIFFERENT if claims else 1)
    if baltic:
        return next((claim for claim in claims if claim == baltic or {claim, baltic} <= _ALIKE), baltic)
    if len(claims) == 1:
        return claims[0]
    # Two claims that differ, or none: a third voice decides.
    guess = _guess(sample, claims or _GUESSES)
    return guess if guess in claims or not claims else claims[0]


def _latvian(sample: bytes, different: int) -> str:
    """The Baltic code page by which what stands within words beyond ASCII are Latvian letters; empty where by none."""
    within = b"".join(_WITHIN.findall(sample))
    own = {page: [sign for sign in within.decode(page, "replace") if sign in _LETTERS] for page in _BALTIC}
    best = max(_BALTIC, key=lambda page: len(own[page]))
    if len(set(own[best])) < different or len(own[best]) < _MOSTLY * len(within):
        return ""
    beyond = frozenset(sample)
    quoted = beyond & _QUOTES and not any(0x80 <= byte < 0xA0 for byte in beyond)
    return "iso8859-13" if best == _HERE and quoted else best


def _guess(sample: bytes, among: Sequence[str]) -> str:
    if len(_BEYOND.findall(sample)) <= _FEW:
        return _HERE
    found = chardet.detect(sample, include_encodings=among, no_match_encoding=_HERE, compat_names=False)["encoding"]
    return resolve_encoding(found or _HERE) or _HERE
