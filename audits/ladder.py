"""How far a service goes electronically: what on its page shows each level of the ladder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from selectolax.lexbor import LexborNode

from audits.derive import Element, Form, Link, PageView, SiteView
from audits.doors import Door, e_address, is_form_place
from audits.kit import names, slug
from audits.outline import Part, own
from audits.sections import file_name, is_file
from audits.statement import sentences
from data.text import squeeze
from data.text import words as words_of
from data.vocabulary import Vocabulary

LEVELS = (
    "mentioned",
    "described",
    "form to download",
    "e-mail or e-address with e-signature",
    "online form",
    "portal service",
    "with payment or status",
)
"""The ladder, 0 to 6: how far a service goes electronically (after MK 402 p. 2.1 and the EU eGovernment Benchmark)."""
ELECTRONIC = 4
"""From this level on, the service is asked for online."""
_VISITOR_FIELDS = {"text", "email", "tel", "date", "datetime-local", "time", "number", "file", ""}
_SEARCH = re.compile(r"search|mekl", re.IGNORECASE)
_FORM_TEXT = 300
_BUTTONS = 10
_MANY = 3
_PAYING = re.compile(r"maks|pay|оплат", re.IGNORECASE)
"""Hardly any line speaks of paying, and a plain search is the quickest way to know."""
_FILE_LABEL = re.compile(r"\((?:docx?|pdf|odt|rtf|xlsx?)\b", re.IGNORECASE)
"""What a label says of a file whose address does not: «Iesniegums (DOCX)» at ``Download.aspx?id=801``."""
_CANNOT = re.compile(r"\bnevar", re.IGNORECASE)
"""Asked of the letters: to the dictionary «nevar» is a form of «var»."""
_FOLLOWING = re.compile(r"sek[oi]|redzam|apskat|uzzin|status|stāvok|gait|track|follow|check|отслед", re.IGNORECASE)
_NAME_WORDS = 10
_BOXES = {"li", "p", "td", "dd", "div", "section", "main", "body"}


def steps(parts: Sequence[Part], words: Vocabulary, leading: Sequence[Door]) -> dict[int, Element]:
    """What shows each level, looked for in the service's own content only."""
    links = [part for part in parts if isinstance(part.element, Link)]
    texts = [part for part in parts if part.kind == "text"]
    shown = {
        2: _first(part for part in links if isinstance(part.element, Link) and is_form(part.element, part.trail, words)),
        3: _first(part for part in texts if _signed(part, words)) or _e_address(links, words),
        4: _first(part for part in parts if _requests(part, words) or (isinstance(part.element, Link) and is_form_place(part.element.url))),
        5: leading[0].link if leading else None,
    }
    if leading or shown[4]:
        paying = _first(part for part in links if words.label("service-payment-or-status", part.words) or _pays(part.words, words))
        paying = paying or _first(part for part in parts if part.kind == "form" and _ends_in_paying(part, words))
        shown[6] = paying or _first(part for part in texts if _pays_or_follows(part.words, words))
    return {level: element for level, element in shown.items() if element is not None}


def _pays_or_follows(text: str, words: Vocabulary) -> bool:
    if _CANNOT.search(text):
        return _pays(text, words) or _follows(text, words)
    return words.text("service-payment-or-status-text", text) is not None or _pays(text, words) or _follows(text, words)


def _follows(text: str, words: Vocabulary) -> bool:
    """Whether one sentence says both that one follows and what: «izskatīšanas gaitai var sekot savā profilā»."""
    if not _FOLLOWING.search(text):
        return False
    said = (one for one in sentences(text) if not _CANNOT.search(one) and words.text("handling", one))
    return any(words.text("following", one) for one in said)


def _pays(text: str, words: Vocabulary) -> bool:
    """Whether one sentence says both that one pays and that one does it online: «turpat portālā nodevu var arī samaksāt»."""
    if not _PAYING.search(text):
        return False
    said = (one for one in sentences(text) if _PAYING.search(one) and not _CANNOT.search(one) and words.text("paying-online", one))
    return any(words.text("paying", one) for one in said)


def _ends_in_paying(part: Part, words: Vocabulary) -> bool:
    """Whether the button of a form leads on to paying."""
    buttons = part.element.node.css("button, input[type=submit]")[:_BUTTONS]
    labels = (squeeze(node.text(separator=" ")) or node.attributes.get("value") or "" for node in buttons)
    return any(words.label("payment-act", label) for label in labels)


def apart(parts: Sequence[Part], words: Vocabulary, site: SiteView) -> dict[int, Element]:
    """An online form on a page of its own: the service leads to it by a label that says so."""
    links = [part.element for part in parts if isinstance(part.element, Link) and words.label("online-application", part.words)]
    forms = (link for link in links if link.url in site.by_url and any(_requests(one, words) for one in own(site.by_url[link.url])))
    first = next(forms, None)
    return {4: first} if first else {}


def aside(part: Part, words: Vocabulary) -> bool:
    """Whether a piece stands under a heading that leads to other matters: related services, useful links, news.

    What stands after the box that holds the heading and what it leads to is the page's own again.
    """
    return any(words.label("beside-the-service", head.text) and _holds(_ruled(head.node), part.element.node) for head in part.trail[-1:])


