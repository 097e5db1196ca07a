"""Papers that name services without asking, and words that take one of several back."""

from __future__ import annotations

import pytest

from tests.readings.requests.measure import read_lines
from workbench.extract.rules.frames.request.asking_after import taken_off, told_after
from workbench.extract.rules.frames.request.sides import _whole

NOTHING = {
    "a schedule of many": "OR SCHEDULE  WED  ROOM 2\n0730  A. Ames   ACDF C5-6\n",
    "an answer of the plan": "ST*278*1~\nBHT*0007*11*A~\nSV1*HC:63030:RT*0*UN*1~\n",
    "a cancellation": "ST*278*1~\nUM*HS*3*BD~\nSV1*HC:62321*0*UN*1~\n",
    "a list of codes": "FRONT DESK - which codes need auth\n"
    "22551 ACDF\n63650 SCS trial\n",
    "a decision": "NOTICE OF DENIAL\nRequested: TLIF L4-5, 22633\nNot approved.\n",
    "a stamp": "SURGERY REQUEST\n*** V O I D ***\nProcedure: ACDF C5-6 22551\n",
    "all of it withdrawn": "AUTH REQUEST\nACDF C5-6\nWithdrawing the entire request.\n",
    "how it stands": "Any update on our pending auth? We sent it 3/14: ACDF C5-6.\n",
    "an opinion": "IME REPORT\nA TLIF L4-5 was proposed. I would not do it.\n",
    "papers": "Please send complete copies of all authorization files for ACDF C5-6.\n",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_a_paper_that_tells_asks_for_nothing(text: str) -> None:
    assert not read_lines(text)


ASKED = {
    "a board with its auth open": (
        "OR BOARD WED\n0730  Veale   L3-4 lami   needs auth\n",
        ["lumbar-decompression L3-4"],
    ),
    "a request that is sent again": (
        "AUTH REQUEST - resubmitting\nWe sent it 3/14, any update on the request?\n"
        "Procedure: ACDF C5-6 22551\n",
        ["acdf C5-6"],
    ),
    "an appeal of a notice": (
        "Appeal of notice of denial\nWe ask you to overturn the denial of ACDF C5-6.\n",
        ["acdf C5-6"],
    ),
    "a void request with another in its place": (
        "Please void the request for ACDF C4-5. Please open a new request: ACDF C5-6"
        ", CPT 22551.\n",
        ["acdf C5-6"],
    ),
    "a line struck beside one that stands": (
        "CASE REQUEST\nProcedure 1: ACDF C5-6 22551\n"
        "Procedure 2: --- cancelled 5/20 --- ACDF C6-7 22552\n",
        ["acdf C5-6"],
    ),
    "what was agreed in the end": (
        "PEER TO PEER\nAsked: TLIF L4-5 and L5-S1.\n"
        "Amended request: L4-5 TLIF, 22633.\n",
        ["lumbar-interbody-fusion L4-5"],
    ),
    "what is skipped after all": (
        "Caller needs prior auth for ACDF C5-6 22551 and facet injections C5-6, no,"
        " doctor said skip the facets.\n",
        ["acdf C5-6"],
    ),
    "a sheet with letters over its columns": (
        "A | B | C | D\nProcedure | CPT | Side | Level\nTFESI | 64483 | R | L3-4\n",
        ["epidural-transforaminal L3-4 right"],
    ),
    "further levels of the thoracic spine": (
        "AUTH REQUEST\nfusion, posterior, T11-12 and T12-L1: 22610, 22614\n",
        ["other T11-12", "other T12-L1"],
    ),
    "a code given to each level": (
        "AUTH REQUEST\nkyphoplasty: T12 = 22513, L1 = 22515\n",
        ["kyphoplasty L1", "kyphoplasty T12"],
    ),
}


@pytest.mark.parametrize(("text", "lines"), ASKED.values(), ids=ASKED)
def test_what_is_asked_for_still_is(text: str, lines: list[str]) -> None:
    assert sorted(map(str, read_lines(text))) == lines


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("laminectomy was considered and rejected because of kyphosis", True),
        ("laminectomy is contraindicated here", True),
        ("laminectomy, which she refuses", True),
        ("laminectomy (63047) was discussed.", True),
        ("laminectomy was discussed and she wishes to proceed", False),
        ("laminectomy is indicated", False),
        ("laminectomy because the last epidural gave no relief", False),
        ("laminectomy, patient has failed therapy", False),
        ("laminectomy at L4-5 gave 80% relief for a year", True),
    ],
)
def test_a_clause_tells_of_what_it_named(text: str, told: bool) -> None:
    assert told_after(text, len("laminectomy")) is told


@pytest.mark.parametrize(
    ("text", "off"),
    [
        ("22846  REMOVE, wrong plate code", True),
        ("64555) 04/2032, 65% relief", True),
        ("22612 discussed and dropped", True),
        ("22852 remove posterior hardware L4-5", False),
        ("63688 removal of the generator", False),
        ("64483 L4-5 right", False),
    ],
)
def test_words_after_a_code_take_it_off(text: str, off: bool) -> None:
    assert taken_off(text, 5) is off


def test_a_side_is_no_part_of_a_word_that_a_window_cuts() -> None:
    text = "L4-5 laminectomy (revision L4-5)"
    assert _whole(text, 4, 28).endswith("(revision ")
