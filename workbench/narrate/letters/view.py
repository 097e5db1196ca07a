"""What the templates of letters are given, and the rendering of one part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from workbench.narrate import labels, quotes
from workbench.narrate.letters.blocks import Blocks
from workbench.narrate.letters.deadlines import Deadlines, deadlines
from workbench.narrate.letters.fields import Fields, strings
from workbench.narrate.letters.kinds import FILE as KINDS
from workbench.narrate.letters.kinds import Kind, PartName
from workbench.narrate.letters.library import FOLDER, Language, Library
from workbench.narrate.letters.passages import Passage, Recorder, day_in_words
from workbench.narrate.letters.plainness import Term, acronyms, explained
from workbench.narrate.letters.reasons import Reason, ReasonFile, Reasons
from workbench.narrate.letters.services import PENDING, Service, services, with_outcome
from workbench.narrate.letters.spanish import proved_in_english
from workbench.narrate.markdown import Md, escape
from workbench.narrate.narrative import tidy
from workbench.narrate.proof.units import words
from workbench.narrate.templates import fill_from
from workbench.narrate.view import documents
from workbench.policy.model import Criterion, Policy
from workbench.schema.case import ImagingStudy, all_facts
from workbench.schema.decision import Decision
from workbench.schema.determination import CriterionResult, Need
from workbench.schema.evidence import Evidence
from workbench.schema.matter import Address, Addressee, Matter
from workbench.schema.review import Review, review_sha256

_LANGUAGES: tuple[Language, ...] = ("en", "es")


_MOST_POINTS = 3
_SAME = {"id", "status", "reason", "facts", "evidence_for", "evidence_against"}


class Point(NamedTuple):
    """A criterion to clear up in a talk, the lines it concerns, what was asked."""

    result: CriterionResult
    services: tuple[Service, ...]
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class View:
    """One letter before it is written."""

    kind: Kind
    review: Review
    policy: Policy
    matter: Matter
    content: Library
    language: Language
    final: bool
    fields: Fields
    services: tuple[Service, ...]
    reasons: tuple[Reason, ...]
    deadlines: Deadlines
    blocks: Blocks

    @property
    def decision(self) -> Decision | None:
        """What a person decided, if anybody did."""
        return self.matter.decision

    @property
    def signed(self) -> bool:
        """Whether a decision of this kind is signed by one of its signers."""
        decision = self.decision
        return bool(
            decision
            and decision.sign_off
            and decision.value in self.kind.decisions
            and decision.sign_off.role in self.kind.signers
        )

    @property
    def decided(self) -> bool:
        """Whether a signed decision settles the lines, and does not only pend them."""
        pending = self.decision is not None and self.decision.value in PENDING
        return self.signed_at_all and not pending

    @property
    def signed_at_all(self) -> bool:
        """Whether any decision is signed, of whatever kind."""
        return bool(self.decision and self.decision.sign_off)

    def prepare(self, part: str) -> Callable[[str], str]:
        """What puts a part into the record's terms for the proof."""
        language: Language = self.language if part == "member" else "en"
        return lambda text: proved_in_english(text, language, self.content)

    def printed(self) -> tuple[str, ...]:
        """Approved wording as it was filled."""
        return tuple(chosen.markdown for chosen in self.blocks.printed.values())

    @cached_property
    def reason_data(self) -> ReasonFile:
        """The words for reasons."""
        return self.content.data(ReasonFile, "reasons.yaml")


def view_of(
    kind: Kind,
    review: Review,
    policy: Policy,
    matter: Matter,
    content: Library,
    *,
    final: bool = False,
) -> View:
    """Everything that one letter is made of."""
    language = language_of(matter)
    fields = Fields(matter, content, language)
    found = services(review, matter.decision, content, language)
    standing = with_outcome(found, "refused", "changed", "open")
    day = dt.date.fromisoformat(matter.letter_date) if matter.letter_date else None
    return View(
        kind=kind,
        review=review,
        policy=policy,
        matter=matter,
        content=content,
        language=language,
        final=final,
        fields=fields,
        services=found,
        reasons=Reasons(review, policy, content, language).of(standing),
        deadlines=deadlines(matter),
        blocks=Blocks(content, fields, kind.id, day, language),
    )


