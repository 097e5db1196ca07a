"""A letter that came back from Word: body and running lines are both looked at."""

from __future__ import annotations

from pathlib import Path

import docx
from typer.testing import CliRunner

from tests.letters.made import matter, reviewed
from workbench.cli.main import app

CASE = "seed-staged-revision"


def test_a_draft_mark_taken_out_of_the_headers_is_a_fault(tmp_path: Path) -> None:
    review, _ = reviewed(CASE)
    (tmp_path / "review.json").write_text(review.model_dump_json())
    (tmp_path / "matter.json").write_text(matter().model_dump_json())
    letter = tmp_path / "letter.docx"
    ends = [str(tmp_path / "review.json"), "--matter", str(tmp_path / "matter.json")]
    kind = "peer-to-peer-invitation"
    run = CliRunner().invoke
    made = run(app, ["letter", kind, *ends, "--format", "docx", "-o", str(letter)])
    assert made.exit_code == 0, made.output
    asked = ["letter", "check", str(letter), *ends, "--kind", kind]

    untouched = run(app, asked)
    document = docx.Document(str(letter))
    document.sections[0].header.paragraphs[0].clear()
    document.sections[0].first_page_header.paragraphs[0].clear()
    document.save(str(letter))
    touched = run(app, asked)

    assert "headers and footers" not in untouched.stderr
    assert "draft mark is gone from the headers" in touched.stderr
    assert touched.exit_code == 100
