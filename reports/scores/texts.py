"""Every word that the workbook and the page of an edition's results say of their own, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from data.types import Text
from reports.scores import texts_beside as beside

MEASUREMENTS: Mapping[str, Text] = {
    "municipalities": Text("Pašvaldības", "Municipalities"),
    "state": Text("Valsts iestādes", "State institutions"),
    "all": Text("Visas iestādes", "All bodies"),
}

BASES: Mapping[str, Text] = {
    "observed": Text("novērots", "observed"),
    "survey": Text("anketa", "survey"),
    "both": Text("novērots un anketā", "observed and in the survey"),
    "statistics": Text("statistika", "statistics"),
    "combined": Text("novērots vai anketa", "observed or survey"),
    "missing": Text("nav datu", "no data"),
    "": Text("nav datu", "no data"),
}
"""On what a value rests, and where a leaf's value comes from."""

INAPPLICABLE = Text("neattiecas", "not applicable")
ORIGIN_UNKNOWN = Text("nav zināms", "not known")

SHEETS: Mapping[str, Text] = {
    "about": Text("Par", "About"),
    "ranking": Text("Rezultāti", "Ranking"),
    "nodes": Text("Bloki", "Blocks"),
    "coverage": Text("Pārklājums", "Coverage"),
    "values": Text("Vērtības", "Values"),
    "points": Text("Punkti", "Points"),
    "basis": Text("Pamats", "Basis"),
    "statistics": Text("Statistika", "Statistics"),
    "method": Text("Metode", "Method"),
    "groups": Text("Grupas un līmeņi", "Groups and levels"),
    "visits": Text("Apmeklējumi", "Visits"),
    "rules": Text("Pēc noteikumiem", "By rule"),
    "sides": Text("Abas puses", "Both sides"),
    "answers": Text("Atbildes", "Answers"),
}

SHEETS_TOLD: Mapping[str, Text] = {
    "ranking": Text("Kam cik punktu, kura vieta un uz kā tas balstās", "Who has how many points and which rank, and on what they rest"),
    "nodes": Text("Indeksa, bloku un apakšbloku punkti", "Points of the index, its blocks and their parts"),
    "coverage": Text("Kāda svara daļa ir novērota, atbildēta, trūkst", "Which share of the weight was observed, answered, is missing"),
    "values": Text("Katra rādītāja vērtība, kā tā izmērīta", "Each indicator’s value as it was measured"),
    "points": Text("Katra rādītāja vērtība punktos", "Each indicator’s value in points"),
    "basis": Text("Uz kā balstās katra vērtība", "On what each value rests"),
    "statistics": Text("Katra rādītāja un bloka sadalījums", "How each indicator and block is distributed"),
    "method": Text(
        "Koks: svari, to izcelsme, mērķrobežas, apvienošana", "The tree: weights and their origin, goalposts, how it is put together"
    ),
    "groups": Text("Ar ko katrs tiek salīdzināts, un brieduma līmeņi", "Who is compared with whom, and the levels of maturity"),
    "visits": Text("Kad un kā katra vietne apmeklēta", "When and how each site was visited"),
    "rules": Text(
        "Punkti, ja novēroto un atbildes apvienotu pēc cita noteikuma",
        "The score if both sources were combined by another rule",
    ),
    "sides": Text(
        "Novērotais un atbilde katram rādītājam ar abiem avotiem, un kas no tiem skaitīts",
        "What was observed and what was answered, for each indicator with both, and which of them counted",
    ),
    "answers": Text("Katra atbilde, kas ar to noticis, un kā to skaita", "Each answer, what became of it, and how it counts"),
}

