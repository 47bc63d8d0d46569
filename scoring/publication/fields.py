"""The tables of a published edition: their columns, what each means in both languages, and what may stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from data.types import Json, Outcome, Text
from scoring.coverage import SHARES
from scoring.matrix import BASES
from scoring.score import INSUFFICIENT, SUFFICIENT


@dataclass(frozen=True)
class Field:
    """A column: its name, type (see ``canonical.Types``), title, and the constraints of the Table Schema standard."""

    name: str
    kind: str
    title: Text
    constraints: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """A table: its columns, which of them identify a row, and to which tables columns lead (column: table and its column)."""

    name: str
    title: Text
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    leads: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def types(self) -> dict[str, str]:
        """The columns with their types, in order."""
        return {one.name: one.kind for one in self.fields}


_MUST = {"required": True}
_SHARE = {"minimum": 0, "maximum": 1}
_PLACE = {"minimum": 1}
_POINTS = Text("Punkti; tukšs: nav zināms", "Points; empty: not known")
_UNIT = Field("unit", "string", Text("Iestādes identifikators", "Id of the body"), _MUST)
_NODE = Field("node", "string", Text("Indeksa mezgla kods", "Code of the node of the index"), _MUST)
_LEAF = Field("leaf", "string", Text("Rādītāja kods", "Code of the leaf of the index"), _MUST)
_CODE = Field("code", "string", Text("Kods", "Code"), _MUST)
_TITLES = (
    Field("title_lv", "string", Text("Nosaukums latviski", "Title in Latvian"), _MUST),
    Field("title_en", "string", Text("Nosaukums angliski", "Title in English"), _MUST),
)
_RESTS = {
    "observed": Text("Svara daļa, kas novērota vietnē", "Share of the weight observed on the website"),
    "survey": Text("Svara daļa, kas zināma tikai no anketas", "Share of the weight known from the survey only"),
    "both": Text("Svara daļa, kas novērota un atbildēta anketā", "Share of the weight observed and answered in the survey"),
    "statistics": Text("Svara daļa, kas zināma no statistikas", "Share of the weight known from statistics"),
    "missing": Text("Svara daļa, par ko nav datu", "Share of the weight of which nothing is known"),
}
_SHARES = tuple(Field(name, "number", _RESTS[name], _SHARE) for name in SHARES)

SCORES = Table(
    "scores",
    Text("Rezultāti: iestādes punkti, vietas un līmenis", "Results: score, ranks and level of each body"),
    (
        _UNIT,
        Field("name_lv", "string", Text("Nosaukums latviski", "Name in Latvian")),
        Field("name_en", "string", Text("Nosaukums angliski", "Name in English")),
        Field("kind", "string", Text("Iestādes veids", "Kind of body")),
        Field("measurement", "string", Text("Mērījums, kurā skaita vietas", "Measurement in which ranks are counted")),
        Field("group", "string", Text("Grupas kods", "Code of the group")),
        Field(
            "evidence",
            "string",
            Text(
                "Vai pierādījumu pietiek; ja nepietiek, punktu nav, un tas nav zems vērtējums",
                "Whether the evidence suffices; where it does not there is no score, which is no low score",
            ),
            {**_MUST, "enum": [SUFFICIENT, INSUFFICIENT]},
        ),
        Field("score", "number", _POINTS),
        Field("level", "string", Text("Brieduma līmeņa kods", "Code of the level of maturity")),
        Field("rank", "integer", Text("Vieta mērījumā, 1 ir labākā", "Rank in the measurement, 1 is best"), _PLACE),
        Field("rank_in_group", "integer", Text("Vieta grupā, 1 ir labākā", "Rank in the group, 1 is best"), _PLACE),
        *_SHARES,
        Field("score_without_survey", "number", Text("Punkti bez anketas atbildēm", "Score without the survey's answers")),
    ),
    ("unit",),
)
NODES = Table(
    "nodes",
    Text("Punkti pa blokiem un citiem mezgliem", "Points of blocks and other nodes"),
    (_UNIT, _NODE, Field("points", "number", _POINTS)),
    ("unit", "node"),
    {"unit": ("scores", "unit"), "node": ("tree", "code")},
)
COVERAGE = Table(
    "coverage",
    Text("Uz kā balstās katra mezgla punkti", "On what the points of each node rest"),
    (_UNIT, _NODE, *_SHARES),
    ("unit", "node"),
    {"unit": ("scores", "unit"), "node": ("tree", "code")},
)
LEAVES = Table(
    "leaves",
    Text("Katra rādītāja vērtība un punkti", "Value and points of each leaf"),
    (
        _UNIT,
        _LEAF,
        Field("value", "number", Text("Izmērītā vērtība; tukšs: nav zināma", "Value as measured; empty: not known")),
        Field("points", "number", _POINTS),
        Field("basis", "string", Text("Uz kā vērtība balstās", "On what the value rests"), {"enum": list(BASES)}),
        Field("applicable", "boolean", Text("Vai rādītājs uz iestādi attiecas", "Whether the leaf applies to the body"), _MUST),
    ),
    ("unit", "leaf"),
    {"unit": ("scores", "unit"), "leaf": ("tree", "code")},
)
BANDS = Table(
    "bands",
    Text(
        "Starp kurām vietām iestāde būtu ar citiem pieņēmumiem; pārklājoties joslām, atšķirība neko nenozīmē",
        "Between which ranks a body would be under other assumptions; where bands overlap, the difference means nothing",
    ),
    (
        _UNIT,
        Field("rank", "integer", Text("Vieta mērījumā, 1 ir labākā", "Rank in the measurement, 1 is best"), _PLACE),
        Field("low", "number", Text("Joslas labākā vieta", "Best rank of the band"), _PLACE),
        Field("high", "number", Text("Joslas sliktākā vieta", "Worst rank of the band"), _PLACE),
        Field("median", "number", Text("Vietu mediāna", "Median of the ranks"), _PLACE),
        Field("mean", "number", Text("Vietu vidējais", "Mean of the ranks"), _PLACE),
        Field("ranked", "number", Text("Aprēķinu daļa, kuros ir vieta", "Share of the runs in which it has a rank"), _SHARE),
    ),
    ("unit",),
    {"unit": ("scores", "unit")},
)
EXPECTED = Table(
    "expected",
    Text(
        "Sagaidāmie punkti blakus oficiālajiem: cik būtu, ja katru atbildi skaitītu pēc tās ticamības",
        "Expected scores beside the official ones: what they would be if each answer counted by how likely it is true",
    ),
    (
        _UNIT,
        Field("score", "number", Text("Oficiālie punkti", "Official score")),
        Field("expected", "number", Text("Sagaidāmie punkti", "Expected score")),
        Field("sd", "number", Text("Sagaidāmo punktu standartnovirze", "Standard deviation of the expected score"), {"minimum": 0}),
        Field("expected_low", "number", Text("Joslas apakšējais gals", "Lower end of the band")),
        Field("expected_high", "number", Text("Joslas augšējais gals", "Upper end of the band")),
        Field(
            "confirmed", "number", Text("Atbilžu svara daļa, kas apstiprināta", "Share of the answers' weight that is confirmed"), _SHARE
        ),
        Field(
            "partly",
            "number",
            Text("Atbilžu svara daļa, kas apstiprināta daļēji", "Share of the answers' weight confirmed in part"),
            _SHARE,
        ),
        Field(
            "contradicted",
            "number",
            Text("Atbilžu svara daļa, kas neatbilst novērotajam", "Share of the answers' weight that is contradicted"),
            _SHARE,
        ),
        Field(
            "unverifiable",
            "number",
            Text("Atbilžu svara daļa, ko nevar pārbaudīt", "Share of the answers' weight that cannot be verified"),
            _SHARE,
        ),
    ),
    ("unit",),
    {"unit": ("scores", "unit")},
)
RESULTS = (SCORES, NODES, COVERAGE, LEAVES)
"""What was computed; ``BANDS`` beside them where ranks were doubted, ``EXPECTED`` where there is a casebook."""

TREE = Table(
    "tree",
    Text("Indeksa koks: mezgli, svari un avoti", "The tree of the index: nodes, weights and sources"),
    (
        _CODE,
        Field("parent", "string", Text("Augstākā mezgla kods", "Code of the node above")),
        *_TITLES,
        Field(
            "weight", "number", Text("Svars starp mezgliem ar to pašu augstāko", "Weight among those under the same node"), {"minimum": 0}
        ),
        Field("effective_weight", "number", Text("Svars visā indeksā", "Weight in the whole index"), _SHARE),
        Field("source", "string", Text("Vērtības avots", "Source of the value")),
        Field("indicator", "string", Text("Novērojuma rādītājs", "Indicator observed")),
        Field("question", "string", Text("Anketas vai statistikas jautājums", "Question of survey or statistics")),
        Field("normalise", "string", Text("Kā vērtību pārvērš punktos", "How the value becomes points")),
        Field("low", "number", Text("Zemākā mērķrobeža", "Lower goalpost")),
        Field("high", "number", Text("Augstākā mērķrobeža", "Upper goalpost")),
        Field("aggregate", "string", Text("Kā apvieno mezglus", "How nodes are put together")),
    ),
    ("code",),
)
GROUPS = Table(
    "groups",
    Text("Iestāžu grupas", "Groups of bodies"),
    (_CODE, Field("measurement", "string", Text("Mērījums", "Measurement"), _MUST), *_TITLES),
    ("code",),
)
LEVELS = Table(
    "levels",
    Text("Brieduma līmeņi", "Levels of maturity"),
    (_CODE, Field("from", "number", Text("Punkti, no kuriem līmenis sākas", "Points from which the level begins"), _MUST), *_TITLES),
    ("code",),
)
SEEN = Table(
    "observations",
    Text("Novērojumi vietnēs, bez atrastajiem vārdiem", "What was observed on the websites, without the words found"),
    (
        _UNIT,
        Field("indicator", "string", Text("Rādītājs", "Indicator"), _MUST),
        Field("version", "integer", Text("Rādītāja versija", "Version of the indicator"), _PLACE),
        Field("subject", "string", Text("Ko vērtēja: vietne, lapa vai pakalpojums", "What was judged: site, page or service"), _MUST),
        Field(
            "outcome", "string", Text("Iznākums (EARL vārdi)", "Outcome (in the words of EARL)"), {"enum": [one.value for one in Outcome]}
        ),
        Field("number", "number", Text("Izmērītais skaitlis; jā ir 1, nē ir 0", "The number measured; yes is 1, no is 0")),
        Field("reason", "string", Text("Kāpēc nav izmērīts", "Why it was not measured")),
        Field("visited", "datetime", Text("Kad apmeklējums sākās", "When the visit began")),
        Field("url", "string", Text("Kur tas redzams, bez vaicājuma daļas", "Where it can be seen, without the query")),
        Field("body_sha256", "string", Text("Vērtētā satura SHA-256", "SHA-256 of the body that was judged"), {"pattern": "[0-9a-f]{64}"}),
    ),
    ("unit", "indicator", "subject"),
    {"unit": ("scores", "unit")},
)
OPEN_DATA = (*RESULTS, BANDS, EXPECTED, TREE, GROUPS, LEVELS, SEEN)
"""The tables of the open-data package."""
