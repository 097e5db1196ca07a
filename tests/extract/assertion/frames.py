"""Labelled frames: seven-way assertion, and the frames that the reader makes itself.

    python -m tests.extract.assertion.frames FILE.yaml [...] [--errors]

Format.  A file is a list of ``{id, style, text, frames, section?, date?}``.  A frame is
``{mention, kind, assertion, level?, side?, severity?, days?, date?, accept?}``: words
of the mention as they stand in ``text``, a kind of ``workbench/vocabulary/kinds.yaml``,
one of the seven assertions of ``measure.py``, and what the text says of place, side,
grade and length.  ``section`` is the heading or the head of the table over the text;
``accept`` lists further right assertions.

Two figures.  *Seven-way* is what the reader's own fact of the kind says and, where it
makes none, what the assertion engine says of the labelled mention (of the words of its
kind within it, where a word list has them); that a mention is a phrase of health
("foramina are patent") is taken from the word lists, never from the label.  *Full
frame* runs the whole reader on the text as a document of its
style and is right where one fact of the kind has the assertion, level, side and grade
(as label words), so a mention that was not found is wrong.  What is not (negated, not
done, hypothetical, family) may be shown by silence where no fact of the Case could say
it; a ``present`` fact of a kind for which no frame says present is falsely present.
Frames of kinds that the vocabulary cannot say are left out.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.extract.rules_core.make import document
from workbench.extract.rules.copy.legible import unscanned
from workbench.extract.rules.frames.imaging.unnamed import DETAIL as UNNAMED
from workbench.extract.rules.language import context
from workbench.extract.rules.layout.segment import segment
from workbench.extract.rules.model import Mention, Seven
from workbench.extract.rules.reader import RulesReader
from workbench.extract.rules.words import lexicon
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.schema.case import (
    Fact,
    ProcedureDone,
    RequestedProcedure,
    Statement,
    all_facts,
)
from workbench.schema.packet import DocumentKind, Packet
from workbench.schema.partial_date import PartialDate
from workbench.vocabulary.yaml_file import load_yaml

TODAY = "2026-06-15"
KIND_OF_STYLE: dict[str, DocumentKind] = {
    "radiology": "imaging-report",
    "imaging-comparison": "imaging-report",
    "lab": "laboratory",
    "emg": "nerve-study",
    "therapy-log": "therapy-record",
    "operative": "operative-note",
    "pain-procedure": "operative-note",
    "policy": "policy-excerpt",
}
"""Kinds by how the name of a style begins ("radiology-narrative" is a report, too)."""
_SCANNED_REPORT = re.compile(
    r"\b(?:foramin\w*|stenosis|narrowing|herniation|protrusion|cord signal|fracture|fx"
    r"|subluxation)\b",
    re.IGNORECASE,
)
_TELLS_ACT = re.compile(
    r"procedure|operat|injection|block|kyphoplast|trial|implant|ablation|report",
    re.IGNORECASE,
)
"""Heads of a pain clinic's note on what was done; others are notes of a visit."""
_EVENTS = (
    "treatments",
    "procedures_done",
    "requested_procedures",
    "imaging_studies",
    "tests",
)
_SAME = (
    {"cervical-surgery", "acdf"},
    {"cervical-surgery", "posterior-cervical-fusion"},
    {"cervical-surgery", "posterior-cervical-decompression"},
    {"cervical-surgery", "cervical-corpectomy"},
    {"cervical-surgery", "cervical-disc-arthroplasty"},
    {"cervical-surgery", "other"},
    {"acdf", "other"},
    {"lumbar-surgery", "lumbar-posterior-fusion"},
    {"lumbar-surgery", "lumbar-interbody-fusion"},
    {"lumbar-surgery", "lumbar-anterior-fusion"},
    {"gait-abnormal", "gait-imbalance"},
    {"hyperreflexia", "reflex"},
    {"weakness", "progressive-weakness"},
    {"carpal-tunnel-syndrome", "nerve-study"},
    {"cervical-radiculopathy", "nerve-study"},
    {"ulnar-neuropathy", "nerve-study"},
    {"brachial-plexopathy", "nerve-study"},
    {"thoracic-outlet-syndrome", "nerve-study"},
    {"mononeuropathy", "nerve-entrapment"},
    {"nicotine", "nicotine-dependence"},
    {"other-causes-excluded", "other-causes-unsure"},
    {"weakness", "strength"},
    {"hyporeflexia", "reflex"},
    {"straight-leg-raise", "crossed-straight-leg-raise"},
    {"grip-release", "finger-escape"},
    {"epidural-injection", "epidural-transforaminal"},
    {"epidural-injection", "injection"},
    {"spondylolisthesis", "subluxation"},
    {"peripheral-neuropathy", "nerve-study"},
    {"lumbar-radiculopathy", "nerve-study"},
    {"systemic-infection", "fever"},
    {"disc-herniation", "cervical-disc-disorder"},
    {"disc-herniation", "lumbar-disc-disorder"},
    {"surgery", "cervical-surgery", "lumbar-surgery"},
    {"hardware-failure", "implant-migration"},
    {"mri", "shoulder-imaging"},
    {"osteoporotic-fracture", "fracture"},
    {"cord-compression", "compression"},
    {"cervical-spondylosis", "degeneration"},
    {"diagnostic-injection", "epidural-injection"},
    {"cervical-myelopathy", "myelopathic-signs"},
    {"lumbar-surgery", "lumbar-decompression"},
)
"""Kinds under which the vocabulary lets one thing be said."""
_NARROWER = {("xray", "flexion-extension")}
"""A label that a fact of a narrower kind answers: dynamic films are plain films."""
_PLANNED = {"planned": "not_done", "uncertain": "possible"}
"""What labels may call otherwise than the seven do."""
_SILENT_RIGHT = frozenset({"not_done", "hypothetical", "family"})


