"""The entry for a catalogue is RDF, and says what DCAT-AP asks of a dataset and its distributions."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef

from scoring.publication.about import Terms
from tests.scoring.editions_published import TERMS, published

# rdflib's reader of JSON-LD warns of rdflib's own class.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
EU = Namespace("http://publications.europa.eu/resource/authority/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PLACE = f"{TERMS.address}/"


def graph(folder: Path, base: str | None = None) -> Graph:
    return Graph().parse(folder / "open-data/dcat.jsonld", format="json-ld", publicID=base)


def test_the_dataset(tmp_path: Path) -> None:
    found = graph(published(tmp_path))
    [dataset] = found.subjects(RDF.type, DCAT.Dataset)
    assert dataset == URIRef(f"{PLACE}sample-2026-11-03")
    assert set(found.objects(dataset, DCTERMS.title)) == {Literal("Paraugs", lang="lv"), Literal("Sample", lang="en")}
    assert {text.language for text in found.objects(dataset, DCTERMS.description) if isinstance(text, Literal)} == {"lv", "en"}
    assert set(found.objects(dataset, DCAT.theme)) == {EU["data-theme/GOVE"]}
    assert set(found.objects(dataset, DCTERMS.language)) == {EU["language/LAV"], EU["language/ENG"]}
    assert found.value(dataset, DCTERMS.accessRights) == EU["access-right/PUBLIC"]
    publisher = found.value(dataset, DCTERMS.publisher)
    assert found.value(publisher, RDF.type) == FOAF.Agent
    assert set(found.objects(publisher, FOAF.name)) == {Literal("Ministrija", lang="lv"), Literal("Ministry", lang="en")}
    temporal = found.value(dataset, DCTERMS.temporal)
    assert found.value(temporal, DCAT.startDate) == Literal("2026-11-03", datatype=XSD.date)
    assert found.value(temporal, DCAT.endDate) == Literal("2026-11-03", datatype=XSD.date)
    assert found.value(dataset, DCTERMS.conformsTo) == URIRef("https://datapackage.org/profiles/2.0/datapackage.json")


def test_every_file_is_a_distribution_with_size_and_checksum(tmp_path: Path) -> None:
    folder = published(tmp_path)
    found = graph(folder)
    files = {f"{PLACE}{path.name}": path.read_bytes() for path in (folder / "open-data").iterdir() if path.name != "dcat.jsonld"}
    listed = list(found.objects(None, DCAT.distribution))
    assert {str(found.value(one, DCAT.downloadURL)) for one in listed} == set(files)
    for one in listed:
        data = files[str(found.value(one, DCAT.downloadURL))]
        checksum = found.value(one, SPDX.checksum)
        assert found.value(one, DCAT.byteSize) == Literal(str(len(data)), datatype=XSD.nonNegativeInteger)
        assert found.value(checksum, SPDX.algorithm) == SPDX.checksumAlgorithm_sha256
        assert str(found.value(checksum, SPDX.checksumValue)) == hashlib.sha256(data).hexdigest()
        assert found.value(one, DCAT.accessURL) == URIRef(str(TERMS.address))
        assert found.value(one, DCTERMS.license) == EU["licence/CC_BY_4_0"]
        assert str(found.value(one, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
    formats = {found.value(one, DCTERMS.format) for one in listed}
    assert formats == {EU["file-type/CSV"], EU["file-type/JSON"]}


def test_without_an_address_the_files_lie_beside_the_entry(tmp_path: Path) -> None:
    found = graph(published(tmp_path, terms=Terms()), "https://elsewhere.test/data/dcat.jsonld")
    assert URIRef("https://elsewhere.test/data/scores.csv") in set(found.objects(None, DCAT.downloadURL))
    assert list(found.objects(None, DCTERMS.publisher)) == []
