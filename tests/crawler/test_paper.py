"""Pages printed by a real Chromium: tagged, named, in their language, with nothing run and nothing fetched."""

from __future__ import annotations

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from crawler import paper
from data.errors import ConfigError
from data.settings import Settings

PAGE = """<!doctype html><html lang="lv"><head><meta charset="utf-8"><title>Virsraksts ķēķī</title></head>
<body><h1>Pirmais</h1><p id="p">Teksts</p><script>document.getElementById("p").textContent = "mainīts"</script>
<h2>Otrais</h2><img src="http://192.0.2.1/x.png" alt="nav"></body></html>"""


def test_printed_as_it_is_written(tmp_path: Path) -> None:
    source, target = tmp_path / "ā b#c.html", tmp_path / "x.pdf"
    source.write_text(PAGE, encoding="utf-8")
    paper.print_pdf({source: target}, Settings())
    document = pypdfium2.PdfDocument(target)
    read = document[0].get_textpage().get_text_range()
    assert "Teksts" in read
    assert "mainīts" not in read
    assert document.is_tagged()
    assert document.get_metadata_dict()["Title"] == "Virsraksts ķēķī"
    assert [each.get_title() for each in document.get_toc()] == ["Pirmais", "Otrais"]
    assert b"/Lang (lv)" in target.read_bytes()
    document.close()


def test_no_browser_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="EINDEKSS_BROWSER"):
        paper.print_pdf({}, Settings(browser=str(tmp_path / "none")))


def test_a_page_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did not print"):
        paper.print_pdf({tmp_path / "none.html": tmp_path / "x.pdf"}, Settings())
