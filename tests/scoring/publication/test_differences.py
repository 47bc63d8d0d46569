"""What differs is told by the smallest thing that does."""

from __future__ import annotations

from scoring.publication.differences import differences
from scoring.publication.fields import NODES


def test_cells_rows_and_bytes() -> None:
    old = b"unit,node,points\na,n,1.0\nb,n,2.0\n"
    assert differences("n.csv", old, old, NODES) == []
    assert differences("n.csv", old, b"unit,node,points\na,n,1.5\nc,n,\n", NODES) == [
        "n.csv: a n, points: was '1.0', is '1.5'",
        "n.csv: b n: is gone",
        "n.csv: c n: is new",
    ]
    assert differences("n.csv", old.replace(b"\n", b"\r\n"), old, NODES) == [
        "n.csv: other bytes for the same cells; it was written anew by another program"
    ]
    assert differences("n.csv", b"unit\n", old, NODES) == ["n.csv: its columns are unit; they were unit,node,points"]


def test_json_by_its_place() -> None:
    assert differences("d.json", b'{"a": {"b/c": [1, 2]}, "d": []}', b'{"a": {"b/c": [1, 3]}}', None) == [
        "d.json: /a/b~1c/1: was 2, is 3",
        "d.json: /d: was [], is None",
    ]
    assert differences("d.jsonld", b"{", b"{}", None)[0].startswith("d.jsonld: no longer JSON")


def test_text_by_its_line() -> None:
    assert differences("README.md", b"a\nb\n", b"a\nc\nd\n", None) == [
        "README.md: line 2: was 'b', is 'c'",
        "README.md: line 3: was None, is 'd'",
    ]
