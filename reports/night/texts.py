"""Every word that a morning says of its own, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from data.change import Label
from data.types import Text
from reports.night.standing import Side, Stand

PLURALS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "bodies": {"lv": ("iestāžu", "iestāde", "iestādes"), "en": ("body", "bodies")},
    "pages": {"lv": ("lapu", "lapa", "lapas"), "en": ("page", "pages")},
    "points": {"lv": ("procentpunktu", "procentpunkts", "procentpunkti"), "en": ("point", "points")},
    "changes": {"lv": ("izmaiņu", "izmaiņa", "izmaiņas"), "en": ("change", "changes")},
}
STANDS: Mapping[Stand, tuple[Text, str]] = {
    Stand.COMPLETE: (Text("apskatītas pilnībā", "seen as a whole"), "passed"),
    Stand.PARTIAL: (Text("apskatītas daļēji", "seen in part"), "cantTell"),
    Stand.UNREACHABLE: (Text("nav sasniegtas", "out of reach"), "failed"),
    Stand.OURS: (Text("nav apskatītas mūsu dēļ", "not looked at because of us"), "untested"),
}
"""Where a body stands, and the colour in which it is shown."""
SIDES: Mapping[Side, Text] = {
    Side.SITE: Text("vietne", "the site"),
    Side.LIMIT: Text("mūsu ierobežojums", "a limit of ours"),
    Side.OURS: Text("mūsu kļūme", "a fault of ours"),
}
LABELS: Mapping[Label, tuple[Text, Text]] = {
    Label.SITE: (
        Text("vietne", "site"),
        Text("Vietnē kaut kas ir mainījies.", "The site itself says something else."),
    ),
    Label.RULES: (
        Text("noteikumi", "rules"),
        Text(
            "Mainījās mūsu noteikumi: pēc tiem arī vecais apmeklējums vērtējams citādi.",
            "Our rules changed: they judge the old visit so, too.",
        ),
    ),
    Label.TOOL: (
        Text("rīks", "tool"),
        Text("Skatījāmies ar citu pārlūkprogrammu vai citu rīka versiju.", "We looked with another browser, or another version of a tool."),
    ),
    Label.NETWORK: (
        Text("tīkls", "network"),
        Text("Vienā no apmeklējumiem to neizdevās izmērīt.", "In one of the two visits it could not be measured."),
    ),
    Label.SAMPLING: (
        Text("izlase", "sampling"),
        Text("Apskatītas citas lapas nekā iepriekš.", "Other pages were looked at than before."),
    ),
}
CAUSES: Mapping[str, Text] = {
    "stopped": Text("nakts beidzās, pirms pienāca kārta", "the night ended before their turn"),
    "waiting": Text("kārta vēl nav pienākusi", "their turn has not come yet"),
    "lost": Text("apmeklējums pārtrūka mūsu kļūmes dēļ", "the visit broke off through a fault of ours"),
    "network": Text("nebija mūsu tīkla savienojuma", "our own network was down"),
    "dns": Text("nedarbojās mūsu domēna vārdu serveris (DNS)", "our own name server (DNS) did not answer"),
    "clock": Text("mūsu pulkstenis rādīja nepareizu laiku", "our clock was wrong"),
    "amount": Text("Apjoms", "Amount"),
    "disk": Text("mūsu diskā trūka vietas", "our disk was too full"),
    "memory": Text("mūsu datoram trūka atmiņas", "our machine was short of memory"),
    "browser": Text("nedarbojās mūsu pārlūkprogramma", "our browser did not work"),
}
"""Why a body was not looked at, and why a night paused, where that is no reason of the closed list."""
ENDS: Mapping[int | None, Text] = {
    None: Text(
        "Nakts vēl nav beigusies, vai arī tā ir pārtrūkusi. Skaitļi rāda līdz šim paveikto.",
        "The night goes on, or was broken off. These are its figures so far.",
    ),
    0: Text("Viss plānotais ir apskatīts.", "All that was planned was seen."),
    1: Text("Naktī atklājās mūsu kļūda; tā jālabo mums.", "The night met a bug of ours, which is ours to mend."),
    2: Text(
        "Mūsu datoram vai iestatījumiem kaut kā trūka; jārīkojas uzturētājam.",
        "This machine or its settings lacked something; its operator has to act.",
    ),
    3: Text(
        "Nakts beigusies, bet daļa apmeklējumu ir nepilnīgi vai nav notikuši.",
        "The night has ended, but some visits are incomplete or were not made.",
    ),
}
"""What an exit code means to the one who reads it in the morning."""
OTHER_END = Text("Nakti pārtrauca no ārpuses.", "The night was broken off from outside.")
BECAUSE: Mapping[str, Text] = {
    "failed": Text("pirmais apmeklējums neizdevās", "the first visit failed"),
    "change": Text("izmaiņa, par kuru būtu jāziņo", "a change that would raise an alert"),
}
STATUSES: Mapping[str, Text] = {
    "complete": Text("pilnīgs", "complete"),
    "partial": Text("nepilnīgs", "partial"),
    "failed": Text("neizdevies", "failed"),
    "lost": Text("pārtrūcis", "lost"),
    "not-begun": Text("nav sākts", "not begun"),
    "first": Text("pirmais", "the first"),
    "again": Text("otrais", "the second"),
}
STATES: Mapping[str, Text] = {
    "sent": Text("izziņots", "told"),
    "pending": Text("gaida nosūtīšanu", "waits to be sent"),
    "failed": Text("nosūtīt neizdevās", "could not be sent"),
}
"""How an alert is told; one that nobody wants sent is told by its feed."""

TEXTS: Mapping[str, Text] = {
    "morning": Text("Nakts kopsavilkums", "Summary of the night"),
    "titled": Text("Nakts kopsavilkums: {run}", "Summary of the night: {run}"),
    "span": Text("No {began} līdz {ended} ({lasting}).", "From {began} to {ended} ({lasting})."),
    "span_open": Text("Sākta {began}; pēdējo reizi kaut kas pierakstīts {ended}.", "Begun {began}; last heard of {ended}."),
    "times": Text("Laiki norādīti pēc Latvijas laika.", "Times are those of Riga."),
    "planned": Text("plānotas iestādes", "bodies planned"),
    "exit": Text("Beigu kods {code}.", "Exit code {code}."),
    "stopped": Text("Nakts apturēta pirms laika: {why}.", "The night was stopped early: {why}."),
    "ours_note_head": Text("Mūsu vaina nav iestādes vaina.", "Our fault is not theirs."),
    "ours_note": Text(
        "Iestādes, kuras nevarējām apskatīt savu kļūmju dēļ, skaitām atsevišķi. Tās nav starp nesasniegtajām, un to iepriekšējie mērījumi "
        "paliek spēkā.",
        "Bodies that we could not look at because something was wrong with us are counted apart. They are not among those out of reach, "
        "and what was last measured of them stands.",
    ),
    "compared": Text("Salīdzinājumā ar iepriekšējo nakti", "Beside the night before"),
    "no_before": Text("Iepriekšējās nakts pieraksta nav.", "There is no record of a night before."),
    "figure": Text("Lielums", "Figure"),
    "this": Text("Šonakt", "This night"),
    "last": Text("Iepriekš ({run})", "Before ({run})"),
    "difference": Text("Starpība", "Difference"),
    "coverage": Text("Pārklājums: izmērīto iestāžu daļa no plānotajām", "Coverage: bodies measured, of those planned"),
    "reachable": Text(
        "Sasniedzamība: izmērīto iestāžu daļa no tām, ko varējām apskatīt",
        "Reachable: bodies measured, of those that we were able to look at",
    ),
    "fetched": Text("Izlasītas lapas un dokumenti", "Pages and documents read"),
    "rendered": Text("Lapas, kas vērtētas pārlūkprogrammas skatā", "Pages judged as a browser shows them"),
    "took": Text("Nakts ilgums", "Length of the night"),
    "cpu": Text("Procesora laiks", "Processor time"),
    "stored": Text("Naktī saglabātais apjoms", "Stored in the night"),
    "audit_errors": Text("Kļūdas mūsu pārbaudēs", "Faults in our own checks"),
    "disk_free": Text("Brīvā vieta diskā", "Free on the disk"),
    "kept": Text("Visi glabātie apmeklējumi", "All visits kept"),
    "failures": Text("Kāpēc kaut kas netika izmērīts", "Why something was not measured"),
    "failures_about": Text(
        "Tikai iestādes, kuras varējām apskatīt. Neizmērīto neuzskata par kļūdu: tas vērtējumu ne pazemina, ne paaugstina.",
        "Only of bodies that we were able to look at. What was not measured is no fault: it neither lowers nor raises a score.",
    ),
    "no_failures": Text("Viss apskatītais arī izmērīts.", "All that was looked at was measured."),
    "reason": Text("Iemesls", "Reason"),
    "whose": Text("Kura pusē", "Whose"),
    "remedy": Text("Ko darīt", "What to do"),
    "ended": Text("Nesasniegtas iestādes", "Bodies out of reach"),
    "met": Text("Iestādes, kurās tas gadījās", "Bodies where it was met"),
    "cost": Text("Neizmērītas lapas un dokumenti", "Pages and documents not measured"),
    "ours": Text("Ko nevarējām apskatīt savas vainas dēļ", "What we could not look at because of us"),
    "no_ours": Text("Tādu iestāžu nav.", "There are none."),
    "bodies": Text("Iestādes", "Bodies"),
    "number_of_bodies": Text("Iestāžu skaits", "Number of bodies"),
    "stored_of": Text("Saglabāts", "Stored"),
    "body": Text("Iestāde", "Body"),
    "changes": Text("Izmaiņas", "Changes"),
    "label": Text("Kas mainījās", "What moved"),
    "meaning": Text("Nozīme", "Meaning"),
    "number": Text("Izmaiņu skaits", "Changes"),
    "site_changes": Text("Izmaiņas vietnēs", "What sites changed"),
    "not_compared": Text(
        "Par izmaiņām vēl nekas nav teikts: nakts nav galā. Palaidiet to vēlreiz, un tā turpināsies no vietas, kur apstājās.",
        "Nothing is said of changes yet: the night has not come to its end. Start it again, and it goes on where it stopped.",
    ),
    "no_changes": Text("Vietnēs nekas nav mainījies.", "No site says anything else than before."),
    "more_changes": Text("Vēl {count} ir failā morning.json.", "{count} more are in morning.json."),
    "on_pages": Text("{count}; viena no tām: {where}", "{count}; one of them: {where}"),
    "was_now": Text("bija: {was}; tagad: {now}", "was: {was}; now: {now}"),
    "evidence": Text("pierādījums", "evidence"),
    "seen_at": Text("redzēts {when}", "seen {when}"),
    "not_asked": Text("netika jautāts", "not asked"),
    "plan": Text("Plāns un izpilde", "Plan and outcome"),
    "expected": Text("Plānots", "Expected"),
    "taken": Text("Faktiski", "Actual"),
    "plan_end": Text("Nakts beigas", "End of the night"),
    "plan_seconds": Text("Apmeklējumu kopējais ilgums", "All visits together"),
    "plan_pages": Text("Lapas (plānā – augstākais skaits)", "Pages (planned: the most)"),
    "plan_over": Text("Iestādes, kam vajadzēja vairāk nekā pusotru reizi ilgāku laiku", "Bodies that took more than half as long again"),
    "slowest": Text("Lēnākās iestādes", "Slowest bodies"),
    "bugs": Text("Kļūdas mūsu pārbaudēs", "Bugs of ours"),
    "bugs_about": Text(
        "Šīs pārbaudes pārtrūka. Par tām atbild eindekss izstrādātāji; iestādes vērtējumu tās neietekmē.",
        "These checks broke. They are for the developers of eindekss to mend, and no score is touched by them.",
    ),
    "no_bugs": Text("Neviena pārbaude nepārtrūka.", "No check broke."),
    "indicator": Text("Rādītājs", "Indicator"),
    "raised": Text("Paziņojums", "What was raised"),
    "pauses": Text("Pauzes", "Pauses"),
    "no_pauses": Text("Nakts noritēja bez pauzēm.", "The night had no pauses."),
    "from_to": Text("Laiks", "When"),
    "open_pause": Text("vēl turpinās", "goes on"),
    "cause": Text("Cēlonis", "Cause"),
    "detail": Text("Sīkāk", "Detail"),
    "second": Text("Otrreiz apskatītās iestādes", "Second looks"),
    "no_second": Text("Nevienu iestādi nevajadzēja apskatīt otrreiz.", "No body had to be looked at twice."),
    "because": Text("Kāpēc", "Why"),
    "first": Text("Pirmais apmeklējums", "First visit"),
    "again": Text("Otrais apmeklējums", "Second visit"),
    "counts": Text("Vērā ņemts", "Which counts"),
    "alerts": Text("Brīdinājumi", "Alerts"),
    "no_alerts": Text("Brīdinājumu nav.", "There are no alerts."),
    "alert": Text("Brīdinājums", "Alert"),
    "state": Text("Stāvoklis", "State"),
    "amount": Text("Apjoms", "Amount"),
    "disk": Text("Disks un apjoms", "Disk and bytes"),
    "none": Text("nav zināms", "not known"),
    "made_by": Text("Sagatavojis eindekss {version}.", "Made by eindekss {version}."),
}