COLUMNS: Mapping[str, Text] = {
    **beside.COLUMNS,
    "unit": Text("Identifikators", "Identifier"),
    "name": Text("Iestāde", "Body"),
    "kind": Text("Veids", "Kind"),
    "measurement": Text("Mērījums", "Measurement"),
    "group": Text("Grupa", "Group"),
    "evidence": Text("Pierādījumi", "Evidence"),
    "score": Text("Punkti", "Score"),
    "level": Text("Līmenis", "Level"),
    "rank": Text("Vieta", "Rank"),
    "rank_in_group": Text("Vieta grupā", "Rank in group"),
    "rank_low": Text("Vieta no", "Rank from"),
    "rank_high": Text("Vieta līdz", "Rank to"),
    "observed": Text("Novērots", "Observed"),
    "survey": Text("Anketa", "Survey"),
    "both": Text("Novērots un anketā", "Observed and in the survey"),
    "statistics": Text("Statistika", "Statistics"),
    "missing": Text("Nav datu", "No data"),
    "score_without_survey": Text("Punkti bez anketas", "Score without the survey"),
    "node": Text("Mezgls", "Node"),
    "title": Text("Nosaukums", "Title"),
    "of": Text("Kā", "Of what"),
    "count": Text("Iestāžu skaits", "Bodies"),
    "availability": Text("Pieejamība", "Availability"),
    "mean": Text("Vidējais", "Mean"),
    "sd": Text("Standartnovirze", "Standard deviation"),
    "min": Text("Mazākais", "Minimum"),
    "q1": Text("1. kvartile", "Lower quartile"),
    "median": Text("Mediāna", "Median"),
    "q3": Text("3. kvartile", "Upper quartile"),
    "max": Text("Lielākais", "Maximum"),
    "skewness": Text("Asimetrija", "Skewness"),
    "kurtosis": Text("Ekscess", "Kurtosis"),
    "code": Text("Kods", "Code"),
    "parent": Text("Vecāks", "Parent"),
    "depth": Text("Dziļums", "Depth"),
    "weight": Text("Svars", "Weight"),
    "share": Text("Daļa starp blakus esošajiem", "Share among siblings"),
    "effective_weight": Text("Faktiskais svars indeksā", "Effective weight in the index"),
    "weight_origin": Text("Svara izcelsme", "Origin of the weight"),
    "direction": Text("Virziens", "Direction"),
    "source": Text("Avots", "Source"),
    "indicator": Text("Rādītājs", "Indicator"),
    "question": Text("Jautājums", "Question"),
    "rollup": Text("Apkopošana", "Rollup"),
    "denominate": Text("Dalīts ar", "Divided by"),
    "normalise": Text("Pārvēršana punktos", "Made into points by"),
    "low": Text("Apakšējā mērķrobeža", "Low goalpost"),
    "high": Text("Augšējā mērķrobeža", "High goalpost"),
    "aggregate": Text("Apvienošana", "Aggregation"),
    "min_coverage": Text("Mazākā zināmā daļa", "Least share known"),
    "decimals": Text("Noapaļots līdz", "Rounded to"),
    "reach": Text("Attiecas uz", "Asked of"),
    "note": Text("Piezīme", "Note"),
    "kinds": Text("Iestāžu veidi", "Kinds of bodies"),
    "population_from": Text("Iedzīvotāji no", "Inhabitants from"),
    "population_to": Text("Iedzīvotāji līdz", "Inhabitants below"),
    "units": Text("Iestādes", "Bodies"),
    "from": Text("No punktiem", "From points"),
    "setting": Text("Iestatījums", "Setting"),
    "value": Text("Vērtība", "Value"),
    "snapshot": Text("Momentuzņēmums", "Snapshot"),
    "site": Text("Vietne", "Site"),
    "run": Text("Apmeklējumu nakts", "Run"),
    "taken_at": Text("Sākts", "Begun"),
    "status": Text("Iznākums", "Outcome"),
    "stopped_by": Text("Beigu iemesls", "Ended because"),
    "app": Text("Programmas versija", "Version of the program"),
    "catalogue": Text("Rādītāju versija", "Version of the indicators"),
    "vocabulary": Text("Vārdnīcas versija", "Version of the vocabulary"),
}
"""The heads of columns."""