class Frame(NamedTuple):
    """A labelled frame and the text that it stands in."""

    id: str
    style: str
    text: str
    section: str
    date: str
    mention: str
    kind: str
    right: tuple[str, ...]
    level: str | None
    side: str | None
    severity: str | None


def frames(path: Path) -> Iterator[list[Frame]]:
    """The frames of each text of a file."""
    rows: Any = load_yaml(path)
    for row in rows:
        yield [
            Frame(
                row["id"],
                row["style"],
                row["text"],
                row.get("section", ""),
                str(row.get("date", TODAY)),
                one["mention"],
                one["kind"],
                tuple(_PLANNED.get(s, s) for s in _rights(one)),
                one.get("level"),
                one.get("side"),
                one.get("severity"),
            )
            for one in row["frames"]
        ] or [
            Frame(
                row["id"],
                row["style"],
                row["text"],
                row.get("section", ""),
                str(row.get("date", TODAY)),
                *("", "", (), None, None, None),
            )
        ]


def _rights(one: dict[str, Any]) -> tuple[str, ...]:
    return (one["assertion"], *one.get("accept", ()))


def kind_of(style: str, section: str) -> DocumentKind:
    """The kind of document that a text of a style stands in.

    A table whose head names levels is one of a report.
    """
    if style == "table" and re.search(r"\blevels?\b", section, re.IGNORECASE):
        return "imaging-report"
    if style.startswith("pain-procedure") and section:
        return "operative-note" if _TELLS_ACT.search(section) else "clinic-note"
    begins = (one for one in KIND_OF_STYLE if style.startswith(one))
    return KIND_OF_STYLE.get(next(begins, ""), "clinic-note")


def _kind_of_text(style: str, section: str, text: str) -> DocumentKind:
    """The kind of a snippet's document; a scanned one tells it by its own words."""
    if style.startswith("ocr") and _SCANNED_REPORT.search(text):
        return "imaging-report"
    return kind_of(style, section)


def _plain(frame: Frame) -> str:
    text = unscanned(frame.text) if frame.style.startswith("ocr") else frame.text
    head = f"{frame.section}\n" if frame.section else ""
    return head + text


# --- seven-way at the mention ------------------------------------------------------


