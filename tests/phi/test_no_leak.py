"""Planted identifiers are looked for wherever text may go, on every path of failure."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.llm.answers import EMPTY, answer, symptom
from tests.llm.server import ModelServer, Reply, completion
from tests.phi.masking import packet_of
from workbench.cli.main import app
from workbench.extract.grounding import quote_in_packet
from workbench.extract.llm.configure import configured_reader
from workbench.extract.llm.pace import Pace
from workbench.extract.phi.mask import PacketMask

PLANTED = (
    "Delacroix", "DELACROIX", "delacroix", "Marcus", "MARCUS", "Anna", "01/02/1970",
    "Okonkwo", "OKONKWO", "Lena", "Wrenfield", "Tobias", "Quillhaven", "QUILLHAVEN",
    "00-48213", "0048213", "QZX884201977", "70331-B", "PA-2026-004417", "219-09-9999",
    "201-4437", "2014437", "201-4438", "m.delacroix77", "larkmail", "4417 Larkmoor",
    "Larkmoor", "Tamsworth", "62704", "1093817465", "A118204", "1HGCM82633A004352",
    "SN-55D-8801", "10.44.3.19", "portal.quillhaven", "Gantry", "03/10/2026",
    "3/10/26", "March 10", "2026-03-10", "1962", "AC-77120-3",
)  # fmt: skip
TEXT = """\
QUILLHAVEN SPINE CENTER
OFFICE VISIT NOTE
Patient: Marcus J. Delacroix   DOB: 01/02/1970   MRN: 00-48213
Address: 4417 Larkmoor Lane, Tamsworth, IL 62704
Phone: (555) 201-4437   Fax: 555-201-4438   E-mail: m.delacroix77@larkmail.example
Member ID: QZX884201977   Group No.: 70331-B   Auth #: PA-2026-004417
SSN: 219-09-9999   Account: AC-77120-3   License No: A118204
Employer: Gantry & Sons Freight
Date of visit: 03/10/2026
Emergency contact: Anna Delacroix
Referring Physician: Okonkwo, Lena, MD   NPI: 1093817465
DELACROIX, MARCUS is a 56-year-old man. Mr. Delacroix has numbness of the left thumb.
Marcus's wife Anna says that on March 10 he dropped a cup; seen 3/10/26 and 2026-03-10.
Dr. Okonkwo and LENA OKONKWO agree. Dela-
croix denies weakness. His record 0048213 is at portal.quillhaven.example/x,
see https://portal.quillhaven.example/pt/48213 and delacroix_marcus_mri.pdf.
VIN 1HGCM82633A004352. Implant serial: SN-55D-8801. Host 10.44.3.19. Call 555 201 4437.
He completed 8 weeks of physical therapy for the neck without relief.
Electronically signed by Tobias Wrenfield, MD on 03/10/2026
T. Wrenfield dictated this. Hoffmann is positive.
"""
QUOTE = "[PATIENT_1] has numbness of the left thumb."


DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
"""A digest of a request, in which four figures of a year stand by chance."""


def leaks(text: str) -> list[str]:
    text = DIGEST.sub("", text)
    return [item for item in PLANTED if item in text]


def bodies(server: ModelServer) -> str:
    return json.dumps(server.requests, ensure_ascii=False)


def test_the_planted_identifiers_stand_in_the_text() -> None:
    assert len([item for item in PLANTED if item in TEXT]) >= 30


def test_no_request_body_holds_one_and_quotes_come_back_verbatim() -> None:
    packet = packet_of(TEXT)
    shown = PacketMask(packet).hide(packet.documents[0])
    line = next(x for x in shown.lines if "numbness" in x.text)
    said = answer(symptoms=[symptom(line.text, line.number, side="left")])
    with ModelServer(completion(said), *[completion(json.dumps(EMPTY))] * 20) as server:
        reading = configured_reader(
            model="tiny", base_url=server.base_url, phi="mask"
        ).read(packet)

        assert server.requests
        assert leaks(bodies(server)) == []
    fact = reading.case.symptoms[0]
    assert "DELACROIX, MARCUS" in fact.evidence[0].quote
    assert all(quote_in_packet(packet, e) for e in fact.evidence)
    assert fact.date == "2026-03-10"
    assert reading.record.phi == "mask"
    assert dict(reading.record.masked)["patient"] >= 4
    assert leaks(reading.record.model_dump_json()) == []


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pause between failures, however long a server would be left alone."""
    monkeypatch.setattr(Pace, "hold", lambda pace, seconds: None)


def _run(*arguments: str, **env: str) -> Any:
    return CliRunner().invoke(app, list(arguments), env=env)


