"""Which content system the site runs on, so that a fault of a shared platform is known as the platform's."""

from audits.audit import Audit, Case, Source
from audits.derive import SiteView
from audits.kit import cant_tell, found
from audits.platform import recognised
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="platform",
    version=1,
    scope="site",
    title=Text("Vietnes satura sistēma", "Content system of the site"),
    why=Text(
        "Vienotajā platformā atrasta kļūda ir visās tās vietnēs un jālabo vienreiz.",
        "A fault found in the unified platform is on all of its sites and is to be mended once.",
    ),
    method=Text(
        "Meklē zīmes, ko satura sistēmas atstāj adresēs, galvenēs un lapas kodā (tabula platforms.csv). Ja nekas neliecina, atbildes nav.",
        "Looks for the marks that content systems leave in addresses, headers and source (table platforms.csv). Where nothing tells, there is no answer.",
    ),
    advice=Text(
        "Valsts un pašvaldību iestādes var pievienoties Tīmekļvietņu vienotajai platformai.",
        "State and municipal institutions may join the unified platform of websites (TVP).",
    ),
    source=Source(
        "law",
        Text(
            "MK noteikumi Nr. 445, 10. punkts (valsts koplietošanas risinājumi)",
            "Cabinet Regulation No. 445, point 10 (shared state solutions)",
        ),
        "https://likumi.lv/ta/id/316109",
    ),
    options={"certain_points": 5},
    measures=True,
    unit=Text("sistēma", "system"),
)


def check(site: SiteView, options: Json) -> Finding:
    """The system by its name in the table."""
    known = recognised(site)
    if known is None:
        return cant_tell("unclear", *site.pages[:1])
    return found(known.id, *known.seen, confidence=0.98 if known.points >= options["certain_points"] else 0.85)


_TVP = (
    "<html lang=lv><a href=/lv/jaunums/svetki>Svētki</a><a href=/lv/media/1234/download>Lēmums</a><a href=/lv/pakalpojumi/izzina>Izziņa</a>"
)
_POLYLANG = '<meta name=generator content="WordPress 6.4"><link rel=stylesheet href=/wp-content/themes/x/style.css><a href=/lv/jaunums/a>A</a><a href=/lv/vakances>B</a>'

CASES = (
    Case("the unified platform by its addresses", Outcome.PASSED, _TVP, expect="tvp"),
    Case(
        "and by its privacy page",
        Outcome.PASSED,
        "<a href=/lv/vispareja-timeklvietnu-vienotas-platformas-privatuma-politika>P</a>",
        expect="tvp",
    ),
    Case(
        "a Drupal of its own",
        Outcome.PASSED,
        '<meta name="Generator" content="Drupal 10 (https://www.drupal.org)"><img src="/sites/default/files/a.png">',
        expect="drupal",
    ),
    Case("the platform is a Drupal too", Outcome.PASSED, f'<meta name="Generator" content="Drupal 9">{_TVP}', expect="tvp"),
    Case("WordPress by its folders", Outcome.PASSED, "<img src='https://piemers.test/wp-content/uploads/a.jpg'>", expect="wordpress"),
    Case("WordPress with addresses like the platform's", Outcome.PASSED, _POLYLANG, expect="wordpress"),
    Case("Joomla", Outcome.PASSED, '<meta name="generator" content="Joomla! - Open Source Content Management">', expect="joomla"),
    Case("ASP.NET", Outcome.PASSED, '<form><input type=hidden name="__VIEWSTATE" value=x></form>', expect="aspnet"),
    Case("told by a header", Outcome.PASSED, given={"headers": {"X-Generator": "Drupal 10"}}, expect="drupal"),
    Case("another site's folders", Outcome.CANT_TELL, "<a href=https://cits.test/wp-content/uploads/a.pdf>PDF</a>", reason="unclear"),
    Case("nothing tells", Outcome.CANT_TELL, "<h1>Piemēra novads</h1><a href=/lv/pakalpojumi/>Pakalpojumi</a>", reason="unclear"),
)
