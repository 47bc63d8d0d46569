"""A data set is described well enough to be found and understood."""

from audits.audit import Audit, Case, Source
from audits.kit import broken, cant_tell, found
from audits.open_data import Set, place_of, sets
from audits.open_data_examples import EMPTY, file, kit, told
from data.types import Finding, Json, Outcome, Text

AUDIT = Audit(
    id="open-data-metadata",
    version=1,
    scope="site",
    title=Text("Datu kopu apraksti ir pilnīgi", "Data sets are described in full"),
    why=Text(
        "Bez apraksta, atslēgvārdiem un kontakta datus ne atrast, ne pajautāt par tiem.",
        "Without description, keywords and a contact, data can neither be found nor asked about.",
    ),
    method=Text(
        "Skaita, cik no DCAT-AP obligātajiem un ieteicamajiem laukiem ir aizpildīti, un rēķina vidējo; trūkst obligāta lauka vai vidēji par maz lauku "
        "– neatbilst. Cik labi tie aizpildīti, nevērtē; personu vārdus neglabā.",
        "Counts how many of the fields that DCAT-AP requires and recommends are filled in, and takes the mean; a missing required field or too few "
        "on average fails. How well they are filled in is not judged; names of persons are not kept.",
    ),
    advice=Text(
        "Aizpildiet portālā aprakstu, atslēgvārdus, tēmu, kontaktu, teritoriju un laika posmu.",
        "Fill in description, keywords, theme, contact, area and period at the portal.",
    ),
    source=Source("standard", Text("DCAT-AP 3.0", "DCAT-AP 3.0"), "https://semiceu.github.io/DCAT-AP/releases/3.0.0/"),
    options={
        "required": {"title": ["title"], "description": ["notes", "description"]},
        "recommended": {
            "distribution": ["resources"],
            "contact": [
                "maintainer",
                "maintainer_email",
                "author",
                "author_email",
                "contact_point",
                "contact_name",
                "contact_email",
                "contact",
            ],
            "keyword": ["tags", "keywords", "tag_string"],
            "publisher": ["organization", "owner_org", "publisher", "publisher_name", "publisher_uri"],
            "theme": ["theme", "themes", "groups", "category"],
            "spatial": ["spatial", "spatial_uri", "spatial_text", "geographic_coverage", "geospatial"],
            "temporal": ["temporal", "temporal_start", "temporal_end", "temporal_coverage", "period_start", "period_end"],
        },
        "of_resources": {"format": ["format", "mimetype"]},
        "least_share": 60,
    },
    unit=Text("% lauku", "% of fields"),
)


def check(open_data: Json, options: Json) -> Finding:
    """The mean share of fields, and the data sets that lack most."""
    known = sets(open_data)
    if isinstance(known, Finding):
        return known
    lacking = {one.name: _lacking(one, options) for one in known}
    fields = sum(len(options[part]) for part in ("required", "recommended", "of_resources"))
    share = round(100 - 100 * sum(map(len, lacking.values())) / (fields * len(known)))
    seen = [
        one.see(f"– {', '.join(lacking[one.name])}") for one in sorted(known, key=lambda one: -len(lacking[one.name])) if lacking[one.name]
    ]
    if share < options["least_share"] or any(set(each) & set(options["required"]) for each in lacking.values()):
        return broken(share, *seen)
    if open_data["left_out"]:
        return cant_tell("incomplete-look", place_of(open_data), value=share)
    return found(share, place_of(open_data), *seen)


def _lacking(one: Set, options: Json) -> list[str]:
    """The fields in which nothing stands."""
    own = {**options["required"], **options["recommended"]}
    missing = [name for name, fields in own.items() if one.filled.isdisjoint(fields)]
    of_files = options["of_resources"].items()
    return missing + [name for name, fields in of_files if not _in_all(one, fields)]


def _in_all(one: Set, fields: list[str]) -> bool:
    return bool(one.resources) and all(set(each["filled"]) & set(fields) for each in one.resources)


_CSV = file("https://www.piemers.test/a.csv", "CSV")
_ALL = ["title", "notes", "resources", "maintainer", "tags", "organization", "theme", "spatial", "temporal_start"]

CASES = (
    Case("all of it", Outcome.PASSED, given={"open_data": told(kit("aa", _CSV, filled=_ALL))}, expect=100),
    Case("enough of it", Outcome.PASSED, given={"open_data": told(kit("aa", _CSV), kit("bb", _CSV, filled=_ALL))}, expect=85),
    Case(
        "no description",
        Outcome.FAILED,
        given={"open_data": told(kit("aa", _CSV, filled=[each for each in _ALL if each != "notes"]))},
        expect=90,
    ),
    Case(
        "hardly more than a title",
        Outcome.FAILED,
        given={"open_data": told(kit("aa", filled=["title", "notes", "organization"]))},
        expect=30,
    ),
    Case("not all were read", Outcome.CANT_TELL, given={"open_data": told(kit("aa", _CSV), left_out="time")}, reason="incomplete-look"),
    Case("no data sets", Outcome.INAPPLICABLE, given={"open_data": EMPTY}),
)
