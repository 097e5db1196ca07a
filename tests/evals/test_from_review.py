"""A corrected review becomes a gold case: same answers, nothing that identifies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evals.cases import CLEAN, SEED, rules
from workbench.errors import InputError
from workbench.evals.check import check_cases
from workbench.evals.from_review import new_case, write_case
from workbench.evals.generate import Job, run_job
from workbench.evals.gold import find_gold, load_gold
from workbench.evals.scores.case import score
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source, load
from workbench.pipeline import review_packet
from workbench.schema.packet import Packet
from workbench.schema.review import Review

IDENTIFYING = {
    CLEAN: ("Mockridge", "Petunia", "SYN-4410-22", "09/30/1978", "Ignatius", "Plum"),
    SEED: ("Testerfield", "Marrow", "Odalys"),
}


def reviewed(name: str) -> tuple[Review, Packet]:
    packet = read_packet(load(str(find_gold([name])[0] / "packet")))
    return review_packet(packet, RulesReader()), packet


@pytest.mark.parametrize("name", [CLEAN, SEED])
def test_the_new_case_gives_the_same_answers_and_holds_no_identity(
    name: str, tmp_path: Path
) -> None:
    review, packet = reviewed(name)
    folder = tmp_path / "new-case"

    write_case(new_case("new-case", review, packet), folder)

    text = "\n".join(
        file.read_text(encoding="utf-8") for file in folder.rglob("*") if file.is_file()
    )
    assert not [words for words in IDENTIFYING[name] if words in text]
    loaded = load_gold(folder)
    assert loaded.case.treatments
    assert not [
        problem for _, problem in check_cases([folder]).problems
    ]
    item = score(run_job(Job(folder), rules), loaded)
    wrong = [text for text in item.problems if "criterion" in text or "line" in text]
    assert not wrong


def test_dates_keep_their_distance(tmp_path: Path) -> None:
    review, packet = reviewed(CLEAN)

    write_case(new_case("new-case", review, packet), tmp_path / "new-case")
    case = load_gold(tmp_path / "new-case").case

    before = [item.days for item in review.case.treatments if item.days]
    after = [item.days for item in case.treatments if item.days]
    assert before == after
    assert {x.date for x in case.imaging_studies} != {
        x.date for x in review.case.imaging_studies
    }


def test_a_review_of_another_packet_is_refused() -> None:
    review, _ = reviewed(CLEAN)
    other = read_packet((Source("a.txt", b"Nothing here.\n"),))

    with pytest.raises(InputError, match="another packet"):
        new_case("x", review, other)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="exists already"):
        write_case({"gold.yaml": ""}, tmp_path)
