"""What the agreement tables call their rows and columns, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from data.types import Text

BY: Mapping[str, Text] = {
    "question": Text("Jautājums", "Question"),
    "block": Text("Bloks", "Block"),
    "body": Text("Iestāde", "Institution"),
    "group": Text("Grupa", "Group"),
}
COLUMNS: Mapping[str, Text] = {
    "n": Text("Salīdzināts", "Compared"),
    "unmeasured": Text("Nav izmērīts", "Not measured"),
    "a": Text("„Jā”, redzams", "Yes, seen"),
    "b": Text("„Jā”, nav redzams", "Yes, not seen"),
    "c": Text("„Nē”, redzams", "No, seen"),
    "e": Text("„Nē”, nav redzams", "No, not seen"),
    "agreement": Text("Sakritība", "Agreement"),
    "kappa": Text("Koena kapa", "Cohen's kappa"),
    "ac1": Text("Gveta AC", "Gwet's AC"),
    "pabak": Text("PABAK", "PABAK"),
    "alpha": Text("Kripendorfa alfa", "Krippendorff's alpha"),
    "overclaim": Text("Norādīts vairāk, nekā redzams", "More claimed than seen"),
    "underclaim": Text("Norādīts mazāk, nekā redzams", "Less claimed than seen"),
    "overclaim_corrected": Text("Nepatiess „jā”, ņemot vērā novērojuma kļūdas", "False yes, corrected for errors of observation"),
    "underclaim_corrected": Text("Nepatiess „nē”, ņemot vērā novērojuma kļūdas", "False no, corrected for errors of observation"),
    "overclaim_reviewed": Text("Nepatiess „jā” nejaušajā izlasē", "False yes in the random sample"),
    "true_share": Text("Patiesībā ir", "Truly there"),
    "bias_index": Text("Nobīdes indekss", "Bias index"),
    "prevalence_index": Text("Izplatības indekss", "Prevalence index"),
    "mcnemar_p": Text("Maknemāra testa p", "McNemar's p"),
    "mcnemar_method": Text("Maknemāra tests", "McNemar's test"),
    "corrected_n": Text("Salīdzināts, zinot novērojuma kļūdas", "Compared with known errors of observation"),
    "reviewed": Text("Pārbaudīts", "Reviewed"),
    "reasons": Text("Kāpēc rādītāja nav", "Why a figure is missing"),
    "claims": Text("Salīdzināti „jā”", "Yes claims compared"),
}
LIMITS: Mapping[str, Text] = {"_low": Text("no", "from"), "_high": Text("līdz", "to")}
METHODS: Mapping[str, Text] = {
    "exact": Text("precīzais", "exact"),
    "chi-squared": Text("hī kvadrāta", "chi-squared"),
    "none": Text("nav nesakritību", "no disagreement"),
}
SHEETS: Mapping[str, Text] = {
    "question": Text("Jautājumi", "Questions"),
    "block": Text("Bloki", "Blocks"),
    "body": Text("Iestādes", "Institutions"),
    "group": Text("Grupas", "Groups"),
    "question-group": Text("Jautājumi pa grupām", "Questions by group"),
    "body-block": Text("Iestādes pa blokiem", "Institutions by block"),
    "advice": Text("Ko pārbaudīt", "What to review"),
}
ADVICE: Mapping[str, Text] = {
    "question": BY["question"],
    "more": Text("Vēl jāpārbauda", "More to review"),
    "reviewed": COLUMNS["reviewed"],
    "wrong": Text("No tām nepatiesas", "Of them false"),
    "there_are": Text("„Jā” pavisam", "Yes claims in all"),
    "text": Text("Ieteikums", "Advice"),
}
CALLED = Text("Nosaukums", "Name")
UNGROUPED = Text("nav grupas", "no group")


def column(name: str, lang: str) -> str:
    """The title of a column of a table; of a limit, after that of what it limits."""
    for end, words in LIMITS.items():
        if name.endswith(end):
            return f"{COLUMNS[name.removesuffix(end)][lang]}, {words[lang]}"
    return COLUMNS[name][lang]
