"""The rule by which an answer was held against what was seen, in words that the body's people understand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from data.types import Text
from reports import wording
from scoring.survey.question import Question, Rule

_DAYS: Mapping[str, tuple[str, ...]] = {"lv": ("dienām", "dienu", "dienām"), "en": ("day", "days")}
"""After «par» in Latvian: of one in the singular, else in the dative of the plural."""
_RULES: Mapping[str, Text] = MappingProxyType(
    {
        "any": Text(
            "«Jā» nozīmē, ka vietnē redzams tas, par ko jautāts, vai vismaz viena no tā pazīmēm; «nē» – ka nav redzama neviena.",
            "“Yes” means that what was asked about, or at least one of its signs, is to be seen on the site; “no”, that none is.",
        ),
        "all": Text(
            "«Jā» nozīmē, ka vietnē redzams viss, par ko jautāts; ja redzama tikai daļa, atbildi uzskata par daļēji apstiprinātu.",
            "“Yes” means that all that was asked about is to be seen on the site; where only some is, the answer is confirmed in part.",
        ),
        "share-at-least": Text(
            "«Jā» nozīmē, ka prasība izpildīta vismaz {share} apskatīto lapu vai pakalpojumu.",
            "“Yes” means that at least {share} of the pages or services looked at meet the requirement.",
        ),
        "newer-than": Text(
            "«Jā» nozīmē, ka jaunākais vietnē atrastais datums atbildes dienā nebija vecāks par {days}.",
            "“Yes” means that the newest date found on the site was not older than {days} on the day of the answer.",
        ),
        "number": Text(
            "Norādītais skaitlis nedrīkst atšķirties no izmērītā vairāk kā par {tolerance}.",
            "The number given must not differ from the one measured by more than {tolerance}.",
        ),
        "number over": Text(
            "Norādītais skaitlis nedrīkst būt lielāks par izmērīto vairāk kā par {tolerance}; mazāku skaitli par kļūdu neuzskata.",
            "The number given must not be greater than the one measured by more than {tolerance}; a smaller number is no error.",
        ),
        "number under": Text(
            "Norādītais skaitlis nedrīkst būt mazāks par izmērīto vairāk kā par {tolerance}; lielāku skaitli par kļūdu neuzskata.",
            "The number given must not be smaller than the one measured by more than {tolerance}; a greater number is no error.",
        ),
        "date": Text(
            "Norādītais datums nedrīkst atšķirties no jaunākā vietnē atrastā vairāk kā par {days}.",
            "The date given must not differ from the newest one found on the site by more than {days}.",
        ),
        "level": Text(
            "Atbilde nozīmē «vismaz šis līmenis». To salīdzina ar vidējo līmeni, kāds redzams vietnē.",
            "The answer means “at least this level”. It is compared with the mean level that is to be seen on the site.",
        ),
        "option": Text(
            "Izvēlētajam variantam jābūt redzamam vietnē; tas neatbilst, ja tā vietā redzams cits variants vai tas nav atrodams.",
            "The option chosen must be to be seen on the site; it is contradicted where another is seen in its place, or it is not found.",
        ),
        "overlap": Text(
            "Katru atzīmēto variantu vērtē atsevišķi: ja vietnē redzami visi, atbilde ir apstiprināta, ja daļa – daļēji apstiprināta, "
            "ja neviens – tā neatbilst novērotajam. Variantus, kas no malas nav redzami, nevērtē.",
            "Each option ticked is judged by itself: where all are to be seen the answer is confirmed, where some are it is confirmed in "
            "part, where none is it is contradicted. Options that do not show from outside are not judged.",
        ),
        "page": Text(
            "Norādītajai adresei jābūt Jūsu vietnē vai valsts portālā un jādarbojas, un tajā jābūt redzamam tam, par ko jautāts.",
            "The address given must be on your site or a portal of the state, it must work, and what was asked about must be seen there.",
        ),
    }
)


def told(question: Question, lang: str) -> str:
    """The rule of a question in words; empty where it has none."""
    rule = question.rule
    if rule is None:
        return ""
    name = f"{rule.name} {rule.side}" if rule.name == "number" and rule.side != "both" else rule.name
    return _RULES[name][lang].format(share=wording.share(rule.least or 0, lang), days=_days(rule, lang), tolerance=_tolerance(rule, lang))


def _days(rule: Rule, lang: str) -> str:
    days = rule.days or 0
    return f"{days} {wording.plural(days, _DAYS, lang)}"


def _tolerance(rule: Rule, lang: str) -> str:
    amount = rule.tolerance or 0.0
    return wording.share(amount, lang) if rule.relative else wording.number(amount, lang)
