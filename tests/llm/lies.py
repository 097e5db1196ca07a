"""Lies of a scripted model over whole packets, and how many would count as evidence.

``python -m tests.llm.lies`` measures over every gold packet: for each lie, told of
every fact at once, how many facts it changes come through the checks of quotes and
words (``alone``), and how many where the rules' reading is held against them
(``held``).
Facts are those that the rules read, and apart those that people labelled.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.llm.told import Item, ToldBackend, truly
from workbench.evals.gold import find_gold, load_gold
from workbench.extract.held import HeldReader
from workbench.extract.llm.reader import LlmReader
from workbench.extract.llm.settings import Settings
from workbench.extract.reader import Reading
from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import load
from workbench.schema.case import Case, Fact, FactList, all_facts
from workbench.schema.packet import Packet

SETTINGS = Settings(concurrency=1, second_pass=False, reask=False)


class Known:
    """A reader that has read already."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def read(self, packet: Packet) -> Reading:
        """The reading given."""
        return self.reading


_TURNED = {"left": "right", "right": "left", "bilateral": "left"}
_NO = re.compile(r"\b(?:no|not|denies|without|negative(?: for)?|never|none)\b ?", re.I)


def turned(item: Item) -> Item | None:
    """Another side."""
    side = item.get("side")
    return item | {"side": _TURNED[side]} if side else None


def affirmed(item: Item) -> Item | None:
    """What is denied, in doubt or planned, as present."""
    if item["assertion"] in ("present", "historical"):
        return None
    return item | {"assertion": "present"}


def shortened(item: Item) -> Item | None:
    """The same, the negation left out of the quote."""
    if item["assertion"] in ("present", "historical"):
        return None
    quotes = [q | {"text": _NO.sub("", q["text"]).strip()} for q in item["quotes"]]
    return item | {"assertion": "present", "quotes": quotes}


def misnumbered(item: Item) -> Item | None:
    """Other numbers in the quotes."""
    quotes = [
        q | {"text": re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), q["text"])}
        for q in item["quotes"]
    ]
    return item | {"quotes": quotes} if quotes != item["quotes"] else None


def denied(item: Item) -> Item | None:
    """What is there, as absent."""
    return item | {"assertion": "absent"} if item["assertion"] == "present" else None


def invented(item: Item) -> Item | None:
    """Words that nobody wrote."""
    quotes = [q | {"text": f"There is {q['text']}"} for q in item["quotes"]]
    return item | {"quotes": quotes}


Lie = Callable[[Item], Item | None]


def lying(
    lie: Callable[[Item], Item | None],
) -> Callable[[FactList, Item], Item | None]:
    """A lie in every fact; in a study in each of its findings."""

    def bend(name: FactList, item: Item) -> Item | None:
        if item.get("findings"):
            inner = (lie(dict(one)) for one in item["findings"])
            return item | {"findings": [one for one in inner if one]}
        return lie(dict(item))

    return bend


def told_of(fact: Fact) -> str:
    """All that a fact claims but its quotes."""
    skip = {"id", "evidence", "findings"}
    return f"{type(fact).__name__} {fact.model_dump_json(exclude=skip)}"


LIES = {one.__name__: one for one in (turned, affirmed, shortened, denied, misnumbered,
                                      invented)}  # fmt: skip


def false_facts(packet: Packet, told: Case, lie: Lie, rules: Reading | None) -> int:
    """Facts that come through a lie and that an honest model would not have told."""

    def read(bend: Any) -> list[Fact]:
        model = LlmReader(ToldBackend(told, bend), settings=SETTINGS)
        reader = HeldReader(model, Known(rules)) if rules else model
        return list(all_facts(reader.read(packet).case))

    real = {told_of(one) for one in read(truly)}
    found = (one for one in read(lying(lie)) if not getattr(one, "findings", ()))
    return sum(told_of(one) not in real for one in found)


def main() -> None:
    """Print a line for each lie."""
    came: Counter[tuple[str, str]] = Counter()
    facts: Counter[str] = Counter()
    for folder in find_gold(()):
        packet = read_packet(load(str(folder / "packet")))
        rules = RulesReader().read(packet)
        for by, case in (("rules", rules.case), ("people", load_gold(folder).case)):
            facts[by] += len(list(all_facts(case)))
            for name, lie in LIES.items():
                for how, held in (("alone", None), ("held", rules)):
                    came[f"{name} {by}", how] += false_facts(packet, case, lie, held)
    sys.stdout.write(f"facts: {dict(facts)}\n")
    for name in sorted({one for one, _ in came}):
        told = f"{came[name, 'alone']} alone, {came[name, 'held']} held"
        sys.stdout.write(f"{name}: {told}\n")


if __name__ == "__main__":
    main()
