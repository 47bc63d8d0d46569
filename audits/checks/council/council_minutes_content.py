"""A resident finds in the minutes what minutes must tell."""

from datetime import datetime

from audits.audit import MUNICIPAL, Audit, Case, Source
from audits.derive import Link, PageView, SiteView
from audits.kit import broken, cant_tell, found, names
from audits.records import records
from audits.sections import unasked
from data.types import Evidence, Finding, Json, Outcome, Text
from data.vocabulary import Vocabulary

AUDIT = Audit(
    id="council-minutes-content",
    version=1,
    scope="site",
    title=Text("Protokola saturs", "Content of the minutes"),
    why=Text(
        "Protokols bez balsojuma vai dalībniekiem nepasaka, kā dome lēma.",
        "Minutes without votes or those present do not tell how the council decided.",
    ),
    method=Text(
        "Jaunākā protokola lapā meklē ziņas, kas protokolā jānorāda: vieta, atklāšana, vadītājs, protokolētājs, klātesošie, prombūtnē esošie, darba kārtība, runātāji, balsojums, lēmums, slēgšana; vērtība ir atrasto daļa procentos. Trīspadsmit ziņu saraksts likumā nav nolasīts; ja protokols ir tikai datnē, atbildes nav.",
        "On the page of the newest minutes it looks for what minutes are to tell: place, opening, chair, keeper, present, absent, agenda, speakers, vote, decision, closing; the value is the share found, in per cent. The law's list of thirteen items could not be read; where minutes are a file only, there is no answer.",
    ),
    advice=Text(
        "Publicējiet protokolu arī kā lapu un norādiet tajā visas prasītās ziņas.",
        "Publish minutes as a page too, with all that they are to tell.",
    ),
    source=Source(
        "practice",
        Text(
            "Pašvaldību likums: protokolā norādāmās ziņas (Delnas pētījums; pants nav apstiprināts)",
            "Local Government Law: what minutes contain (Delna's study; the Section was not confirmed)",
        ),
        "https://delna.lv/lv/2024/03/11/kas-jazina-iepazistoties-ar-domes-sezu-protokoliem/",
    ),
    options={
        "min_share": 0.7,
        "items": [
            "minutes-place",
            "minutes-opened",
            "minutes-chair",
            "minutes-keeper",
            "minutes-present",
            "minutes-absent",
            "minutes-agenda",
            "minutes-speakers",
            "minutes-vote",
            "minutes-decision",
            "minutes-closed",
        ],
    },
    unit=Text("procenti", "per cent"),
    reach=MUNICIPAL,
)


def check(site: SiteView, words: Vocabulary, taken_at: datetime, options: Json) -> Finding:
    """What the newest minutes that are a page of the site tell of what is asked."""
    seen = [record for record in records(site, words, "council-minutes", taken_at) if record.day and record.day <= taken_at.date()]
    if not seen:
        return unasked(site, words, "council-minutes")
    target = site.by_url.get(seen[0].element.url) if isinstance(seen[0].element, Link) else seen[0].element.page
    if target is None:
        return cant_tell("not-html", seen[0].see())
    told = words.mentioned(target.main)
    share = sum(item in told for item in options["items"]) / len(options["items"])
    where = content(target, words)
    return found(round(100 * share), where) if share >= options["min_share"] else broken(round(100 * share), where)


def content(page: PageView, words: Vocabulary) -> Evidence:
    """The page by its name: what it says names people."""
    named = next((name for name in names(page) if words.label("council-minutes", name)), page.title)
    return page.see("h1", named)


CASES = (
    Case(
        "everything",
        Outcome.PASSED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/p/>Protokols 29.10.2026.</a>",
            "/p/": "<h1>Domes sēdes protokols 29.10.2026.</h1><p>Sēdes vieta: Rīgas iela 1. Sēdi atklāj plkst. 10.00. Sēdi vada domes priekšsēdētājs. Protokolē kancelejas vadītāja. Piedalās 13 deputāti. Nepiedalās 2. Darba kārtībā: ceļi. Ziņo komitejas vadītājs. Atklāti balsojot, par 13, atturas 0. Dome nolemj: atbalstīt. Sēdi slēdz plkst. 12.00.",
        },
        expect=100,
    ),
    Case(
        "decisions only",
        Outcome.FAILED,
        pages={
            "/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/p/>Protokols 29.10.2026.</a>",
            "/p/": "<h1>Domes sēdes protokols 29.10.2026.</h1><p>Dome nolemj: remontēt Upes ielu. Darba kārtība pielikumā.",
        },
        expect=18,
    ),
    Case(
        "a file",
        Outcome.CANT_TELL,
        pages={"/d/": "<title>Domes sēdes</title><h1>Domes sēdes</h1><a href=/p.pdf>Protokols 29.10.2026.</a>"},
        reason="not-html",
    ),
    Case("no minutes", Outcome.INAPPLICABLE),
    Case("half a look", Outcome.CANT_TELL, given={"stopped_by": "time"}, reason="incomplete-look"),
)