SETTINGS: Mapping[str, Text] = {
    "edition": Text("Izdevums", "Edition"),
    "title_lv": Text("Nosaukums latviski", "Title in Latvian"),
    "title_en": Text("Nosaukums angliski", "Title in English"),
    "methodology_sha256": Text("Metodikas tabulu SHA-256", "SHA-256 of the methodology’s tables"),
    "denominate": Text("Dalīšana ar iedzīvotāju skaitu un tml.", "Denomination"),
    "floor": Text("Mazākā izmērītā svara daļa, lai būtu rezultāts", "Least share of the weight measured for a score"),
    "impute": Text("Trūkstošo vērtību aizpildīšana", "Imputation"),
    "impute_max_age": Text("Cik gadus veca vērtība der aizpildīšanai", "Years that a value may be old to fill a gap"),
    "interval": Text("Aprēķinu daļa vietu joslā", "Share of the runs within a band of ranks"),
    "print_decimals": Text("Rādītās zīmes aiz komata", "Decimals shown"),
    "rank_decimals": Text("Zīmes aiz komata, salīdzinot vietas", "Decimals when ranking"),
    "runs": Text("Nenoteiktības aprēķinu skaits", "Runs of the uncertainty analysis"),
    "screen": Text("Mazākā zināmo vērtību daļa", "Least share of values known"),
    "seed": Text("Nejaušības sēkla", "Seed of chance"),
    "treat": Text("Izlēcēju apstrāde", "Treatment of outliers"),
    "weight_noise": Text("Svaru svārstība nenoteiktības aprēķinā", "Noise of weights in the uncertainty analysis"),
    "observations": Text("Novērojumi", "Observations"),
    "casebook": Text("Atbilžu reģistrs", "Casebook of answers"),
    "counted_at": Text("Izskatītais un iebildumi ņemti vērā līdz", "Reviews and replies counted until"),
    "overclaim": Text("Pieņemtā nepatieso «jā» daļa", "Share of yes assumed to be wrong"),
    "underclaim": Text("Pieņemtā nepatieso «nē» daļa", "Share of no assumed to be wrong"),
    "contradict_below": Text("Atbilde atspēkota, ja tās iespējamība nav lielāka par", "Contradicted where an answer is no likelier than"),
    "run": Text("Apmeklējumu nakts", "Run"),
    "survey": Text("Anketas atbildes", "Survey"),
    "statistics": Text("Statistika", "Statistics"),
}
"""What was set, in words; a setting without any is told by its name."""

OF: Mapping[str, Text] = {"value": Text("izmērītā vērtība", "value as measured"), "points": Text("punkti", "points")}

