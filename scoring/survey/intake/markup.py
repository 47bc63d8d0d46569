"""XML of strangers, read from beginning to end without ever unfolding an entity; a document type is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from xml.parsers import expat

from data.errors import SurveyError

_DEPTH = 200


class Listener(Protocol):
    """What is told of each element, with names that have lost their prefix."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text within an element; one text may come in parts."""


def follow(place: str, xml: bytes, listener: Listener | None = None) -> None:
    """Tell the listener of every element. Raises SurveyError for XML that is broken, too deep, or declares entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse(place)
    if listener:
        _listen(parser, listener, place)
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # Besides broken XML: a charset that nobody knows.
        raise SurveyError(f"{place}: a part of the workbook is broken ({error}); save it anew from the spreadsheet") from error


def _refuse(place: str) -> Any:  # noqa: ANN401 (the parser's own type)
    """Stop at a document type: no spreadsheet writes one, and entities that unfold without end are declared there."""

    def doctype(*_: object) -> None:
        raise SurveyError(f"{place}: declares a document type, which no spreadsheet writes; save it anew from the spreadsheet")

    return doctype


def _listen(parser: expat.XMLParserType, listener: Listener, place: str) -> None:
    """Hand over what the parser meets, with names that have lost their prefix."""
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise SurveyError(f"{place}: elements lie {_DEPTH} deep in one another; save it anew from the spreadsheet")
        listener.start(local(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        listener.end(local(name))

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, listener.text


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def plain_attributes(attributes: Mapping[str, str]) -> Mapping[str, str]:
    """Attributes by names without their prefixes."""
    return {local(name): value for name, value in attributes.items()}
