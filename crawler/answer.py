"""What came back for an address: the last exchange of a chain of redirects, its body, and the ways in which that is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from crawler.addresses import canonical
from crawler.gatherers.document import is_page
from data import charset
from data.charset import Charset
from data.types import Exchange


@dataclass(frozen=True)
class Answer:
    """What came back: the last exchange of the chain and its decoded body. ``cut`` when we stopped reading by choice."""

    exchange: Exchange
    body: bytes
    cut: bool = False

    @property
    def url(self) -> str:
        """Where it came from, after redirects; without the session that some sites insist on."""
        return canonical(self.exchange.url) or self.exchange.url

    @cached_property
    def headers(self) -> Mapping[str, str]:
        """The headers of the answer by their names in lower case; of one that came several times, the last."""
        return {name.lower(): value for name, value in self.exchange.response_headers}

    @property
    def content_type(self) -> str:
        """The media type that the server declares, lower-case, with its parameters."""
        return (self.exchange.header("content-type") or "").lower()

    @cached_property
    def declares_html(self) -> bool:
        """Whether it begins as a web page does, or is called one."""
        return is_page(self.body, self.content_type)

    @property
    def lack(self) -> str | None:
        """``empty`` for a success that brings nothing; None else. Where the visit needs content, that is none."""
        return "empty" if 200 <= self.exchange.status < 300 and not self.cut and not self.body.strip() else None

    @cached_property
    def charset(self) -> Charset:
        """In which charset the body is written, and where that was learned."""
        return charset.charset(self.body, self.exchange.header("content-type") or "")

    @cached_property
    def text(self) -> str:
        """The body as text, as the audits will read it too."""
        return charset.text(self.body, self.charset)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The body parsed, once for all who look at it; nobody changes it."""
        return LexborHTMLParser(self.text)
