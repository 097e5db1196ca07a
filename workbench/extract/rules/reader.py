"""The rules reader: packet to Case, offline and without a model.

Each document is cut up, each frame reads each document, and what they find is checked
against the packet, merged and numbered.  A document or frame that fails is left out
and noted by the type of its error; it never takes the rest with it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from workbench import __version__
from workbench.extract.checking import check, list_of
from workbench.extract.grounding import supports
from workbench.extract.reader import Progress, Reading, unwatched
from workbench.extract.rules.collecting import rarely_collected
from workbench.extract.rules.copy.legible import reading_copy, requoted
from workbench.extract.rules.layout import segment
from workbench.extract.rules.layout.leaflets import is_of_nobody
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.extract.rules.whole.asked_acts import as_asked
from workbench.extract.rules.whole.asked_scans import without_asked
from workbench.extract.rules.whole.episode import index_date, mark_earlier
from workbench.extract.rules.whole.held import without_held
from workbench.extract.rules.whole.merge import merge
from workbench.extract.rules.whole.older import marked
from workbench.extract.rules.whole.one_sided import with_side
from workbench.extract.rules.whole.request_day import dated
from workbench.packet.identity import births
from workbench.schema.base import digest
from workbench.schema.case import (
    FACT_LISTS,
    Case,
    Fact,
    FactList,
    Patient,
    ProcedureDone,
    RefusedFact,
    RequestHeader,
)
from workbench.schema.packet import Document, DocumentKind, Packet, summarise
from workbench.schema.partial_date import PartialDate
from workbench.schema.review import ReaderRecord

NAME = "rules"
FRAMES = (
    "request.document",
    "told.diagnoses",
    "symptoms.document",
    "exam.document",
    "imaging.document",
    "measured.document",
    "treatment.document",
    "operations.document",
    "function.document",
    "risk.document",
    "told.statements",
    "told.document",
    "symptoms.courses",
    "sessions.document",
    "sessions.ledger",
    "imaging.fractures",
    "imaging.changes",
    "symptoms.questionnaires",
)
"""Modules of ``frames/`` with ``read(document, packet) -> list of facts``."""

_HERE = Path(__file__).resolve().parent
_SILENT: tuple[DocumentKind, ...] = ("policy-excerpt",)
_RESTATING: tuple[DocumentKind, ...] = ("reviewer-worksheet",)
"""Documents of the plan that restate a request and judge, and record nothing else."""

T = TypeVar("T")


class RulesReader:
    """The offline reader; ``request_date`` is one given from outside the packet."""

    def __init__(self, request_date: PartialDate | None = None) -> None:
        self.request_date = request_date

    def read(self, packet: Packet) -> Reading:
        """Read the packet.  Never raises for what the packet holds."""
        return self.read_telling(packet, unwatched)

    @rarely_collected()
    def read_telling(self, packet: Packet, progress: Progress) -> Reading:
        """As ``read``, telling of each document that is begun."""
        notes: list[str] = []
        original, (packet, places) = packet, reading_copy(packet)
        view = _view(packet, self.request_date, notes)
        header = _header(view, notes)
        view = dataclasses.replace(
            view, request_date=self.request_date or header.request.date
        )
        found = list(_facts(view, notes, progress))
        for document in view.documents:
            document.memo.clear()  # What is remembered of it refers to it.
        # Negation inside a quote is this reader's own work and is not looked at again.
        verdict = partial(supports, packet=packet, polarity=False)
        checked = [check(fact, verdict) for fact in found]
        facts = [fact for one in checked for fact in one.kept]
        refused = [claim for one in checked for claim in one.refused]
        case = _assemble(packet, header, facts, refused)
        if packet is not original:
            case = requoted(case, original, places)
        return Reading(case, _record(case, notes))


# --- reading ---------------------------------------------------------------------


class _Header(NamedTuple):
    patient: Patient
    request: RequestHeader


def _attempt(work: Callable[[], T], otherwise: T, where: str, notes: list[str]) -> T:
    """The work's result; on any error the other value, and a note without any text."""
    try:
        return work()
    except Exception as error:
        notes.append(f"{where} was left out: {type(error).__name__}")
        return otherwise


