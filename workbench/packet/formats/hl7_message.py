"""One HL7 version 2 message as the documents it stands for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from workbench.content import expressions as re
from workbench.packet.formats.fhir_clinical import NERVE_STUDY
from workbench.packet.formats.held import held_file
from workbench.packet.formats.hl7_values import Marks
from workbench.packet.formats.segments import (
    Page,
    Segment,
    day,
    diagnosis,
    first,
    service,
    tables,
)
from workbench.packet.sources import Source

_IMAGING = re.compile(
    r"\b(?:mri?|ct|x-?rays?|xr|radiographs?|myelogram|dexa?|bone scan)\b", re.IGNORECASE
)
_ID = re.compile(r"\w*\d")
_MEMBER = "MI"
"""Type of an identifier that the insurer gave (table 0203)."""
_FORM = "PRIOR AUTHORIZATION REQUEST FORM"
_RESULTS = ("ORU",)
_ORDERS = ("ORM", "OMG", "OMI", "OMP")
_TEXTS = ("TX", "FT")
_COUNTED = frozenset({"NM", "SN", "CE", "CWE", "ST", "NA"})
"""Types of values that a laboratory reports."""
_DATA = 4
"""Component of a file's value that holds its bytes: the fifth."""
_GIVEN = {"RXO": (1, 2, 4), "RXE": (2, 3, 5), "RXD": (2, 4, 5), "RXA": (5, 6, 7)}
"""Fields of name, amount and unit in the segments of medicines."""


