"""Every word that a dossier says of its own, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from data.types import Text
from scoring.validation.verdict import CONFIRMED, CONTRADICTED, NOT_MEASURED, NOT_OBSERVABLE, PARTLY

PLURALS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "places": {"lv": ("vietu", "vieta", "vietas"), "en": ("place", "places")},
}
TONES: Mapping[str, str] = {
    CONTRADICTED: "failed",
    PARTLY: "cantTell",
    CONFIRMED: "passed",
    NOT_MEASURED: "untested",
    NOT_OBSERVABLE: "inapplicable",
}
"""The colour of each status, by the outcome whose colour it shares; in the order in which they are shown."""

GROUPS: Mapping[str, tuple[Text, Text, Text]] = {
    "contradicted": (
        Text("Atbildes, kas neatbilst novērotajam", "Answers that are contradicted by what was seen"),
        Text(
            "Par katru atbildi parādīts, kas vietnē redzēts, pēc kāda noteikuma tas salīdzināts un cik drošs ir secinājums. "
            "Ja Jūs secinājumam nepiekrītat, lūdzam iebilst.",
            "For each answer you see what was found on the site, by which rule it was compared, and how sure the conclusion is. "
            "If you do not agree with a conclusion, please dispute it.",
        ),
        Text("Novērotais neatspēko nevienu Jūsu atbildi.", "None of your answers is contradicted by what was seen."),
    ),
    "partly": (
        Text("Daļēji apstiprinātas atbildes", "Answers confirmed in part"),
        Text(
            "Daļa no norādītā vietnē ir redzama, daļa nav. Atbildes vērtējumā skaita tā, kā tās sniegtas, līdz tās izskata cilvēks. "
            "Jūs varat norādīt adresi, kurā redzams trūkstošais.",
            "Some of what was claimed is to be seen on the site and some is not. The answers count as they were given until a person "
            "reviews them. You may give an address where the rest can be seen.",
        ),
        Text("Tādu atbilžu nav.", "There are no such answers."),
    ),
    "unsure": (
        Text("Atbildes, par kurām nav pārliecības", "Answers that remain unsure"),
        Text(
            "Redzētais nav pietiekams, lai atbildi apstiprinātu vai atspēkotu, tāpēc vērtējumā tās skaita tā, kā sniegtas. "
            "Adrese, kurā norādītais redzams, palīdzētu atbildi apstiprināt.",
            "What was seen is not enough to confirm or to refute the answer, so they count as they were given. "
            "An address where the thing can be seen would help to confirm the answer.",
        ),
        Text("Tādu atbilžu nav.", "There are no such answers."),
    ),
    "modest": (
        Text("Atbildes, kurās norādīts mazāk, nekā redzams", "Answers that claim less than was seen"),
        Text(
            "Vietnē redzams vairāk, nekā Jūs norādījāt. Lūdzam pārbaudīt, vai atbildi nevajadzētu labot Jums par labu.",
            "More is to be seen on the site than you claimed. Please check whether the answer should be corrected in your favour.",
        ),
        Text("Tādu atbilžu nav.", "There are no such answers."),
    ),
}
"""For each part its head, what it is about, and what is said where it is empty."""

TEXTS: Mapping[str, Text] = {
    "title": Text("{name}: anketas atbilžu pārbaude", "{name}: check of the survey answers"),
    "kicker": Text("Anketas atbilžu pārbaude · tiesības iebilst", "Check of survey answers · right of reply"),
    "lead": Text(
        "Jūsu iestādes atbildes aptaujā «{edition}» ir salīdzinātas ar to, kas redzams Jūsu tīmekļvietnē. Šajā dokumentā ir atbildes, "
        "kas ar redzēto nesaskan, pierādījumi un kārtība, kādā Jūs varat iebilst.",
        "Your institution’s answers to the survey “{edition}” were compared with what is to be seen on your website. This document holds "
        "the answers that differ from it, the evidence, and how you can dispute them.",
    ),
    "made_on": Text("Sagatavots {day}", "Made on {day}"),
    "paper_note": Text(
        "Šis PDF dokuments ir izdruka. Piekļūstamais oriģināls ir HTML fails «{file}», kas pievienots šim dokumentam.",
        "This PDF is a print. The accessible original is the HTML file “{file}”, which comes with it.",
    ),
    "deadline_head": Text("Lūdzam atbildēt līdz {day} (ieskaitot)", "Please reply by {day} (inclusive)"),
    "deadline": Text(
        "Līdz tam un arī pēc savlaicīga iebilduma atbildes skaita tā, kā Jūs tās sniedzāt. Vērtējums mainās tikai tad, ja atbildi izskata "
        "cilvēks un konstatē ko citu vai ja līdz termiņa beigām iebildums nav saņemts.",
        "Until then, and after a reply in time as well, your answers count as you gave them. A score changes only if a person reviews the "
        "answer and finds otherwise, or if no reply came in time.",
    ),
    "over_head": Text("Atbildes termiņš beidzās {day}", "The time to reply ended on {day}"),
    "draft_head": Text("Projekts", "Draft"),
    "draft": Text(
        "Paziņojums vēl nav izsniegts: termiņš ir plānotais, un, kamēr paziņojums nav izsniegts, tā beigām nav nekādu seku.",
        "Notice has not been given yet: the date is the one intended, and as long as no notice is given, its passing has no consequences.",
    ),
    "nothing_due_head": Text("Jums nekas nav jādara", "You need not do anything"),
    "nothing_due": Text(
        "Neviena atbilde netiek apšaubīta tā, ka tas varētu samazināt vērtējumu.",
        "No answer is in doubt in a way that could lower a score.",
    ),
    "summary": Text("Kopsavilkums", "Summary"),
    "summary_about": Text("Pārbaudītās atbildes: {count}.", "Answers checked: {count}."),
    "share_of": Text("{share} no visām", "{share} of all"),
    "why_open": Text("Kāpēc daļa atbilžu nav izmērīta", "Why some answers were not measured"),
    "reason": Text("Iemesls", "Reason"),
    "number": Text("Skaits", "Number"),
    "not_held": Text(
        "Neizmērītās un no malas nepārbaudāmās atbildes skaita tā, kā Jūs tās sniedzāt.",
        "Answers that were not measured, or cannot be checked from outside, count as you gave them.",
    ),
    "contents": Text("Šajā dokumentā", "In this document"),
    "in_short": Text("Īsumā", "In short"),
    "question": Text("Jautājums", "Question"),
    "about": Text("Par ko", "About"),
    "you_said": Text("Jūsu atbilde", "Your answer"),
    "was_seen": Text("Vietnē redzēts", "Seen on the site"),
    "where": Text("Kur", "Where"),
    "chance": Text("Iespēja, ka atbilde ir patiesa", "Chance that the answer is true"),
    "given_by": Text("{who}, {day}; fails «{file}»{place}", "{who}, {day}; file “{file}”{place}"),
    "at_cell": Text(", {place}", ", {place}"),
    "with_url": Text("Norādītā adrese:", "Address given:"),
    "with_remark": Text("Piezīme: {remark}", "Remark: {remark}"),
    "visited": Text("Vietne apskatīta {when}.", "The site was visited on {when}."),
    "later_head": Text("Apskatīts pēc atbildes.", "Seen after the answer."),
    "later": Text(
        "Atbilde sniegta {answered}, bet vietne apskatīta {seen}; ja tā pa šo laiku ir mainījusies, lūdzam to norādīt iebildumā.",
        "The answer was given on {answered}, the site was seen on {seen}. If the site changed in between, please say so in your reply.",
    ),
    "compared": Text("Kā salīdzināts", "How it was compared"),
    "sure": Text("Cik drošs ir secinājums", "How sure the conclusion is"),
    "sure_told": Text("Iespēja, ka secinājums ir pareizs: {chance}.", "The chance that the conclusion is right: {chance}."),
    "sure_unknown": Text(
        "Secinājums izriet tieši no servera atbildes; varbūtība nav aprēķināta.",
        "The conclusion follows from the server’s own answer; no chance was computed.",
    ),
    "for_score": Text("Ko tas nozīmē vērtējumam", "What it means for the score"),
    "reply_until": Text("Iebildumus gaidām līdz {day} (ieskaitot).", "Replies are awaited until {day} (inclusive)."),
    "proof": Text("Kas der kā pierādījums", "What counts as proof"),
    "proof_page": Text(
        "Adrese, kurā norādītais ir publiski redzams bez pieteikšanās.", "An address where it can be seen publicly, without a login."
    ),
    "proof_other": Text("Der arī: {what}.", "Also accepted: {what}."),
    "replied": Text("Jūs esat iebilduši {day}: {text}", "You replied on {day}: {text}"),
    "replied_expired": Text("Iebildums bija spēkā līdz {day}", "That reply held until {day}."),
    "replied_until": Text("Iebildums ir spēkā līdz {day}", "That reply holds until {day}."),
    "evidence": Text("Pierādījumi", "Evidence"),
    "indicator": Text("Rādītājs", "Indicator"),
    "found_so": Text("Apskatē konstatēts: {outcome}", "Found on the visit: {outcome}"),
    "measured": Text("Izmērītā vērtība: {value}", "Value measured: {value}"),
    "how_checked": Text("Kā to pārbauda", "How it is checked"),
    "how_errs": Text("Cik bieži rādītājs kļūdās", "How often the indicator errs"),
    "looked_whole": Text(
        "Apskatītas visas atrastās lapas un dokumenti: {fetched} (no tiem pārlūkprogrammā atvērti: {rendered}).",
        "All pages and documents that were found were looked at: {fetched} (opened in a browser: {rendered}).",
    ),
    "looked_part": Text(
        "Apskatīti {fetched} no {planned} atrastajām lapām un dokumentiem; pārlūkprogrammā atvērtās lapas: {rendered}.",
        "{fetched} of the {planned} pages and documents that were found were looked at; pages opened in a browser: {rendered}.",
    ),
    "picture_place": Text("Ekrānattēls: vieta ir ierāmēta sarkani.", "Screenshot: the place is framed in red."),
    "picture_top": Text(
        "Ekrānattēls: apskatītās lapas augšdaļa.",
        "Screenshot: the upper part of a page that was looked at.",
    ),
    "alt_place": Text("Lapas «{title}» daļa ar ierāmētu vietu", "Part of the page “{title}” with the place framed"),
    "alt_top": Text("Lapas «{title}» augšdaļa", "Upper part of the page “{title}”"),
    "no_bundle": Text(
        "Apmeklējuma fails šeit nav pieejams, tāpēc ekrānattēlu nav.",
        "The bundle of the visit is not at hand, so there are no screenshots.",
    ),
    "more_places": Text("Vēl {count} ir pilnajā pierādījumu sarakstā.", "Another {count} in the full list of evidence."),
    "how": Text("Kā iebilst", "How to dispute"),
    "how_file": Text(
        "Atveriet pievienoto darblapu «{file}». Katrai atbildei tajā ir sava rinda.",
        "Open the workbook “{file}” that comes with this document. It has a row for each answer.",
    ),
    "how_fill": Text(
        "Kolonnā «nostāja» izvēlieties «iebilstam» vai «piekrītam». Ja iebilstat, paskaidrojiet, kas nav pareizi, vai norādiet adresi, "
        "kurā norādītais redzams. Rindas, par kurām Jums nav ko teikt, atstājiet tukšas.",
        "In the column “position” choose “dispute” or “agree”. If you dispute, explain what is not right, or give the address where it "
        "can be seen. Leave rows empty about which you have nothing to say.",
    ),
    "how_send": Text("Saglabāto darblapu nosūtiet: {where}.", "Send the saved workbook to: {where}."),
    "how_send_back": Text(
        "Saglabāto darblapu nosūtiet tam, no kā saņēmāt šo dokumentu.", "Send the saved workbook to whoever sent you this document."
    ),
    "how_by": Text(
        "Izdariet to līdz {day} (ieskaitot). Iebildumu ņem vērā, ja tas saņemts līdz šīs dienas beigām.",
        "Do so by {day} (inclusive). A reply counts if it is received by the end of that day.",
    ),
    "how_after": Text("Kas notiek pēc tam", "What happens then"),
    "after_reply": Text(
        "Ja iebilstat laikā, atbildi skaita tā, kā to sniedzāt, līdz to izskata cilvēks.",
        "If you dispute in time, the answer counts as you gave it until a person has reviewed it.",
    ),
    "after_silence": Text(
        "Ja līdz termiņa beigām neiebilstat, novērotajam neatbilstošo atbilžu vietā skaita vietnē redzēto. "
        "Arī pēc tam atbildi var izskatīt un labot.",
        "If you do not dispute in time, what was seen on the site counts in place of the contradicted answers. "
        "They can be reviewed and corrected even after that.",
    ),
    "after_agree": Text(
        "Ja piekrītat, lūdzam atsūtīt izlabotu atbildi; nekas cits nav jādara.",
        "If you agree, please send the corrected answer; nothing else is needed.",
    ),
    "proofs": Text("Kas der kā pierādījums", "What counts as proof"),
    "proofs_about": Text(
        "Vislabāk – adrese, kurā norādītais ir publiski redzams. Ja tas nav publisks, pievienojiet dokumentu, pārskatu vai "
        "ekrānuzņēmumu un paskaidrojumā nosauciet to. Ja vietne mainīta pēc apmeklējuma, norādiet, kad.",
        "Best is an address where it can be seen publicly. If it is not public, attach a document, a report or a screenshot and name it in "
        "the explanation. If the site was changed after the visit, say when.",
    ),
    "blocked": Text(
        "Jūsu vietne vai tās aizsardzība daļu mūsu pieprasījumu noraidīja. Tas atbildes neatspēko, taču arī neļauj tās apstiprināt.",
        "Your site, or what protects it, turned some of our requests away. That refutes no answer, but it does not let us confirm any.",
    ),
    "method": Text("Kā veikta pārbaude", "How the check was made"),
    "method_about": Text(
        "Pārbaudi veica programma pēc nemainīgiem noteikumiem. Atbildi par neatbilstošu uzskata tikai tad, ja vietne apskatīta pilnībā, "
        "rādītāja kļūdas ir izmērītas un iespēja, ka atbilde ir patiesa, nepārsniedz {share}. Programma var kļūdīties; tāpēc ir tiesības "
        "iebilst.",
        "The check was made by a program, by fixed rules. An answer counts as contradicted only if the site was seen as a whole, the "
        "errors of the indicator have been measured, and the chance that the answer is true is at most {share}. A program can err; that "
        "is why there is a right of reply.",
    ),
    "visit": Text("Apmeklējums", "Visit"),
    "bundle": Text("Apmeklējuma fails", "Bundle"),
    "snapshot": Text("Momentuzņēmuma SHA-256", "SHA-256 of the snapshot"),
    "edition": Text("Metodika un tās SHA-256", "Edition and its SHA-256"),
    "asked": Text("Anketas SHA-256", "SHA-256 of the questionnaire"),
    "accuracy": Text("Precizitātes datu SHA-256", "SHA-256 of the accuracy data"),
    "not_visited": Text("Vietne nav apmeklēta.", "The site was not visited."),
    "sheet_how": Text("kā iebilst", "how to dispute"),
    "sheet_cases": Text("atbildes", "answers"),
    "fill": Text("Aizpildāmās ailes ir dzeltenas.", "The cells to be filled in are yellow."),
    "choose": Text("Izvēlieties no saraksta vai atstājiet tukšu.", "Choose from the list, or leave empty."),
    "again": Text("Kā pārbaudīt pašam", "Check it yourself"),
}
"""What pages and workbooks say, by name; ``{...}`` are filled in."""

COLUMNS: Mapping[str, Text] = {
    "words": Text("jautājuma teksts", "question in words"),
    "claimed": Text("Jūsu atbilde", "your answer"),
    "observed": Text("vietnē redzēts", "seen on the site"),
    "part": Text("secinājums", "conclusion"),
    "until": Text("termiņš", "reply by"),
    "where": Text("kur redzēts", "where it was seen"),
    "excerpt": Text("redzētie vārdi", "words seen"),
    "when": Text("kad redzēts", "when it was seen"),
    "digest": Text("satura SHA-256", "body SHA-256"),
    "sure": Text("iespēja, ka secinājums ir pareizs", "chance that the conclusion is right"),
    "rule": Text("kā salīdzināts", "how it was compared"),
    "indicators": Text("rādītāji", "indicators"),
}
"""The columns of the workbook beside those that are read back (``scoring.validation.replies.layout``)."""
