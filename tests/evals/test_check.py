"""Checking the cases themselves: every kind of wrong label is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evals.cases import CLEAN, SEED, copied, edit
from workbench.evals.check import as_text, check_cases
from workbench.evals.gold import find_gold


def problems(folder: Path) -> str:
    return "\n".join(text for _, text in check_cases([folder]).problems)


def test_every_shipped_case_is_sound() -> None:
    done = check_cases(find_gold([]))

    assert not done.problems, as_text(done)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "imaging-at-level: met",
            "imaging-at-level: not_met",
            "statuses give not_medically_necessary",
        ),
        ("imaging-at-level: met", "imaging-level: met", "no criterion 'imaging-level'"),
        (
            "imaging-at-level: met",
            "arthroplasty-eligible: met",
            "does not apply to 'acdf'",
        ),
        ("recommendation: approve\n    confirm", "recommendation: partial\n    confirm",
         "the lines give approve, not partial"),
        ("confirm_by: nurse", "confirm_by: physician", "confirm_by follows as nurse"),
        ("policy: cervical-spine-surgery", "policy: no-such", "no policy 'no-such'"),
        (f"id: {CLEAN}", "id: other", "is not the name of its folder"),
    ],
)  # fmt: skip
def test_a_wrong_label_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    folder = copied(tmp_path, CLEAN)
    edit(folder, old, new)

    assert said in problems(folder)


def test_a_packet_that_gives_its_answer_away_is_named(tmp_path: Path) -> None:
    folder = copied(tmp_path, CLEAN)
    file = next((folder / "packet").iterdir())
    (folder / "packet" / "approve-this.txt").write_text("Nothing.\n", encoding="utf-8")
    with file.open("a", encoding="utf-8") as stream:
        stream.write("\nstatus not_met\n")

    found = problems(folder)

    assert "file's name gives the answer away" in found
    assert "names a status of ours" in found


def test_two_readings_give_agreement_and_kappa(tmp_path: Path) -> None:
    folder = copied(tmp_path, SEED)
    text = (folder / "gold.yaml").read_text(encoding="utf-8")
    outcomes = text[text.index("outcomes:") :]
    second = outcomes.replace("imaging-at-level: met", "imaging-at-level: not_met", 1)
    assert second != outcomes
    (folder / "second.yaml").write_text(f"reader: B\n{second}", encoding="utf-8")

    done = check_cases([folder])

    assert done.read_twice == 1
    assert 0 < done.criteria.items - done.criteria.agreed == len(done.differences)
    assert done.criteria.kappa is not None and 0.9 < done.criteria.kappa < 1
    assert "first met, second not_met" in as_text(done)


def test_a_line_labelled_in_part_is_noted_and_held_to_what_fails(
    tmp_path: Path,
) -> None:
    folder = copied(tmp_path, CLEAN)
    edit(folder, "imaging-at-level: met, ", "")

    done = check_cases([folder])

    assert not done.problems
    assert "no status for imaging-at-level" in done.notes[0][1]
    edit(folder, "conservative-care: met", "conservative-care: not_met")
    assert "statuses give not_medically_necessary" in problems(folder)
