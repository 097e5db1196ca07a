"""An appeal against a denial of services that two policies judge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.evaluate.test_several import INJECTION, NECK, REQUEST, review
from workbench.appeal.records import gather
from workbench.appeal.several import judge_each
from workbench.cli.main import app
from workbench.extract.rules.reader import RulesReader
from workbench.packet.sources import Source

PACKET = (Source("packet.txt", REQUEST.encode()),)
APPEAL = (
    Source(
        "appeal.txt",
        b"June 20, 2026\nDear reviewer, I appeal your denial of June 10, 2026 of the"
        b" neck fusion and of the injection.\nSincerely, Dr. Example\n",
    ),
)
NOTICE = """Sample Plan
June 10, 2026
Notice of denial
Services denied:
- Lumbar interlaminar epidural steroid injection L4-5, CPT 62323
Reason for the denial:
The record does not show conservative care for at least four weeks.
"""


def test_a_review_of_two_policies_is_answered_under_each() -> None:
    records = gather(PACKET, (), APPEAL, [])
    each = judge_each(records, RulesReader(), denial=review(REQUEST))
    told = {
        one.policy.id: {line.procedure for line in one.after.determination.lines}
        for one in each
    }

    assert told == {
        NECK: {"acdf", "instrumentation"},
        INJECTION: {"epidural-interlaminar"},
    }
    for one in each:
        ids = {item.id for item in one.policy.criteria}
        named = {name for reason in one.notice.reasons for name in reason.criteria}
        assert named and named <= ids


def test_a_denial_of_one_service_is_answered_under_its_policy_alone() -> None:
    denial = (Source("denial.txt", NOTICE.encode()),)
    each = judge_each(gather(PACKET, denial, APPEAL, []), RulesReader())

    assert [one.policy.id for one in each] == [INJECTION]


def test_a_named_policy_is_the_only_one() -> None:
    records = gather(PACKET, (), APPEAL, [])
    each = judge_each(records, RulesReader(), policy=NECK, denial=review(REQUEST))

    assert [one.policy.id for one in each] == [NECK]


def words_of(folder: Path, form: str) -> list[str]:
    """The command on a packet of two services, its denial a review of ours."""
    for name, data in (("packet.txt", PACKET), ("appeal.txt", APPEAL)):
        (folder / name).write_bytes(data[0].data)
    denial = folder / "review.json"
    denial.write_text(review(REQUEST).model_dump_json(), encoding="utf-8")
    words = ["appeal", "respond", "--packet", str(folder / "packet.txt"), "--denial"]
    return [
        *words,
        str(denial),
        "--appeal",
        str(folder / "appeal.txt"),
        "--format",
        form,
    ]


def test_the_command_writes_an_answer_for_each_policy(tmp_path: Path) -> None:
    out = tmp_path / "answer.json"
    made = CliRunner().invoke(app, [*words_of(tmp_path, "json"), "-o", str(out)])

    assert made.exit_code == 0, made.output
    for name in (NECK, INJECTION):
        done = json.loads((tmp_path / f"answer-{name}.json").read_text("utf-8"))
        assert done["lines"] and done["letter"]


def test_on_stdout_the_answers_of_several_are_one_array(
    tmp_path: Path,
) -> None:
    made = CliRunner().invoke(app, words_of(tmp_path, "json"))

    assert made.exit_code == 0, made.output
    assert all(one["lines"] for one in json.loads(made.stdout))
    assert {NECK, INJECTION} <= set(made.stderr.replace(":", " ").split())


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_several_pages_do_not_run_into_one_on_stdout(tmp_path: Path, form: str) -> None:
    made = CliRunner().invoke(app, words_of(tmp_path, form))

    assert made.exit_code != 0
    assert "--output" in str(made.exception)
    assert not made.stdout