def seven(frame: Frame) -> str | None:
    """What the engine says of the mention; None where the text does not hold it."""
    whole = _plain(frame)
    scanned = frame.style.startswith("ocr")
    words = unscanned(frame.mention) if scanned else frame.mention
    at = whole.find(words, whole.find("\n") + 1 if frame.section else 0)
    if at < 0:
        return None
    kind = _kind_of_text(frame.style, frame.section, whole)
    view = segment(document(whole, kind))
    for sentence in view.sentences:
        if sentence.start <= at < sentence.end:
            low = at - sentence.start
            high = min(low + len(words), len(sentence.text))
            low, high = _own_words(sentence.text, low, high, frame.kind)
            said = sentence.text[low:high]
            healthy = _implied(sentence.text, low, high)
            mention = Mention(frame.kind, low, high, said, implies=healthy)
            state = not is_event(frame.kind)
            found = context.read(sentence, mention, state=state, day=frame.date).seven
            return "not_done" if found == "negated" and not state else found
    return None


@cache
def _lexicons() -> tuple[Any, ...]:
    names = sorted(path.stem for path in lexicon.FOLDER.glob("*.yaml"))
    made = []
    for name in names:
        try:
            made.append(lexicon.load(name))
        except Exception:  # a list of another form, which names no mentions
            continue
    return tuple(made)


def _own_words(text: str, low: int, high: int, kind: str) -> tuple[int, int]:
    """The words of the kind within the labelled ones, as the word lists have them.

    "BONE DENSITY ORDERED" is labelled with the word that orders it; the engine is asked
    about "BONE DENSITY", as the reader would ask.
    """
    inside = [
        (found.start, found.end)
        for one in _lexicons()
        for found in one.find(text)
        if low <= found.start
        and found.end <= high
        and any(
            same(kind, name)
            for name in found.attributes.get("kind", found.concept).split()
        )
    ]
    return max(inside, key=lambda span: span[1] - span[0], default=(low, high))


def _implied(text: str, low: int, high: int) -> Seven | None:
    """What the word lists say that a phrase over the mention carries in itself."""
    for one in _lexicons():
        for found in one.find(text):
            if found.implies and low <= found.start < high and found.end <= high:
                return found.implies
    return None


@cache
def _kinds() -> dict[str, str]:
    path = Path(context.__file__).parents[3] / "vocabulary" / "kinds.yaml"
    data: Any = load_yaml(path)
    return {kind: name for name, kinds in data.items() for kind in kinds}


def in_vocabulary(kind: str) -> bool:
    """Whether a fact of the Case could say it at all, by this name or another."""
    return kind in _kinds() or any(kind in one for one in _SAME)


def field_of(kind: str) -> str:
    """The list of the Case that a kind belongs to; empty for names of labels only."""
    return _kinds().get(kind, "")


def is_event(kind: str) -> bool:
    """Whether a kind names something done, not a state."""
    return field_of(kind) in _EVENTS or kind in ("acdf", "mri", "ct", "x-ray")


def _read_as(frame: Frame, found: Sequence[Fact]) -> str | None:
    """What the reader's fact says that fits the frame's kind, level and side best."""
    mine = [one for one in found if same(frame.kind, one.kind)]
    if not mine:
        return None
    exact = [one for one in mine if one.kind == frame.kind] or mine

    def fit(fact: Fact) -> tuple[int, bool]:
        """How well place and side fit; among equals the fact that ``full`` takes."""
        place = _levels(fact.level or fact.site) == _levels(frame.level)
        told = 2 * (frame.side in (None, fact.side)) + (place or not frame.level)
        return told, bool(saids(fact, frame.kind).intersection(frame.right))

    best = max(exact, key=fit)
    agreed = sorted(saids(best, frame.kind).intersection(frame.right))
    return agreed[0] if agreed else said_of(best)


# --- the reader's own frames -------------------------------------------------------