class Message:
    """A message on its way to pages; ``parts`` are the files that it holds."""

    def __init__(self, marks: Marks, segments: Sequence[Segment]) -> None:
        self._marks = marks
        self._segments = segments
        self._words: Any = tables()["hl7"]
        self.parts: list[Source] = []
        header = next((one for one in segments if one.name == "MSH"), None)
        self._sent = day(header.at(7)) if header else ""
        self._kind = marks.parts(header.at(9))[0] if header else ""
        self._unasked = ""
        self._heading = ""
        self._pages: list[Page] = []
        self._open(self._words["titles"].get(self._kind, "OTHER RECORDS"))

    def pages(self) -> list[Page]:
        """The documents, in the order of the message."""
        writers: dict[str, Callable[[Segment], None]] = {
            "PID": self._patient,
            "IN1": self._plan,
            "ORC": self._order,
            "OBR": self._exam,
            "OBX": self._value,
            "NTE": self._note,
            "DG1": self._diagnosis,
            "PR1": self._procedure,
            "AL1": self._allergy,
            "TXA": self._document,
            "PV1": self._visit,
            "RF1": self._referral,
            "AUT": self._authorization,
            "RXO": self._medicine,
            "RXE": self._medicine,
            "RXD": self._medicine,
            "RXA": self._medicine,
            "FT1": self._billed,
            "SCH": self._appointment,
            "AIS": self._appointment,
        }
        for segment in self._segments:
            writer = writers.get(segment.name)
            if writer is not None:
                writer(segment)
            elif segment.name not in self._words["silent"]:
                self._page.tell(self._marks.plain(segment.text), segment)
        return [page for page in self._pages if page.body or page is self._pages[-1]]

    # --- pages

    @property
    def _page(self) -> Page:
        return self._pages[-1]

    def _open(self, title: str) -> None:
        """Another document; it names its patient as the first one does."""
        page = Page(title)
        if self._pages:
            shared = ("Patient", "DOB", "Sex", "MRN")
            heads = self._pages[0].heads
            page.heads = {label: heads[label] for label in shared if label in heads}
        self._pages.append(page)

    # --- head

    def _patient(self, segment: Segment) -> None:
        marks, page = self._marks, self._page
        sex = segment.at(8)
        page.head("Patient", marks.name(segment.at(5)), segment)
        page.head("DOB", day(segment.at(7)), segment)
        page.head("Sex", tables()["sexes"].get(sex, ""), segment)
        for one in marks.repeats(segment.at(3)):
            number, *more = marks.parts(one)
            held = _MEMBER in more[3:4]
            page.head("Member ID" if held else "MRN", number, segment)

    def _plan(self, segment: Segment) -> None:
        marks = self._marks
        names = (marks.parts(segment.at(place))[0] for place in (4, 5, 3))
        self._page.head("Payer", first(one for one in names if " " in one), segment)
        behind = reversed(segment.fields[16:])
        numbers = (one.strip() for one in behind if _ID.match(one.strip()))
        numbers = (one for one in numbers if not day(one))
        member = segment.at(36) or next(numbers, "")
        self._page.head("Member ID", marks.parts(member)[0], segment)

    def _visit(self, segment: Segment) -> None:
        self._page.head("Attending provider", self._provider(segment, 7), segment)
        self._page.head("Visit date", day(segment.at(44)), segment)

    def _provider(self, segment: Segment, place: int) -> str:
        return self._marks.provider(segment.at(place))

    # --- orders

    def _order(self, segment: Segment) -> None:
        unasked = self._words["unasked"]
        self._unasked = unasked.get(segment.at(1)) or unasked.get(segment.at(5), "")
        if self._kind not in _ORDERS:
            return
        asked = day(segment.at(9)) or day(segment.at(15)) or self._sent
        self._page.head("Request date", asked, segment)
        self._page.head("Requesting provider", self._provider(segment, 12), segment)

    def _exam(self, segment: Segment) -> None:
        if self._kind in _RESULTS:
            self._report(segment)
        else:
            self._asked(segment)

    def _asked(self, segment: Segment) -> None:
        if self._unasked:
            self._page.say("Not requested; status of an order", self._unasked, segment)
            return
        marks = self._marks
        self._page.head("Request date", self._sent, segment)
        named = service(*marks.coded(segment.at(4)))
        site = marks.words(segment.at(15))
        shown = ", ".join(part for part in (named, site) if part)
        self._page.say("Requested procedure", shown, segment)
        planned = day(segment.at(36)) or day(segment.at(7))
        self._page.say("Planned date of service", planned, segment)
        for place in (13, 31):
            told = " ".join(marks.parts(segment.at(place))).strip()
            self._page.say("Clinical information", told, segment)

    def _referral(self, segment: Segment) -> None:
        state = self._words["referrals"].get(self._marks.parts(segment.at(1))[0], "")
        self._page.say("Status of the referral", state, segment)
        self._page.head("Request date", day(segment.at(7)) or self._sent, segment)
        self._page.say("Reason", self._marks.words(segment.at(10)), segment)

    def _authorization(self, segment: Segment) -> None:
        plan = self._marks.words(segment.at(2)) or self._marks.words(segment.at(1))
        self._page.say("Payer of the authorization", plan, segment)

    def _procedure(self, segment: Segment) -> None:
        code, words = self._marks.coded(segment.at(3))
        named = service(code, words or self._marks.plain(segment.at(4)))
        if self._page.title == _FORM:
            self._page.say("Requested procedure", named, segment)
            return
        done = day(segment.at(5))
        self._page.say("Procedure done", f"{named} {done}".strip(), segment)

    # --- results and documents

    def _report(self, segment: Segment) -> None:
        marks = self._marks
        code, words = marks.coded(segment.at(4))
        named = service(code, words) if words else code
        if self._page.body:
            self._open("")
        self._page.title = self._titled(segment, named)
        self._heading = words
        self._page.head("Exam", named, segment)
        label = "Collected" if self._page.title.startswith("LAB") else "Exam date"
        self._page.head(label, day(segment.at(7)) or self._sent, segment)
        self._page.head("Ordering provider", self._provider(segment, 16), segment)
        state = segment.at(25)
        if state in self._words["void"]:
            self._page.say("Report without result; state", state, segment)
        self._page.say("Status", self._words["states"].get(state, ""), segment)
        told = " ".join(marks.parts(segment.at(13))).strip()
        self._page.say("Clinical information", told, segment)

    def _titled(self, exam: Segment, named: str) -> str:
        """A report by its section; without one by its name, or by values it counts."""
        sections, section = self._words["sections"], exam.at(24)
        title = next((one for one in sections if section in sections[one]), None)
        if title in (None, "DIAGNOSTIC REPORT") and NERVE_STUDY.search(named):
            title = "ELECTRODIAGNOSTIC REPORT"
        if title is None and _IMAGING.search(named):
            title = "IMAGING REPORT"
        kinds = {one.at(2) for one in self._results_of(exam)}
        if title is None and kinds and kinds <= _COUNTED:
            title = "LABORATORY REPORT"
        return title or "DIAGNOSTIC REPORT"

    def _results_of(self, exam: Segment) -> Iterator[Segment]:
        """The values under an exam, up to the next one."""
        behind = self._segments[self._segments.index(exam) + 1 :]
        for segment in takewhile(lambda one: one.name != "OBR", behind):
            if segment.name == "OBX":
                yield segment

    def _document(self, segment: Segment) -> None:
        """A transcribed document; its own name tells more than the code of its kind.

        The name of its text is put before it where it says whose note it is.
        """
        kind, words = self._marks.coded(segment.at(2))
        title = words.upper() or self._words["documents"].get(kind) or "CLINIC NOTE"
        text = next((one for one in self._segments if one.name == "OBX"), None)
        named = self._marks.words(text.at(3)).upper() if text else ""
        told = set(named.split()) - {"NOTE", "REPORT", "TEXT", "DOCUMENT"}
        if told and not told & set(title.split()):
            title = f"{named} - {title}"
        self._heading = self._marks.words(text.at(3)) if text else ""
        self._page.title = title
        self._page.head("Date", day(segment.at(4)) or self._sent, segment)
        self._page.head("Author", self._provider(segment, 9), segment)

    def _value(self, segment: Segment) -> None:
        marks, kind, state = self._marks, segment.at(2), segment.at(11)
        name = marks.words(segment.at(3))
        if state in self._words["void"]:
            told = "withdrawn or not obtained; its content is not shown"
            self._page.say(name or "Result", told, segment)
        elif kind in ("ED", "RP"):
            self._attached(segment, name)
        elif kind in _TEXTS:
            if name and name != self._heading and not name.startswith(marks.inner):
                self._page.tell(f"{name}:", segment)
                self._heading = name
            for line in marks.lines(segment.at(5)):
                self._page.tell(line, segment)
        else:
            self._measured(segment, name)

    def _measured(self, segment: Segment, name: str) -> None:
        marks, kind = self._marks, segment.at(2)
        field = segment.at(5)
        if kind in ("DT", "TS", "DTM"):
            value = day(field)
        elif kind == "SN":
            value = "".join(marks.parts(field))
        elif kind in ("CE", "CWE", "CNE"):
            value = "; ".join(marks.words(one) for one in marks.repeats(field))
        else:
            value = "; ".join(part for part in marks.lines(field) if part)
        unit = marks.parts(segment.at(6))[0]
        bounds = marks.plain(segment.at(7))
        flag = self._words["flags"].get(segment.at(8), "")
        told = f"{value} {unit}".strip() if unit != "%" else f"{value}%"
        tail = [f"reference {bounds}"] if bounds else []
        tail += [flag] if flag and value else []
        shown = f"{told} ({'; '.join(tail)})" if tail and told else told
        self._page.say(name, shown, segment)

    def _attached(self, segment: Segment, name: str) -> None:
        parts = self._marks.parts(segment.at(5))
        if segment.at(2) == "RP" or len(parts) <= _DATA:
            self._page.say(name or "File", "held elsewhere, not read", segment)
            return
        file = held_file(name, parts[_DATA])
        if file is None:
            self._page.say(name or "File", "damaged, not read", segment)
            return
        self.parts.append(file)
        self._page.say(name or "File", "read as a file of its own", segment)

    # --- the rest

    def _note(self, segment: Segment) -> None:
        told = [one for one in segment.fields[1:] if one.strip()]
        for line in self._marks.lines(told[-1] if told else ""):
            self._page.tell(line, segment)

    def _diagnosis(self, segment: Segment) -> None:
        code, words = self._marks.coded(segment.at(3))
        named = diagnosis(code, words or self._marks.plain(segment.at(4)))
        self._page.say("Diagnosis", named, segment)

    def _allergy(self, segment: Segment) -> None:
        told = (self._marks.words(segment.at(place)) for place in (3, 5))
        self._page.say("Allergy", ", ".join(one for one in told if one), segment)

    def _medicine(self, segment: Segment) -> None:
        name, amount, unit = _GIVEN[segment.name]
        told = [self._marks.words(segment.at(place)) for place in (name, amount, unit)]
        given = day(segment.at(3)) if segment.name in ("RXD", "RXA") else ""
        tail = f" ({given})" if given else ""
        self._page.say("Medication", " ".join(filter(None, told)) + tail, segment)

    def _billed(self, segment: Segment) -> None:
        named = service(*self._marks.coded(segment.at(25) or segment.at(7)))
        self._page.say("Billed", f"{named} {day(segment.at(4))}".strip(), segment)

    def _appointment(self, segment: Segment) -> None:
        if segment.name == "SCH":
            self._page.say("Appointment", self._marks.words(segment.at(7)), segment)
        else:
            named = service(*self._marks.coded(segment.at(3)))
            self._page.say("Booked", f"{named} {day(segment.at(4))}".strip(), segment)
