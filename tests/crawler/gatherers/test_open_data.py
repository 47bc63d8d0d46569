"""The open data portal is asked with manners, its organisation found in several ways, and none of its troubles ends a visit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from crawler.gatherers.open_data import MOST_RESOURCES
from crawler.progress import Progress
from crawler.visit import Job
from crawler.visits import run_visits
from data.types import Institution, Missing
from tests.crawler.portal import JSON, Portal, dataset, resource, said, wrong
from tests.crawler.serving import Answer, Routes, Said, Seen, Served, institution, moved, page, read_back, robots, settings, visited

BODY = {"piemera-novads": "Piemēra novada pašvaldība", "cits": "Cita novada pašvaldība"}
CSV = Said(b"a;b\n1;2\n", headers={"Content-Type": "text/csv"})
ACTION = "/dati/api/3/action/"
FRONT: Routes = {"/": page("Sākums"), "/robots.txt": robots("")}


def gathered(routes: Mapping[str, Answer], folder: Path, site: Routes = FRONT, **given: Any) -> tuple[Any, list[str], Seen]:
    """The artifact of a visit to a site whose body's portal has these routes, and what the portal was asked for."""
    with Served(site) as own, Served({"/robots.txt": robots(""), **routes}, host="127.0.0.2") as portal:
        seen = visited(own.url, folder, **{"open_data": f"{portal.url}dati", **given})
        return seen.artifact("open_data"), portal.paths, seen


def of_body(body: Institution, routes: Routes, folder: Path, **given: Any) -> Any:
    """The artifact for this institution."""
    with Served(FRONT) as own, Served({"/robots.txt": robots(""), **routes}, host="127.0.0.2") as portal:
        own_body = replace(body, sites=institution(own.url).sites)
        job = Job(own_body, "run", settings(open_data=f"{portal.url}dati", **given), folder / "b.sqlite")
        [path] = run_visits([job], Progress(quiet=True))
        return read_back(path).artifact("open_data")


def actions(paths: list[str]) -> list[str]:
    """The actions asked for, without what they were given."""
    return [path.partition("?")[0].removeprefix(ACTION) for path in paths if path.startswith(ACTION)]


def test_a_body_s_data_sets_are_written_down_with_what_they_say_of_themselves(tmp_path: Path) -> None:
    with Served({"/robots.txt": robots(""), "/a.csv": CSV}, host="127.0.0.3") as files:
        sets = [
            dataset(
                "budzets",
                "piemera-novads",
                resource(f"{files.url}a.csv", last_modified="2026-02-02T00:00:00"),
                resource(f"{files.url}b.xlsx", "XLSX"),
                extras={"Frequency": "annual", "issued": "2020-01-01", "modified": "2026-02-02"},
            ),
            dataset("privats", "piemera-novads", private=True),
            dataset("cita", "cits"),
        ]
        told, paths, seen = gathered(Portal(BODY, sets).routes(), tmp_path)
        asked = files.paths
    assert (told["organisation"]["name"], told["found_by"], told["listed"], told["count"], told["reason"]) == (
        *("piemera-novads", "name", 2, 1),
        None,
    )
    [budget] = told["datasets"]
    assert (budget["frequency"], budget["issued"], budget["modified"], budget["licence"]) == (
        "annual",
        "2020-01-01",
        "2026-02-02",
        "cc-zero",
    )
    assert [(each["format"], each["last_modified"]) for each in budget["resources"]] == [("CSV", "2026-02-02T00:00:00"), ("XLSX", "")]
    assert {"maintainer", "notes", "tags", "frequency"} <= set(budget["filled"])
    assert "Paraugs" not in json.dumps(told, ensure_ascii=False)
    assert "privats" not in json.dumps(told)
    # Neither the server's answer to HEAD nor a file that is gone keeps us from telling what is so.
    assert {each["url"].rpartition("/")[2]: (each["status"], each["reason"]) for each in told["checked"]} == {
        "a.csv": (200, None),
        "b.xlsx": (404, "not-found"),
    }
    assert actions(paths) == ["organization_list"] * 2 + ["package_search"]
    assert asked[0] == "/robots.txt"
    [shown] = told["asked"]
    # Who keeps the data is named in the portal's answer, so that is not kept.
    assert shown["sha256"] is None
    assert not [blob for blob in seen.blobs.values() if b"Paraugs" in blob]


