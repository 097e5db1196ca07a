"""Eval runs over time in the browser: figures, each run, reports in a sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from workbench.evals.runlog import Run, line, read_run
from workbench.evals.scoreboard import scoreboard
from workbench.web.settings import Settings
from workbench.web.view.trends import change

from .conftest import Bench, browser
from .runs import CASE, folder_of_runs, log_of_a_run


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return log_of_a_run(tmp_path_factory.mktemp("runs") / "small-1.jsonl")


@pytest.fixture
def folder(log: Path, tmp_path: Path) -> Path:
    made = folder_of_runs(tmp_path / "runs", log)
    (made / "notes.jsonl").write_text("not json\n")
    (made / "gold.html").write_text("<p>97 %</p><script>1</script>")
    return made


@pytest.fixture
def client(bench: Bench, folder: Path) -> Iterator[TestClient]:
    with browser(bench.desk, Settings(reports=folder)) as made:
        yield made


def test_figures_stand_over_time_by_suite(client: TestClient, log: Path) -> None:
    page = client.get("/evals").text
    last = scoreboard(read_run(log)).figures["case_pass"].value

    assert "Over 3 runs" in page
    assert f'aria-label="0.250, 0.500, {last:.3f}"' in page
    assert page.index("small-1<") < page.index("small-03<") < page.index("small-02<")
    assert "notes.jsonl" not in page


def test_a_run_has_a_page_with_intervals_and_what_failed(
    client: TestClient, log: Path
) -> None:
    page = client.get("/evals/runs/small-1").text
    board = scoreboard(read_run(log))

    figure = board.figures["line_agreement"]
    assert f"<b>{figure.value:.3f}</b>" in page
    assert f"{figure.top:g} of {figure.bottom:g}" in page
    assert "compared with" in page and "/evals/runs/small-03" in page
    failing = sum(not one.passed for one in board.scored)
    assert f'wrong <span class="badge">{failing}</span>' in page


def test_a_run_whose_log_is_gone_has_its_figures(client: TestClient) -> None:
    page = client.get("/evals/runs/small-02").text

    assert "its log is not in the folder" in page and "0.250" in page
    assert client.get("/evals/runs/small-02/report").status_code == 404


def test_the_whole_report_is_framed_in_a_sandbox(client: TestClient) -> None:
    answer = client.get("/evals/runs/small-1/report")

    assert CASE in answer.text
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "script-src" not in answer.headers["content-security-policy"]


def test_no_name_leads_out_of_the_folder(client: TestClient, folder: Path) -> None:
    (folder.parent / "secret.html").write_text("secret")
    for name in ("..%2Fsecret.html", "..", "secret", "small-1.jsonl", "%00"):
        for path in (f"/evals/reports/{name}", f"/evals/runs/{name}"):
            answer = client.get(path)
            assert answer.status_code in (404, 405) or answer.url.path == "/evals"
            assert "secret" not in answer.text.replace(name, "")


def test_a_server_without_a_folder_says_how_to_name_one(bench: Bench) -> None:
    assert "workbench serve --reports runs" in bench.client.get("/evals").text


@pytest.mark.parametrize(
    ("name", "before", "now", "tone"),
    [
        ("case_pass", 0.5, 0.6, "good"),
        ("case_pass", 0.6, 0.5, "fail"),
        ("false_met", 0.1, 0.0, "good"),
        ("false_met", 0.0, 0.1, "fail"),
        ("reading_grade", 8.0, 8.4, "fail"),
        ("case_pass", 0.5, 0.5, "calm"),
        ("case_pass", None, 0.5, "calm"),
    ],
)
def test_which_way_is_better_hangs_on_the_figure(
    name: str, before: float | None, now: float, tone: str
) -> None:
    assert change(name, before, now)[1] == tone


def test_a_log_is_scored_again_once_it_changed(
    client: TestClient, folder: Path
) -> None:
    assert "Cases with something wrong" in client.get("/evals/runs/small-1").text
    run: Run = read_run(folder / "small-1.jsonl")
    broken = run.results[0].model_copy(update={"error": "the reader stopped"})
    path = folder / "small-1.jsonl"
    path.write_text(line(run.head) + "\n" + line(broken) + "\n")

    assert "the reader stopped" in client.get("/evals/runs/small-1").text
