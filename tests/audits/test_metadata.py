"""What machines read of a page: tags by name, types of schema.org in all their spellings, and nothing of what is broken."""

from __future__ import annotations

import pytest

from audits.metadata import metas, schema_types
from tests.audits.seen import view


def test_the_first_tag_that_says_something_counts() -> None:
    page = view('<meta name=Description content=" "><meta name=description content=B><meta property="og:title" content=C>')
    assert {name: meta.attribute("content") for name, meta in metas(page).items()} == {"description": "B", "og:title": "C"}


@pytest.mark.parametrize(
    ("html", "types"),
    [
        ('<script type="application/ld+json">{"@type":"Event"}</script>', ("Event",)),
        ('<script type=\'application/ld+json\' id="x">[{"@type":["A","Place"]}]</script>', ("Place",)),
        ('<script type="application/ld+json"><!-- {"@type":"Event"} --></script>', ("Event",)),
        ('<div itemscope itemtype="https://schema.org/Person http://schema.org/Thing">', ("Person", "Thing")),
        ('<div typeof="schema:Service">', ("Service",)),
        ('<div itemtype="https://data-vocabulary.org/Breadcrumb">', ()),
        ('<script type="application/ld+json">{"@type": Event}</script>', ()),
        ('<script type="application/ld+json">{"@type": {"x": 1}}</script>', ()),
        ('<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>", ()),
        ('<script type="application/json">{"@type":"Event"}</script>', ()),
        ('<script type="application/ld+json">', ()),
    ],
    ids=["one", "list", "comment", "microdata", "rdfa", "other", "broken", "odd", "deep", "plain-json", "cut-off"],
)
def test_types(html: str, types: tuple[str, ...]) -> None:
    assert schema_types(view(html)) == types