def _ruled(head: LexborNode) -> LexborNode:
    """The box that a heading rules: the nearest one in which something follows it."""
    box = head
    while box.parent is not None and box.tag != "body" and not _followed(box):
        box = box.parent
    return box.parent or box


def _followed(node: LexborNode) -> bool:
    after = node.next
    while after is not None and (after.tag == "-comment" or (after.tag == "-text" and not squeeze(after.text(deep=False) or ""))):
        after = after.next
    return after is not None


def _holds(box: LexborNode, node: LexborNode | None) -> bool:
    while node is not None and node.mem_id != box.mem_id:
        node = node.parent
    return node is not None


def is_form(link: Link, trail: Iterable[Element], words: Vocabulary) -> bool:
    """Whether a link offers a form to download: a file whose label, name or nearest heading says so."""
    if not (is_file(link.url) or _FILE_LABEL.search(link.label)):
        return False
    told = [link.label, slug(file_name(link.url).rsplit(".", 1)[0]), *_sentence_of(link, words)]
    if any(words.label("form-template", name) for name in told):
        return True
    heads = [element.text for element in trail][-1:] or [*names(link.page), slug(link.page.url)]
    return any(words.label("form-heading", head) for head in heads) and not any(words.label("not-a-form", name) for name in told)


def _sentence_of(link: Link, words: Vocabulary) -> list[str]:
    """What says of a link whose own label is no name: «Veidlapa atrodama šeit»."""
    return [sentence_of(link)] if link.label and unsaying(link.label, words) else []


def sentence_of(link: Link) -> str:
    """The sentence that a link stands in."""
    return next((one for one in sentences(_around(link)) if link.label in one), link.label)


def asks(part: Part) -> bool:
    """Whether a piece of content is a form that a visitor fills in, not a search or a vote on the page.

    A form sent by POST with several fields to write in is no search, wherever it is sent.
    """
    if part.kind != "form":
        return False
    form = Form(part.element.node, part.element.page)
    written = [one for one in form.fields if one.node.tag == "textarea" or (one.attribute("type") or "").lower() in _VISITOR_FIELDS]
    searching = _SEARCH.search(f"{form.attribute('role')} {form.attribute('class')} {form.attribute('id')}") or (
        _SEARCH.search(form.action) and not _sent(form, len(written))
    )
    return len(written) >= 2 and not searching


def _sent(form: Form, written: int) -> bool:
    return form.method == "post" and written >= _MANY


def named_by(link: Link, words: Vocabulary) -> str:
    """The name of the service that a link leads to: its label; where that says nothing, the line or the heading it stands under."""
    label = link.label
    if label and not unsaying(label, words):
        return label
    line = _around(link).replace(label, " ").strip(" -–:,.") if label else ""
    if 0 < len(line.split()) <= _NAME_WORDS:
        return squeeze(line)
    head = _heads(link.page).get(link.node.mem_id, "")
    return label if not head or unsaying(head, words) or words.label("service-catalogue", head) else head


def _heads(page: PageView) -> Mapping[int, str]:
    """The heading right above each link of the page's own content, by the link's node."""
    if "heads of links" not in page.made:
        page.made["heads of links"] = {
            part.element.node.mem_id: part.trail[-1].text for part in own(page) if part.kind == "link" and part.trail
        }
    heads: Mapping[int, str] = page.made["heads of links"]
    return heads


def unsaying(label: str, words: Vocabulary) -> bool:
    """Whether a label is no name: «šeit», «saņemt pakalpojumu», the portal's address."""
    said = words.label("unsaying-label", label)
    return said is not None and len(words_of(label)) <= len(words_of(said))


def _requests(part: Part, words: Vocabulary) -> bool:
    """Whether a form asks for the service, not for an opinion of the page or an address to send news to."""
    if not asks(part):
        return False
    told = [squeeze(part.element.node.text(separator=" "))[:_FORM_TEXT], *(head.text for head in part.trail[-1:])]
    return not any(words.text("not-a-request", text) for text in told)


def _signed(part: Part, words: Vocabulary) -> bool:
    """Whether a line says that the service is asked for with an e-signature, or lists the e-address among the ways to ask for it."""
    if words.text("e-signature-channel", part.words):
        return True
    asked_for = part.trail and words.label("service-request", part.trail[-1].text)
    return bool(asked_for and words.text("e-address-channel", part.words))


def _e_address(links: Sequence[Part], words: Vocabulary) -> Element | None:
    """A link to write to the body officially, where the words around it say that the service is asked for so."""
    ways = (part for part in links if isinstance(part.element, Link) and e_address(part.element.url))
    return _first(part for part in islice(ways, 5) if words.text("send-in", _around(part.element)))


def _around(element: Element) -> str:
    """The line, paragraph or cell that it stands in; each is read once, however many links it holds."""
    box = element.node.parent
    while box is not None and box.parent is not None and box.tag not in _BOXES:
        box = box.parent
    if box is None:
        return ""
    read: dict[int, str] = element.page.made.setdefault("lines", {})
    if box.mem_id not in read:
        read[box.mem_id] = squeeze(box.text(separator=" "))[:_FORM_TEXT]
    return read[box.mem_id]


def _first(parts: Iterable[Part]) -> Element | None:
    return next((part.element for part in parts), None)
