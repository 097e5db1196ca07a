"""The main job as one function: Packet -> Case -> Determination -> Review object."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from workbench import __version__
from workbench.comparison import compare
from workbench.evaluate.compile import compiled
from workbench.evaluate.doubt import noted
from workbench.evaluate.engine import evaluate
from workbench.evaluate.explain import Explained, explain, of_lines
from workbench.evaluate.several import evaluate_several
from workbench.evaluate.trace import Mode
from workbench.extract.reader import (
    Compared,
    Progress,
    Reader,
    Reading,
    read_telling,
    unwatched,
)
from workbench.packet.hazards import readable
from workbench.policy.choice import Chosen
from workbench.policy.choice_each import Part
from workbench.policy.loader import (
    choose_for,
    choose_parts,
    load_policy,
    set_aside_for,
)
from workbench.policy.model import Policy
from workbench.schema.base import canonical_json, digest
from workbench.schema.case import Case
from workbench.schema.determination import Determination
from workbench.schema.packet import Packet, PacketFlag, PacketSummary, summarise
from workbench.schema.partial_date import PartialDate
from workbench.schema.review import PolicyUsed, Provenance, ReaderRecord, Review


def read_case(
    packet: Packet, reader: Reader, progress: Progress = unwatched
) -> Reading:
    """The Case of a packet; foreign pages and instruction-like lines are not read."""
    reading = read_telling(reader, readable(packet), progress)
    documents = tuple(summarise(document) for document in packet.documents)
    return reading._replace(
        case=reading.case.model_copy(update={"documents": documents})
    )


def pick_policy(
    case: Case, wanted: str | None, date: PartialDate | None = None
) -> Chosen:
    """The policy to apply and why: the one asked for, else chosen from the request.

    ``date`` chooses among the versions of a family.
    """
    if wanted:
        return _named(case, load_policy(wanted, date))
    return choose_for(_dated(case, date))


def _named(case: Case, policy: Policy) -> Chosen:
    """A policy named by hand, with a word where another comes before it."""
    before = set_aside_for(case, policy)
    because = "named by the user"
    if policy.is_draft:
        because += "; a draft, which decides no request by itself"
    return Chosen(policy, f"{because}; but {before}" if before else because)


def _dated(case: Case, date: PartialDate | None) -> Case:
    if date is None or date == case.request.date:
        return case
    header = case.request.model_copy(update={"date": date})
    return case.model_copy(update={"request": header})


def _parts(
    case: Case, wanted: str | None, date: PartialDate | None
) -> tuple[Chosen, list[Part]]:
    """The policy to apply, and the policy of each service where one is not enough."""
    if wanted:
        return pick_policy(case, wanted, date), []
    return choose_parts(_dated(case, date))


def review_case(
    case: Case,
    *,
    policy: str | None = None,
    request_date: PartialDate | None = None,
    final: bool = False,
    packet: Packet | None = None,
    record: ReaderRecord | None = None,
    compared: Compared | None = None,
) -> Review:
    """The review object of a Case; the request date given wins over the form's own."""
    date = request_date or case.request.date
    (chosen, because, applies), parts = _parts(case, policy, date)
    judge: Callable[[Case], Determination] = partial(
        evaluate, policy=chosen, request_date=date, final=final, applies=applies
    )
    if parts:
        judge = partial(_judged_apart, parts=parts, date=date, final=final)
    determination = judge(case)
    used = [(one.policy, one.because) for one in parts] or [(chosen, because)]
    return Review(
        packet=_summary(packet, case) if packet else None,
        case=case,
        policies=tuple(
            PolicyUsed(
                id=one.id, version=one.version, sha256=one.sha256, chosen_because=why
            )
            for one, why in used
        ),
        determination=noted(determination),
        provenance=Provenance(
            program=f"workbench {__version__}",
            packet_sha256=packet.sha256 if packet else None,
            case_sha256=digest(canonical_json(case)),
            reader=record,
        ),
        reader_comparison=(
            compare(compared, case, determination, judge) if compared else None
        ),
    )


def applied(review: Review, wanted: str | None = None) -> tuple[Policy, ...]:
    """The policies of a review, in its order; ``wanted`` is the one named for it."""
    date = review.determination.request_date
    if wanted:
        return (load_policy(wanted, date),)
    return tuple(load_policy(one.id, date) for one in review.policies)


def _judged_apart(
    case: Case, *, parts: list[Part], date: PartialDate | None, final: bool
) -> Determination:
    """Each service by its own policy, in one determination."""
    return evaluate_several(
        case,
        [(one.policy, one.procedures) for one in parts],
        partial(evaluate, case, request_date=date, final=final),
    )


def explain_case(
    case: Case,
    *,
    policy: str | None = None,
    request_date: PartialDate | None = None,
    final: bool = False,
    mode: Mode = "decisive",
) -> tuple[Explained, ...]:
    """Why a Case comes out as it does: traces, minimal sets, thin evidence.

    One for each policy that judges a part of the request, with its own lines; a line
    that no policy covers stands with the first.
    """
    date = request_date or case.request.date
    (chosen, _, _), parts = _parts(case, policy, date)
    judge = partial(explain, case, request_date=date, final=final, mode=mode)
    if not parts:
        return (judge(policy=compiled(chosen)),)
    covered = frozenset(kind for one in parts for kind in one.procedures)
    made = []
    for place, part in enumerate(parts):
        told = judge(policy=compiled(part.policy))
        made.append(
            of_lines(
                told,
                frozenset(
                    line.line
                    for line in told.lines
                    if line.procedure in part.procedures
                    or (not place and line.procedure not in covered)
                ),
            )
        )
    return tuple(made)


def review_packet(
    packet: Packet,
    reader: Reader,
    *,
    policy: str | None = None,
    request_date: PartialDate | None = None,
    final: bool = False,
) -> Review:
    """Read a packet and review it.  Raises ExtractionError or PolicyError."""
    reading = read_case(packet, reader)
    return review_case(
        reading.case,
        policy=policy,
        request_date=request_date,
        final=final,
        packet=packet,
        record=reading.record,
        compared=reading.compared,
    )


def _summary(packet: Packet, case: Case) -> PacketSummary:
    flags = packet.flags
    if not any(item.origin == "request" for item in case.requested_procedures):
        note = "no request for a procedure was found in the packet"
        flags = (*flags, PacketFlag(kind="missing-request", note=note))
    documents = tuple(summarise(document) for document in packet.documents)
    return PacketSummary(documents=documents, flags=flags)