def test_the_file_s_own_bytes_are_told_where_its_type_is_not(tmp_path: Path) -> None:
    untold = {"Content-Type": "application/octet-stream"}
    routes = {"/robots.txt": robots(""), "/a": Said(b"%PDF-1.7 ...", headers=untold), "/b": page("Pieslēdzieties")}
    with Served(routes, host="127.0.0.3") as files:
        sets = [dataset("xx", "piemera-novads", *(resource(f"{files.url}{name}") for name in "ab"))]
        told, _, _ = gathered(Portal(BODY, sets).routes(), tmp_path)
    assert [(each["kind"], each["reason"]) for each in told["checked"]] == [("pdf", None), ("html", None)]


def test_trouble_of_a_file_s_host_is_a_reason(tmp_path: Path) -> None:
    with Served({"/robots.txt": robots(""), "*": Said(b"", 503)}, host="127.0.0.3") as files:
        sets = [dataset("xx", "piemera-novads", resource(f"{files.url}a"))]
        told, _, _ = gathered(Portal(BODY, sets).routes(), tmp_path)
    assert [(each["status"], each["reason"]) for each in told["checked"]] == [(503, "server-error")]


def test_an_organisation_without_data_sets_has_none(tmp_path: Path) -> None:
    told, _, _ = gathered(Portal(BODY).routes(), tmp_path)
    assert (told["organisation"]["name"], told["count"], told["datasets"]) == ("piemera-novads", 0, [])


def test_an_unknown_organisation_is_not_guessed(tmp_path: Path) -> None:
    told, paths, _ = gathered(Portal({"cits": "Cita novada pašvaldība", "piemers": "Piemēra pilsētas muzejs"}).routes(), tmp_path)
    assert (told["organisation"], told["found_by"], told["listed"], told["count"]) == (None, "", 2, None)
    assert actions(paths) == ["organization_list"] * 2


def test_two_organisations_of_one_name_are_not_guessed_either(tmp_path: Path) -> None:
    told, _, _ = gathered(Portal({"a1": "Piemēra novads", "b1": "Piemēra novada dome"}).routes(), tmp_path)
    assert (told["organisation"], told["listed"]) == (None, 2)


def test_the_ways_to_find_the_organisation(tmp_path: Path) -> None:
    whole: dict[str, Any] = {"nr": {"title": "Iestāde", "extras": [{"key": "regcode", "value": "LV 90000000017"}]}, "a-b": "Cits", **BODY}
    routes = Portal(whole).routes()
    body = institution("http://127.0.0.1/")
    found = []
    for number, each in enumerate(
        (
            (body, {"open_data_organisation": "cits"}),
            (replace(body, open_data_id="a-b", reg_no="90000000017"), {}),
            (replace(body, open_data_id="vecais", reg_no="90000000017"), {}),
            (replace(body, reg_no="90000000017"), {}),
            (replace(body, reg_no="40000000010"), {}),
        )
    ):
        told = of_body(each[0], routes, _new(tmp_path / str(number)), **each[1])
        found.append((told["organisation"]["name"], told["found_by"]))
    assert found == [("cits", "given"), ("a-b", "registry"), ("nr", "number"), ("nr", "number"), ("piemera-novads", "name")]


def test_a_link_on_the_body_s_own_site_names_its_organisation(tmp_path: Path) -> None:
    routes = {"/robots.txt": robots(""), **Portal({"savadi": "Savādi nosaukta iestāde"}).routes()}
    with Served(routes, host="127.0.0.2") as portal:
        site = {**FRONT, "/": page("Sākums", f"{portal.url}dati/lv/organization/savadi?q=x")}
        with Served(site) as own:
            told = visited(own.url, tmp_path, open_data=f"{portal.url}dati").artifact("open_data")
    assert (told["organisation"]["name"], told["found_by"]) == ("savadi", "link")


