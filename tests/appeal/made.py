"""Cases of appeals on disk, read and judged as the command does."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from workbench.appeal.records import Records, gather
from workbench.appeal.reevaluate import Judged, judge
from workbench.extract.rules.reader import RulesReader
from workbench.packet.sources import Source, load

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"
DENIALS = HERE / "denials"
POLICIES = {"medicare-cervical": "medicare-cervical-fusion"}


def records(name: str, *, new: bool = True, appeal: bool = True) -> Records:
    folder = CASES / name
    sent = folder / "new"
    return gather(
        load(str(folder / "packet")),
        load(str(folder / "denial.txt")),
        load(str(folder / "appeal.txt")) if appeal else (),
        load(str(sent)) if new and sent.is_dir() else (),
    )


@cache
def judged(name: str, *, new: bool = True, appeal: bool = True) -> Judged:
    return judge(
        records(name, new=new, appeal=appeal),
        RulesReader(),
        policy=POLICIES.get(name),
    )


def text(name: str, words: str) -> tuple[Source, ...]:
    """One file of these words."""
    return (Source(f"{name}.txt", words.encode()),)
