"""Office documents and signature containers tell of themselves within bounds, whatever they were made to be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from crawler.gatherers.office import LONGEST_LIST, OLE, facts, listed

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
ODT = "application/vnd.oasis.opendocument.text"
ASICE = "application/vnd.etsi.asic-e+zip"
CORE = f"<p:coreProperties xmlns:p='urn:p' {DC}><dc:title> Domes\n sēdes </dc:title><dc:language>lv-LV</dc:language></p:coreProperties>"
STYLES = '<w:styles xmlns:w="urn:w"><w:rPr><w:lang w:val="en-US" w:eastAsia="ja"/></w:rPr></w:styles>'
META = f"<o:meta xmlns:o='urn:o' {DC}><dc:title>Nolikums</dc:title><dc:language>lv</dc:language></o:meta>"
SIGNATURE = '<a:XAdESSignatures xmlns:a="urn:a" xmlns:ds="urn:d"><ds:Signature><ds:SignatureValue/></ds:Signature></a:XAdESSignatures>'


def packed(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"word/document.xml": "<d/>", "docProps/core.xml": CORE}, {"title": "Domes sēdes", "language": "lv-LV", "encrypted": False}),
        ({"word/document.xml": "<d/>", "word/styles.xml": STYLES}, {"title": "", "language": "en-US", "encrypted": False}),
        ({"xl/workbook.xml": "<w/>"}, {"title": "", "language": "", "encrypted": False}),
        ({"mimetype": ODT, "content.xml": "<c/>", "meta.xml": META}, {"title": "Nolikums", "language": "lv", "encrypted": False}),
        ({"mimetype": ODT, "META-INF/manifest.xml": "<m><encryption-data/></m>"}, {"encrypted": True}),
        ({"a.PDF": "", "mape/b.pdf": "", "c": ""}, {"inside": {"": 1, "pdf": 2}}),
        ({"word/document.xml": "<d/>", "docProps/core.xml": "<a"}, {"title": "", "language": "", "encrypted": False}),
    ],
)
def test_a_document_tells_title_and_language(files: Mapping[str, str], told: Mapping[str, object]) -> None:
    assert facts(packed(files)) == told


def test_a_container_tells_how_many_signed_what() -> None:
    held: dict[str, str | bytes] = {"mimetype": ASICE, "Jāņa Bērziņa lēmums.docx": b"%PDF-1.7", "b.docx": b"PK\x03\x04"}
    files: dict[str, str | bytes] = {**held, "META-INF/signatures0.xml": SIGNATURE, "META-INF/signatures1.xml": SIGNATURE * 2}
    assert facts(packed(files)) == {"signatures": 3, "inside": {"docx": 2}, "kinds": ["docx", "pdf"]}


def test_an_older_container_is_known_by_its_signatures() -> None:
    told = facts(packed({"META-INF/edoc-signatures-S1.xml": SIGNATURE, "pielikums.doc": ""}))
    assert (told["signatures"], told["inside"]) == (1, {"doc": 1})


def test_an_old_document_that_asks_for_a_password() -> None:
    assert facts(OLE + bytes(100)) == {"encrypted": False}
    assert facts(OLE + "EncryptedPackage".encode("utf-16-le")) == {"encrypted": True}


def test_a_broken_one_says_so() -> None:
    whole = packed({"word/document.xml": "<d>" + "x" * 3000 + "</d>"}, zipfile.ZIP_STORED)
    assert set(facts(whole.replace(b"xxxx", b"xyxx", 1))) == {"damaged"}
    assert set(facts(whole[: len(whole) // 2])) == {"damaged"}


def test_a_bomb_is_unpacked_no_further_than_its_bound() -> None:
    bomb = packed({"word/document.xml": bytes(200 << 20), "docProps/core.xml": CORE})
    assert facts(bomb)["title"] == "Domes sēdes"


def test_entities_are_not_expanded() -> None:
    laughs = f'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x {DC}><dc:title>&b;</dc:title></x>'
    assert facts(packed({"word/document.xml": "", "docProps/core.xml": laughs}))["title"] == ""


def test_a_list_of_members_made_to_hurt_is_not_read() -> None:
    many = packed({f"{number:0100d}": "" for number in range(30_000)}, zipfile.ZIP_STORED)
    assert listed(many) > LONGEST_LIST
    assert set(facts(many)) == {"fault"}


def test_the_length_of_the_list_cannot_be_hidden() -> None:
    plain = packed({"word/document.xml": "<d/>"})
    assert 0 < listed(plain) < LONGEST_LIST
    large = plain[:-22] + b"PK\x06\x07" + bytes(16) + plain[-22:]
    # The place of the list, which readers may mend, is spelt as the mark of the last record.
    within = plain[:-22] + plain[-22:-10] + (LONGEST_LIST + 5).to_bytes(4, "little") + b"PK\x05\x06" + bytes(2)
    for hidden in (large, within, plain[:-6]):
        assert listed(hidden) > LONGEST_LIST
        assert set(facts(hidden)) == {"fault"}


def test_a_way_of_packing_that_cannot_be_bounded_is_not_unpacked() -> None:
    assert set(facts(packed({"word/document.xml": "x"}, zipfile.ZIP_BZIP2))) == {"fault"}
