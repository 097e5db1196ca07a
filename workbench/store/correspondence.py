"""What is written and said about a case: letters, requests for information, calls,
notes and blind ratings.  Each is a paper; a change is a new version.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from workbench.schema.base import Model
from workbench.schema.decision import Moment, Said
from workbench.schema.determination import Status
from workbench.store import papers
from workbench.store.errors import NotAllowed
from workbench.store.facade import Work
from workbench.store.papers import Origin, Paper
from workbench.store.released import decision_told


class Letter(Model):
    """A letter as Markdown; ``template`` names what drafted it.

    ``final`` letters were released for sending; ``decision`` is the number of the
    decision that the letter tells, which the store fills in.  ``translation`` is a
    BCP 47 tag; a translation by a machine is final only once a qualified translator is
    named (45 CFR 92.201(c)(3)).
    """

    kind: str = Field(min_length=1)
    text: str
    template: str = ""
    final: bool = False
    decision: int | None = None
    translation: str | None = None
    translated_by: str | None = None


class Asked(Model):
    """One item of a request for information, and what became of it.

    ``resolves`` are criterion ids, ``lines`` line ids; ``answer`` is a person's note.
    """

    ask: Said
    why: str = ""
    who: str = ""
    documents: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    resolves: tuple[str, ...] = ()
    required: bool = True
    state: Literal["open", "received", "not-available"] = "open"
    answer: str = ""


class Contacted(Model):
    """One attempt to reach somebody: when, by which way, whom, with what result."""

    at: Moment
    way: Literal["phone", "fax", "mail", "portal", "e-mail"]
    whom: str = ""
    result: str = ""


class InformationRequest(Model):
    """A request for information: items, when it went out, until when, each attempt."""

    items: tuple[Asked, ...] = Field(min_length=1)
    sent_at: Moment | None = None
    due_at: Moment | None = None
    attempts: tuple[Contacted, ...] = ()
    text: str = ""


class Party(Model):
    """Who spoke, and with which credential."""

    name: Said
    credential: str = ""
    specialty: str = ""


class PeerToPeer(Model):
    """A peer-to-peer conversation: the offer, the attempts, what was said, the result.

    ``minutes`` is its length; ``new_facts`` are put in the packet's words by whoever
    logs the call and count for nothing until they stand in the record.
    """

    requested_by: str = ""
    requested_at: Moment | None = None
    offered_at: Moment | None = None
    offered_by: Literal["notice", "phone", "voicemail", "portal", "fax"] | None = None
    scheduled_for: Moment | None = None
    attempts: tuple[Contacted, ...] = ()
    held_at: Moment | None = None
    minutes: int | None = Field(default=None, ge=0)
    reviewer: Party | None = None
    requester: Party | None = None
    points: str = ""
    new_facts: str = ""
    outcome: (
        Literal["overturned", "upheld", "partial", "no-contact", "undecided"] | None
    ) = None


class Note(Model):
    """A note of a person, in plain words."""

    text: Said


class RatedStatus(Model):
    """One criterion on one line as a rater sees it."""

    line: str
    criterion: str
    status: Status


class Rating(Model):
    """What one rater found before seeing the program's recommendation.

    ``review`` is the number of the review whose criteria were rated.
    """

    study: Said
    review: int
    value: str = ""
    statuses: tuple[RatedStatus, ...]


def put_letter(
    work: Work, case_id: str, key: str, letter: Letter, *, based_on: int
) -> Paper:
    """Keep a draft as the program made it."""
    return _letter(work, case_id, key, letter, based_on, "generated", "")


def edit_letter(
    work: Work, case_id: str, key: str, letter: Letter, *, based_on: int, reason: str
) -> Paper:
    """Keep a letter that a person edited or released; the draft stays beside it.

    Raises NotAllowed for a final letter that may not go out.
    """
    return _letter(work, case_id, key, letter, based_on, "edited", reason)


def _letter(
    work: Work,
    case_id: str,
    key: str,
    letter: Letter,
    based_on: int,
    origin: Origin,
    reason: str,
) -> Paper:
    if letter.final and origin == "generated":
        raise NotAllowed("a person releases a letter", fix="read it, then release it")
    if letter.final and letter.translation and not letter.translated_by:
        raise NotAllowed(
            "a translation goes out only with its qualified translator named",
            where=key,
            fix="name who checked the translation",
        )
    earlier = papers.find(work, case_id, "letter", key)
    if earlier and papers.read(work, earlier, Letter).final:
        raise NotAllowed(
            "the letter was released and is not changed any more",
            where=key,
            fix="write another letter",
        )
    if letter.final:
        told = decision_told(work, case_id, letter.kind)
        letter = letter.model_copy(update={"decision": told})
    return papers.put(
        work,
        case_id,
        "letter",
        letter,
        key=key,
        based_on=based_on,
        origin=origin,
        reason=reason,
    )


def put_request(
    work: Work, case_id: str, key: str, request: InformationRequest, *, based_on: int
) -> Paper:
    """Keep a request for information, or its next state."""
    return _written(work, case_id, "information-request", key, request, based_on)


def put_call(
    work: Work, case_id: str, key: str, call: PeerToPeer, *, based_on: int
) -> Paper:
    """Keep a peer-to-peer log, or its next state."""
    return _written(work, case_id, "peer-to-peer", key, call, based_on)


def add_note(work: Work, case_id: str, text: str) -> Paper:
    """Add a note; each is a paper of its own."""
    key = str(len(papers.newest(work, case_id, "note")) + 1)
    return _written(work, case_id, "note", key, Note(text=text), 0)


def put_rating(work: Work, case_id: str, rating: Rating, *, based_on: int) -> Paper:
    """Keep the acting user's rating in a study."""
    key = f"{rating.study}/{work.actor}"
    return _written(work, case_id, "rating", key, rating, based_on)


def _written(
    work: Work,
    case_id: str,
    kind: papers.PaperKind,
    key: str,
    content: Model,
    based_on: int,
) -> Paper:
    return papers.put(
        work, case_id, kind, content, key=key, based_on=based_on, origin="written"
    )
