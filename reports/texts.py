"""Every word that a report says of its own, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from data.errors import FOR_THE_SCORE
from data.types import Kind, Outcome, Role, Text

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.FAILED: Text("neatbilst", "failed"),
    Outcome.CANT_TELL: Text("nevar pateikt", "can’t tell"),
    Outcome.UNTESTED: Text("bez mērījuma", "not measured"),
    Outcome.PASSED: Text("atbilst", "passed"),
    Outcome.INAPPLICABLE: Text("neattiecas", "not applicable"),
}
"""The five outcomes in the order in which a report shows them."""

ROLES: Mapping[Role, Text] = {
    Role.FRONT: Text("sākumlapa", "front page"),
    Role.CONTACT: Text("kontakti", "contact"),
    Role.SERVICES: Text("pakalpojumu saraksts", "list of services"),
    Role.SERVICE: Text("pakalpojums", "service"),
    Role.FORM: Text("veidlapa", "form"),
    Role.STATEMENT: Text("piekļūstamības paziņojums", "accessibility statement"),
    Role.NEWS: Text("jaunumu saraksts", "list of news"),
    Role.NEWS_ITEM: Text("jaunums", "news item"),
    Role.COUNCIL: Text("domes darbs", "council"),
    Role.SEARCH: Text("meklēšana", "search"),
    Role.SITEMAP: Text("lapas karte", "site map"),
    Role.PRIVACY: Text("privātums", "privacy"),
    Role.OTHER: Text("cita lapa", "other page"),
}

KINDS: Mapping[Kind, Text] = {
    Kind.STATE_CITY: Text("valstspilsēta", "state city"),
    Kind.MUNICIPALITY: Text("novads", "municipality"),
    Kind.MINISTRY: Text("ministrija", "ministry"),
    Kind.AGENCY: Text("aģentūra", "agency"),
    Kind.CONSTITUTIONAL: Text("konstitucionāla iestāde", "constitutional body"),
    Kind.STATE_COMPANY: Text("valsts kapitālsabiedrība", "state company"),
    Kind.OTHER: Text("cita iestāde", "other body"),
    Kind.UNKNOWN: Text("reģistrā nav atrodama", "not in the registry"),
}

BASES: Mapping[str, Text] = {
    "law": Text("Prasa likums", "Required by law"),
    "standard": Text("Prasa standarts", "Required by a standard"),
    "survey": Text("Jautā e-indeksa anketa", "Asked by the e-index survey"),
    "practice": Text("Laba prakse", "Good practice"),
}

PLURALS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "pages": {"lv": ("lapu", "lapa", "lapas"), "en": ("page", "pages")},
    "addresses": {"lv": ("adrešu", "adrese", "adreses"), "en": ("address", "addresses")},
    "places": {"lv": ("vietu", "vieta", "vietas"), "en": ("place", "places")},
    "services": {"lv": ("pakalpojumu", "pakalpojums", "pakalpojumi"), "en": ("service", "services")},
    "indicators": {"lv": ("rādītāju", "rādītājs", "rādītāji"), "en": ("indicator", "indicators")},
    "requests": {"lv": ("pieprasījumu", "pieprasījums", "pieprasījumi"), "en": ("request", "requests")},
}
"""Nouns after a number: for lv after 0, 1 and 2; for en after 1 and 2."""

LADDER = (
    Text("pieminēts", "mentioned"),
    Text("aprakstīts", "described"),
    Text("lejupielādējama veidlapa", "form to download"),
    Text("e-pasts vai e-adrese ar e-parakstu", "e-mail or e-address with e-signature"),
    Text("tiešsaistes veidlapa", "online form"),
    Text("pakalpojums portālā", "portal service"),
    Text("ar maksājumu vai statusu", "with payment or status"),
)
"""The levels of a service, ``audits.services.LEVELS``, in words."""
LEVEL = "service-level"
"""The indicator whose value is a rung of that ladder."""

OTHER_THEME = Text("Citi rādītāji", "Other indicators")

TEXTS: Mapping[str, Text] = {
    "title": Text("{name}: tīmekļvietnes pārskats", "{name}: website report"),
    "tagline": Text("Publisko iestāžu tīmekļvietņu apskate", "A look at the websites of public bodies"),
    "skip": Text("Pāriet uz saturu", "Skip to content"),
    "kicker": Text("Tīmekļvietnes pārskats", "Website report"),
    "other_lang": Text("In English", "Latviski"),
    "contents": Text("Šajā pārskatā", "In this report"),
    "looked": Text("{site}, apskatīta {when}.", "{site}, looked at on {when}."),
    "seen": Text(
        "Izlasītas lapas un dokumenti: {fetched} no {planned} atrastajiem; pārlūkprogrammā atvērtas lapas: {rendered}.",
        "Pages and documents read: {fetched} of {planned} found; pages opened in a browser: {rendered}.",
    ),
    "note_head": Text("Ko šis pārskats nepierāda.", "What this report does not prove."),
    "note": Text(
        "Automātiska pārbaude nevar pierādīt, ka vietne atbilst prasībām: tā atrod tikai daļu kļūdu, pārējo var novērtēt tikai cilvēks. "
        "Pārskatā nav ne punktu, ne vietu; katram apgalvojumam ir pierādījums, ko var pārbaudīt.",
        "An automated check cannot prove that a site conforms: it finds only some of the faults; the rest takes a person. "
        "There are no points and no ranks here: every statement comes with evidence that can be checked.",
    ),
    "partial_head": Text("Apmeklējums nav pilnīgs", "This visit is incomplete"),
    "partial": Text(
        "Iemesls: {reason}. Tas, kas netika redzēts, šeit nav nosaukts par neesošu: pie tā rakstīts «nevar pateikt».",
        "The reason: {reason}. What was not seen is not called absent here: it says “can’t tell”.",
    ),
    "failed_head": Text("Apmeklējums neizdevās", "This visit failed"),
    "failed": Text(
        "Iemesls: {reason}. Par vietnes saturu nevar spriest; tas nav iestādes pārkāpums.",
        "The reason: {reason}. Nothing can be said of the site’s content; this is not held against the institution.",
    ),
    "some_unseen": Text("daļu adrešu neizdevās apskatīt", "some addresses could not be looked at"),
    "glance": Text("Secinājumi pa tēmām", "The verdict by theme"),
    "glance_about": Text(
        "Katra zīme ir viens rādītājs. Rādītājs neatbilst, ja kļūda redzēta kaut vienā apskatītajā lapā.",
        "Each mark is one indicator. An indicator fails when a fault was seen on any page that was looked at.",
    ),
    "legend": Text("Zīmju nozīme", "What the marks mean"),
    "for_the_score": FOR_THE_SCORE,
    "let_in": Text("Kā ielaist eindekss", "How to let eindekss in"),
    "let_in_name": Text(
        "Katrā pieprasījumā mēs sevi nosaucam: User-Agent ir «{agent}». Atļaujiet ugunsmūrī vai robotu aizsardzībā nosaukumu, kas sākas ar "
        "«eindekss/»; iekavās ir adrese, kurā mūs var sasniegt.",
        "Every request says who we are: the User-Agent is “{agent}”. In the firewall or bot protection, allow the name that begins with "
        "“eindekss/”; the address in it is where we can be reached.",
    ),
    "let_in_robots": Text(
        "Failā robots.txt pievienojiet grupu tikai mums; cik sekunžu gaidīt starp pieprasījumiem (Crawl-delay), nosakāt jūs:",
        "In robots.txt, add a group for us alone; the gap (Crawl-delay, in seconds) is yours to set:",
    ),
    "let_in_rate": Text(
        "eindekss vienlaikus sūta vienam serverim vienu pieprasījumu, starp pieprasījumiem gaida vismaz sekundi un ievēro Retry-After. "
        "Aizsardzību tas neapiet: neizliekas par citu, nelieto starpniekserverus un nerisina robotu pārbaudes.",
        "eindekss sends a server one request at a time, waits a second or more between two, and heeds Retry-After. "
        "It goes around no protection: it poses as nobody else, uses no proxies and answers no challenges.",
    ),
    "findings": Text("Kas jālabo", "What to put right"),
    "findings_none": Text("Neviens rādītājs nav atzīts par neatbilstošu.", "No indicator was found to fail."),
    "findings_rule": Text(
        "Secību nosaka tas, cik lapu un cilvēku kļūda skar: parasta lapa ar kļūdu sver 1, pakalpojuma, veidlapas, kontaktu vai meklēšanas "
        "lapa 3, sākumlapa vai jautājums par visu vietni 10. Ja svars vienāds, vispirms nāk tas, ko prasa likums.",
        "The order follows how many pages and people a fault touches: an ordinary page with the fault weighs 1, a page of a service, form, "
        "contacts or search 3, the front page or a question about the whole site 10. Where equal, what the law requires comes first.",
    ),
    "reach_page": Text("Lapas ar kļūdu: {failed} (apskatītas {measured})", "Pages with the fault: {failed} of {measured} looked at"),
    "reach_service": Text(
        "Pakalpojumi ar kļūdu: {failed} (apskatīti {measured})", "Services with the fault: {failed} of {measured} looked at"
    ),
    "reach_site": Text("Vērtēta visa vietne", "Judged for the site as a whole"),
    "reach_front": Text("arī sākumlapa", "the front page among them"),
    "weight": Text("svars {weight}", "weight {weight}"),
    "advice": Text("Ko darīt", "What to do"),
    "why": Text("Kāpēc tas svarīgi", "Why it matters"),
    "method": Text("Kā tas pārbaudīts", "How it was checked"),
    "source": Text("Avots", "Source"),
    "places": Text("Kur tas redzams", "Where it was seen"),
    "more_places": Text("Vēl: {count}", "Another {count}"),
    "other_pages": Text("Tā pati kļūda arī šeit:", "The same fault here too:"),
    "not_listed": Text(
        "Vēl {count}, kas šeit nav uzskaitītas; visas ir result.json.", "Another {count} not listed here; all are in result.json."
    ),
    "locator": Text("Vieta lapā", "Place on the page"),
    "seen_at": Text("Redzēts", "Seen"),
    "digest": Text("satura SHA-256", "body SHA-256"),
    "axe_rule": Text("axe-core kārtula", "axe-core rule"),
    "not_sent": Text("Atbildē tā nav.", "The answer has none."),
    "findings_list": Text("Īsumā: {count}", "In short: {count}"),
    "picture": Text("Ekrānattēls: vieta ir ierāmēta sarkani.", "Screenshot: the place is framed in red."),
    "picture_alt": Text("Lapas «{title}» daļa ar ierāmētu vietu", "Part of the page “{title}” with the place framed"),
    "untitled": Text("lapa bez nosaukuma", "page without a title"),
    "confidence": Text("Atpazīts pēc pazīmēm; drošums {share}", "Recognised by rules; confidence {share}"),
    "unmeasured": Text("Kas nav zināms un kāpēc", "What is not known, and why"),
    "unmeasured_about": Text(
        "Neizmērītais nav pārkāpums. Šeit teikts, kāpēc atbildes nav un kā to iegūt.",
        "What was not measured is not a fault. This tells why there is no answer, and how to get one.",
    ),
    "unmeasured_none": Text("Uz visiem jautājumiem atrasta atbilde.", "Every question found an answer."),
    "remedy": Text("Ko var darīt:", "What can be done:"),
    "unseen_pages": Text("Adreses, kurās nebija ko vērtēt", "Addresses where there was nothing to judge"),
    "passed": Text("Kas ir kārtībā", "What holds"),
    "passed_none": Text("Neviens rādītājs nav atzīts par atbilstošu.", "No indicator was found to hold."),
    "looked_here": Text("Skatīts šeit:", "Looked at here:"),
    "seen_here": Text("Redzēts šeit:", "Seen here:"),
    "inapplicable": Text("Neattiecas uz šo vietni", "Not applicable to this site"),
    "values": Text("Izmērītās vērtības", "Measured values"),
    "indicator": Text("Rādītājs", "Indicator"),
    "value": Text("Vērtība", "Value"),
    "unit": Text("Mērvienība", "Unit"),
    "measured_here": Text("Izmērītā vērtība: {value} ({unit})", "Measured value: {value} ({unit})"),
    "median": Text("mediāna no {count}", "median of {count}"),
    "services": Text("Pakalpojumi", "Services"),
    "services_about": Text("Vietnē atpazītie pakalpojumi: {count}.", "Services recognised on the site: {count}."),
    "service": Text("Pakalpojums", "Service"),
    "pages": Text("Apskatītās lapas", "Pages visited"),
    "page": Text("Lapa", "Page"),
    "role": Text("Veids", "Kind"),
    "answer": Text("Atbilde", "Answer"),
    "browser": Text("Pārlūkā", "In a browser"),
    "show_pages": Text("Parādīt sarakstu: {count}", "Show the list: {count}"),
    "yes": Text("jā", "yes"),
    "no": Text("nē", "no"),
    "shown_on": Text("attēlota {day}", "shown on {day}"),
    "visit": Text("Kā notika apmeklējums", "How the visit was made"),
    "visit_about": Text(
        "eindekss ievēro robots.txt, lasa no vienas vietnes pa vienai lapai, neko neiesniedz veidlapās un atklāti nosauc sevi.",
        "eindekss obeys robots.txt, reads one page at a time from a site, submits no form, and says openly who it is.",
    ),
    "institution": Text("Iestāde", "Institution"),
    "reg_no": Text("reģistrācijas numurs {number}", "registration number {number}"),
    "started": Text("Sākums", "Started"),
    "duration": Text("Ilgums", "Duration"),
    "unknown": Text("nav zināms", "not known"),
    "coverage": Text("Aptvērums", "Coverage"),
    "coverage_told": Text(
        "adreses: atrastas {planned}, izlasītas {fetched}, atvērtas pārlūkprogrammā {rendered}, atteiktas {refused}, neizdevās {failed}",
        "addresses: {planned} found, {fetched} read, {rendered} opened in a browser, {refused} refused, {failed} failed",
    ),
    "carried_told": Text(
        "pārlūkprogrammā atvērtas agrākā apmeklējumā, jo kopš tā nav mainījušās: {carried}",
        "opened in a browser by an earlier visit, since when they have not changed: {carried}",
    ),
    "stopped": Text("Beigu iemesls", "Ended because"),
    "exhausted": Text("viss atrastais ir apskatīts", "all that was found had been looked at"),
    "manners": Text("Pieklājība", "Politeness"),
    "manners_told": Text("{requests}; parasti {gap} s no viena līdz nākamajam", "{requests}; typically {gap} s from one to the next"),
    "crawl_delay": Text("vietne lūdza ievērot {delay} s atstarpi", "the site asked for a gap of {delay} s"),
    "seed": Text("Izlases sēkla", "Seed of the sample"),
    "versions": Text("Versijas", "Versions"),
    "bundle": Text("Apmeklējuma fails", "Bundle"),
    "snapshot": Text("Momentuzņēmuma SHA-256", "SHA-256 of the snapshot"),
    "replay": Text("Kā pārbaudīt pašam", "Check it yourself"),
    "replay_about": Text(
        "Visas saņemtās atbildes un ekrānattēli ir apmeklējuma failā. Šīs komandas pārbauda, vai tas nav mainīts, "
        "un izvērtē to no jauna bez tīkla:",
        "All answers received and all screenshots are in the bundle. These commands check that it is unchanged "
        "and judge it again, offline:",
    ),
    "front_wide": Text("Sākumlapa datora ekrānā", "The front page on a desktop"),
    "front_narrow": Text("Sākumlapa tālrunī", "The front page on a phone"),
    "made_by": Text("Pārskatu veidoja eindekss {version}.", "Made by eindekss {version}."),
    "overview": Text("Iestāžu vietnes blakus", "Institutions side by side"),
    "overview_kicker": Text("Kopskats", "Overview"),
    "shared_faults": Text("Kopīgās platformas kļūdas", "Faults of a shared platform"),
    "shared_faults_about": Text(
        "Neatbilst visās šīs platformas vietnēs, kurās tas mērīts: labojams vienreiz, pie platformas uzturētāja.",
        "Fails on all sites of the platform on which it was measured: to be mended once, by the keeper of the platform.",
    ),
    "overview_about": Text(
        "Iestādes sakārtotas alfabēta secībā; tas nav vērtējums. Šūnā ir rādītāja rezultāts un izmērītā vērtība, "
        "lapām un pakalpojumiem – cik no izmērītajiem ir ar kļūdu.",
        "Institutions stand in alphabetical order, not by rank. A cell holds the outcome of an indicator and the value measured; "
        "for pages and services, how many of those measured have the fault.",
    ),
    "institutions": Text("Iestādes", "Institutions"),
    "open_report": Text("Atvērt pārskatu", "Open the report"),
    "by_theme": Text("Secinājumi pa tēmām", "Verdicts by theme"),
    "all_indicators": Text("Visi rādītāji", "All indicators"),
    "theme": Text("Tēma", "Theme"),
    "whole": Text("vietne apskatīta pilnībā", "the whole site was seen"),
    "not_whole": Text("vietne nav apskatīta pilnībā", "the site was not seen as a whole"),
    "visited": Text("Apskatīta", "Looked at"),
    "scroll": Text("Tabula: {name}", "Table: {name}"),
    "of_page": Text("lapas ar kļūdu: {failed} no {measured}", "pages with the fault: {failed} of {measured}"),
    "of_service": Text("pakalpojumi ar kļūdu: {failed} no {measured}", "services with the fault: {failed} of {measured}"),
    "not_asked": Text("nav jautāts", "not asked"),
}
"""What the templates say, by name; ``{...}`` are filled in."""