@pytest.mark.parametrize(
    "other", [{"title": "Iestāde", "extras": [{"key": "regcode", "value": "90000000017"}]}, "Rīgas pilsētas pašvaldība"]
)
def test_a_link_to_another_body_s_organisation_is_no_sign(other: Any, tmp_path: Path) -> None:
    routes = {"/robots.txt": robots(""), **Portal({"cita": other}).routes()}
    with Served(routes, host="127.0.0.2") as portal, Served({**FRONT, "/": page("Sākums", f"{portal.url}dati/organization/cita")}) as own:
        body = replace(institution(own.url), reg_no="40000000010")
        [path] = run_visits([Job(body, "run", settings(open_data=f"{portal.url}dati"), tmp_path / "b.sqlite")], Progress(quiet=True))
        told = read_back(path).artifact("open_data")
    assert (told["organisation"], told["found_by"], told["listed"]) == (None, "", 1)


def test_a_short_page_of_organisations_is_not_the_last(tmp_path: Path) -> None:
    names = [f"a{number}" for number in range(5)] + ["zz"]

    def few(path: str) -> Said:
        first = int(path.partition("offset=")[2].partition("&")[0])
        return said([{"name": name, "title": "Piemēra novads" if name == "zz" else name} for name in names[first : first + 2]])

    told, _, _ = gathered({**Portal(BODY).routes(), f"{ACTION}organization_list": few}, tmp_path)
    assert (told["listed"], told["organisation"]["name"]) == (6, "zz")


def test_lists_and_searches_are_read_page_by_page(tmp_path: Path) -> None:
    many = {f"a{number:03}": f"Iestāde {number}" for number in range(60)} | {"zz": "Piemēra novada pašvaldība"}
    sets = [dataset(f"kopa-{number:03}", "zz") for number in range(230)]
    told, paths, _ = gathered(Portal(many, sets).routes(), tmp_path)
    assert (told["listed"], told["count"], len(told["datasets"]), told["left_out"]) == (61, 230, 230, None)
    assert actions(paths) == ["organization_list"] * 4 + ["package_search"] * 3


def test_a_portal_that_never_ends_is_not_read_for_ever(tmp_path: Path) -> None:
    endless = {
        **Portal(BODY).routes(),
        f"{ACTION}package_search": lambda path: said(
            {"count": 10**9, "results": [dataset(f"k{hash(path) % 10**9}-{number}", "piemera-novads") for number in range(100)]}
        ),
    }
    told, paths, _ = gathered(endless, tmp_path)
    assert (len(told["datasets"]), told["left_out"], actions(paths).count("package_search")) == (1000, "pages", 10)
    same = {**endless, f"{ACTION}package_search": said({"count": 500, "results": [dataset("viens", "piemera-novads")]})}
    told, paths, _ = gathered(same, _new(tmp_path / "2"))
    assert (len(told["datasets"]), told["left_out"], actions(paths).count("package_search")) == (1, "pages", 2)


def test_the_other_address_of_the_api_is_tried_where_there_is_none(tmp_path: Path) -> None:
    routes = Portal(BODY, [dataset("xx", "piemera-novads")]).routes("/dati/lv/api/3/action/")
    told, paths, _ = gathered(routes, tmp_path)
    assert told["count"] == 1
    assert [path.partition("?")[0] for path in paths[1:]] == [
        f"{ACTION}organization_list",
        *["/dati/lv/api/3/action/organization_list"] * 2,
        "/dati/lv/api/3/action/package_search",
    ]


