"""Earlier operations: cue words, lists, dates, operative notes; and what is none."""

from __future__ import annotations

import pytest

from tests.extract.frames_request.told import facts


def done(text: str, kind: str = "clinic-note") -> list[str]:
    return sorted({_told(fact) for fact in facts("operations.document", text, kind)})


def _told(fact) -> str:
    absent = "no" if fact.assertion == "absent" else None
    parts = (absent, fact.kind, fact.level or fact.site, fact.side, fact.date)
    return " ".join(part for part in parts if part)


DONE = [
    ("s/p C5-7 ACDF 2019", ["acdf C5-6 2019", "acdf C6-7 2019"]),
    (
        "59-year-old man status post anterior cervical fusion 06/11/2019.",
        ["acdf 2019-06-11"],
    ),
    (
        "He underwent ACDF C5-C6 in June 2019 with Dr. Nobody.",
        ["acdf C5-6 2019-06"],
    ),
    (
        "PSH: ACDF C5-6 (2012), appendectomy, right carpal tunnel release 2015",
        ["acdf C5-6 2012", "carpal-tunnel-release right 2015", "other"],
    ),
    ("Past surgical history: C5-6 fusion.", ["cervical-surgery C5-6"]),
    ("Prior surgery: C5-C6 ACDF, 6/11/2019", ["acdf C5-6 2019-06-11"]),
    (
        "HISTORY OF ACDF C6-7 (2016) AND L4-5 LAMINECTOMY (2009)",
        ["acdf C6-7 2016", "lumbar-decompression L4-5 2009"],
    ),
    ("He has had neck surgery in 2012.", ["cervical-surgery 2012"]),
    ("Postoperative changes from anterior fusion C5-C6.", ["acdf C5-6"]),
    ("Adjacent segment disease above C5-6 ACDF.", ["acdf C5-6"]),
    (
        "The operative report of 06/11/2019 describes C5-C6 ACDF.",
        ["acdf C5-6 2019-06-11"],
    ),
    (
        "Anterior cervical discectomy and fusion at C5-6 performed 03/02/2018.",
        ["acdf C5-6 2018-03-02"],
    ),
    (
        "Laminectomy and fusion C3-4 in 2020.",
        [
            "posterior-cervical-decompression C3-4 2020",
            "posterior-cervical-fusion C3-4 2020",
        ],
    ),
    ("She had a cervical fusion 10 years ago.", ["cervical-surgery 2016"]),
    ("No previous cervical spine surgery.", ["no cervical-surgery"]),
    ("Denies prior neck surgery.", ["no cervical-surgery"]),
]


@pytest.mark.parametrize(("text", "expected"), DONE)
def test_told(text, expected):
    assert done(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Plan: ACDF C5-6.",
        "We recommend C4-5 ACDF after failure of conservative care.",
        "Patient is scheduled for posterior cervical fusion.",
        "Mother had neck surgery.",
        "I discussed the risks of ACDF including nonunion.",
        "Surgical history: none",
        "There was no indication for lumbar spine surgery.",
        "He might be a candidate for ACDF at C4-5.",
    ],
)
def test_not_done(text):
    assert done(text) == []


def test_operative_note_gives_its_own_date_and_joins_its_pieces():
    text = """
OPERATIVE REPORT
Date of surgery: 06/11/2019
PREOPERATIVE DIAGNOSIS: C5-6 stenosis
PROCEDURES PERFORMED:
1. Anterior cervical discectomy and decompression C5-6
2. Anterior interbody arthrodesis C5-6
3. Anterior plate C5-C6
DESCRIPTION OF PROCEDURE: A foraminotomy was then performed at C6-7.
"""
    assert done(text, "operative-note") == ["acdf C5-6 2019-06-11"]