TEXTS: Mapping[str, Text] = {
    **beside.TEXTS,
    "edition": Text("Izdevums", "Edition"),
    "digest": Text("Metodikas SHA-256", "SHA-256 of the methodology"),
    "blank": Text(
        "Tukša šūna nozīmē «nav zināms» vai «neattiecas», nekad nulli. Iestādei ar nepietiekamiem pierādījumiem nav ne punktu, ne vietas: "
        "tas nav zems vērtējums.",
        "An empty cell means not known or not applicable, never nought. A body with insufficient evidence has neither score nor rank: "
        "that is no low score.",
    ),
    "ranks": Text(
        "Vieta 1 ir labākā; ja punktu skaits vienāds, visiem ir mazākā vieta. Vietas skaita mērījumā (pašvaldības, valsts iestādes).",
        "Rank 1 is best; who ties shares the smallest. Ranks are counted within the measurement (municipalities, state institutions).",
    ),
    "sheets": Text("Šajā datnē", "In this file"),
    "computed": Text("Kā aprēķināts", "How it was computed"),
    "title": Text("{edition}: rezultāti", "{edition}: results"),
    "kicker": Text("Indeksa rezultāti", "Results of the index"),
    "tagline": Text("Publisko iestāžu tīmekļvietņu un e-pakalpojumu indekss", "An index of the websites and e-services of public bodies"),
    "lead": Text(
        "Iestādes ar rezultātu: {scored} no {count}. Punkti no 0 līdz 100; katra šīs lapas tabula ir arī datnēs lapas beigās.",
        "Bodies with a score: {scored} of {count}. Points go from 0 to 100; every table of this page is in the files at its end.",
    ),
    "note_head": Text("Kā lasīt.", "How to read this."),
    "note_bands": Text(
        "Pie vietas rakstīts, starp kurām vietām iestāde būtu, ja svarus, metodi vai mērījumu kļūdas pieņemtu citādi ({share} no "
        "aprēķiniem). Ja divu iestāžu joslas pārklājas, atšķirībai starp tām nav nozīmes.",
        "Beside a rank stands the band of ranks that the body would have with other weights, methods or measurement errors ({share} of "
        "the runs). Where two bands overlap, the difference between the bodies means nothing.",
    ),
    "note_no_bands": Text(
        "Vietu joslas šoreiz nav aprēķinātas: nelielas punktu atšķirības nenozīmē neko.",
        "Bands of ranks were not computed this time: small differences in points mean nothing.",
    ),
    "between": Text("no {low}. līdz {high}.", "{low} to {high}"),
    "alone": Text("josla: tikai šī vieta", "band: this rank only"),
    "group_head": Text("{group}: iestādes {count}, mediāna {median}", "{group}: {count} bodies, median {median}"),
    "table": Text("Rezultātu tabula", "Table of results"),
    "body": Text("Iestāde", "Body"),
    "score": Text("Punkti", "Score"),
    "rank": Text("Vieta", "Rank"),
    "group": Text("Grupa", "Group"),
    "level": Text("Līmenis", "Level"),
    "rests_on": Text("Uz kā balstās", "Rests on"),
    "without_survey": Text("Bez anketas", "Without the survey"),
    "rests": Text("{observed} novērots, {survey} anketa, {missing} nav datu", "{observed} observed, {survey} survey, {missing} no data"),
    "charts": Text("Diagrammas", "Charts"),
    "chart_words": Text("Diagramma vārdos un skaitļos", "The chart in words and numbers"),
    "blocks": Text("Punkti pa blokiem", "Points by block"),
    "method": Text("Kā aprēķināts", "How it is computed"),
    "method_about": Text(
        "Katrs rādītājs pārvērsts punktos no 0 līdz 100, bloki un indekss ir svērti vidējie. Ja kas nav izmērīts, tā svars pāriet uz "
        "pārējo; ja nav izmērīts pārāk daudz, rezultāta nav.",
        "Every indicator is made into points from 0 to 100; blocks and index are weighted means. What was not measured hands its weight to "
        "the rest; where too much was not measured, there is no result.",
    ),
    "weight": Text("Svars indeksā", "Weight in the index"),
    "origin": Text("Svara izcelsme", "Origin of the weight"),
    "indicators": Text("Rādītāji", "Indicators"),
    "statistics": Text("Rādītāju statistika", "Statistics of the indicators"),
    "files": Text("Datnes", "Files"),
    "versions": Text("Iestatījumi un versijas", "Settings and versions"),
    "contents": Text("Šajā lapā", "On this page"),
    "no_files": Text("Citas datnes netika prasītas.", "No other files were asked for."),
}
"""What the templates and the workbook say, by name; ``{...}`` are filled in."""


def measurement(name: str, lang: str) -> str:
    """A measurement in words; its code where nobody has named it."""
    return MEASUREMENTS[name][lang] if name in MEASUREMENTS else name


def setting(name: str, lang: str) -> str:
    """What a setting is, in words, with its name."""
    return f"{SETTINGS[name][lang]} ({name})" if name in SETTINGS else name
