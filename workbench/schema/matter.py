"""The matter: what a letter needs and a packet does not tell.

Who the member is, to whom the letter goes, under which program and dates, who signed,
whose letterhead.  Every field may be missing: a draft then shows a visible blank, and a
final letter is refused for it.  Events are append-only: a correction is a new event
that names the one it corrects, so that receipt and notice dates cannot be rewritten.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from workbench.schema.base import Model
from workbench.schema.case import Slug
from workbench.schema.decision import Decision, Moment

RequestType = Literal["standard", "expedited", "concurrent", "post-service", "appeal"]
EventKind = Literal[
    "received",
    "information_requested",
    "information_received",
    "extended",
    "peer_to_peer_offered",
    "peer_to_peer_held",
    "decided",
    "notified",
    "appeal_received",
    "withdrawn",
]
AppellantRole = Literal["member", "practitioner", "representative"]
AddresseeRole = Literal["member", "practitioner", "representative", "facility"]


class Address(Model):
    """Lines of a postal address as they are printed."""

    lines: tuple[str, ...] = ()


class Member(Model):
    """The person whose care is asked for.

    ``language`` is a BCP 47 tag; ``large_print`` and ``needs`` are formats asked for.
    """

    name: str | None = None
    member_id: str | None = None
    group: str | None = None
    address: Address | None = None
    language: str | None = None
    large_print: bool = False
    needs: tuple[str, ...] = ()


class Addressee(Model):
    """One recipient; a practitioner's copy goes to a person by name."""

    role: AddresseeRole
    name: str | None = None
    attention: str | None = None
    organisation: str | None = None
    address: Address | None = None
    fax: str | None = None


class Contact(Model):
    """A department of the plan: where to call, write, fax."""

    name: str | None = None
    phone: str | None = None
    tty: str | None = None
    fax: str | None = None
    address: Address | None = None
    hours: str | None = None
    url: str | None = None


class Contacts(Model):
    """The plan's departments that letters name."""

    member_services: Contact | None = None
    utilization: Contact | None = None
    appeals: Contact | None = None
    peer_to_peer: Contact | None = None
    external_review: Contact | None = None
    assistance: Contact | None = None


class Event(Model):
    """Something that happened, when, and who says so.

    ``corrects`` is the id of an earlier event that this one sets right, with ``note``
    as the reason; the earlier one stays.
    """

    id: str = Field(min_length=1)
    kind: EventKind
    at: Moment
    by: str | None = None
    note: str = ""
    corrects: str | None = None

    @model_validator(mode="after")
    def _reasoned(self) -> Self:
        if self.corrects and not self.note.strip():
            raise ValueError("note: a correction says why")
        return self


class Letterhead(Model):
    """How the plan shows itself; ``logo`` is a file in the overlay folder."""

    name: str | None = None
    lines: tuple[str, ...] = ()
    logo: str | None = None


class AiDisclosure(Model):
    """Whether letters say that software helped, and in whose words."""

    show: bool = False
    text: str | None = None


class FirstReviewer(Model):
    """Who decided first, as far as it is known: may not decide the appeal."""

    name: str | None = None
    licence: str | None = None
    npi: str | None = None


class AppealFacts(Model):
    """What a decision on appeal tells and neither packet nor letters hold.

    ``authorized`` is false only where somebody filed for the member without authority
    and did not supply it when asked.  ``independent``, ``specialty_match`` are the
    signer's statements: took no part in the first decision and is not subordinate to
    anyone who did; fits by specialty or expertise.  ``disclosed`` is the day on which
    reasons that the first notice did not give were told to the appellant.
    """

    level: Literal["first", "second"] | None = None
    speed: Literal["standard", "expedited"] | None = None
    filed_by: AppellantRole | None = None
    filer: str | None = None
    authorized: bool | None = None
    first_reviewer: FirstReviewer = FirstReviewer()
    independent: bool | None = None
    specialty_match: bool | None = None
    disclosed: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    implementation_date: str | None = Field(
        default=None, pattern=r"^\d{4}-\d{2}-\d{2}$"
    )


class Matter(Model):
    """Everything about one request that letters need beside the review."""

    program: Slug | None = None
    state: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    request_type: RequestType | None = None
    plan: str | None = None
    reference: str | None = None
    letter_date: str | None = Field(default=None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    member: Member = Member()
    addressees: tuple[Addressee, ...] = ()
    contacts: Contacts = Contacts()
    events: tuple[Event, ...] = ()
    decision: Decision | None = None
    appeal: AppealFacts = AppealFacts()
    letterhead: Letterhead = Letterhead()
    ai_disclosure: AiDisclosure = AiDisclosure()
    service_dates: tuple[str, ...] = ()
    authorization: str | None = None
    provision: str | None = None
    """The part of the plan document that an administrative denial rests on."""
    translation_reviewed_by: str | None = None
    """The qualified translator who has read a letter that is not in English."""

    @model_validator(mode="after")
    def _events_in_order(self) -> Self:
        known: set[str] = set()
        for event in self.events:
            if event.id in known:
                raise ValueError(f"events: id {event.id!r} stands twice")
            if event.corrects and event.corrects not in known:
                raise ValueError("events: a correction follows what it corrects")
            known.add(event.id)
        return self
