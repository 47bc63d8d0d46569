"""A resident gets the news by e-mail without looking for it."""

import re
from collections.abc import Iterator

from audits.audit import Audit, Case, Source
from audits.derive import Element, Form, PageView, SiteView
from audits.kit import found, labelled, names
from audits.sections import nowhere
from data.types import Evidence, Finding, Json, Outcome, Role, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="newsletter",
    version=1,
    scope="site",
    title=Text("Pieteikšanās jaunumiem e-pastā", "Sign-up for news by e-mail"),
    why=Text(
        "Ziņas pašas atnāk pie cilvēka, arī pie tā, kas vietni ikdienā neapmeklē.",
        "News comes to people by itself, also to those who do not visit the site every day.",
    ),
    method=Text(
        "Ir forma ar e-pasta lauku, kas sola jaunumus, vai saite ar tādu nosaukumu, kas ved uz formu vai ziņu izsūtīšanas rīku. RSS, avīzi un "
        "nodokļu paziņojumus neskaita.",
        "There is a form with an e-mail field that promises news, or a link of such a name that leads to a form or a mailing tool. RSS, a newspaper "
        "and tax notices do not count.",
    ),
    advice=Text(
        "Kājenē ielieciet vienkāršu formu «Saņem jaunumus e-pastā».", "Put a simple form 'Get the news by e-mail' into the footer."
    ),
    source=Source(
        "survey", Text("E-indekss: saziņa ar sabiedrību un līdzdalība", "E-index: communication with the public and participation")
    ),
    options={"max_fields": 5, "around": 300, "form": 0.9, "link": 0.7},
)
_MAIL_FIELD = re.compile(r"e-?mail|e-?past", re.IGNORECASE)
_MADE_FOR = re.compile(r"newsletter|subscri|list-manage|mailchimp|mc4wp|mailerlite|sendsmaily|brevo|sendinblue|getresponse", re.IGNORECASE)
_SEARCHED = ("type", "name", "id", "placeholder", "aria-label", "value")


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """The first form that takes an address for news; else a link that offers it."""
    form = next((evidence for page in site.pages for evidence in _forms(page, words, options)), None)
    if form:
        return found(True, form, confidence=options["form"])
    written = [link for link in labelled(site.pages, words, "newsletter") if link.href.startswith("mailto:")]
    return found(True, *written, confidence=options["link"]) if written else nowhere(site, words, "newsletter")


def _forms(page: PageView, words: Vocabulary, options: Json) -> Iterator[Evidence]:
    if page.role == Role.SEARCH or "<form" not in page.html:
        return
    for form in page.forms:
        if _takes_address(form, options) and _promises_news(form, page, words, options):
            yield form.see()


def _takes_address(form: Form, options: Json) -> bool:
    """Whether it asks for an e-mail address and little else; what has room for a message, or a password, is something else."""
    fields = form.fields
    kinds = {(field.attribute("type") or "").lower() for field in fields}
    if len(fields) > options["max_fields"] or "password" in kinds or any(field.node.tag == "textarea" for field in fields):
        return False
    return any(_MAIL_FIELD.search(_told(field)) for field in fields)


def _promises_news(form: Form, page: PageView, words: Vocabulary, options: Json) -> bool:
    made_for = f"{form.action} {form.attribute('id')} {form.attribute('class')} {form.attribute('name')}"
    if _MADE_FOR.search(made_for):
        return True
    inside = " ".join([form.text, *(_told(field) for field in _named(form))])
    above = _around(form, options["around"])
    own_page = any(words.label("newsletter", name) for name in names(page)) and page.role != Role.FRONT
    return own_page or any(words.text("newsletter", text) for text in (inside, above))


def _named(form: Form) -> list[Element]:
    """Everything in a form that has a name to a visitor, buttons included."""
    return [Element(node, form.page) for node in form.node.css("input, button, select")]


def _told(field: Element) -> str:
    return " ".join(value for name in _SEARCHED if (value := field.attribute(name)))


def _around(form: Form, letters: int) -> str:
    """The text of the smallest box around a form that says more than the form, as long as it is short."""
    node = form.node.parent
    while node is not None and node.tag not in {"body", "html"}:
        text = Element(node, form.page).text
        if len(text) > len(form.text) + letters:
            return ""
        if len(text) > len(form.text):
            return text
        node = node.parent
    return ""


CASES = (
    Case(
        "a form in the footer",
        Outcome.PASSED,
        "<main><h1>Novads</h1></main><footer><h3>Saņem jaunumus e-pastā</h3><form method=post><input type=email><button>Pieteikties</button></form></footer>",
        expect=True,
    ),
    Case(
        "a button that says it, no diacritics",
        Outcome.PASSED,
        "<footer><form><input name=epasts placeholder='Jusu e-pasts'><input type=submit value='Pierakstities jaunumiem'></form></footer>",
        expect=True,
    ),
    Case(
        "a tool for mailing",
        Outcome.PASSED,
        "<form action=https://piemers.us1.list-manage.com/subscribe/post method=post><input type=email name=EMAIL></form>",
        expect=True,
    ),
    Case(
        "a page of its own",
        Outcome.PASSED,
        pages={"/vestkopa/": "<h1>Vēstkopa</h1><form method=post><input name=vards><input type=email></form>"},
        expect=True,
    ),
    Case("a link to a tool", Outcome.PASSED, "<a href=https://mailerlite.piemers.test/f/1>Abonēt jaunumus</a>", expect=True),
    Case("in English", Outcome.PASSED, "<aside><h2>Newsletter</h2><form><input type=email></form></aside>", expect=True),
    Case("in Russian", Outcome.PASSED, "<a href='mailto:pasts@piemers.test?subject=x'>Подписаться на новости</a>", expect=True),
    Case(
        "a form to ask by",
        Outcome.FAILED,
        pages={"/k/": "<h1>Jaunumi</h1><h2>Raksti mums</h2><form><input type=email><textarea></textarea></form>"},
        expect=False,
    ),
    Case("to log in", Outcome.FAILED, "<form><p>Jaunumi e-pastā<input type=email><input type=password></form>", expect=False),
    Case("a search of news", Outcome.FAILED, "<h2>Jaunumi</h2><form role=search><input name=q></form>", expect=False),
    Case("RSS is another way", Outcome.FAILED, "<a href=/rss.xml>Abonēt jaunumus RSS</a>", expect=False),
    Case(
        "tax notices",
        Outcome.FAILED,
        "<a href=https://www.epakalpojumi.lv/>Nekustamā īpašuma nodoklis: abonēt ziņas e-pastā</a>",
        expect=False,
    ),
    Case(
        "a link that leads nowhere",
        Outcome.FAILED,
        "<a href=/vestkopa/>Pieteikties jaunumiem</a>",
        pages={"/vestkopa/": "<h1>Vēstkopa</h1><p>Drīzumā."},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
