"""An edited letter: what a person changed, and what lost its source or its place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.letters.made import matter, reviewed
from workbench.narrate.letters.edited import Edited, check_edited
from workbench.narrate.letters.forms import Form, drafted_as, in_form, without_checklist
from workbench.narrate.letters.letter import Letter, render_letter
from workbench.narrate.letters.library import library
from workbench.narrate.pages.edited import text_of

CASE = "two-level-request"
FORMS: dict[str, Form] = {"md": "md", "txt": "text", "html": "html", "docx": "docx"}


@cache
def draft() -> Letter:
    review, policy = reviewed(CASE)
    return render_letter("adverse", review, policy, matter())


@cache
def drafted(ending: str = "md") -> str:
    return drafted_as(draft(), f"letter.{ending}")


def checked(text: str, ending: str = "md") -> Edited:
    review, policy = reviewed(CASE)
    return check_edited(text, drafted(ending), draft(), review, policy, library())


def edited(before: str, after: str) -> Edited:
    text = drafted()
    assert before in text, before
    return checked(text.replace(before, after, 1))


@pytest.mark.parametrize("ending", sorted(FORMS))
def test_a_letter_that_nobody_touched_is_clean_in_every_form(ending: str) -> None:
    made = in_form(draft(), FORMS[ending])
    raw = made if isinstance(made, bytes) else made.encode()
    found = checked(without_checklist(text_of(raw, f"letter.{ending}")), ending)
    assert found.clean and found.changes == ()


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("at least 6 weeks without", "at least 9 weeks without", "number"),
        ("narrowing at C5-6", "narrowing at C6-7", "level"),
        ("mild-to-moderate narrowing", "severe-looking, severe narrowing", "grade"),
        ("January 30, 2026", "January 3, 2026", "date"),
        ("You have 180 days", "You have 30 days", "number"),
        ("1-800-555-0103", "1-800-555-0199", "number"),
        ("Odalys Marrow", "Odalia Marrow", "name"),
        ("“Smokes 1 ppd.”", "“Smokes 2 ppd.”", "number"),
        ("| 22551, 22552 |", "| 22551, 22554 |", "code"),
        (
            "Aetna CPB 0743, A.3, Line 2: **met**",
            "Aetna CPB 0743, A.3, Line 1: **met**",
            "line id",
        ),
        ("| Line 1 | **not met**", "| Line 1 | **met**", "line id"),
        ("A.1, Lines 1 and 2: **met**", "A.1, Lines 1 and 3: **met**", "line id"),
    ],
)
def test_a_planted_fault_is_named(before: str, after: str, kind: str) -> None:
    found = edited(before, after)
    assert kind in {item.kind for item in found.untraced}
    assert not found.clean and len(found.changes) == 1


def test_plain_words_of_a_person_are_a_change_and_no_fault() -> None:
    found = edited(
        "Keep seeing your doctor.", "Please keep seeing your doctor as before."
    )
    assert found.clean and found.changes[0].what == "changed"
    assert found.changes[0].after == "Please keep seeing your doctor as before."


def test_a_filled_blank_needs_its_source_in_the_matter() -> None:
    review, policy = reviewed(CASE)
    letter = render_letter("adverse", review, policy, matter(reference=None))
    before = drafted_as(letter, "letter.md")
    text = before.replace(r"\[reference number: not given\]", "LF-2026-99999")
    found = check_edited(text, before, letter, review, policy, library())
    assert {item.token for item in found.untraced} >= {"99999"}


def test_an_element_taken_out_is_missed_by_name() -> None:
    lines = [one for one in drafted().split("\n") if not one.startswith("**Court")]
    found = checked("\n".join(lines))
    assert [item.element for item in found.missing] == ["erisa-court"]
    assert not found.clean


def test_a_draft_that_lost_its_mark_is_not_clean() -> None:
    marked = [one for one in drafted().split("\n") if "Draft recommendation" not in one]
    found = checked("\n".join(marked))
    assert found.draft_mark_gone and not found.clean


def test_hard_words_raise_the_grade_over_the_limit() -> None:
    hard = (
        "Notwithstanding considerable accommodation, radiculopathic manifestations "
        "necessitate comprehensive multidisciplinary reconsideration preceding "
        "authorization of interventional instrumentation procedures. "
    )
    found = edited("Keep seeing your doctor.", hard * 12)
    assert found.reading and not found.reading.easy and not found.clean


def test_the_command_says_100_for_a_fault_and_0_for_none(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from workbench.cli.main import app

    review, _ = reviewed(CASE)
    (tmp_path / "review.json").write_text(review.model_dump_json())
    (tmp_path / "matter.json").write_text(matter().model_dump_json())
    letter = tmp_path / "letter.md"
    ends = ["--matter", str(tmp_path / "matter.json")]
    run = CliRunner().invoke
    made = [
        "letter",
        "adverse",
        str(tmp_path / "review.json"),
        *ends,
        "-o",
        str(letter),
    ]
    assert run(app, made).exit_code == 0
    asked = ["letter", "check", str(letter), str(tmp_path / "review.json"), *ends]
    assert run(app, [*asked, "--kind", "adverse"]).exit_code == 0
    letter.write_text(letter.read_text().replace("6 weeks", "8 weeks"))
    done = run(app, [*asked, "--kind", "adverse"])
    assert done.exit_code == 100 and "8 weeks" in done.stdout