def facts(text: str, style: str, date: str, section: str = "") -> list[Fact]:
    """All facts that the reader makes of a text as one document.

    The study that only holds findings told without one names nothing of the text.
    """
    text = f"{section}\n{text}" if section else text
    plain = unscanned(text) if style.startswith("ocr") else text
    packet = read_packet((Source("text.txt", plain.encode()),))
    kind = _kind_of_text(style, section, plain)
    documents = tuple(
        one.model_copy(update={"kind": kind, "date": one.date or PartialDate(date)})
        for one in packet.documents
    )
    packet = Packet.model_validate(packet.model_copy(update={"documents": documents}))
    found = all_facts(RulesReader().read(packet).case)
    return [one for one in found if one.detail != UNNAMED]


def same(label: str, kind: str) -> bool:
    """Whether a fact of one kind may answer a frame of the other."""
    if label == kind or (label, kind) in _NARROWER:
        return True
    return any({label, kind} <= one for one in _SAME)


def saids(fact: Fact, kind: str) -> frozenset[str]:
    """All of the seven that a fact says under a label's kind.

    A muscle graded under five is weakness, five is none; an operation that was done is
    present and historical alike, since the vocabulary does not tell them apart.  What a
    statement tells of a plan ("planned-multilevel-laminectomy") is there when it is
    planned, and an act that a statement denies was not done.  A nerve study that was
    done is there, whatever it found.
    """
    said = said_of(fact)
    whole = fact.kind == kind == "nerve-study" and fact.assertion == "present"
    if whole and getattr(fact, "indicates", None) is None:
        return frozenset({said, "present"})
    if isinstance(fact, Statement) and said == "negated":
        return frozenset({"negated", "not_done"})
    if isinstance(fact, Statement) and "planned" in fact.kind and said == "not_done":
        return frozenset({"present", "not_done"})
    grade = str(getattr(fact, "grade", None) or "")
    if isinstance(fact, ProcedureDone) and said in ("present", "historical"):
        return frozenset({"present", "historical"})
    if fact.kind == "strength" and grade and said == "present":
        full = grade == "5"
        if kind == "weakness":
            return frozenset({"negated" if full else "present"})
        return frozenset({"present", "negated"} if full else {"present"})
    if fact.kind == "reflex" and grade and said == "present" and kind != "reflex":
        low, high = grade[0] in "01", grade[0] in "34"
        ill = low if kind == "hyporeflexia" else high
        return frozenset({"present" if ill else "negated"})
    return frozenset({said})


def said_of(fact: Fact) -> str:
    """The assertion of a fact in the words of the seven."""
    if isinstance(fact, RequestedProcedure) and fact.assertion == "present":
        return "not_done"
    status = str(getattr(fact, "status", "") or "")
    if status == "former":
        return "historical"
    if fact.kind == "nerve-study" and fact.assertion == "present":
        result = getattr(fact, "result", None)
        results = {"negative": "negated", "normal": "negated"}
        return (results | {"inconclusive": "possible"}).get(result or "", "present")
    names = {"absent": "negated", "uncertain": "possible", "planned": "not_done"}
    said = names.get(fact.assertion, fact.assertion)
    return "not_done" if said == "negated" and is_event(fact.kind) else said


def _levels(value: str | None) -> str:
    return (value or "").upper().replace(" ", "")


def _full(frame: Frame, fact: Fact) -> bool:
    if not saids(fact, frame.kind).intersection(frame.right):
        return False
    if frame.level and _levels(fact.level or fact.site) != _levels(frame.level):
        return False
    if frame.side and fact.side != frame.side:
        return False
    if frame.severity is None:
        return True
    grade = getattr(fact, "severity", None)
    if grade is None:
        return "impairment" in frame.kind or fact.kind == "nerve-study"
    return _grade(frame.severity) in (_grade(grade.label), _grade(grade.label[9:]))


def _grade(words: str) -> str:
    plain = re.sub(r"[ -]+", "-", words.lower()).replace("-to-", "-")
    return re.sub(r"^(?:at-least|at-most|no-more-than|up-to)-", "", plain)


