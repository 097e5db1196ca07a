"""The provider's gap list before a request is sent."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from tests.appeal.made import CASES
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
    return precheck(review, load_policy(POLICY)), review


def test_what_is_missing_is_listed_with_who_can_supply_it() -> None:
    done, review = checked(CASES / "cervical-therapy" / "packet")
    assert not done.ready
    line = done.lines[0]
    assert [gap.criterion for gap in line.gaps] == ["conservative-care"]
    assert line.gaps[0].who == "clinical"
    assert "therapy-record" in line.gaps[0].documents
    assert line.would_meet == (("conservative-care",),)
    page = precheck_page(done, review, load_policy(POLICY))
    assert "the treating clinician" in page
    assert "L1 (C5-6)" in page


def test_a_complete_request_is_ready() -> None:
    done, review = checked(CASES / "cervical-misquote" / "packet")
    assert done.ready
    assert not any(line.gaps for line in done.lines)
    assert "**Ready to send:** yes" in precheck_page(done, review, load_policy(POLICY))


def test_the_command_prints_json_and_text() -> None:
    folder = str(CASES / "cervical-therapy" / "packet")
    made = CliRunner().invoke(app, ["precheck", folder, "--format", "json"])
    assert made.exit_code == 0
    assert json.loads(made.stdout)["ready"] is False
    text = CliRunner().invoke(app, ["precheck", folder])
    assert "Before the request is sent" in text.stdout
