"""A slip in a file of unit tests is named with its line, its test and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluate_generic.made import case
from workbench.errors import InputError
from workbench.evals.policies.spelled import check_facts
from workbench.evals.policy_tests import run_policy_tests
from workbench.policy.unit_tests import read_tests

TEXT = """\
policy: medicare-cervical-fusion
request_date: "2026-05-04"
base:
  requested_procedures:
    - {kind: acdf, level: C5-6}
tests:
  - name: silence is a question
    expect:
      criteria: {function-affected: not_documented}
"""
EACH = (
    TEXT
    + """\
  - name: alone
    each: [acdf, cervical-corpectomy]
    facts:
      procedures_done: [{kind: $each, level: C3-4}]
    expect:
      criteria: {function-affected: not_documented}
"""
)
SLIPS = [
    ("request_date", "requestdate", 2, "'requestdate'", "did you mean 'request_date'?"),
    ("    expect", "    expects", 8, "silence is a question: expects", "'expect'?"),
    (
        "not_documented}",
        "undocumented}",
        9,
        "'undocumented'",
        "did you mean 'not_documented'?",
    ),
    ("requested_procedures", "procedures", 4, "base.procedures", "'procedures_done'"),
    ('"2026-05-04"', '"2026-15-04"', 2, "request_date: '2026-15-04'", "month"),
    ("    - {kind: acdf, level: C5-6}", "    kind: acdf", 4, "a list is needed", "["),
]


@pytest.mark.parametrize(("old", "new", "line", "what", "fix"), SLIPS)
def test_a_slip_in_a_test_file_is_named(
    tmp_path: Path, old: str, new: str, line: int, what: str, fix: str
) -> None:
    path = tmp_path / "slip.yaml"
    assert old in TEXT
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_tests(path)
    told = str(error.value)

    assert told.startswith(f"{path}:{line}: ")
    assert what in told and fix in told
    for foreign in ("PolicyTestFile", "literal[", "Input should", "is empty"):
        assert foreign not in told


def test_a_criterion_that_no_line_has_names_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "policies" / "tests" / "medicare-cervical-fusion"
    folder.mkdir(parents=True)
    wrong = TEXT.replace("function-affected", "function-afected")
    (folder / "slip.yaml").write_text(wrong, encoding="utf-8")
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    (result,) = run_policy_tests("medicare-cervical-fusion")

    assert not result.passed
    assert result.why.startswith(
        "no line has a criterion 'function-afected'; did you mean"
    )


@pytest.mark.parametrize(
    ("level", "told"),
    [
        ("C56", "did you mean 'C5-6'?"),
        ("any", "leave level out"),
        ("C4-6", "write one fact for each of C4-5, C5-6"),
        ("C6", "site: C6"),
        ("neck", "write an interspace"),
    ],
)
def test_a_level_that_is_none_is_named_with_the_way_out(level: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        check_facts({"procedures_done": [{"kind": "acdf", "level": level}]}, where="t")
    assert f"procedures_done 1: '{level}' is no level" in str(error.value)
    assert told in str(error.value)


@pytest.mark.parametrize("level", ["C5-C6", "c5/6", "C5 / C6", "C5-6"])
def test_a_level_is_read_as_people_write_it(level: str) -> None:
    fact = {"kind": "acdf", "level": level}
    found = case({"procedures_done": [fact], "requested_procedures": [fact]})
    assert found.procedures_done[0].level == "C5-6"
    assert found.requested_procedures[0].level == "C5-6"


def test_each_word_makes_a_test_of_its_own_at_one_place(tmp_path: Path) -> None:
    path = tmp_path / "each.yaml"
    path.write_text(EACH, encoding="utf-8")
    made = list(read_tests(path).every())

    assert [number for number, _ in made] == [0, 1, 1]
    assert [one.name for _, one in made][1:] == [
        "alone (acdf)",
        "alone (cervical-corpectomy)",
    ]
    assert [one.facts["procedures_done"][0]["kind"] for _, one in made[1:]] == [
        "acdf",
        "cervical-corpectomy",
    ]
