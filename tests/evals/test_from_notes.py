"""Notes without labels become cases that hold a reader to reading nothing into them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.evals.cases import rules
from workbench.cli.main import app
from workbench.errors import InputError
from workbench.evals.check import check_cases
from workbench.evals.from_notes import Note, note_cases, read_notes
from workbench.evals.from_review import write_case
from workbench.evals.generate import Job, run_job
from workbench.evals.gold import load_gold
from workbench.evals.scores.case import score

QUIET = "HISTORY: Ada Invented has had neck pain since spring. She tried some therapy.\n"
CARED = (
    "PHYSICAL THERAPY DISCHARGE SUMMARY, neck\nStart of care: 03/01/2021\n"
    "Discharge: 05/20/2021\nVisits attended: 18\nNo lasting benefit.\n"
    "Naproxen 500 mg twice a day from 03/01/2021 to 05/20/2021 without benefit.\n"
)


def verdicts(tmp_path: Path, text: str) -> dict[str, bool]:
    found = {}
    for name, files in note_cases(Note("n", text)).items():
        write_case(files, tmp_path / name)
        run = run_job(Job(tmp_path / name), rules)
        found[name] = score(run, load_gold(tmp_path / name)).passed
    return found


def test_a_note_with_nothing_in_it_passes_both_ways(tmp_path: Path) -> None:
    assert verdicts(tmp_path, QUIET) == {"n-alone": True, "n-asked": True}
    assert not check_cases([tmp_path / "n-alone", tmp_path / "n-asked"]).problems


def test_a_care_that_is_read_out_of_a_note_fails_its_case(tmp_path: Path) -> None:
    assert verdicts(tmp_path, CARED) == {"n-alone": True, "n-asked": False}


def test_a_file_of_notes_becomes_folders(tmp_path: Path) -> None:
    file = tmp_path / "my notes" / "notes.jsonl"
    file.parent.mkdir()
    rows = [{"note": QUIET}, {"text": CARED}]
    file.write_text("\n\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    words = ["eval", "notes", str(file), "--into", str(tmp_path / "cases")]

    done = CliRunner().invoke(app, words)

    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "cases").iterdir()) == [
        "my-notes-0001-alone",
        "my-notes-0001-asked",
        "my-notes-0003-alone",
        "my-notes-0003-asked",
    ]


@pytest.mark.parametrize(
    ("line", "said"), [("[1]", "not a JSON object"), ('{"body": "x"}', "no text under")]
)
def test_a_line_that_is_no_note_is_named(tmp_path: Path, line: str, said: str) -> None:
    file = tmp_path / "notes.jsonl"
    file.write_text(f'{{"text": "x"}}\n{line}\n', encoding="utf-8")

    with pytest.raises(InputError, match=said) as caught:
        list(read_notes(file))

    assert ":2" in caught.value.line()
