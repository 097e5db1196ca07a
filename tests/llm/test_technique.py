"""How a procedure is done and what it gave: quotes first, values only as quoted."""

from __future__ import annotations

from typing import Any

import pytest

from tests.llm.answers import EMPTY, quote
from workbench.extract.llm.answer import DocumentFacts
from workbench.extract.llm.convert import Made, convert
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.packet import Document

NOTE = """\
CLINIC NOTE
Date of visit: 06/20/2026
On 03/03/2026 a left L5-S1 transforaminal ESI with dexamethasone gave 60-70% relief for three months.
SCS trial of two leads, 8 contacts each, 06/10/2026: at least 50% less pain, oxycodone cut by 40%, walks further, successful.
Left leg pain since 01/05/2026, NRS 6-8/10 before the injection.
Request: permanent spinal cord stimulator, thoracic, at the ASC.
Screening by a psychologist was done.
"""  # noqa: E501
LINES = NOTE.split("\n")


def _document() -> Document:
    return read_packet((Source("note.txt", NOTE.encode()),)).documents[0]


def _item(line: int, **fields: Any) -> dict[str, Any]:
    return {
        "quotes": [quote(LINES[line - 1], line)],
        "assertion": "present",
    } | fields


def _made(**lists: Any) -> Made:
    answer = DocumentFacts.model_validate(EMPTY | lists)
    (made,) = convert(_document(), answer)
    return made


def _done(line: int, **fields: Any) -> Made:
    base = {"kind": "epidural-injection", "name": None, "levels": None, "date": None}
    return _made(procedures_done=[_item(line, **(base | fields))])


def test_a_session_keeps_what_it_gave() -> None:
    (fact,) = _done(
        3,
        levels="L5-S1",
        side="left",
        date="03/03/2026",
        approach="transforaminal",
        agents=["dexamethasone"],
        relief="60-70% relief",
        relief_lasted="three months",
    ).facts
    told = fact.model_dump(mode="json", exclude_none=True)
    assert told["relief"] == {"low": 60, "high": 70}
    assert told["relief_days"] == {"low": 89, "high": 92}
    assert told["agents"] == ["dexamethasone"]
    assert told["level"] == "L5-S1"


def test_a_trial_keeps_relief_medicine_and_function() -> None:
    (fact,) = _done(
        4,
        kind="stimulator-trial",
        date="06/10/2026",
        relief="at least 50%",
        medication_cut="40%",
        function="improved",
        result="passed",
        leads=2,
        contacts=8,
    ).facts
    told = fact.model_dump(mode="json", exclude_none=True)
    assert told["relief"] == {"low": 50, "high": 100}
    assert told["medication_cut"] == {"low": 40, "high": 40}
    assert (told["leads"], told["contacts"], told["result"]) == (2, 8, "passed")


@pytest.mark.parametrize(
    "claim",
    [
        {"relief": "80%"},
        {"medication_cut": "60%"},
        {"relief_lasted": "six months"},
        {"leads": 3},
        {"agents": ["triamcinolone"]},
        {"count": 4},
    ],
)
def test_what_no_quote_says_is_refused(claim: dict[str, Any]) -> None:
    made = _done(4, kind="stimulator-trial", **claim)
    assert not made.facts
    assert [one.reason for one in made.refused] == ["malformed"]


def test_an_onset_is_a_date_and_a_score_a_range() -> None:
    (pain,) = _made(
        symptoms=[
            _item(5, kind="pain", site="leg", side="left", roots=[], onset="01/05/2026")
        ]
    ).facts
    assert str(getattr(pain, "start", None)) == "2026-01-05"
    (score,) = _made(
        functional_limits=[
            _item(
                5,
                kind="score",
                name="nrs",
                value=6,
                value_to=8,
                unit="/10",
                phase="baseline",
                site="leg",
            )
        ]
    ).facts
    assert getattr(score, "value_to", None) == 8
    assert getattr(score, "phase", None) == "baseline"


def test_a_request_keeps_phase_setting_and_region() -> None:
    (fact,) = _made(
        requested_procedures=[
            _item(
                6,
                origin="request",
                kind="cord-stimulator-implant",
                name=None,
                levels=None,
                side=None,
                codes=[],
                stage=None,
                target="thoracic",
                phase="permanent",
                setting="ambulatory-center",
            )
        ]
    ).facts
    told = fact.model_dump(mode="json", exclude_none=True)
    assert (told["site"], told["phase"]) == ("thoracic", "permanent")
    assert told["setting"] == "ambulatory-center"


def test_who_examined_is_copied() -> None:
    base = {
        "kind": "psychological-evaluation",
        "date": None,
        "name": None,
        "value": None,
        "unit": None,
        "comparator": None,
        "result": None,
        "indicates": None,
    }
    (fact,) = _made(tests=[_item(7, **base, by="psychologist")]).facts
    assert getattr(fact, "by", None) == "psychologist"
    made = _made(tests=[_item(7, **base, by="psychiatrist")])
    assert not made.facts
