"""The provider's gap list before a request is sent."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from tests.appeal.made import CASES
from tests.evaluate.test_several import INJECTION, NECK, REQUEST
from tests.evaluate.test_several import review as mixed
from workbench.appeal.pages import precheck_page
from workbench.appeal.precheck import precheck
from workbench.cli.main import app
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.pipeline import review_packet
from workbench.policy.loader import load_policy
from workbench.schema.appeal import Precheck
from workbench.schema.review import Review

POLICY = "cervical-spine-surgery"


def checked(folder: Path) -> tuple[Precheck, Review]:
    packet = read_packet(load(str(folder)))
    review = review_packet(packet, RulesReader(), policy=POLICY)
    return precheck(review, [load_policy(POLICY)]), review


def test_what_is_missing_is_listed_with_who_can_supply_it() -> None:
    done, review = checked(CASES / "cervical-therapy" / "packet")
    assert not done.ready
    line = done.lines[0]
    assert [gap.criterion for gap in line.gaps] == ["conservative-care"]
    assert line.gaps[0].who == "clinical"
    assert "therapy-record" in line.gaps[0].documents
    assert line.would_meet == (("conservative-care",),)
    page = precheck_page(done, review, [load_policy(POLICY)])
    assert "the treating clinician" in page
    assert "L1 (C5-6)" in page


def test_a_complete_request_is_ready() -> None:
    done, review = checked(CASES / "cervical-misquote" / "packet")
    assert done.ready
    assert not any(line.gaps for line in done.lines)
    assert "**Ready to send:** yes" in precheck_page(
        done, review, [load_policy(POLICY)]
    )


def test_the_command_prints_json_and_text() -> None:
    folder = str(CASES / "cervical-therapy" / "packet")
    made = CliRunner().invoke(app, ["precheck", folder, "--format", "json"])
    assert made.exit_code == 0
    assert json.loads(made.stdout)["ready"] is False
    text = CliRunner().invoke(app, ["precheck", folder])
    assert "Before the request is sent" in text.stdout


def test_a_request_of_two_policies_lacks_what_each_asks_for() -> None:
    review = mixed(REQUEST)
    policies = [load_policy(one.id) for one in review.policies]
    done = precheck(review, policies)
    told = {line.procedure: line for line in done.lines}

    assert [one.id for one in done.policies] == [NECK, INJECTION]
    assert told["acdf"].policy == NECK
    assert told["epidural-interlaminar"].policy == INJECTION
    for line in done.lines:
        own = {one.id: one for one in policies}.get(line.policy or "")
        known = {item.id for item in own.criteria} if own else set()
        assert {gap.criterion for gap in line.gaps} <= known
    assert not told["other"].gaps and not told["other"].ready

    parts = precheck_page(done, review, policies).split("\n---\n")
    assert len(parts) == 2
    assert f"judged by {INJECTION}" in parts[0] and f"judged by {NECK}" in parts[1]
    assert "total knee replacement" in parts[0] + parts[1]


def test_the_command_lists_the_gaps_of_a_mixed_request(tmp_path: Path) -> None:
    packet = tmp_path / "packet.txt"
    packet.write_text(REQUEST, encoding="utf-8")
    made = CliRunner().invoke(app, ["precheck", str(packet)])

    assert made.exit_code == 0, made.output
    assert f"policy {NECK}, {INJECTION}" in made.stderr


def test_a_trace_of_a_mixed_request_is_told_under_each_policy(tmp_path: Path) -> None:
    case = tmp_path / "case.json"
    case.write_text(mixed(REQUEST).case.model_dump_json(), encoding="utf-8")
    words = ["evaluate", str(case), "--trace", "decisive", "--format"]
    text = CliRunner().invoke(app, [*words, "text"]).stdout
    neck, injection = text.split(f"Policy {INJECTION}")

    assert f"Policy {NECK}" in neck and "acdf" in neck and "other" in neck
    assert "epidural-interlaminar" in injection and "acdf" not in injection
    told = json.loads(CliRunner().invoke(app, [*words, "json"]).stdout)
    assert [one["policy"] for one in told] == [NECK, INJECTION]
    page = CliRunner().invoke(app, [*words, "html"]).stdout
    assert page.count("<h2>") == 2
