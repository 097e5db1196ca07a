"""Coverage: statuses, deciding branches, and limits stood on and stepped over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.policy_tools.made import DAY, HEAD, LIMIT, POLICY, place
from workbench.cli.main import app
from workbench.evals.policies.coverage import Coverage, Item, coverage
from workbench.evals.policies.prepared import prepare
from workbench.evals.policies.statuses import possible
from workbench.evals.policies.table import as_html, as_text
from workbench.evals.policies.variant import workshop
from workbench.evaluate.answer import STATUS
from workbench.policy.loader import list_policies
from workbench.policy.tree import nodes
from workbench.policy.tree import tests as trees


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    return tmp_path


def item(done: Coverage, id_: str) -> Item:
    return next(one for one in done.items if one.id == id_)


SCORE = "parameters.least-score.value"
BACK = "parameters.look-back.value"


def test_a_test_is_seen_in_the_statuses_that_came_out(folder: Path) -> None:
    place(folder, HEAD + LIMIT.format(value=29, status="not_met"))

    found = item(coverage("small-plan"), "criteria.score.test.measure")

    assert found.seen == ("met", "not_met")
    assert found.missing == ("not_documented", "conflicting")
    assert "denies it" in found.write


@pytest.mark.parametrize(
    ("values", "seen"),
    [
        ((), ()),
        ((30,), ("between the limit and one step more",)),
        ((29,), ("between one step less and the limit",)),
        ((28, 29, 30), None),
        ((29, 30, 31), None),
    ],
)
def test_a_limit_is_stood_on_and_stepped_over(
    folder: Path, values: tuple[int, ...], seen: tuple[str, ...] | None
) -> None:
    tests = [
        LIMIT.format(value=one, status="met" if one >= 30 else "not_met")
        for one in values
    ]
    place(folder, HEAD + "".join(tests))

    found = item(coverage("small-plan"), SCORE)

    if seen is None:
        assert found.missing == ()
    else:
        assert found.seen == seen


@pytest.mark.parametrize(
    ("values", "write"),
    [
        ((29, 30), "one test: a value from 28 to 29%, or from 31 to 32%"),
        ((30,), "two tests: a value from 29 to 30%; a value from 28 to 29%, or from"),
    ],
)
def test_so_many_tests_are_asked_for_as_are_missing(
    folder: Path, values: tuple[int, ...], write: str
) -> None:
    tests = [
        LIMIT.format(value=one, status="met" if one >= 30 else "not_met")
        for one in values
    ]
    place(folder, HEAD + "".join(tests))

    assert item(coverage("small-plan"), SCORE).write.startswith(write)


def test_tests_that_look_alike_are_told_apart_by_what_differs(folder: Path) -> None:
    named = POLICY.replace(
        "- fact: {id: signal, list: imaging_findings, kind: cord-signal-change}",
        "- fact: {list: exam_findings, kind: weakness, site: arm, side: line}\n"
        "        - fact: {list: exam_findings, kind: weakness, site: leg, side: line}",
    )
    place(folder, policy=named)

    done = coverage("small-plan")

    for number, site in ((1, "arm"), (2, "leg")):
        found = item(done, f"criteria.narrowing.test.any.{number}.fact")
        branch = item(done, f"criteria.narrowing.test.any.{number}")
        assert found.name == branch.name == f"fact weakness (site {site})"


def test_a_look_back_in_months_is_stepped_by_days(folder: Path) -> None:
    days = [
        ("2026-02-05", "met"),
        ("2026-02-04", "met"),
        ("2026-02-03", "not_documented"),
    ]
    place(folder, HEAD + "".join(DAY.format(day=d, status=s) for d, s in days))

    assert item(coverage("small-plan"), BACK).missing == ()

    days[2] = ("2026-02-02", "not_documented")
    place(folder, HEAD + "".join(DAY.format(day=d, status=s) for d, s in days))

    assert item(coverage("small-plan"), BACK).missing != ()


def test_a_branch_decides_only_where_no_other_does(folder: Path) -> None:
    place(folder)

    done = coverage("small-plan")

    assert item(done, "criteria.narrowing.test.any.0").seen == ("decides",)
    assert item(done, "criteria.narrowing.test.any.1").missing == ("decides",)
    assert item(done, "waivers.weaker").missing == ("decides",)


def test_what_cannot_be_reached_is_explained_and_not_counted(folder: Path) -> None:
    place(folder)
    before = coverage("small-plan")
    beside = folder / "policies" / "tests" / "small-plan" / "mutants.yaml"
    beside.write_text(
        "policy: small-plan\nunreached:\n"
        "  - {item: 'waivers.weaker: decides', because: an example of ours}\n"
    )

    after = coverage("small-plan")

    assert after.share()[1] == before.share()[1] - 1
    assert item(after, "waivers.weaker").explained == "an example of ours"


def test_tables_name_place_and_test_to_write(folder: Path) -> None:
    path = place(folder)
    done = coverage("small-plan")

    text, page = as_text([done]), as_html([done], [])

    assert (
        f"{path}:" in text and "a request that is waived only by weaker alone" in text
    )
    assert '    item: "waivers.weaker: decides"' in text
    assert "<th>limits</th>" in page and "small-plan: not tested" in page


def test_the_command_fails_below_the_coverage_asked_for(folder: Path) -> None:
    place(folder)
    runner = CliRunner()

    low = runner.invoke(app, ["policy", "test", "small-plan", "--coverage", "10"])
    high = runner.invoke(
        app, ["policy", "test", "small-plan", "--coverage", "95", "--format", "json"]
    )

    assert low.exit_code == 0
    assert high.exit_code == 100
    assert json.loads(high.stdout)["coverage"][0]["policy"] == "small-plan"


def test_the_command_fails_where_a_mutant_lives(folder: Path) -> None:
    place(folder)

    done = CliRunner().invoke(
        app, ["policy", "test", "small-plan", "--mutate", "--jobs", "1"]
    )

    assert done.exit_code == 100
    assert "    - 30\n    + 31" in done.stdout


@pytest.mark.parametrize("name", list_policies())
def test_no_test_answers_what_the_table_of_statuses_says_it_cannot(name: str) -> None:
    shop = workshop(name)
    spots = {
        spot.path: spot
        for steps, test in trees(shop.draft.data)
        for spot in nodes(test, steps)
        if spot.is_leaf
    }
    seen = 0
    for one in prepare(name, shop.compiled):
        for _, _, rule, scope in one.places(shop.compiled):
            stack = [rule.rule.run(scope)]
            while stack:
                answer = stack.pop()
                if answer[1].children:
                    stack += answer[2]
                    continue
                spot = spots[answer[1].path]
                seen += 1
                assert STATUS[answer[0]] in possible(spot.name, spot.value), spot.path
    assert seen
