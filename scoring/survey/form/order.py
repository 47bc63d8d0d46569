"""A form as people ask for it: of one body, of each body of a kind, or for anyone, and with what we have seen where that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from data.errors import ConfigError
from data.registry import Registry
from data.types import Institution
from scoring.survey.form.about import Form
from scoring.survey.form.seen import seen
from scoring.survey.form.workbook import write
from scoring.survey.questionnaire import Questionnaire
from scoring.validation.look import Look


@dataclass(frozen=True)
class Order:
    """What is asked for: the questionnaire, the language, of whom (an id or name, a kind, or neither), and what the form tells.

    ``looks`` are the visits whose observations stand beside the questions, None where they are not to; ``at`` is the moment by which ages
    are counted.
    """

    questionnaire: Questionnaire
    registry: Registry
    lang: str
    at: datetime
    body: str = ""
    kind: str = ""
    looks: Mapping[str, Look] | None = None
    propose: bool = False
    until: date | None = None
    contact: str = ""

    def one(self) -> Form:
        """The form of the body that is named; for anyone (of the kind, where one is named) if none is. Raises ConfigError."""
        if self.body:
            return self._form(self._named())
        if self.looks is not None:
            raise ConfigError("what was seen is of one body; name it with --id, or give --each for a form of each body")
        return self._form(None)

    def each(self) -> Iterator[Form]:
        """The form of each body, of the kind if one is named, in the order of their ids. Raises ConfigError where there is none."""
        named = [self._named()] if self.body else sorted(self.registry.institutions.values(), key=lambda one: one.id)
        wanted = [one for one in named if self.kind in ("", one.kind)]
        if not wanted:
            kinds = ", ".join(sorted({one.kind.value for one in self.registry.institutions.values()}))
            raise ConfigError(f"no institution of the kind {self.kind!r}; there are: {kinds}")
        forms = (self._form(one) for one in wanted)
        return (form for form in forms if form.questions)

    def _named(self) -> Institution:
        found = self.registry.find(self.body)
        if found.id not in self.registry.institutions:
            raise ConfigError(f"{self.body!r} is no institution that the registry knows; give its id, registration number or name")
        if self.kind not in ("", found.kind):
            raise ConfigError(f"{found.id} is of the kind {found.kind.value}, not {self.kind}; leave --kind out")
        if self.looks is not None and found.id not in self.looks:
            raise ConfigError(f"{found.id} was not visited, so that nothing was seen; leave --prefill out, or visit it first")
        return found

    def _form(self, body: Institution | None) -> Form:
        look = (self.looks or {}).get(body.id) if body else None
        shown = None if self.looks is None else seen(self.questionnaire, look, self.at) if look else {}
        return Form(self.questionnaire, self.lang, body, self.kind, shown, self.propose, self.until, self.contact)


def workbooks(order: Order, folder: Path) -> Iterator[Path]:
    """Write one workbook a body into a folder, named by its id."""
    folder.mkdir(parents=True, exist_ok=True)
    for form in order.each():
        name = form.institution.id if form.institution else "form"
        yield write(form, folder / f"{name}.{order.lang}.xlsx")
