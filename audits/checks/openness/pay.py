"""A resident can see how much people in public posts are paid."""

from audits.audit import MUNICIPAL, STATE, Audit, Case, Source
from audits.derive import SiteView
from audits.sections import present
from data.types import Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="pay",
    version=4,
    scope="site",
    title=Text("Atalgojums", "Pay"),
    why=Text("Par nodokļu naudu maksātās algas ir zināmas.", "What is paid from taxes is known."),
    method=Text(
        "Lapa vai sadaļa par atalgojumu pa amatu grupām ar tabulu, datni vai tekstu. Glabāts tikai fakts, nekad personu vārdi vai algas.",
        "A page or section on pay by groups of posts with a table, file or text. Only the fact is kept, never names or sums of persons.",
    ),
    advice=Text(
        "Publicējiet mēnešalgu sadalījumu pa amatu grupām un atjaunojiet to.", "Publish the wages by groups of posts and keep them current."
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 225; Valsts pārvaldes iekārtas likums, 92. pants",
            "Cabinet Regulation No. 225; State Administration Structure Law, Section 92",
        ),
        "https://www.smiltenesnovads.lv/lv/amatpersonu-un-darbinieku-menesalgu-sadalijums-pa-amatu-grupam",
    ),
    options={"min_words": 4},
    reach=MUNICIPAL | STATE,
)


def check(site: SiteView, words: Vocabulary, options: Json) -> Finding:
    """A section that says something about it; the evidence is its heading, as what stands below may name people."""
    return present(site, words, "pay", options["min_words"])


CASES = (
    Case(
        "a table by groups",
        Outcome.PASSED,
        pages={"/a/": "<h1>Informācija par atalgojumu</h1><table><tr><th>Amatu grupa<th>EUR<tr><td>Nodaļas vadītājs<td>1900</table>"},
        expect=True,
    ),
    Case(
        "a file",
        Outcome.PASSED,
        pages={"/lv/menesalgas": "<h1>Amatpersonu un darbinieku mēnešalgu sadalījums pa amatu grupām</h1><a href=/m.xlsx>2026. gads</a>"},
        expect=True,
    ),
    Case(
        "pay of a vacancy",
        Outcome.FAILED,
        pages={"/v/": "<h1>Vakances</h1><table><caption>Vakances un atalgojums</caption><tr><td>Jurists<td>1900</table>"},
        expect=False,
    ),
    Case(
        "pay under a heading of a vacancy or a benefit",
        Outcome.FAILED,
        pages={
            "/v/": "<h1>Vakance: jurists</h1><h2>Atalgojums</h2><p>No 1500 līdz 1900 eiro mēnesī pirms nodokļiem.",
            "/a/": "<h1>Atlīdzība audžuģimenēm</h1><p>Kārtība, kādā izmaksā atlīdzību par bērna aprūpi.",
            "/n/": "<h1>Skolēnu nodarbinātība vasarā</h1><h2>Darba samaksa</h2><p>Skolēniem maksā minimālo algu.",
        },
        expect=False,
    ),
    Case(
        "a table beside a promise of more",
        Outcome.PASSED,
        pages={
            "/a/": "<h1>Atalgojums</h1><p>Mēnešalgas pa amatu grupām<table><tr><th>Amatu grupa<th>EUR mēnesī<tr><td>Vadītāji<td>1450</table><p>Atalgojums pa mēnešiem: informācija tiks papildināta"
        },
        expect=True,
    ),
    Case("an empty page", Outcome.FAILED, pages={"/a/": "<h1>Atalgojums</h1>"}, expect=False),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
