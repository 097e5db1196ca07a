"""Seven-way assertion on labelled sentences, a tuned and an untouched half apart.

    python -m tests.extract.assertion.measure [SENTENCES.yaml LABELS.yaml] [--errors]

Format.  The sentences are a list of ``{id, style, kind, section?, implies?, text}``.
``text`` is a line or a few; braces mark the one mention that is judged ("No evidence
of {fracture}.").  ``kind`` is ``state`` (symptom, sign, finding) or ``event``
(treatment, study, operation).  ``section`` is the heading that the text stands under.
``implies: negated`` says that the mention is a phrase of health ("foramina are
patent"), which lexicons mark so.  ``date`` is the day of the document
(2026-06-15 where none is given).

A text of the style ``ocr`` is first set right as the reader does with scanned sources.

The labels, in a file of their own so that a second reader can write another one, map
each id to one of present, negated, not_done, possible, historical, hypothetical,
family, or to ``{is: negated, accept: [historical]}`` where others count as right too:

- present: true of this patient in this episode; an event done, tried or under way.
- negated: a state denied or excluded.  not_done: an event that has not been carried
  out, whether asked for, ordered, planned, declined or impossible.
- possible: uncertain either way.  historical: before this episode, or resolved.
  An engine's ``negated`` counts as ``not_done`` for an event.
- hypothetical: conditional, risk talk, return precautions, policy text.
- family: someone else.

The untouched half is chosen by a hash of the id before any result is seen; ``--errors``
prints the errors of the tuned half only.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, get_args

from tests.extract.rules_core.make import document
from workbench.extract.rules.copy.legible import unscanned
from workbench.extract.rules.language import context
from workbench.extract.rules.layout.segment import segment
from workbench.extract.rules.model import DocumentView, Mention, Seven
from workbench.vocabulary.yaml_file import load_yaml

_HERE = Path(__file__).resolve().parent
_MARK = re.compile(r"\{([^{}]*)\}")
_TODAY = "2026-06-15"
CLASSES: tuple[Seven, ...] = get_args(Seven)


class Case(NamedTuple):
    """A sentence with its right answers, the first being the label."""

    id: str
    style: str
    text: str
    state: bool
    section: str
    implies: Seven | None
    date: str
    right: tuple[Seven, ...]

    @property
    def tuned(self) -> bool:
        """Whether it belongs to the half whose errors may be looked at."""
        return sha256(self.id.encode()).digest()[0] % 2 == 0


class Answer(NamedTuple):
    """What the engine says of a case."""

    case: Case
    said: Seven | None

    @property
    def right(self) -> bool:
        """Whether it is the label or another accepted answer."""
        return self.said in self.case.right


def cases(sentences: Path, labels: Path) -> Iterator[Case]:
    """The cases of two files; an id without a label is an error (KeyError)."""
    known: dict[str, Any] = load_yaml(labels)
    rows: Any = load_yaml(sentences)
    for row in rows:
        label = known[row["id"]]
        right: list[Seven] = (
            [label] if label in CLASSES else [label["is"], *label["accept"]]
        )
        yield Case(
            row["id"],
            row["style"],
            row["text"],
            row["kind"] == "state",
            row.get("section", ""),
            row.get("implies"),
            str(row.get("date", _TODAY)),
            tuple(right),
        )


def said(case: Case) -> Seven | None:
    """The engine's answer, the text being a document; None where no sentence has it."""
    found = _MARK.search(case.text)
    if found is None:
        raise ValueError(f"{case.id}: no mention in braces")
    plain = case.text[: found.start()] + found[1] + case.text[found.end() :]
    if case.style == "ocr":
        plain = unscanned(plain)
    head = f"{case.section}:\n" if case.section else ""
    start = len(head) + found.start()
    view = segment(document(head + plain))
    return _said(view, case, start, start + len(found[1]))


def _said(view: DocumentView, case: Case, start: int, end: int) -> Seven | None:
    for sentence in view.sentences:
        if sentence.start <= start < sentence.end:
            low, high = start - sentence.start, end - sentence.start
            text = sentence.text[low:high]
            mention = Mention("mention", low, high, text, implies=case.implies)
            seven = context.read(
                sentence, mention, state=case.state, day=case.date
            ).seven
            denied = seven == "negated" and not case.state
            return "not_done" if denied else seven
    return None


def answers(found: Iterable[Case]) -> list[Answer]:
    """Every case with what the engine says."""
    return [Answer(case, said(case)) for case in found]


def accuracy(found: list[Answer]) -> float:
    """Share of right answers."""
    return sum(one.right for one in found) / max(len(found), 1)


def falsely_present(found: list[Answer]) -> int:
    """Answers ``present`` that should not have been: the costly error."""
    return sum(one.said == "present" and not one.right for one in found)


def scores(found: list[Answer], seven: Seven) -> tuple[float, float, float, int]:
    """Precision, recall, F1 and number of one class; accepted answers are hits."""
    mine = [one for one in found if one.case.right[0] == seven]
    said_so = [one for one in found if one.said == seven]
    recall = sum(one.right for one in mine) / max(len(mine), 1)
    precision = sum(one.right for one in said_so) / max(len(said_so), 1)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0, len(mine)


def report(found: list[Answer]) -> Iterator[str]:
    """The lines of a report on one half."""
    rest = sum("present" not in one.case.right for one in found)
    yield f"seven-way {accuracy(found):.3f} of {len(found)}"
    yield f"falsely present {falsely_present(found)} of {rest}"
    for seven in CLASSES:
        p, r, f1, n = scores(found, seven)
        yield f"  {seven:<13} P {p:.2f} R {r:.2f} F1 {f1:.2f} (n {n})"
    styles = Counter(one.case.style for one in found)
    wrong = Counter(one.case.style for one in found if not one.right)
    told = (f"{name} {n - wrong[name]}/{n}" for name, n in sorted(styles.items()))
    yield "  by style: " + ", ".join(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    default = [_HERE / "sentences.yaml", _HERE / "labels.yaml"]
    found = answers(cases(*(options.files or default)))
    for name, tuned in (("tuned", True), ("untouched", False)):
        half = [one for one in found if one.case.tuned is tuned]
        _say(f"{name}: " + "\n".join(report(half)))
        for one in half if tuned and options.errors else []:
            if not one.right:
                _say(f"  {one.case.id}: {one.case.right} said {one.said}")
                _say(f"      {one.case.text!r}")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
