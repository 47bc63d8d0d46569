"""What a heading or a cell can stand for: an institution, a question, an option of it, or nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from data.text import fold, words
from scoring.survey.form_layout import BESIDE


@dataclass(frozen=True, slots=True)
class Meaning:
    """A role; of ``answer``, ``option``, ``url``, ``remark`` and ``other`` also the question, of ``option`` its code."""

    role: str
    question: str = ""
    option: str = ""


WHO = ("institution", "reg_no", "email", "token")
"""The roles by which an institution is named, the surest first."""
LONG = ("question", "value", "said", "subject", "url", "remark", "at")
"""The roles of a table with one row an answer; ``value`` is the answer, ``said`` the answer in full, as ``survey answers`` writes it."""
ROLES = (*WHO, *LONG, "ignore")
"""What a mapping may say that a column is, beside a question."""
_NAMES: Mapping[str, str] = {
    "institution": "institution|iestade|organizacija|organisation|organization|pasvaldiba|municipality|body|institution id|iestades id"
    "|iestades nosaukums|nosaukums|name of institution|institution name|nosaukt iestadi|iestades kods",
    "reg_no": "reg no|reg nr|regnr|registration number|registracijas numurs|vienotais registracijas numurs|registracijas nr|nmr kods",
    "email": "email|e mail|epasts|e pasts|e pasta adrese|email address|respondent email",
    "token": "token|access code|piekluves kods",
    "question": "question|jautajums|jautajuma id|question id|question code|kods|code|jautajuma kods",
    "said": "said|teikts",
    "value": "answer|atbilde|vertiba|value|response",
    "subject": "subject|prieksmets|par ko",
    "url": "url|adrese|saite|link|address|timekla adrese|pieradijums|evidence",
    "remark": "remark|piezime|piezimes|remarks|komentars|comment|comments",
    "at": "at|date|datums|submitdate|completion time|submitted|iesniegts|date submitted|pabeigsanas laiks|aizpildits",
    "ignore": "id|response id|atbildes id|startdate|start time|sakuma laiks|datestamp|lastpage|last page|pedeja lapa|startlanguage"
    "|start language|sakuma valoda|seed|ipaddr|ip address|ip adrese|refurl|referrer url|firstname|first name|lastname|last name|name"
    "|last modified time|pedejas izmainas|language|valoda|source|avots|nr|no|date started|date last action|vards|uzvards"
    "|interviewtime|total time|previous|who|import|place|recorded at",
}
LIMESURVEY = frozenset({"lastpage", "last page", "startlanguage", "start language", "submitdate", "date submitted", "seed"})
MS_FORMS = frozenset({"start time", "completion time", "sakuma laiks", "pabeigsanas laiks"})
"""Headings by which an export is told."""


@lru_cache(maxsize=1 << 14)
def key(text: str) -> str:
    """The words of a text without case, diacritics and signs.

    >>> key(" Reģistrācijas  Nr. ")
    'registracijas nr'
    """
    return " ".join(words(fold(text)))


@lru_cache(maxsize=1 << 14)
def code_key(text: str) -> str:
    """A code as LimeSurvey keeps it, letters and digits only.

    >>> code_key("IR-04_a")
    'ir04a'
    """
    return "".join(words(fold(text).replace("_", " ")))


ROLE_OF = {
    **{key(name): "ignore" for title in BESIDE.values() for name in (title.lv, title.en)},
    **{name: role for role, names in _NAMES.items() for name in names.split("|")},
}
"""The role of each usual heading, by its key."""
