"""How far a packet is read, as shown: every file and every document with its state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from workbench.store.jobs import Job

State = Literal["done", "now", "waiting"]
SIGNS: dict[State, tuple[str, str]] = {
    "done": ("✓", "read"),
    "now": ("●", "being read"),
    "waiting": ("○", "waiting"),
}
"""Sign and word of each state."""


class Item(NamedTuple):
    """One file or document; ``done`` of ``total`` pages, 0 of 0 where nobody counts."""

    name: str
    state: State
    done: int = 0
    total: int = 0


class Stage(NamedTuple):
    """One step of reading with what it goes through; ``note`` says why it waits."""

    title: str
    state: State
    note: str
    items: tuple[Item, ...]


def stages(
    job: Job | None, files: Sequence[str], documents: Sequence[tuple[str, str]]
) -> tuple[Stage, ...]:
    """The steps of reading a packet, as far as its newest job is."""
    reading = job is None or job.kind == "read"
    note = _note(job)
    judging = job is not None and job.step == "applying the policy"
    named = [f"{name} {title}".strip() for name, title in documents]
    at = _index([name for name, _ in documents], job)
    return (
        Stage(
            "Reading the files",
            "now" if reading else "done",
            note if reading else "",
            tuple(_files(files, job if reading else None, over=not reading)),
        ),
        Stage(
            "Finding facts",
            "waiting" if reading else "done" if judging else "now",
            "" if reading or judging else note,
            tuple(
                Item(
                    name,
                    "done" if judging or n < at else "now" if n == at else "waiting",
                )
                for n, name in enumerate(named)
            ),
        ),
        Stage("Applying the policy", "now" if judging else "waiting", "", ()),
    )


def _files(files: Sequence[str], job: Job | None, *, over: bool) -> list[Item]:
    """Files before the one being read are done; its pages are counted."""
    place = _number(job) if job else 0
    found = []
    for number, name in enumerate(files, 1):
        if over or number < place:
            found.append(Item(name, "done"))
        elif number == place and job:
            found.append(Item(name, "now", job.done, job.total))
        else:
            found.append(Item(name, "waiting"))
    return found


def _number(job: Job) -> int:
    """The number in a step like ``file 3 of 5``; 0 before the first."""
    words = job.step.split()
    known = len(words) == 4 and words[0] == "file" and words[1].isdigit()
    return int(words[1]) if known else 0


def _index(names: Sequence[str], job: Job | None) -> int:
    """Which document a step like ``document D3`` names; -1 before the first."""
    name = job.step.removeprefix("document ") if job else ""
    return names.index(name) if name in names else -1


def _note(job: Job | None) -> str:
    if job is None:
        return ""
    again = f", attempt {job.attempts}" if job.attempts > 1 else ""
    if job.state == "waiting":
        return f"waiting for a reader{again}"
    return again.removeprefix(", ")