BAD = [
    Reply(500, "{}", (("x-should-retry", "false"),)),
    Reply(400, "{}"),
    completion("not json"),
    completion('{"symptoms": "Delacro"}'),
    completion(None, refusal="no"),
    completion("{", finish="length"),
    completion(answer(symptoms=[symptom("never said at all", 3)])),
    Reply(200, "garbage"),
]


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("reply", BAD)
def test_no_path_of_failure_tells_one(
    reply: Reply, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file, answers = tmp_path / "case.txt", tmp_path / "answers"
    file.write_text(TEXT, encoding="utf-8")
    caplog.set_level(logging.DEBUG)
    for name in ("openai", "httpx", "httpx2", "httpcore", "instructor"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    with ModelServer(*[reply] * 30) as server:
        result = _run(
            "review", str(file), "--extractor", "llm", "--model", "tiny",
            "--base-url", server.base_url, "--phi", "mask", "--answers", str(answers),
            "-o", str(tmp_path / "out.txt"),
        )  # fmt: skip
        told = bodies(server)

    assert leaks(told) == []
    assert leaks(result.stderr) == []
    assert leaks(result.stdout) == []
    assert leaks(caplog.text) == []
    kept = "".join(p.read_text() for p in answers.rglob("*") if p.is_file())
    assert leaks(kept) == []
    if result.exception and not isinstance(result.exception, SystemExit):
        assert leaks(str(result.exception)) == []


def test_batch_files_corrections_second_looks_and_the_store_hold_none(
    tmp_path: Path,
) -> None:
    file, out, back = (tmp_path / n for n in ("case.txt", "out.jsonl", "back.jsonl"))
    answers = tmp_path / "answers"
    file.write_text(TEXT, encoding="utf-8")
    given = (
        "--model", "m", "--base-url", "http://127.0.0.1:9/v1", "--phi", "mask",
        "--answers", str(answers),
    )  # fmt: skip
    seen: list[str] = []
    wrong = answer(symptoms=[symptom("[PATIENT_1] has numbness of the big toe.", 3)])
    for said in (wrong, wrong, None, None):
        done = _run("llm", "export", str(file), "-o", str(out), *given)
        told = out.read_text(encoding="utf-8")
        assert done.exit_code == 0 and leaks(told + done.stderr) == []
        seen.append(told)
        lines = []
        for row in map(json.loads, told.splitlines()):
            schema = row["body"]["response_format"]["json_schema"]["schema"]
            empty = {key: EMPTY[key] for key in schema["properties"]}
            message = {"role": "assistant", "content": said or json.dumps(empty)}
            choice = {"message": message, "finish_reason": "stop"}
            body = {"model": "m", "choices": [choice]}
            response = {"status_code": 200, "body": body}
            lines.append(
                json.dumps({"custom_id": row["custom_id"], "response": response})
            )
        back.write_text("\n".join(lines), encoding="utf-8")
        _run("llm", "import", str(back), "--answers", str(answers))

    whole = "".join(seen)
    assert "not borne out by the lines" in whole
    assert "A first reading found none" in whole
    assert leaks("".join(p.read_text() for p in answers.glob("*.json"))) == []


def test_names_of_files_and_heads_of_mails_tell_none(tmp_path: Path) -> None:
    folder, out = tmp_path / "Delacroix_Marcus", tmp_path / "out.jsonl"
    folder.mkdir()
    (folder / "delacroix_marcus_note.txt").write_text(TEXT, encoding="utf-8")
    (folder / "Marcus Delacroix MRI.html").write_text(
        "<h1>MRI CERVICAL SPINE</h1><p>Patient: Delacroix, Marcus</p>"
        "<p>Exam date: 03/10/2026</p><p>C5-6: severe left foraminal stenosis.</p>"
    )
    (folder / "mail.eml").write_text(
        "From: Lena Okonkwo <lena.okonkwo@quillhaven.example>\nTo: um@payer.example\n"
        "Subject: Marcus Delacroix 01/02/1970 ACDF C5-6\n"
        "Date: Tue, 10 Mar 2026 10:00:00 +0000\nContent-Type: text/plain\n\n"
        "Please review Mr. Delacroix, MRN 00-48213. Call 555-201-4437.\n"
    )
    done = _run(
        "llm", "export", str(folder), "-o", str(out), "--model", "m",
        WORKBENCH_COVERED_ENDPOINTS="api.openai.com",
    )  # fmt: skip
    told = out.read_text(encoding="utf-8")

    assert done.exit_code == 0 and len(told.splitlines()) == 3
    assert leaks(told) == []
    assert "lena.okonkwo" not in told and "ACDF C5-6" in told


@pytest.mark.usefixtures("unhurried")
def test_a_dead_endpoint_tells_none(tmp_path: Path) -> None:
    file = tmp_path / "case.txt"
    file.write_text(TEXT, encoding="utf-8")

    result = _run(
        "review", str(file), "--extractor", "llm", "--model", "tiny",
        "--base-url", "http://127.0.0.1:9/v1", "--phi", "mask",
    )  # fmt: skip

    assert result.exit_code == 1
    assert leaks(result.stderr + result.stdout + str(result.exception)) == []


def test_an_unforeseen_error_tells_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from workbench.cli import main
    from workbench.extract.llm import reader

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError(TEXT)

    file = tmp_path / "case.txt"
    file.write_text(TEXT, encoding="utf-8")
    monkeypatch.delenv("WORKBENCH_TRACEBACK", raising=False)
    monkeypatch.setattr(reader.LlmReader, "read_telling", broken)
    monkeypatch.setattr(
        "sys.argv",
        ["workbench", "review", str(file), "--extractor", "llm", "--model", "t",
         "--base-url", "http://127.0.0.1:9/v1"],
    )  # fmt: skip
    with pytest.raises(SystemExit):
        main.main()
    told = capsys.readouterr()

    assert "unforeseen RuntimeError" in told.err
    assert leaks(told.err + told.out) == []


def test_the_preview_holds_none(tmp_path: Path) -> None:
    file = tmp_path / "case.txt"
    file.write_text(TEXT, encoding="utf-8")

    result = _run("phi", "preview", str(file))

    assert result.exit_code == 0
    assert leaks(result.stdout + result.stderr) == []
    assert "8 weeks of physical therapy" in result.stdout
    assert "Hoffmann is positive" in result.stdout


def test_every_fact_of_the_masked_text_restores_to_the_original() -> None:
    packet = packet_of(TEXT)
    mask = PacketMask(packet)
    shown = mask.hide(packet.documents[0])

    for line, original in zip(shown.lines, packet.documents[0].lines, strict=True):
        back = mask.reveal(line.text.strip(), "D1")
        assert back in original.text or back.split()[0] in original.text
