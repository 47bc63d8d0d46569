"""What an audit leaves for its reader: result.json, the HTML report, and the lines on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from data.bundle import Bundle
from data.errors import REASONS, ConfigError
from data.types import Observation
from reports import body, result
from reports.texts import OUTCOMES


def write(bundle: Bundle, observations: Sequence[Observation], folder: Path, wanted: str, langs: Sequence[str]) -> list[Path]:
    """Write what was wanted (``html``, ``json`` or ``both``) into the folder; returns the paths. Raises ConfigError when it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = [bundle.path]
        if wanted != "html":
            written.append(result.write(bundle, folder, observations))
        if wanted != "json":
            written += body.write(bundle, folder, langs, observations)
    except OSError as error:
        raise ConfigError(f"{folder}: cannot write there ({error.strerror}); choose another folder with --out") from error
    return written


def summary(bundle: Bundle, observations: Sequence[Observation]) -> Iterator[str]:
    """What a visit came to, in a few lines."""
    coverage, name = bundle.manifest["coverage"], bundle.manifest["institution"]["name"]["lv"]
    counts = Counter(seen.finding.outcome for seen in observations)
    yield f"{name}: {bundle.manifest['status']}"
    yield f"  pages: {coverage['fetched']} fetched of {coverage['planned']} found, {coverage['rendered']} opened in a browser"
    if coverage["stopped_by"] != "exhausted":
        yield f"  stopped: {told(coverage['stopped_by'])} Nothing is called absent."
    yield "  answers: " + ", ".join(f"{counts[outcome]} {name.en}" for outcome, name in OUTCOMES.items())


def told(reason: str) -> str:
    """A reason of the closed list in words, and what can be done."""
    return f"{REASONS[reason].what.en}. {REASONS[reason].remedy.en}"
