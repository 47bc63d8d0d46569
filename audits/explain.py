"""An indicator in words: for the command line, and as data for whoever documents the catalogue."""

from __future__ import annotations

from dataclasses import asdict

from audits.audit import EVERYONE, THEMES, Indicator
from data.types import Json, Text

_WORDS = {
    "why": Text("Kāpēc", "Why"),
    "method": Text("Kā to redz", "How it is seen"),
    "advice": Text("Ko darīt", "What to do"),
    "source": Text("Kas to prasa", "Who asks for it"),
    "options": Text("Sliekšņi un vārdi", "Thresholds and words"),
    "asks": Text("Ko pārbaude saņem", "What the check is given"),
    "reach": Text("Kam tas tiek prasīts", "Of whom it is asked"),
    "everyone": Text("visām iestādēm", "every institution"),
    "cases": Text("Piemēri", "Cases"),
    "file": Text("Datne", "File"),
}
BASES = {
    "law": Text("tiesību akts", "law"),
    "standard": Text("standarts", "standard"),
    "survey": Text("E-indeksa aptauja", "E-index survey"),
    "practice": Text("laba prakse", "good practice"),
}
"""The words for ``Source.basis``."""


def as_row(indicator: Indicator) -> dict[str, Json]:
    """All that is known of an indicator, as JSON."""
    row = asdict(indicator.audit)
    reach = None if indicator.audit.reach == EVERYONE else sorted(kind.value for kind in indicator.audit.reach)
    return row | {
        "theme": indicator.theme,
        "reach": reach,
        "roles": sorted(role.value for role in indicator.audit.roles),
        "asks": list(indicator.asks),
        "cases": [{"name": case.name, "outcome": case.outcome.value} for case in indicator.cases],
        "file": indicator.path,
    }


def as_text(indicator: Indicator, lang: str) -> str:
    """All that is known of an indicator, for a reader."""
    audit = indicator.audit
    reach = _WORDS["everyone"][lang] if audit.reach == EVERYONE else ", ".join(sorted(kind.value for kind in audit.reach))
    source = f"{audit.source.name[lang]} ({BASES[audit.source.basis][lang]}) {audit.source.url}".rstrip()
    told = {
        "why": audit.why[lang],
        "method": audit.method[lang],
        "advice": audit.advice[lang],
        "source": source,
        "reach": reach,
        "options": ", ".join(f"{name} = {value}" for name, value in audit.options.items()) or "–",
        "asks": ", ".join(indicator.asks),
        "cases": ", ".join(f"{case.name} ({case.outcome.value})" for case in indicator.cases),
        "file": indicator.path,
    }
    head = f"{audit.title[lang]}\n{audit.id} v{audit.version}, {THEMES[indicator.theme][lang]}, {audit.scope}"
    return "\n".join([head, "", *(f"{_WORDS[name][lang]}: {text}" for name, text in told.items())])
