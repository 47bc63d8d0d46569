"""What DNS said, as checks take it."""

from __future__ import annotations

import pytest

from audits.domains import Answers, Told, climb, example, freemail, registrable, see, tags, weigh
from data.types import Evidence, Outcome

HERE = Evidence("dns:a.lv?type=TXT")


@pytest.mark.parametrize(
    ("host", "owned"),
    [
        ("www.riga.lv", "riga.lv"),
        ("WWW.Riga.lv.", "riga.lv"),
        ("a.b.gov.lv", "b.gov.lv"),
        (".riga.lv", "riga.lv"),
        ("www.vitolunovads.test", "vitolunovads.test"),
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "::1"),
        ("localhost", "localhost"),
        ("lv", "lv"),
        ("", ""),
    ],
)
def test_the_domain_of_an_organisation(host: str, owned: str) -> None:
    assert registrable(host) == owned


def test_a_name_of_many_labels_is_climbed_from_its_end() -> None:
    assert climb("x." * 50 + "lv")[-1] == "lv"


def test_the_worst_domain_speaks() -> None:
    good, bad, unknown = Told(True, "a", (HERE,)), Told(False, "b", (HERE,)), Told(None, None, (HERE,), "timeout")
    assert weigh([]).outcome == Outcome.INAPPLICABLE
    assert (weigh([good, unknown]).outcome, weigh([good, unknown]).reason) == (Outcome.CANT_TELL, "timeout")
    assert (weigh([unknown, bad]).outcome, weigh([unknown, bad]).value) == (Outcome.FAILED, "b")
    both = weigh([good, Told(True, "c", (HERE,))])
    assert (both.outcome, both.value, len(both.evidence)) == (Outcome.PASSED, "a", 2)


def test_an_answer_that_was_never_asked_for_is_not_known() -> None:
    answers = Answers(example({})["dns"])
    assert answers.of("a.lv", "TXT")["reason"] == "not-gathered"


def test_whose_mail_is_judged() -> None:
    takes = {"MX piemers.test": ["10 mx."]}
    assert Answers(example(takes, ["pasts.test"])["dns"]).mail() == ["pasts.test"]
    assert Answers(example(takes, [])["dns"]).mail() == ["piemers.test"]
    assert Answers(example({"MX piemers.test": "absent"}, [])["dns"]).mail() == []
    assert Answers(example({"MX pasts.test": "absent"}, ["pasts.test", "b.test"])["dns"]).receiving() == ["b.test"]


def test_the_tags_of_a_record() -> None:
    answer = {"records": ["v = DMARC1 ; P=Reject;; x ;rua=mailto:a@b.lv?x=1", "v=DMARC12; p=none", "p=none; v=DMARC1"]}
    assert tags(answer, "v=DMARC1") == [{"v": "DMARC1", "p": "Reject", "rua": "mailto:a@b.lv?x=1"}]


def test_evidence_names_the_question_the_records_and_who_said_so() -> None:
    answers = Answers(example({"TXT a.lv": ["v=spf1 " + "x" * 500, "janis.berzins@a.lv"], "MX a.lv": "absent"})["dns"])
    seen = see(answers.of("a.lv", "TXT"))
    assert (seen.url, seen.locator) == ("dns:a.lv?type=TXT", "TXT a.lv")
    assert seen.excerpt.endswith("; 192.0.2.53:53")
    assert "janis" not in see({**answers.of("a.lv", "TXT"), "records": ["janis.berzins@a.lv"]}).excerpt
    assert see(answers.of("a.lv", "MX")).excerpt.startswith("no-name")
    assert freemail(example({}, free=["inbox.lv"])["dns"])[0].excerpt == "@inbox.lv: 1"
