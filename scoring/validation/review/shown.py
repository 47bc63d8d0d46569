"""What readers are shown of the bodies beside the verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.casebook_rows import Answer


@dataclass(frozen=True)
class Shown:
    """Who is called how, and where their sites and answers' addresses are: by institution, and by the key of the answer."""

    names: Mapping[str, str]
    sites: Mapping[str, str]
    urls: Mapping[tuple[str, str, str], str]


def urls_of(answers: Iterable[Answer]) -> dict[tuple[str, str, str], str]:
    """The address beside each answer that has one."""
    return {(one.institution, one.question, one.subject): one.url for one in answers if one.url}