def language_of(matter: Matter) -> Language:
    """The language of the member part: that of the member where there are templates."""
    asked = (matter.member.language or "en").split("-")[0].lower()
    return next((one for one in _LANGUAGES if one == asked), "en")


def render_part(
    view: View, part: PartName, variables: Mapping[str, Any]
) -> tuple[str, tuple[Passage, ...]]:
    """One part as Markdown, and its marked passages.

    A member part is rendered twice: its acronyms are explained at its end.
    """
    markdown, passages = _rendered(view, part, variables, ())
    if part == "member":
        found = acronyms(words(markdown), strings(view.fields.matter))
        terms = explained(found, view.content, view.language)
        if terms:
            markdown, passages = _rendered(view, part, variables, terms)
    return markdown, passages


def _rendered(
    view: View, part: PartName, further: Mapping[str, Any], terms: tuple[Term, ...]
) -> tuple[str, tuple[Passage, ...]]:
    recorder = Recorder(part)
    language: Language = view.language if part == "member" else "en"
    folder = "" if language == "en" else f"{language}/"

    def read(name: str) -> Any:
        return view.content.template(name)

    given = {**_variables(view, terms, language), **further}
    text = fill_from(
        read,
        f"{FOLDER}/{KINDS}",
        f"{folder}{view.kind.template(part)}",
        given,
        {**_functions(view, language), "element": recorder.element},
    )
    return tidy(text), tuple(recorder.passages)


def _variables(
    view: View, terms: tuple[Term, ...], language: Language
) -> dict[str, Any]:
    determination = view.review.determination
    decision = view.decision
    practitioners = _addressees(view, "practitioner")
    return {
        "kind": view.kind,
        "title": view.kind.title.in_language(language),
        "final": view.final,
        "signed": view.signed,
        "decided": view.decided,
        "decision": decision,
        "sign_off": decision.sign_off if decision else None,
        "matter": view.fields.matter,
        "member": view.matter.member,
        "members": _addressees(view, "member"),
        "representatives": _addressees(view, "representative"),
        "practitioners": practitioners,
        "review": view.review,
        "determination": determination,
        "policy": view.policy,
        "services": view.services,
        "main_services": tuple(s for s in view.services if not s.dependent),
        "approved": with_outcome(view.services, "approved"),
        "refused": with_outcome(view.services, "refused"),
        "changed": with_outcome(view.services, "changed"),
        "open": with_outcome(view.services, "open"),
        "reasons": view.reasons,
        "asked_about": tuple(
            one
            for one in with_outcome(view.services, "refused", "changed", "open")
            if not one.dependent
        ),
        "codes": view.reason_data.codes,
        "administrative_reasons": _administrative(view),
        "reason_codes": _reason_codes(view),
        "needs": determination.needs,
        "documents": documents(view.review),
        "deadlines": view.deadlines,
        "terms": terms,
        "used_criteria": _used(view),
        "top_points": points(view)[:_MOST_POINTS],
        "signed_at_all": view.signed_at_all,
        "review_sha256": review_sha256(view.review),
    }


class Finding(NamedTuple):
    """One result of a criterion, and the services that share it."""

    result: CriterionResult
    services: tuple[Service, ...]


def findings(services: Iterable[Service], *statuses: str) -> tuple[Finding, ...]:
    """Results with one of these statuses, the same result of several lines once."""
    found: dict[str, Finding] = {}
    for one in services:
        for result in () if one.dependent else one.line.criteria:
            if result.status in statuses:
                key = result.model_dump_json(include=_SAME)
                before = found.get(key, Finding(result, ()))
                found[key] = before._replace(services=(*before.services, one))
    return tuple(found.values())


