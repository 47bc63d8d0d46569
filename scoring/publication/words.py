"""What a published edition tells people, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from data.types import Text

DESCRIPTION = Text(
    "Publisko iestāžu tīmekļvietņu un e-pakalpojumu indeksa rezultāti: punkti, vietas, uz kā tie balstās, katra rādītāja vērtība, "
    "indeksa koks un novērojumi. Tukša šūna nozīmē «nav zināms» vai «neattiecas», nekad nulli; iestādei ar nepietiekamiem pierādījumiem "
    "nav punktu, un tas nav zems vērtējums. Anketas atbilžu teksti, vietnēs atrastie vārdi un adrešu vaicājumu daļas nav iekļautas, lai "
    "nepublicētu personas datus. Teksta šūnai, kuru izklājlapa uzskatītu par formulu, priekšā ir apostrofs.",
    "Results of an index of the websites and e-services of public bodies: scores, ranks, on what they rest, the value of each leaf, the "
    "tree of the index and what was observed. An empty cell means not known or not applicable, never nought; a body with insufficient "
    "evidence has no score, which is no low score. Texts of survey answers, words found on websites and queries of addresses are left "
    "out, so that no personal data are published. A text that a spreadsheet would take for a formula has an apostrophe before it.",
)
PACKAGE_TITLE = Text("Datu pakotnes apraksts: kolonnas, tipi un atslēgas", "Description of the package: columns, types and keys")
THEME = Text("Valdība un publiskais sektors", "Government and public sector")
STABLE = Text("stabila", "stable")
KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "lv": ("e-pārvalde", "pašvaldības", "valsts iestādes", "tīmekļvietnes", "e-pakalpojumi", "indekss"),
    "en": ("e-government", "municipalities", "public bodies", "websites", "e-services", "index"),
}
SOURCES: Mapping[str, Text] = {
    "observed": Text("Iestāžu tīmekļvietņu apmeklējumi ar eindekss", "Visits to the bodies' websites by eindekss"),
    "survey": Text("Iestāžu aptauja", "Survey of the bodies"),
    "statistics": Text("Statistikas dati", "Statistics"),
    "methodology": Text("Indeksa metodika šajā mapē", "The methodology of the index in this folder"),
}
README = """\
# {title_lv}: {name}

Šī mape ir nemainīga. `about.json`: izdevums, mērījums, programmatūras versijas. `methodology/`: metodikas tabulas, kā tās lietotas.
`inputs/`: viss, no kā rezultāts aprēķināts. `results/`: rezultāts (CSV un Parquet). `open-data/`: atvērto datu pakotne ar aprakstu
(`datapackage.json`) un kataloga ierakstu (`dcat.jsonld`). `digest.json`: katras datnes SHA-256 un viens par visām.

Pārbaude: `eindekss publish --check MAPE` izrēķina visu no jauna no `inputs/` un `methodology/` un salīdzina.

Publicēšanai atvērtajos datos domāta tikai mape `open-data/`: tajā nav anketas atbilžu tekstu, vietnēs atrasto vārdu un adrešu vaicājumu.
`inputs/` tos var saturēt (anketas piezīmes, vērtības vārdos, adreses).

# {title_en}: {name}

This folder does not change. `about.json`: edition, run, versions of software. `methodology/`: the tables of the methodology as used.
`inputs/`: all that the result was computed from. `results/`: the result (CSV and Parquet). `open-data/`: the open-data package with its
description (`datapackage.json`) and its entry for a catalogue (`dcat.jsonld`). `digest.json`: the SHA-256 of each file, and one over all.

To check: `eindekss publish --check FOLDER` computes everything again from `inputs/` and `methodology/`, and compares.

Only the folder `open-data/` is meant to be published as open data: it has no texts of survey answers, no words found on websites and no
queries of addresses. `inputs/` may have them (remarks of the survey, values in words, addresses).

A text that a spreadsheet would take for a formula has an apostrophe before it; one more where it had one. Numbers have all their digits.
"""