def _view(packet: Packet, date: PartialDate | None, notes: list[str]) -> PacketView:
    cut: list[DocumentView] = []
    for document in packet.documents:
        where = f"document {document.id}"
        cut += _attempt(partial(_segmented, document), [], where, notes)
    born = births(packet.documents)
    views = tuple(dataclasses.replace(one, births=born) for one in cut)
    return PacketView(packet=packet, documents=views, request_date=date)


def _segmented(document: Document) -> list[DocumentView]:
    return [segment.segment(document)]


@cache
def _frame(name: str) -> Any:
    return import_module(f"workbench.extract.rules.frames.{name}")


def _header(view: PacketView, notes: list[str]) -> _Header:
    def patient() -> Any:
        return _frame("identity.patient").read_patient(view)

    def header() -> Any:
        return _frame("request.header").read_header(view)

    return _Header(
        _attempt(patient, Patient(), "frame patient", notes),
        _attempt(header, RequestHeader(), "frame header", notes),
    )


def _facts(view: PacketView, notes: list[str], progress: Progress) -> Iterator[Fact]:
    for done, document in enumerate(view.documents):
        progress(document.document.id, done, len(view.documents))
        kind = document.document.kind
        if kind in _SILENT or is_of_nobody(document.document):
            continue
        names = (
            ("request.document", "told.statements") if kind in _RESTATING else FRAMES
        )
        for name in names:
            shown = name.removesuffix(".document")
            where = f"frame {shown} of {document.document.id}"
            work = partial(_read, name, document, view)
            made = _attempt(work, list[Fact](), where, notes)
            yield from with_side(document, made)


def _read(name: str, document: DocumentView, view: PacketView) -> list[Fact]:
    return list(_frame(name).read(document, view))


# --- the Case --------------------------------------------------------------------


def _assemble(
    packet: Packet,
    header: _Header,
    facts: Sequence[Fact],
    refused: Sequence[RefusedFact],
) -> Case:
    operations = (fact for fact in facts if isinstance(fact, ProcedureDone))
    timed = list(mark_earlier(facts, index_date(operations)))
    lists: dict[str, Any] = {
        name: merge(name, _of(name, timed), packet) for name in FACT_LISTS
    }
    lists["symptoms"] = marked(lists["symptoms"], packet.documents)
    request = dated(header.request, timed, packet)
    lists["imaging_studies"] = without_asked(
        lists["imaging_studies"], lists["requested_procedures"], request.date
    )
    lists["risk_factors"] = without_held(
        lists["risk_factors"],
        {one.id: one.date for one in packet.documents},
    )
    lists["treatments"] = as_asked(
        lists["treatments"], lists["requested_procedures"], request.date
    )
    return Case(
        patient=header.patient,
        request=request,
        documents=tuple(summarise(one) for one in packet.documents),
        refused=tuple(
            claim.model_copy(update={"id": f"R{place}"})
            for place, claim in enumerate(dict.fromkeys(refused), 1)
        ),
        **lists,
    )


def _of(name: FactList, facts: Iterable[Fact]) -> list[Fact]:
    return [fact for fact in facts if list_of(fact) == name]


@cache
def version() -> str:
    """The program's version and a hash of all word lists that the reader uses."""
    files = sorted((*_HERE.rglob("*.yaml"), _HERE.parent / "critical.yaml"))
    words = digest(*(part for file in files for part in (file.name, file.read_bytes())))
    return f"{__version__}+{words[:12]}"


def _record(case: Case, notes: Sequence[str]) -> ReaderRecord:
    reasons = sorted({claim.reason for claim in case.refused})
    counts = tuple(
        (reason, sum(claim.reason == reason for claim in case.refused))
        for reason in reasons
    )
    return ReaderRecord(
        name=NAME, version=version(), refused=counts, notes=tuple(notes)
    )
