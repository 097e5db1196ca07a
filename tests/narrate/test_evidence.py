"""The evidence library: primary studies, fitting populations, numbers in order."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.narrate.narrate_factory import CASE, POLICY, REVIEW
from workbench.errors import ContentError
from workbench.narrate.evidence import (
    Library,
    Study,
    case_tags,
    choose,
    fits,
    library,
    references,
)
from workbench.narrate.evidence.choose import region_of
from workbench.narrate.evidence.library import FILE, read
from workbench.narrate.narrative import render
from workbench.policy.loader import load_policy
from workbench.schema.case import Diagnosis, ImagingFinding, ImagingStudy, Patient
from workbench.schema.review import Review

ROOT = Path(__file__).parents[2]
POLICIES = ROOT / "policies"
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
    "checked": "nowhere",
    "population": "nobody",
    "finding": "nothing",
    "limits": "invented",
    "region": "cervical",
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


def on_the_lumbar_spine() -> Review:
    """The same findings and statuses, asked for at lumbar levels."""
    lines = tuple(
        line.model_copy(update={"level": "L4-5"}) for line in REVIEW.determination.lines
    )
    determination = REVIEW.determination.model_copy(update={"lines": lines})
    return REVIEW.model_copy(update={"determination": determination})


def test_a_lumbar_line_raises_no_cervical_note() -> None:
    """Radicular symptoms and a grade look alike in both parts of the spine."""
    older = {"case": CASE.model_copy(update={"patient": Patient(age=70)})}

    assert choose(REVIEW.model_copy(update=older), SOURCE)
    assert choose(on_the_lumbar_spine().model_copy(update=older), SOURCE) == ()


def with_a_bulge(review: Review) -> Review:
    finding = ImagingFinding(
        id="b",
        kind="disc-bulge",
        assertion="present",
        evidence=CASE.imaging_studies[0].evidence,
    )
    study = CASE.imaging_studies[0].model_copy(update={"findings": (finding,)})
    case = CASE.model_copy(update={"imaging_studies": (study,)})
    return review.model_copy(update={"case": case})


def test_a_lumbar_note_needs_the_finding_and_the_lumbar_spine() -> None:
    def used(review: Review) -> set[str]:
        return {item.note.id for item in choose(review, SOURCE)}

    assert "bulges-are-common" in used(with_a_bulge(on_the_lumbar_spine()))
    assert "bulges-are-common" not in used(on_the_lumbar_spine())
    assert "bulges-are-common" not in used(with_a_bulge(REVIEW))


def test_a_line_without_a_level_is_placed_by_its_procedure() -> None:
    line = REVIEW.determination.lines[0].model_copy(update={"level": None})

    assert region_of(line) == "cervical"
    assert region_of(line.model_copy(update={"procedure": "unheard-of"})) is None


@pytest.mark.parametrize(
    ("level", "part"),
    [
        ("L5-S1", "lumbar"),
        ("lumbar", "lumbar"),
        ("T12", "thoracic"),
        ("sural nerve", "cervical"),
    ],
)
def test_a_place_may_be_a_vertebra_a_region_or_a_nerve(level: str, part: str) -> None:
    """A nerve is of no part of the spine: the procedure says it."""
    line = REVIEW.determination.lines[0].model_copy(update={"level": level})

    assert region_of(line) == part


def test_notes_on_grades_are_not_for_a_policy_that_takes_any_grade() -> None:
    lines = tuple(
        line.model_copy(update={"policy": "medicare-cervical-fusion"})
        for line in REVIEW.determination.lines
    )
    determination = REVIEW.determination.model_copy(update={"lines": lines})
    older = CASE.model_copy(update={"patient": Patient(age=70)})
    review = REVIEW.model_copy(update={"case": older})
    medicare = review.model_copy(update={"determination": determination})

    assert "readers-differ" in {item.note.id for item in choose(review, SOURCE)}
    assert "readers-differ" not in {item.note.id for item in choose(medicare, SOURCE)}


def test_every_criterion_and_policy_named_exists() -> None:
    policies = {path.stem for path in POLICIES.glob("*.yaml")}
    known = {
        criterion.id for name in policies for criterion in load_policy(name).criteria
    }

    for entry in (*SOURCE.notes, *SOURCE.figures):
        assert set(entry.about) <= known, entry.id
    for note in SOURCE.notes:
        assert set(note.not_for) <= policies


def test_no_note_says_a_figure_that_the_library_refuses() -> None:
    said = " ".join(note.text for note in SOURCE.notes)

    for figure in SOURCE.figures:
        for number in re.findall(r"\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)?%", figure.quoted):
            assert number not in said, figure.id


def test_the_lumbar_counts_stand_as_they_were_counted() -> None:
    """Of the published table: 1520 discs, 746 bulging, 72 herniated; 200 of 218."""
    note = next(item for item in SOURCE.notes if item.id == "bulges-are-common")

    for count, of, share in (
        (746, 1520, "49.1%"),
        (72, 1520, "4.7%"),
        (200, 218, "91.7%"),
    ):
        assert f"{100 * count / of:.1f}%" == share
        assert str(count) in note.text and share in note.text


def test_a_paper_not_read_in_full_says_so_where_it_is_cited() -> None:
    narrative = render(with_case(patient=Patient(age=70)), POLICY)
    cited = narrative.partition("## References")[2]

    assert cited.count("not the full paper") == len(re.findall(r"^\d+\. ", cited, re.M))
    assert {study.read for study in SOURCE.studies} <= {"abstract", "data"}


def test_the_docs_show_every_paper_and_every_refused_figure() -> None:
    text = " ".join((ROOT / "docs/evidence.md").read_text(encoding="utf-8").split())

    for paper in (*SOURCE.studies, *SOURCE.reviews):
        assert paper.doi in text, paper.id
    for figure in SOURCE.figures:
        assert figure.quoted in text, figure.id


FAULTS = [
    ("year: 2023", "year: soon", "studies.1.year", "year: soon"),
    ("doi: 10.31616/asj", "doi: asj", "studies.1.doi", "doi: asj"),
    (
        "design: randomised trial",
        "design: review",
        "studies.5.design",
        "design: review",
    ),
    ("region: lumbar", "region: knee", "studies.7.region", "region: knee"),
    (
        "studies: [hong-nam-2022]",
        "studies: [noordhoek-2019]",
        "note territories-vary cites the review noordhoek-2019",
        "id: noordhoek-2019",
    ),
    (
        "studies: [kim-2015]",
        "studies: [kim-1815]",
        "note readers-differ cites an unknown study kim-1815",
        "id: readers-differ",
    ),
    (
        "instead: subsidence-common",
        "instead: not-there",
        "figure nonunion-by-motion names an unknown note not-there",
        "id: nonunion-by-motion",
    ),
    (
        "against: [noordhoek-2019]",
        "against: []",
        "review noordhoek-2019 is held against no figure",
        "id: noordhoek-2019",
    ),
    (
        "needs: [lumbar-bulge]",
        "needs: [lumbar-lump]",
        "study van-der-graaf-2024 names a tag that is not defined: lumbar-lump",
        "id: van-der-graaf-2024",
    ),
    ("id: readers-differ", "id: plane-matters", "two entries", "id: plane-matters"),
    ("  radiculopathy:\n", "  radiculopathy: [\n", "not valid YAML", "radiculopathy"),
]


@pytest.mark.parametrize(("old", "new", "says", "near"), FAULTS)
def test_a_fault_in_the_file_is_named_with_its_line(
    old: str, new: str, says: str, near: str, tmp_path: Path
) -> None:
    path = tmp_path / "library.yaml"
    text = (ROOT / "prompts" / FILE).read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(ContentError) as refused:
        read(path)

    message = str(refused.value)
    assert says in message
    line = int(message.removeprefix(f"{path}:").partition(":")[0])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert near in "\n".join(lines[max(0, line - 2) : line + 1])