def points(view: View) -> tuple[Point, ...]:
    """What keeps the main lines from approval: failing criteria first, then widest."""
    found: dict[tuple[str, str], Point] = {}
    for one in view.services:
        if one.dependent or one.outcome == "approved":
            continue
        for result in labels.deciding(one.line):
            key = (result.id, result.reason)
            asked = tuple(
                need
                for need in view.review.determination.needs
                if result.id in need.resolves and one.line.id in need.lines
            )
            before = found.get(key, Point(result, (), asked))
            found[key] = before._replace(services=(*before.services, one))
    return tuple(
        sorted(
            found.values(),
            key=lambda point: (
                point.result.status != "not_met",
                point.result.status != "conflicting",
                -len(point.services),
            ),
        )
    )


def _used(view: View) -> tuple[Criterion, ...]:
    """The policy's criteria that keep a line from approval, in the policy's order."""
    applied = {
        result.id
        for one in view.services
        if one.outcome != "approved"
        for result in one.line.criteria
        if result.status in ("not_met", "not_documented", "conflicting")
    }
    return tuple(item for item in view.policy.criteria if item.id in applied)


def _addressees(view: View, role: str) -> tuple[Addressee, ...]:
    return tuple(one for one in view.matter.addressees if one.role == role)


class NamedCode(NamedTuple):
    """A reason code of the taxonomy under its name."""

    name: str
    title: str
    cure: str


def _reason_codes(view: View) -> tuple[NamedCode, ...]:
    """The codes that the decision names, else those of the reasons told."""
    codes = view.reason_data.codes
    lines = view.decision.lines if view.decision else ()
    named = [name for line in lines for name in line.reasons if name in codes]
    if not named and view.kind.clinical:
        named = [reason.code for reason in view.reasons]
    return tuple(
        NamedCode(name, codes[name].title, codes[name].cure)
        for name in dict.fromkeys(named)
    )


def _administrative(view: View) -> tuple[str, ...]:
    """Words for the administrative reasons of the decision."""
    decision, codes = view.decision, view.reason_data.codes
    named = (
        [name for line in decision.lines for name in line.reasons] if decision else []
    )
    found = [codes[name].words for name in dict.fromkeys(named) if name in codes]
    return tuple(text.in_language(view.language) for text in found if text)


def _functions(view: View, language: Language) -> dict[str, Any]:
    def day(text: str | None, path: str = "letter_date") -> str:
        """A date in words; the field's blank where there is none."""
        return day_in_words(text, language) if text else view.fields.blank(path)

    def address(found: Address | None, path: str) -> Md:
        """The lines of an address, or its blank."""
        lines = found.lines if found and found.lines else (view.fields.blank(path),)
        return Md("\\\n".join(escape(line) for line in lines))

    def quoted(item: Evidence, limit: int = 240) -> Md:
        """A quote, its place, and its document's kind and date."""
        return _quoted(view, item, limit)

    return {
        **labels.functions(view.policy),
        "m": view.fields,
        "given": view.fields.given,
        "blank": view.fields.blank,
        "block": view.blocks.block,
        "day": day,
        "address": address,
        "quoted": quoted,
        "leading": _leading(view),
        "findings": findings,
    }


def _leading(view: View) -> Callable[[Iterable[Evidence], int], list[Evidence]]:
    """Picks quotes: the first ones of facts, before headings, dates and study names."""
    facts = all_facts(view.review.case)
    firsts = {one.evidence[0] for one in facts if not isinstance(one, ImagingStudy)}

    def leading(found: Iterable[Evidence], most: int) -> list[Evidence]:
        each = quotes.unique(found)
        chosen = [item for item in each if item in firsts] or list(each)
        return chosen[:most]

    return leading


def _quoted(view: View, item: Evidence, limit: int) -> Md:
    known = {one.id: one for one in documents(view.review)}
    document = known.get(item.document)
    told = quotes.place(item)
    if document:
        told += f", {document.kind.replace('-', ' ')}"
        told += f" of {document.date}" if document.date else ", not dated"
    return Md(f"“{escape(quotes.shorten(item.quote, limit))}” ({told})")
