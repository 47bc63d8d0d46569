"""A resident sees what each group of posts is paid."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import found
from audits.sections import filled, nowhere, sections
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="pay-groups",
    version=2,
    scope="site",
    title=Text("Mēnešalgas pa amatu grupām", "Wages by groups of posts"),
    why=Text(
        "Zināms, cik maksā par katras grupas darbu, nenosaucot cilvēkus.",
        "It is known what the work of each group is paid, without naming people.",
    ),
    method=Text(
        "Lapa, sadaļa vai datne par mēnešalgu sadalījumu pa amatu grupām, vai sadaļa par atalgojumu, kurā ir amatu grupas. Vārdi un summas netiek glabāti.",
        "A page, section or file on wages by groups of posts, or a section on pay that speaks of groups of posts. Names and sums are not kept.",
    ),
    advice=Text(
        "Publicējiet tabulu «Amatpersonu un darbinieku mēnešalgu sadalījums pa amatu grupām».",
        "Publish the table of officials' and employees' wages by groups of posts.",
    ),
    source=Source(
        "practice",
        Text(
            "MK noteikumi Nr. 225: mēnešalgu apmērs sadalījumā pa amatu grupām (punkts nav apstiprināts)",
            "Cabinet Regulation No. 225: wages by groups of posts (the point was not confirmed)",
        ),
        "https://www.smiltenesnovads.lv/lv/amatpersonu-un-darbinieku-menesalgu-sadalijums-pa-amatu-grupam",
    ),
    options={"min_words": 4},
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section of that name, or one on pay that speaks of groups; the evidence is its heading, as what stands below may name people."""
    about = filled(sections(site.pages, words, "pay-groups"), words, options["min_words"])
    grouped = [
        section for section in sections(site.pages, words, "pay") if any(words.label("pay-groups", part.words) for part in section.parts)
    ]
    seen = [section.see() for section in (*about, *filled(grouped, words, options["min_words"]))]
    return found(True, *seen, confidence=0.9) if seen else nowhere(site, words, "pay-groups")


CASES = (
    Case(
        "a page with a file",
        Outcome.PASSED,
        pages={
            "/lv/amatpersonu-un-darbinieku-menesalgu-sadalijums-pa-amatu-grupam": "<h1>Amatpersonu un darbinieku mēnešalgu sadalījums pa amatu grupām</h1><a href=/m.xlsx>2026. gads</a>"
        },
        expect=True,
    ),
    Case(
        "a table on the page about pay",
        Outcome.PASSED,
        pages={"/a/": "<h1>Atalgojums</h1><table><tr><th>Amatu grupa<th>EUR<tr><td>Nodaļas vadītājs<td>1900</table>"},
        expect=True,
    ),
    Case(
        "a file in a list, no diacritics",
        Outcome.PASSED,
        pages={"/a/": "<h1>Atalgojums</h1><a href=/m.pdf>Menesalgas pa amatu grupam 2026</a>"},
        expect=True,
    ),
    Case(
        "by months and names only",
        Outcome.FAILED,
        pages={"/a/": "<h1>Amatpersonu atalgojums</h1><a href=/10.xlsx>2026. gada oktobris</a>"},
        expect=False,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/a/": "<h1>Mēnešalgu sadalījums pa amatu grupām</h1>"}, expect=False),
    Case(
        "a vacancy",
        Outcome.FAILED,
        pages={"/v/": "<h1>Vakances</h1><h2>Atalgojums</h2><p>Amatu grupa 39, mēnešalga 1500 eiro pirms nodokļiem."},
        expect=False,
    ),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