@pytest.mark.parametrize(
    ("said_there", "reason"),
    [
        (Said(b"{broken", headers=JSON), "undecodable"),
        (Said(b"[" * 100_000, headers=JSON), "undecodable"),
        (Said(b"<h1>Atkl\xc4\x81ti</h1>"), "undecodable"),
        (Said(b"", 403), "forbidden"),
        (wrong("Authorization Error", 403), "forbidden"),
        (wrong("Internal Error", 500), "server-error"),
        (Said(b"", 404), "not-found"),
        (Said(b'{"success": true, "result": "' + b"a" * 300_000 + b'"}', headers=JSON), "too-large"),
        (moved("http://10.0.0.1/"), "private-address"),
    ],
)
def test_a_portal_in_trouble_is_a_reason_and_the_visit_goes_on(said_there: Said, reason: str, tmp_path: Path) -> None:
    told, _, seen = gathered({"*": said_there}, tmp_path, document_limit=200_000, body_limit=200_000)
    assert (told["reason"], told["organisation"], told["count"]) == (reason, None, None)
    assert (seen.manifest["status"], seen.snapshot.coverage.stopped_by) == ("complete", "exhausted")


def test_robots_of_the_portal_is_obeyed_as_it_is_written(tmp_path: Path) -> None:
    closed = {
        "/robots.txt": robots("User-agent: *", "Disallow: /dati/api/"),
        **Portal(BODY).routes(),
        **Portal(BODY).routes("/dati/lv/api/3/action/"),
    }
    told, paths, _ = gathered(closed, tmp_path)
    # No other spelling of what is forbidden is tried.
    assert (told["reason"], paths) == ("robots", ["/robots.txt"])
    ckan_s_own = {**closed, "/robots.txt": robots("User-agent: *", "Disallow: /api/", "Crawl-Delay: 0.2")}
    told, _, seen = gathered(ckan_s_own, _new(tmp_path / "2"))
    assert told["count"] == 0
    assert {row["gap"] for row in seen.events("request") if row["purpose"] == "open-data"} == {0.2}


def test_a_portal_that_asks_for_long_rests_costs_the_visit_little(tmp_path: Path) -> None:
    slow = {"/robots.txt": robots("User-agent: *", "Crawl-delay: 9"), **Portal(BODY).routes()}
    told, paths, seen = gathered(slow, tmp_path)
    # A quarter of the thirty seconds of this visit is less than one such rest.
    assert (told["reason"], paths) == ("time", ["/robots.txt"])
    assert (seen.manifest["status"], seen.events("impatient")[0]["wait"] > 8) == ("complete", True)


def test_robots_of_a_file_s_host_is_obeyed_and_no_fault(tmp_path: Path) -> None:
    with Served({"/robots.txt": robots("User-agent: *", "Disallow: /"), "/a.csv": CSV}, host="127.0.0.3") as files:
        sets = [dataset("xx", "piemera-novads", resource(f"{files.url}a.csv"), resource("ftp://a.lv/x"), resource(""))]
        told, _, _ = gathered(Portal(BODY, sets).routes(), tmp_path)
        assert files.paths == ["/robots.txt"]
    assert [(each["status"], each["reason"]) for each in told["checked"]] == [(None, "robots")]
    assert [each["is_address"] for each in told["datasets"][0]["resources"]] == [True, False, False]


def test_of_many_files_a_sample_is_tried_that_the_seed_repeats(tmp_path: Path) -> None:
    with Served({"/robots.txt": robots(""), "*": CSV}, host="127.0.0.3") as files:
        sets = [dataset("xx", "piemera-novads", *(resource(f"{files.url}{number}.csv") for number in range(60)))]
        chosen = []
        for number, seed in enumerate((1, 1, 2)):
            told, _, _ = gathered(Portal(BODY, sets).routes(), _new(tmp_path / str(number)), seed=seed)
            chosen.append([each["url"] for each in told["checked"]])
    assert (told["resources"], len(told["checked"]), len(told["unchecked"])) == (60, MOST_RESOURCES, 60 - MOST_RESOURCES)
    assert chosen[0] == chosen[1] != chosen[2]


