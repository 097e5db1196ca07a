"""The evidence library: primary studies, fitting populations, numbers in order."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.narrate.narrate_factory import CASE, REVIEW
from workbench.narrate.evidence import (
    Library,
    Study,
    case_tags,
    choose,
    fits,
    library,
    references,
)
from workbench.schema.case import Diagnosis, ImagingFinding, ImagingStudy, Patient
from workbench.schema.review import Review

SOURCE = library()
STUDY: dict[str, Any] = {
    "id": "invented-2020",
    "authors": "Invented A",
    "title": "Invented",
    "journal": "Invented",
    "year": 2020,
    "volume": "1",
    "pages": "1-2",
    "doi": "10.1234/invented",
    "design": "retrospective cohort",
    "read": "abstract",
    "population": "nobody",
}


def with_case(**changes: Any) -> Review:
    return REVIEW.model_copy(update={"case": CASE.model_copy(update=changes)})


def test_a_summary_or_review_cannot_be_entered() -> None:
    with pytest.raises(ValidationError):
        Study(**STUDY | {"design": "guideline summary"})
    with pytest.raises(ValidationError):
        Study(**STUDY | {"design": "systematic review"})


@pytest.mark.parametrize(
    "notes",
    [
        [],
        [
            {
                "id": "n",
                "about": ["imaging-at-level"],
                "when": ["met"],
                "studies": ["unknown-study"],
                "text": "x",
                "limits": "x",
            }
        ],
    ],
)
def test_an_unused_or_unknown_study_is_refused(notes: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        Library.model_validate_json(
            json.dumps({"tags": {}, "studies": [STUDY], "notes": notes})
        )


def test_the_case_of_an_earlier_fusion_is_tagged_so() -> None:
    tags = case_tags(CASE, SOURCE.tags)

    assert {"radiculopathy", "earlier-cervical-fusion", "subsidence"} <= tags
    assert "myelopathy" not in tags
    assert "disc-herniation" not in tags


def test_hardware_called_intact_is_still_hardware() -> None:
    finding = ImagingFinding(
        id="h",
        kind="hardware-failure",
        assertion="absent",
        evidence=CASE.imaging_studies[0].evidence,
    )
    study = ImagingStudy(
        id="s",
        kind="xray",
        evidence=finding.evidence,
        findings=(finding,),
    )
    case = CASE.model_copy(
        update={"imaging_studies": (study,), "diagnoses": (), "procedures_done": ()}
    )

    assert "earlier-cervical-fusion" in case_tags(case, SOURCE.tags)


def test_an_absent_or_planned_finding_makes_no_population() -> None:
    diagnosis = Diagnosis(
        id="d",
        kind="cervical-radiculopathy",
        assertion="absent",
        evidence=CASE.diagnoses[0].evidence,
    )
    case = CASE.model_copy(update={"diagnoses": (diagnosis,), "symptoms": ()})

    assert "radiculopathy" not in case_tags(case, SOURCE.tags)


def test_first_operation_studies_are_not_used_for_a_revision() -> None:
    used = {ref.study.id for ref in references(choose(REVIEW, SOURCE))}

    assert used == {"hong-nam-2022", "godlewski-2022", "yang-2021"}


def test_a_first_operation_may_use_them() -> None:
    studies = tuple(
        study.model_copy(
            update={
                "findings": tuple(
                    item for item in study.findings if item.kind == "stenosis"
                )
            }
        )
        for study in CASE.imaging_studies
    )
    review = with_case(
        imaging_studies=studies, diagnoses=CASE.diagnoses[:1], procedures_done=()
    )
    used = {ref.study.id for ref in references(choose(review, SOURCE))}

    assert {"lambrechts-2023", "lee-2016"} <= used
    assert "godlewski-2022" not in used


@pytest.mark.parametrize(
    ("age", "fit"), [(59, False), (61, True), (86, True), (87, False), (None, False)]
)
def test_the_age_must_be_one_that_was_studied(age: int | None, fit: bool) -> None:
    study = next(item for item in SOURCE.studies if item.id == "kim-2015")

    assert fits(study, frozenset(), age) is fit


def test_age_enters_the_choice() -> None:
    older = with_case(patient=Patient(age=70))
    used = {ref.study.id for ref in references(choose(older, SOURCE))}

    assert "kim-2015" in used


def test_references_are_numbered_by_first_use() -> None:
    found = choose(REVIEW, SOURCE)
    numbers = [ref.number for item in found for ref in item.references]

    assert numbers == sorted(numbers)
    assert [ref.number for ref in references(found)] == [1, 2, 3]


def test_a_note_names_the_lines_that_raised_it() -> None:
    found = {item.note.id: item.lines for item in choose(REVIEW, SOURCE)}

    assert found["subsidence-common"] == ("L5", "L6")


def test_what_was_read_as_an_abstract_says_so() -> None:
    assert {study.read for study in SOURCE.studies} == {"abstract"}
