"""The words of policies: listed with their meaning, mistakes named with the nearest."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.policy_tools.made import HEAD, POLICY, place
from workbench.cli.main import app
from workbench.errors import InputError
from workbench.evals.policies.lint import lint
from workbench.evals.policies.spelled import check_facts
from workbench.evals.policies.words import TABLES, TYPES, keys_of, kinds_of, words


@pytest.mark.parametrize("name", [*TYPES, *TABLES])
def test_every_list_and_table_is_printed(name: str) -> None:
    done = CliRunner().invoke(app, ["policy", "words", name])

    assert done.exit_code == 0
    assert all(f"  {one.word} " in f"{done.stdout} " for one in words(name)[:5])
    assert len(words(name)) > (5 if name in TYPES else 2)


def test_the_lists_themselves_are_printed_and_another_name_is_wrong_usage() -> None:
    done = CliRunner().invoke(app, ["policy", "words"])
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == [
        *TYPES,
        *TABLES,
    ]
    assert CliRunner().invoke(app, ["policy", "words", "nonsense"]).exit_code == 2


@pytest.mark.parametrize(
    ("name", "word", "means"),
    [
        ("documents", "therapy-record", "therapy record"),
        ("who", "admin", "the office"),
        ("causes", "stale", "only outside the period that counts"),
        ("modes", "per_component", "each kind counted by itself"),
        ("silence", "not_so", "read as not so: nobody is asked"),
        ("responses", "not-tolerated", "treatments, procedures_done"),
        ("speakers", "clinician", "statements"),
        ("states", "OH", "Ohio"),
    ],
)
def test_words_of_the_language_are_listed_with_what_they_mean(
    name: str, word: str, means: str
) -> None:
    assert dict(words(name))[word] == means


def test_a_key_is_told_with_what_it_may_hold() -> None:
    told = dict(keys_of("treatments"))

    assert told["status"] == "done, ongoing, planned, declined, not-done"
    assert told["start"].startswith("a date")
    assert told["supervised"] == "true, false"
    assert "policy words sites" in told["site"]
    assert not {"id", "evidence", "kind"} & told.keys()


@pytest.mark.parametrize(
    "name, fact, said",
    [
        ("symptoms", {"kind": "pain", "onset": "2026-01"}, "'onset' is no key"),
        ("treatments", {"kind": "phisical-therapy"}, "physical-therapy"),
        (
            "imaging_studies",
            {"kind": "mri", "findings": [{"kind": "stenos"}]},
            "stenosis",
        ),
        ("diagnoses", {"kind": "degeneration"}, "`workbench policy words diagnoses`"),
    ],
)
def test_a_fact_that_nothing_has_is_an_error(
    name: str, fact: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError) as caught:
        check_facts({name: [fact]}, where="a test")  # type: ignore[dict-item]

    assert said in caught.value.line()


def test_whatever_the_vocabulary_has_is_none() -> None:
    for name in TYPES:
        if name == "imaging_findings":
            continue
        facts = [
            {"kind": kind, "site": "anywhere", "document_date": "2026-05-04"}
            for kind in kinds_of(name)
        ]
        check_facts({name: facts}, where="a test")  # type: ignore[dict-item]


def test_a_place_that_no_fact_is_at_is_found_by_lint(tmp_path: Path) -> None:
    asked = "kind: cord-signal-change"
    for site, rules in (
        ("low-back", []),
        ("L4", []),
        ("lowback", ["unfillable-value"]),
    ):
        text = POLICY.replace(asked, f"{asked}, site: {site}")
        found = list(lint([str(place(tmp_path, policy=text))]))
        assert [one.rule for one in found if "site" in one.key] == rules
        assert all("low-back" in one.fix for one in found if "site" in one.key)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        (
            "value: 40,",
            "value: high,",
            8,
            "functional_limits 1: value: 'high' is no num",
        ),
        ("date: 2026-04-20}", "date: 4/20/2026}", 8, 'is no date; write "2026-04-20"'),
        (
            "score: met,",
            "scores: met,",
            15,
            "there is no 'scores'; did you mean 'score",
        ),
        ("kind: score,", "kind: skore,", 8, "did you mean score?"),
        ("narrowing: met", "narrowing: mett", 15, "did you mean 'met'"),
    ],
)
def test_lint_reads_the_unit_tests_and_names_line_and_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    old: str, new: str, line: int, told: str,
) -> None:  # fmt: skip
    monkeypatch.setenv("WORKBENCH_CONTENT", str(tmp_path))
    assert old in HEAD
    place(tmp_path, tests=HEAD.replace(old, new, 1))
    (one,) = [one for one in lint(["small-plan"]) if one.severity == "error"]

    assert one.where.endswith(f"tests/small-plan/tests.yaml:{line}")
    assert told in one.line()
