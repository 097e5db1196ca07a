"""X12 278, health services review: what a practice asks of a plan, and the answer.

A request is written as a request form, an answer as a notice of determination, so that
neither reads as the other; what was cancelled asks for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.content import expressions as re
from workbench.packet.decode import decode_text
from workbench.packet.formats.build import Lines
from workbench.packet.formats.model import Converted, Progress
from workbench.packet.formats.segments import (
    Page,
    Segment,
    day,
    days,
    diagnosis,
    person,
    service,
    tables,
)

_ISA = re.compile(r"ISA(?P<mark>[^\w\s])")
_NAME = re.compile(r"[A-Z][A-Z0-9]{1,2}\Z")
_SENTENCE = re.compile(r"(?<=[A-Za-z]{2})[.;] ")
_SHORT = 60
"""Characters of a message beside a service that name it and are no note."""
_ISA_LENGTH = 106
_SERVICES = ("SV1", "SV2", "SV3")
_OF_SERVICES = ("MSG", "NTE", "HCR", "DTP")
"""Segments that tell of a service in whose loop they stand."""


def read(data: bytes, *, name: str, progress: Progress) -> Converted:
    """The transactions of a file, each as a document.

    Raises PacketError for bytes that are no text.
    """
    decoded = decode_text(data, where=name)
    lines = Lines()
    for transaction in _transactions(decoded.text):
        _Review(transaction).page().write(lines)
    return Converted("x12", lines.done(), damaged=decoded.damaged)


def _transactions(text: str) -> Iterator[list[Segment]]:
    """The segments of each transaction; what wraps it goes with the first."""
    held: list[Segment] = []
    for segment in _segments(text):
        if segment.name == "ST" and any(one.name == "ST" for one in held):
            yield held
            held = []
        held.append(segment)
    if held:
        yield held


def _segments(text: str) -> Iterator[Segment]:
    mark, ends = "*", "~"
    head = _ISA.match(text.lstrip())
    if head is not None:
        mark = head["mark"]
        whole = text.lstrip()[:_ISA_LENGTH]
        if len(whole) == _ISA_LENGTH and not whole[-1].isalnum():
            ends = whole[-1]
    opens = rf"\s*\n\s*(?=[A-Z][A-Z0-9]{{1,2}}{re.escape(mark)})"
    parted = re.split(rf"{re.escape(ends)}\s*|{opens}", text.strip())
    for number, piece in enumerate(parted, 1):
        shown = " ".join(piece.split("\n")).strip()
        name, *fields = shown.split(mark)
        if _NAME.match(name):
            yield Segment(name, tuple(fields), number)
        elif shown:
            yield Segment("", (shown,), number)


def _loops(segments: list[Segment]) -> Iterator[list[Segment]]:
    """What belongs together: a loop of its own for each service."""
    held: list[Segment] = []
    for segment in segments:
        own = held and held[0].name == "HL" and held[0].at(3) == "SS"
        more = segment.name in _SERVICES and (
            not own or any(one.name in _SERVICES for one in held)
        )
        if segment.name == "HL" or more:
            yield held
            held = []
        held.append(segment)
    yield held


class _Review:
    """One transaction on its way to a page."""

    def __init__(self, segments: list[Segment]) -> None:
        self._segments = segments
        self._words = tables()["x12"]
        codes = [one.at(2) for one in segments if one.name == "BHT"]
        purpose = self._words["purposes"].get(codes[0] if codes else "13", "request")
        decided = any(one.name == "HCR" for one in segments)
        self._answers = purpose == "response" or decided
        self._cancelled_by = self._cancelling(purpose == "cancellation")
        self._page = Page(
            "NOTICE OF DETERMINATION"
            if self._answers
            else "PRIOR AUTHORIZATION REQUEST FORM"
        )

    def _cancelling(self, whole: bool) -> Segment | None:
        """The segment that takes the request back: its purpose, or kind of review."""
        for one in self._segments:
            if whole and one.name == "BHT":
                return one
            if one.name == "UM" and one.at(2) in self._words["cancelled"]:
                return one
        return None

    def page(self) -> Page:
        """Everything that the transaction says."""
        if self._cancelled_by:
            self._page.say(
                "Not requested; status of an order", "cancelled", self._cancelled_by
            )
        for loop in _loops(self._segments):
            served = next((one for one in loop if one.name in _SERVICES), None)
            behind = [one for one in loop if served and one.name in _OF_SERVICES]
            for segment in loop:
                if segment is not served and segment not in behind:
                    self._segment(segment)
            if served is not None:
                self._service(served, behind)
        return self._page

    def _segment(self, segment: Segment) -> None:
        writer = {
            "BHT": self._begins,
            "NM1": self._party,
            "DMG": self._born,
            "UM": self._review,
            "HI": self._diagnoses,
            "DTP": self._date,
            "MSG": self._message,
            "NTE": self._message,
            "HCR": self._decision,
            "HSD": self._amount,
            "": self._message,
        }.get(segment.name)
        if writer is not None:
            writer(segment)
        elif segment.name not in self._words["silent"]:
            self._page.tell(segment.text, segment)

    def _begins(self, segment: Segment) -> None:
        label = "Date" if self._answers else "Request date"
        self._page.head(label, day(segment.at(4)), segment)

    def _party(self, segment: Segment) -> None:
        role = segment.at(1)
        name = person([segment.at(place) for place in (3, 4, 5)])
        if role in self._words["patients"]:
            if role == "QC":
                self._page.heads.pop("Patient", None)
            self._page.head("Patient", name, segment)
            if segment.at(8) == "MI":
                self._page.head("Member ID", segment.at(9), segment)
        elif role in self._words["people"]:
            degree = segment.at(7)
            shown = f"{name}, {degree}" if degree.isalpha() else name
            self._page.head(self._words["people"][role], shown, segment)

    def _born(self, segment: Segment) -> None:
        self._page.head("DOB", day(segment.at(2)), segment)
        self._page.head("Sex", tables()["sexes"].get(segment.at(3), ""), segment)

    def _review(self, segment: Segment) -> None:
        words = self._words
        kind = words["kinds"].get(segment.at(1), "")
        certified = words["certifications"].get(segment.at(2), "")
        place = words["places"].get(segment.at(4).split(":")[0], "")
        told = ", ".join(part for part in (kind, certified) if part)
        self._page.head("Type of review", told, segment)
        self._page.head("Place of service", place, segment)

    def _diagnoses(self, segment: Segment) -> None:
        for field in segment.fields:
            code = (*field.split(":"), "")[1]
            self._page.say("Diagnosis", diagnosis(code, ""), segment)

    def _date(self, segment: Segment) -> None:
        label = self._words["dates"].get(segment.at(1), "")
        if self._answers:  # What was decided is no plan of anybody.
            label = label.replace("Planned date", "Date")
        if label:
            self._page.say(label, days(segment.at(3)), segment)

    def _message(self, segment: Segment) -> None:
        self._page.tell(_said(segment), segment)

    def _decision(self, segment: Segment) -> None:
        told = self._words["decisions"].get(segment.at(1), segment.at(1))
        self._page.say("Decision", told, segment)

    def _amount(self, segment: Segment) -> None:
        unit = self._words["units"].get(segment.at(1), "")
        told = f"{segment.at(2)} {unit}".strip() if segment.at(2) else ""
        self._page.say("Quantity", told, segment)

    def _label(self, behind: list[Segment]) -> str:
        """What became of a service, by its own decision or that of the whole."""
        if self._cancelled_by:
            return "Service of the cancelled order"
        if not self._answers:
            return "Requested procedure"
        decisions = [one for one in (*behind, *self._segments) if one.name == "HCR"]
        code = decisions[0].at(1) if decisions else ""
        return f"Service {self._words['decisions'].get(code, 'decided on')}"

    def _service(self, segment: Segment, behind: list[Segment]) -> None:
        """A service with the message that names it; a longer one stands below."""
        told = [_said(one) for one in behind if one.name in ("MSG", "NTE")]
        named, notes = _parted(told)
        parts = [*_coded(segment), *named]
        self._page.say(self._label(behind), ", ".join(parts), segment)
        for one in behind:
            if one.name == "DTP":
                self._date(one)
        for note in notes:
            self._page.tell(note, segment)


def _said(segment: Segment) -> str:
    """The words of a message; a note's first field is its kind."""
    fields = segment.fields[1:] if segment.name == "NTE" else segment.fields
    return ", ".join(one.strip() for one in fields if one.strip())


def _parted(told: list[str]) -> tuple[list[str], list[str]]:
    """What names a service, and what is a note: all but how the first one opens."""
    named: list[str] = []
    notes: list[str] = []
    for place, text in enumerate(told):
        opening, *rest = _SENTENCE.split(text, maxsplit=1)
        if place or len(opening) > _SHORT:
            notes.append(text)
        else:
            named.append(opening.rstrip("."))
            notes += rest
    return named, notes


def _coded(segment: Segment) -> Iterator[str]:
    """Code, description, modifiers and units of a service line."""
    place = next((i for i, one in enumerate(segment.fields) if ":" in one), None)
    if place is None:
        return
    _, code, *more = segment.fields[place].split(":")
    marks = [mark.strip() for mark in more[:4] if mark.strip()]
    words = " ".join(part.strip() for part in more[4:]).strip()
    yield service(code.strip(), words)
    yield from marks
    behind = segment.fields[place + 1 :]
    if "UN" in behind:
        amount = (*behind[behind.index("UN") + 1 :], "")[0].strip()
        if amount not in ("", "1"):
            yield f"quantity {amount}"