def full(frame: Frame, found: Sequence[Fact]) -> bool:
    """Whether the reader's facts hold the frame; both sides may be a fact each."""
    mine = [fact for fact in found if same(frame.kind, fact.kind)]
    if any(_full(frame, fact) for fact in mine):
        return True
    sides = {one: frame._replace(side=one) for one in ("left", "right")}
    if frame.side == "bilateral" and all(
        any(_full(half, fact) for fact in mine) for half in sides.values()
    ):
        return True
    silent = _SILENT_RIGHT.intersection(frame.right)
    return bool(silent) and not any(said_of(one) != "not_done" for one in mine)


def false_present(group: Sequence[Frame], found: Sequence[Fact]) -> list[Fact]:
    """Facts read as present of a kind for which no frame says present."""
    wrong = []
    for fact in found:
        mine = [one for one in group if same(one.kind, fact.kind)]
        said = [one for one in mine if "present" in saids(fact, one.kind)]
        if fact.assertion == "present" and said == mine and mine:
            if not any("present" in one.right for one in mine):
                wrong.append(fact)
    return wrong


class Result(NamedTuple):
    """What came of one text."""

    group: list[Frame]
    sevens: list[str | None]
    fulls: list[bool]
    false: list[Fact]
    found: list[Fact]


def results(groups: Iterable[list[Frame]]) -> list[Result]:
    """Every text read, its frames judged."""
    made = []
    for group in groups:
        first = group[0]
        found = facts(first.text, first.style, first.date, first.section)
        named = [one for one in group if one.mention and in_vocabulary(one.kind)]
        made.append(
            Result(
                named,
                [_read_as(one, found) or seven(one) for one in named],
                [full(one, found) for one in named],
                false_present(named, found),
                found,
            )
        )
    return made


def report(made: Sequence[Result]) -> Iterator[str]:
    """The lines of the report."""
    pairs = [
        (f, s, ok)
        for one in made
        for f, s, ok in zip(one.group, one.sevens, one.fulls, strict=True)
    ]
    total = max(len(pairs), 1)
    good = sum(said in frame.right for frame, said, _ in pairs)
    never = sum("present" not in frame.right for frame, _, _ in pairs)
    flipped = sum(s == "present" and s not in f.right for f, s, _ in pairs)
    yield f"texts {len(made)}, frames {len(pairs)}"
    yield f"seven-way at the mention {good / total:.3f} ({good} of {len(pairs)})"
    yield f"  said present of what is not: {flipped} of {never}"
    whole = sum(ok for _, _, ok in pairs)
    yield f"full frame by the reader {whole / total:.3f} ({whole} of {len(pairs)})"
    yield f"  facts falsely present: {sum(len(one.false) for one in made)}"
    count = Counter(frame.style for frame, _, _ in pairs)
    right = Counter(frame.style for frame, said, _ in pairs if said in frame.right)
    held = Counter(frame.style for frame, _, ok in pairs if ok)
    for style, n in sorted(count.items()):
        yield f"  {style:12} seven {right[style]}/{n}  full {held[style]}/{n}"


def errors(made: Sequence[Result]) -> Iterator[str]:
    """What came out wrong, one text after the other."""
    for one in made:
        lost = [
            (frame, said, ok)
            for frame, said, ok in zip(one.group, one.sevens, one.fulls, strict=True)
            if said not in frame.right or not ok
        ]
        if not lost and not one.false:
            continue
        text = one.group[0].text if one.group else ""
        yield f"{one.group[0].id} {text!r}"
        for frame, said, ok in lost:
            shown = f"{frame.kind} {frame.right} {frame.level} {frame.side}"
            yield f"   {frame.mention!r} {shown} {frame.severity}: {said} full {ok}"
        for fact in one.false:
            yield f"   FALSE {fact.kind} {fact.level} {fact.side}"
        for fact in one.found:
            grade = getattr(fact, "severity", None)
            yield (
                f"      read {fact.kind} {fact.assertion} {fact.level} {fact.site}"
                f" {fact.side} {grade.label if grade else ''}"
            )


def main() -> None:
    """Print the figures and, asked for, the errors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    for path in options.files:
        made = results(frames(path))
        sys.stdout.write("\n".join([str(path), *report(made), ""]))
        if options.errors:
            sys.stdout.write("\n".join([*errors(made), ""]))


if __name__ == "__main__":
    main()