def test_what_concerns_all_is_asked_once_a_run(tmp_path: Path) -> None:
    routes = {"/robots.txt": robots(""), **Portal(BODY, [dataset("xx", "piemera-novads"), dataset("yy", "cits")]).routes()}
    with Served(FRONT) as one, Served(FRONT, host="127.0.0.4") as two, Served(routes, host="127.0.0.2") as portal:
        bodies = [institution(one.url), replace(institution(two.url), id="cits", open_data_id=None)]
        bodies[1] = replace(bodies[1], name=replace(bodies[1].name, lv="Cita novads"))
        ways = settings(open_data=f"{portal.url}dati")
        jobs = [Job(body, "run", ways, tmp_path / f"{body.id}.sqlite") for body in bodies]
        told = [read_back(path).artifact("open_data") for path in run_visits(jobs, Progress(quiet=True), at_once=2)]
        asked = actions(portal.paths)
    assert [each["datasets"][0]["name"] for each in told] == ["xx", "yy"]
    assert sorted(asked) == ["organization_list"] * 2 + ["package_search"] * 2


def test_hostile_shapes_of_json_do_no_harm(tmp_path: Path) -> None:
    odd = dataset("xx", "piemera-novads", extras={}, title={"lv": "Kopa \ud800", "en": "Set"})
    odd |= {"extras": 7, "tags": "x", "groups": [1, {"name": 3}], "resources": {"url": 1}, "license_id": ["a"], "notes": None}
    results = [odd, 7, {"name": "../../etc"}, {"name": "tikai-vards"}]
    routes = {
        f"{ACTION}organization_list": said([None, {"name": 5}, {"name": "x/../y"}, {"name": "pn", "title": "Piemēra novads", "extras": 3}]),
        f"{ACTION}package_search": said({"count": 4, "results": results}),
    }
    told, _, _ = gathered(routes, tmp_path)
    assert [(each["name"], each["title"]) for each in told["datasets"]] == [("xx", "Kopa ?"), ("tikai-vards", "")]


def test_json_nested_deep_does_not_end_the_visit(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(480):
        deep = {"a": deep}
    sets = [dataset("xx", "piemera-novads", deep=deep, empty={"a": {"b": ""}})]
    told, _, seen = gathered(Portal(BODY, sets).routes(), tmp_path)
    assert (told["reason"], seen.manifest["status"]) == (None, "complete")
    assert ("deep" in told["datasets"][0]["filled"], "empty" in told["datasets"][0]["filled"]) == (True, False)


def test_the_odata_service_of_municipalities_is_asked_once(tmp_path: Path) -> None:
    service = Said(
        b'<?xml version="1.0"?><service xmlns="http://www.w3.org/2007/app" xmlns:a="http://www.w3.org/2005/Atom"><workspace>'
        b"<collection href='PiemeraNovads_Budzets'><a:title>Bud\xc5\xbeets</a:title></collection><collection href='B'/>"
        b"</workspace></service>",
        headers={"Content-Type": "application/xml"},
    )
    with Served({"/robots.txt": robots(""), "/odata/service": service}, host="127.0.0.5") as odata:
        told, _, _ = gathered({}, tmp_path, open_data="none", odata=f"{odata.url}odata/service")
        assert odata.paths == ["/robots.txt", "/odata/service"]
        gone, _, _ = gathered({}, _new(tmp_path / "2"), open_data="none", odata=f"{odata.url}nav")
    assert (told["odata"]["collections"], told["odata"]["reason"], told["reason"]) == (["PiemeraNovads_Budzets", "B"], None, "not-gathered")
    assert gone["odata"]["reason"] == "not-found"


def test_none_asks_nobody(tmp_path: Path) -> None:
    told, paths, _ = gathered(Portal(BODY).routes(), tmp_path, open_data="none")
    assert (told, paths) == (Missing("not-gathered", "the settings ask no open data portal"), [])


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder
