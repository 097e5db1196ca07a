"""Mutants: what tests notice, what lives, where it is said to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.policy_tools.made import DAY, HEAD, LIMIT, POLICY, place
from workbench.errors import InputError
from workbench.evals.policies.changes import changes, moved
from workbench.evals.policies.explained import fits
from workbench.evals.policies.mutate import as_text, mutate
from workbench.evals.policies.prepared import prepare
from workbench.evals.policies.variant import workshop
from workbench.policy.draft import draft_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    return tmp_path


def living(name: str = "small-plan") -> dict[str, str]:
    return {one.key: one.where for one in mutate(name, jobs=1).living}


STRICTER = "parameters.least-score.value: 30 -> 31"
LOOSER = "parameters.least-score.value: 30 -> 29"
OVER = "criteria.score.test.measure.at_least: at_least -> over"


def test_a_limit_that_no_test_stands_on_lives_with_file_and_line(folder: Path) -> None:
    path = place(folder)

    found = living()

    assert {STRICTER, LOOSER, OVER} <= found.keys()
    line = POLICY.split("\n").index(
        '  least-score: {value: 30, unit: "%", source: our own example}'
    )
    assert found[STRICTER] == f"{path}:{line + 1}"


def test_what_is_printed_of_a_living_change_is_what_explains_it(folder: Path) -> None:
    place(folder)
    printed = as_text(mutate("small-plan", jobs=1))
    rows = [one.strip() for one in printed.splitlines() if "    mutant: " in one]
    listed = "".join(f"  - {{{row}, because: an example of ours}}\n" for row in rows)
    beside = folder / "policies" / "tests" / "small-plan" / "mutants.yaml"
    beside.write_text(f"policy: small-plan\nexplained:\n{listed}", encoding="utf-8")

    done = mutate("small-plan", jobs=1)

    assert rows and done.clean
    assert len(done.explained) == len(rows)


def test_the_value_at_the_limit_kills_the_stricter_and_not_the_looser(
    folder: Path,
) -> None:
    place(folder, HEAD + LIMIT.format(value=30, status="met"))

    found = living()

    assert STRICTER not in found and OVER not in found
    assert LOOSER in found


def test_the_value_one_step_below_kills_the_looser(folder: Path) -> None:
    place(folder, HEAD + LIMIT.format(value=29, status="not_met"))

    found = living()

    assert LOOSER not in found
    assert {STRICTER, OVER} <= found.keys()


def test_branches_grades_waivers_and_words_are_tried(folder: Path) -> None:
    place(folder)

    kinds = {change.kind for change in changes(draft_of("small-plan"))}

    assert kinds >= {
        "threshold", "comparison", "connective", "branch", "negation", "grades",
        "waiver", "waives", "mode",
    }  # fmt: skip


def test_a_mutant_is_killed_exactly_where_the_whole_evaluation_says_so(
    folder: Path,
) -> None:
    """The short way (only what a change reaches) never differs from the long one."""
    place(
        folder,
        HEAD
        + LIMIT.format(value=30, status="met")
        + LIMIT.format(value=29, status="not_met")
        + DAY.format(day="2026-02-04", status="met"),
    )
    shop = workshop("small-plan")
    tests = prepare("small-plan", shop.compiled)
    compared = 0
    for change in changes(shop.draft):
        variant = shop.variant(change.steps, change.value)
        if variant is None:
            continue
        for one in tests:
            compared += 1
            assert one.kills(variant.policy, variant.reached) == one.fails(
                variant.policy
            ), change.key
    assert compared > 100


def test_an_explained_mutant_lives_no_more_and_a_stale_explanation_is_told(
    folder: Path,
) -> None:
    place(folder)
    beside = folder / "policies" / "tests" / "small-plan" / "mutants.yaml"
    beside.write_text(
        "policy: small-plan\nexplained:\n"
        f"  - {{mutant: '{STRICTER}', because: an example of ours}}\n"
        "  - {mutant: 'criteria.gone.*', because: an example of ours}\n"
    )

    done = mutate("small-plan", jobs=1)

    assert STRICTER in {one.key for one in done.explained}
    assert STRICTER not in {one.key for one in done.living}
    assert done.stale == ("criteria.gone.*",)
    assert not done.clean
    assert "explains nothing any more: criteria.gone.*" in as_text(done)


def test_an_explanation_needs_a_reason(folder: Path) -> None:
    place(folder)
    beside = folder / "policies" / "tests" / "small-plan" / "mutants.yaml"
    beside.write_text(
        f"policy: small-plan\nexplained: [{{mutant: '{STRICTER}', because: ''}}]\n"
    )

    with pytest.raises(InputError, match="because"):
        mutate("small-plan", jobs=1)


def test_a_sample_is_the_same_each_time_and_smaller(folder: Path) -> None:
    place(folder)

    one, two = (mutate("small-plan", sample=8, jobs=1) for _ in range(2))

    assert one == two
    assert one.sampled == 8
    assert one.mutants + one.invalid == 8


def test_two_processes_find_what_one_finds() -> None:
    name = "medicare-lumbar-decompression-pild"

    assert mutate(name, jobs=2) == mutate(name, jobs=1)


def test_steps_of_numbers() -> None:
    assert moved(3.5, 1) == 3.6
    assert moved(8.0, -1) == 7.9
    assert moved(42, 1) == 43


def test_an_explanation_may_leave_text_open_and_brackets_are_plain() -> None:
    assert fits("a.b: [x, y] -> *", "a.b: [x, y] -> [x]")
    assert not fits("a.b: [x, y] -> *", "a.b: x -> [x]")
