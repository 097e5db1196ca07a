"""Letters on a request that several policies judged: each about its own lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.evaluate.test_several import INJECTION, NECK, REQUEST, review
from workbench.cli.main import app
from workbench.errors import InputError
from workbench.narrate.letters.several import joined, parts_of, render_letters
from workbench.policy.loader import load_policy
from workbench.schema.decision import Decision, LineDecision
from workbench.schema.matter import Matter
from workbench.schema.review import review_sha256

POLICIES = tuple(load_policy(name) for name in (NECK, INJECTION))


def test_each_letter_tells_its_lines_and_cites_its_policy() -> None:
    done = render_letters("auto", review(REQUEST), POLICIES, Matter())
    told = {policy.id: letter for policy, letter in done.letters}

    assert set(told) == {NECK, INJECTION} and not done.left_out
    assert all(not letter.untraced for letter in told.values())
    assert "Line 1" in told[NECK].markdown and "Line 2" not in told[NECK].markdown
    assert "Line 2" in told[INJECTION].markdown
    assert "Line 1" not in told[INJECTION].markdown
    assert "L39240" in told[INJECTION].markdown and "L39240" not in told[NECK].markdown


def test_what_no_policy_covers_is_told_once() -> None:
    done = render_letters("auto", review(REQUEST), POLICIES, Matter())
    telling = [
        policy.id for policy, one in done.letters if "knee replacement" in one.markdown
    ]

    assert telling == [NECK]


def test_a_decision_on_the_whole_decides_each_part_as_its_lines_say() -> None:
    whole = review(REQUEST)
    decision = Decision(
        value="approve",
        lines=(
            LineDecision(line="L1", value="approve"),
            LineDecision(line="L2", value="approve"),
        ),
        review_sha256=review_sha256(whole),
    )
    parts = parts_of(whole, POLICIES, Matter(decision=decision))

    for part, line in zip(parts, ("L1", "L2"), strict=True):
        own = part.matter.decision
        assert own is not None and [one.line for one in own.lines] == [line]
        assert own.review_sha256 == review_sha256(part.review)


def test_a_decision_on_another_review_is_refused_for_every_part() -> None:
    other = Decision(value="approve", review_sha256="0" * 64)

    with pytest.raises(InputError, match="another review"):
        render_letters("auto", review(REQUEST), POLICIES, Matter(decision=other))


def test_a_kind_that_fits_no_part_is_refused() -> None:
    with pytest.raises(InputError):
        render_letters("approval", review(REQUEST), POLICIES, Matter())


def test_the_letters_joined_are_all_there_under_the_hash_of_the_whole() -> None:
    whole = review(REQUEST)
    done = render_letters("auto", whole, POLICIES, Matter())
    made = joined(done, whole)

    assert made.review_sha256 == review_sha256(whole)
    assert all(
        part in made.parts for _, letter in done.letters for part in letter.parts
    )
    assert {one.element for one in made.obstacles} >= {"signed"}


def test_of_one_policy_the_letter_is_the_one_that_it_was() -> None:
    alone = review(REQUEST, policy=NECK)
    done = render_letters("auto", alone, POLICIES[:1], Matter())
    ((_, letter),) = done.letters

    assert joined(done, alone) is letter


def test_the_command_writes_a_file_for_each_policy_or_one_alone(tmp_path: Path) -> None:
    source = tmp_path / "review.json"
    source.write_text(review(REQUEST).model_dump_json(), encoding="utf-8")
    run = CliRunner().invoke
    out = tmp_path / "letter.html"

    done = run(app, ["letter", "auto", str(source), "--format", "html", "-o", str(out)])
    assert done.exit_code == 0
    for name in (NECK, INJECTION):
        text = (tmp_path / f"letter-{name}.html").read_text(encoding="utf-8")
        assert text.startswith("<!doctype")
    both = run(app, ["letter", "auto", str(source)]).stdout
    one = run(app, ["letter", "auto", str(source), "--policy", INJECTION]).stdout
    assert "Line 1" in both and "Line 2" in both
    assert "Line 2" in one and "Line 1" not in one
    refused = run(app, ["letter", "auto", str(source), "--format", "pdf"])
    assert refused.exit_code and "--policy" in str(refused.exception)
    unknown = run(app, ["letter", "auto", str(source), "--policy", "spine-mri"])
    assert unknown.exit_code and NECK in str(unknown.exception)
