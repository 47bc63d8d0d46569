"""Pages of one template share their shape; others do not."""

from __future__ import annotations

import pytest

from crawler.template import template

NEWS = "<body class='post-1'><header class=top><nav><a>x</a></nav></header><main class='post-7 news'><h1>A</h1><p>b</p></main></body>"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (NEWS.replace("<p>b</p>", "<p>c</p><p>d</p><ul><li>e</li></ul><table></table>"), True),
        (NEWS.replace("post-7", "post-8").replace("post-1'", "post-2'"), True),
        (NEWS.replace("<header class=top>", "<script>x</script><header class=top>"), True),
        (NEWS.replace("news", "service"), False),
        (NEWS.replace("<p>b</p>", "<section class=map></section>"), False),
        ("<p>x", False),
    ],
)
def test_shapes(other: str, same: bool) -> None:  # noqa: FBT001 (a column of the table)
    assert (template(other) == template(NEWS)) is same


def test_hostile_depth_does_no_harm() -> None:
    assert len(template("<div>" * 5000)) == len(template("")) == 12
