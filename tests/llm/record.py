"""Records the answers that the suite ``llm-replay`` replays: a scripted model's.

``python -m tests.llm.record`` writes them anew (no call, no network).  The model knows
the facts that the rules reader finds and errs on purpose now and then: it turns a side,
invents a quote and drops a word, so that a replay shows what becomes of such answers.
Run it after a change of prompts, vocabulary or answer schema; the names of the files
are the hashes of the requests, so old answers fit no new request.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.llm.told import Item, ToldBackend
from workbench.evals.gold import find_gold
from workbench.evals.suite import SETTINGS, answers_path, load_suite
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.replay import RecordingBackend
from workbench.extract.llm.settings import load_settings
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.schema.case import FactList

TRIAL = 1
TURNED = {"left": "right", "right": "left"}


def erring(name: FactList, item: Item) -> Item:
    """Turns the side of each symptom of weakness and misquotes each pain."""
    if name == "symptoms" and item["kind"] == "weakness":
        return item | {"side": TURNED.get(item["side"], "left")}
    if name == "symptoms" and item["kind"] == "pain":
        first = item["quotes"][0]
        return item | {"quotes": [first | {"text": f"severe {first['text']}"}]}
    return item


def record(folder: Path) -> int:
    """Write the answers for every case of the suite; how many there are."""
    suite = load_suite("llm-replay")
    said = load_settings(folder / SETTINGS, trial=TRIAL)
    for case in find_gold(suite.select.cases):
        packet = read_packet(load(str(case / "packet")))
        facts = RulesReader().read(packet).case
        model = ToldBackend(facts, erring, said.model or "")
        LlmReader(RecordingBackend(model, folder), settings=said).read(packet)
    return len(list(folder.glob("*.json")))


def main() -> None:
    """Replace the recorded answers."""
    folder = answers_path(load_suite("llm-replay"))
    assert folder is not None
    kept = (folder / SETTINGS).read_text(encoding="utf-8")
    shutil.rmtree(folder)
    folder.mkdir()
    (folder / SETTINGS).write_text(kept, encoding="utf-8")
    sys.stdout.write(f"{record(folder)} answers in {folder}\n")


if __name__ == "__main__":
    main()
