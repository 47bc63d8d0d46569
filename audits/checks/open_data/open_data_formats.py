"""Data come in formats that programs read and anyone may use."""

from collections.abc import Mapping

from audits.audit import Audit, Case, Source
from audits.kit import broken, cant_tell, found
from audits.open_data import Set, format_of, place_of, sets
from audits.open_data_examples import EMPTY, NOTHING, answer, file, kit, told
from data.types import Finding, Json, Outcome, Text

_STARS: Mapping[int, str] = {
    1: "pdf doc docx odt rtf txt html htm xhtml jpg jpeg png gif tif tiff image ppt pptx odp mp3 mp4 media text edoc asice webpage",
    2: "xls xlsx xlsm mdb accdb dbf shp esri-shapefile shapefile dwg dxf dgn sav sas",
    3: "csv tsv json geojson topojson xml kml kmz gml gpkg geopackage ods gtfs wfs wms wmts wcs arcgis-rest yaml yml parquet netcdf grib atom rss "
    "ics api rest odata px geotiff sqlite las laz flatgeobuf fgb ndjson jsonl",
    4: "rdf rdf-xml rdfxml rdf+xml ttl turtle n3 nt n-triples ntriples n-quads nq trig jsonld json-ld ld+json sparql sparql-endpoint",
}
_SPELLED: Mapping[str, str] = {
    "plain": "txt",
    "comma-separated-values": "csv",
    "vnd.ms-excel": "xls",
    "msword": "doc",
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "vnd.oasis.opendocument.spreadsheet": "ods",
    "vnd.geo+json": "geojson",
    "geo+json": "geojson",
    "vnd.google-earth.kml+xml": "kml",
}

AUDIT = Audit(
    id="open-data-formats",
    version=1,
    scope="site",
    title=Text("Datu kopām ir atvērts, mašīnlasāms formāts", "Data sets have an open, machine-readable format"),
    why=Text(
        "Tabulu no PDF faila programma nenolasa; CSV vai JSON failu var izmantot uzreiz.",
        "A program cannot read a table out of a PDF; a CSV or JSON file can be used at once.",
    ),
    method=Text(
        "Katras datu kopas labāko formātu novērtē pēc piecu zvaigžņu kāpnēm; vērtība ir to kopu daļa, kurām ir vismaz trīs zvaigznes. Ja fails "
        "pārbaudē izrādās cits nekā norādīts, skaitās tas, kas tas ir. Piekto zvaigzni pēc formāta nevar redzēt.",
        "Places the best format of each data set on the five-star ladder; the value is the share of sets with three stars or more. Where a file "
        "turns out to be another than declared, what it is counts. The fifth star cannot be seen from a format.",
    ),
    advice=Text(
        "Blakus PDF vai Excel failam ielieciet to pašu kā CSV, JSON vai GeoJSON.",
        "Beside a PDF or Excel file put the same as CSV, JSON or GeoJSON.",
    ),
    source=Source(
        "standard",
        Text(
            "Piecu zvaigžņu atvērtie dati; VARAM atvērto datu definīcija (mašīnlasāmi: CSV, JSON, XML)",
            "5-star open data; VARAM's definition of open data (machine-readable: CSV, JSON, XML)",
        ),
        "https://5stardata.info/en/",
    ),
    options={
        "stars": {name: stars for stars, names in _STARS.items() for name in names.split()},
        "spelled": dict(_SPELLED),
        "least": 3,
        "least_share": 100,
    },
    unit=Text("% datu kopu", "% of data sets"),
)


def check(open_data: Json, options: Json) -> Finding:
    """The share of data sets with enough stars; the evidence shows those without."""
    known = sets(open_data)
    if isinstance(known, Finding):
        return known
    stars = {one.name: _best(one, options) for one in known}
    enough = sum(best >= options["least"] for best in stars.values())
    share = round(100 * enough / len(known))
    lesser = [one.see(f"{one.formats}: {'★' * stars[one.name] or '–'}") for one in known if stars[one.name] < options["least"]]
    if lesser and share < options["least_share"]:
        return broken(share, *lesser)
    if open_data["left_out"]:
        return cant_tell("incomplete-look", place_of(open_data), value=share)
    return found(share, *[one.see(one.formats) for one in known])


def _best(one: Set, options: Json) -> int:
    return max((_stars(*format_of(each, one.answers), options) for each in one.resources), default=0)


def _stars(declared: str, served: str, options: Json) -> int:
    """Of a format that the ladder does not know, one: it can be had. Only a page or document in place of data takes stars away."""
    steps = options["stars"]
    told = int(steps.get(options["spelled"].get(declared, declared), 1))
    return min(told, int(steps[served])) if served in steps and declared not in _ANSWERED_BY_PAGES else told


_ANSWERED_BY_PAGES = frozenset({"api", "rest", "odata", "wfs", "wms", "wmts", "wcs", "arcgis-rest", "sparql", "sparql-endpoint"})

_A = "https://www.piemers.test/a"
_SETS = (kit("budzets", file(f"{_A}.xlsx", "XLSX"), file(f"{_A}.csv", "CSV")), kit("vietas", file(f"{_A}.json", "GeoJSON")))

CASES = (
    Case("a table beside the workbook", Outcome.PASSED, given={"open_data": told(*_SETS)}, expect=100),
    Case("a picture of a map", Outcome.FAILED, given={"open_data": told(*_SETS, kit("kapi", file(f"{_A}.pdf", "PDF")))}, expect=67),
    Case("no file at all", Outcome.FAILED, given={"open_data": told(_SETS[0], kit("tukss"))}, expect=50),
    Case(
        "a code of the EU, a media type, an ending",
        Outcome.PASSED,
        given={
            "open_data": told(
                kit("es", file(_A, "http://publications.europa.eu/resource/authority/file-type/CSV")),
                kit("tips", file(_A, "", mimetype="application/geo+json")),
                kit("gals", file(f"{_A}/dati.csv", "")),
            )
        },
        expect=100,
    ),
    Case(
        "called CSV, but a page answers",
        Outcome.FAILED,
        given={"open_data": told(_SETS[0], kit("lapa", file(_A, "CSV")), checked=[answer(_A, type="text/html")])},
        expect=50,
    ),
    Case(
        "the page of a service is its documentation",
        Outcome.PASSED,
        given={"open_data": told(kit("api", file(_A, "API")), checked=[answer(_A, type="text/html")])},
        expect=100,
    ),
    Case("linked data", Outcome.PASSED, given={"open_data": told(kit("ld", file(_A, "RDF/XML"), file(_A, "JSON-LD")))}, expect=100),
    Case("not all were read", Outcome.CANT_TELL, given={"open_data": told(*_SETS, left_out="too-large")}, reason="incomplete-look"),
    Case("no data sets", Outcome.INAPPLICABLE, given={"open_data": EMPTY}),
    Case("no organisation known", Outcome.CANT_TELL, given={"open_data": NOTHING}, reason="unknown-reference"),
)
