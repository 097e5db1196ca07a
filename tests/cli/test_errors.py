"""Unforeseen errors: one line, no packet text, and the other packets still done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workbench import pipeline
from workbench.cli.common import as_known
from workbench.cli.main import app
from workbench.errors import PacketError

SECRET = "ZZCANARYPATIENT"


def test_an_unforeseen_error_is_named_without_its_text() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        line = as_known(error).line()

    assert "KeyError" in line
    assert SECRET not in line


def test_a_known_error_stays_what_it_is() -> None:
    error = PacketError("empty", where="x", fix="y")

    assert as_known(error) is error


def test_the_traceback_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_TRACEBACK", "1")

    with pytest.raises(KeyError):
        as_known(KeyError("x"))


def test_one_packet_that_breaks_the_program_does_not_lose_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text("OFFICE NOTE\nHPI: neck pain.\n")
    bad.write_text(f"OFFICE NOTE\nHPI: {SECRET}.\n")
    real = pipeline.review_packet

    def breaking(packet, reader, **options):
        if SECRET in packet.documents[0].lines[1].text:
            raise ZeroDivisionError(SECRET)
        return real(packet, reader, **options)

    monkeypatch.setattr(pipeline, "review_packet", breaking)
    done = CliRunner().invoke(app, ["review", str(bad), str(good), "--format", "json"])

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 1
    assert "ZeroDivisionError" in rows[0]["error"]
    assert rows[1]["determination"]["recommendation"] == "request_information"
    assert SECRET not in done.output
