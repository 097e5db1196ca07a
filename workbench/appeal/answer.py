"""Each ground answered: from the statuses of the criteria that it speaks of.

An answer speaks of the denial's reason.  It stands where the record, under the policy
in force, still leaves the criterion open or failing; it falls where the criterion is
met, waived or not asked for; a rule that the denial misquotes falls where the policy's
own words decide otherwise.  Silence of the record never counts as a failure: a reason
that calls it one is corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from workbench.appeal.argument import points_of
from workbench.appeal.difference import concerned
from workbench.appeal.misquote import misquotes, policy_words
from workbench.appeal.reevaluate import Judged
from workbench.appeal.subjects import subjects, titles
from workbench.schema.appeal import (
    Answer,
    AppealLine,
    Ground,
    Misquote,
    Procedural,
    Reason,
)
from workbench.schema.determination import SETTLED, CriterionResult, LineResult
from workbench.schema.evidence import Evidence

_MOST_QUOTES = 6
_MOST_REASONS = 2
_STATUS = {
    "met": "met",
    "not_met": "not met",
    "not_documented": "not documented",
    "conflicting": "contradicted within the record",
    "waived": "waived",
    "not_applicable": "not applicable",
}
SAYS: dict[str, str] = {
    "number": "The denial's figure is not the policy's.",
    "grade-set": "The denial's set of grades is not the policy's.",
    "signs-only": "The denial asks for a deficit, the policy for a symptom or sign.",
    "absolute": "The denial calls the rule absolute; the policy has waivers from it.",
    "one-pathway": "The denial knows one pathway; the policy has several.",
    "one-kind": "The denial counts one kind of care only, the policy others too.",
    "not-required": "The policy has no such requirement.",
}

Found = list[tuple[LineResult, CriterionResult]]


class Weighed(NamedTuple):
    """An answer with its grounds."""

    answer: Answer
    because: str
    evidence: tuple[Evidence, ...]
    lines: tuple[str, ...]
    misquotes: tuple[Misquote, ...] = ()


def grounds(
    judged: Judged, lines: Sequence[AppealLine], points: Sequence[Procedural]
) -> tuple[Ground, ...]:
    """Every reason of the denial, then every argument of the appeal, answered."""
    of_denial = [
        _ground(f"G{number}", reason, "denial", weigh(reason, judged), judged)
        for number, reason in enumerate(judged.notice.reasons, 1)
    ]
    argued = judged.letter.reasons if judged.letter else ()
    of_appeal = []
    for number, reason in enumerate(argued, len(of_denial) + 1):
        attacks = _attacked(reason, of_denial)
        weighed = _argument(reason, attacks, judged, lines, points)
        ground = _ground(f"G{number}", reason, "appeal", weighed, judged)
        named = tuple(one.id for one in attacks)
        of_appeal.append(ground.model_copy(update={"attacks": named}))
    return (*of_denial, *of_appeal)


def _ground(
    name: str, reason: Reason, source: str, weighed: Weighed, judged: Judged
) -> Ground:
    known = {item.id: item for item in judged.policy.criteria}
    return Ground(
        id=name,
        text=reason.text,
        source="denial" if source == "denial" else "appeal",
        role=reason.role,
        at=reason.at,
        heading=reason.heading,
        criteria=reason.criteria,
        lines=weighed.lines,
        answer=weighed.answer,
        because=weighed.because,
        evidence=weighed.evidence,
        misquotes=weighed.misquotes,
        policy_text=tuple(
            policy_words(known[one], judged.policy)[0]
            for one in reason.criteria
            if one in known
        ),
    )


# --- a reason of the denial ------------------------------------------------------


def weigh(reason: Reason, judged: Judged) -> Weighed:
    """One stated reason held against the record and the policy in force."""
    if reason.role == "administrative":
        return Weighed(
            "upheld",
            "The reason is not a clinical one; nothing in the clinical record speaks "
            "to it, and a person trained in the plan's benefits answers it.",
            (),
            (),
        )
    found = concerned(reason, judged.after.determination.lines)
    if not found:
        return _unspoken(reason, judged)
    if reason.role == "alternative":
        return _alternative(found)
    wrong = misquotes(reason, judged.policy)
    named = {one.criterion for one in wrong}
    bearing = [pair for pair in found if pair[1].id in named] or found
    answer = _answer(reason, bearing, bool(wrong))
    parts = [SAYS[one.kind] for one in wrong]
    parts += told(bearing)
    note = _correction(reason, bearing, answer, bool(wrong))
    return Weighed(
        answer,
        " ".join((*parts, note)).strip(),
        _quotes(bearing, judged),
        tuple(dict.fromkeys(line.id for line, _ in bearing)),
        wrong,
    )


def _answer(reason: Reason, found: Found, misquoted: bool) -> Answer:
    statuses = [item.status for _, item in found]
    if all(status in SETTLED for status in statuses):
        return "overturned"
    if misquoted:
        return _misquoted(reason, statuses)
    if reason.claim == "other":
        return "moot"
    partly = any(status in SETTLED for status in statuses)
    if reason.claim == "failed" and partly and "not_met" not in statuses:
        return "overturned"
    return "upheld"


def _misquoted(reason: Reason, statuses: Sequence[str]) -> Answer:
    """A rule quoted wrongly, where the rule as the policy has it is not yet met."""
    if reason.role == "requirement":
        return "overturned"
    if reason.claim != "failed":
        return "upheld"
    only_failing = all(status == "not_met" for status in statuses)
    return "upheld" if only_failing else "overturned"


def _correction(reason: Reason, found: Found, answer: Answer, misquoted: bool) -> str:
    statuses = {item.status for _, item in found}
    unsettled = statuses - SETTLED
    if answer == "overturned" and unsettled:
        return (
            "The reason as stated falls; what the policy itself asks for remains open "
            f"on {_labels(line for line, item in found if item.status in unsettled)}."
        )
    if answer != "upheld":
        return ""
    if misquoted:
        return "The rule is corrected; under the policy's own words the reason stands."
    if reason.claim == "failed" and "not_met" not in statuses:
        return (
            "It stands as missing information only: the record does not show it, and "
            "does not show a failure either."
        )
    if statuses & SETTLED:
        open_ = _labels(line for line, item in found if item.status in unsettled)
        return f"It stands for {open_} only."
    return ""


def _unspoken(reason: Reason, judged: Judged) -> Weighed:
    """A reason that no criterion of these lines answers."""
    every = subjects(judged.policy).of(reason.text, reason.heading)
    if every:
        title = titles(judged.policy, every)
        return Weighed(
            "overturned",
            f"Not required here: the policy's criterion “{title}” does not apply to "
            "the services requested.",
            (),
            (),
        )
    if reason.role == "requirement":
        return Weighed(
            "moot",
            "No criterion of the policy could be matched to it; a person reads it.",
            (),
            (),
        )
    return Weighed(
        "moot",
        "It names no criterion of the policy, and no line depends on it.",
        (),
        (),
    )


def _alternative(found: Found) -> Weighed:
    notes = tuple(dict.fromkeys(note for _, item in found for note in item.notes))
    said = (
        "Another service is no criterion: the policy asks whether the one requested "
        "meets its own."
    )
    return Weighed(
        "moot",
        " ".join((said, *(f"{note.rstrip('.')}." for note in notes))),
        (),
        tuple(dict.fromkeys(line.id for line, _ in found)),
    )


# --- an argument of the appeal ---------------------------------------------------


def _attacked(reason: Reason, of_denial: Iterable[Ground]) -> list[Ground]:
    """The denial's grounds that an argument is raised against: same subject."""
    shared = [
        one
        for one in of_denial
        if one.role != "alternative" and set(one.criteria) & set(reason.criteria)
    ]
    first = [one for one in shared if one.criteria[:1] == reason.criteria[:1]]
    return first or shared


def _argument(
    reason: Reason,
    attacks: Sequence[Ground],
    judged: Judged,
    lines: Sequence[AppealLine],
    points: Sequence[Procedural],
) -> Weighed:
    if reason.role == "procedural":
        return _point(reason, points)
    found = concerned(reason, judged.after.determination.lines)
    if not found:
        return Weighed("moot", "No line of the request depends on it.", (), ())
    settled = all(item.status in SETTLED for _, item in found)
    fallen = [one for one in attacks if one.answer == "overturned"]
    shown = " ".join(told(found, why=not attacks))
    if settled or (fallen and len(fallen) == len(attacks)):
        answer: Answer = "overturned"
        said = "The appeal holds on this point." if attacks else ""
    else:
        answer = "upheld"
        said = _unproved(found, judged)
    wrong = tuple(dict.fromkeys(one for ground in fallen for one in ground.misquotes))
    parts = (said, *(SAYS[one] for one in dict.fromkeys(w.kind for w in wrong)), shown)
    return Weighed(
        answer,
        " ".join(part for part in parts if part),
        _quotes(found, judged),
        tuple(dict.fromkeys(line.id for line, _ in found)),
        wrong,
    )


def _unproved(found: Found, judged: Judged) -> str:
    if any(item.status == "not_met" for _, item in found):
        return "The record refutes the criterion."
    if judged.argued.documents and not judged.records.new:
        return (
            "The letter asserts it and no record was sent that shows it; a letter that "
            "argues is no record."
        )
    return "The records sent do not show it; a letter that argues is no record."


def _point(reason: Reason, points: Sequence[Procedural]) -> Weighed:
    """A point of procedure: conceded where the notice lacks it; it decides no line."""
    about = points_of(reason.text)
    known = [one for one in points if one.id in about]
    if not known:
        return Weighed(
            "moot",
            "It concerns the handling of the first review and decides no criterion; it "
            "is answered by the person who signs.",
            (),
            (),
        )
    answer: Answer = "moot" if all(one.found for one in known) else "conceded"
    said = " ".join(one.says for one in known)
    return Weighed(
        answer,
        f"{said} It decides no criterion.",
        tuple(one.at for one in known if one.at),
        (),
    )


# --- words -----------------------------------------------------------------------


def told(found: Found, *, why: bool = True) -> list[str]:
    """Each criterion with its statuses by line, and why: what stands open first."""
    parts: list[str] = []
    for name in dict.fromkeys(item.id for _, item in found):
        own = [(line, item) for line, item in found if item.id == name]
        statuses = [
            f"{_STATUS[status]} for "
            + _labels(line for line, item in own if item.status == status)
            for status in dict.fromkeys(item.status for _, item in own)
        ]
        parts.append(f"{own[0][1].title}: {'; '.join(statuses)}.")
        parts += [f"{reason.rstrip('.')}." for reason in _reasons(own) if why]
    return parts


def _reasons(own: Found) -> list[str]:
    """Why, for the statuses that stand in the way, else for those that do not."""
    unsettled = [item.reason for _, item in own if item.status not in SETTLED]
    reasons = unsettled or [item.reason for _, item in own]
    return list(dict.fromkeys(reasons))[:_MOST_REASONS]


def _labels(lines: Iterable[LineResult]) -> str:
    return ", ".join(dict.fromkeys(label(line) for line in lines))


def label(line: LineResult | AppealLine) -> str:
    """A line by its number and place: ``L1 (C3-4, left)``."""
    place = ", ".join(part for part in (line.level, line.side) if part)
    return f"{line.id} ({place})" if place else line.id


def _quotes(found: Found, judged: Judged) -> tuple[Evidence, ...]:
    """The quotes behind the statuses, those of new records first."""
    new = set(judged.records.new)
    every: list[Evidence] = []
    for _, item in found:
        against = item.status in ("not_met", "conflicting")
        every += item.evidence_against if against else ()
        every += (
            item.evidence_for if not against or item.status == "conflicting" else ()
        )
    unique = dict.fromkeys(every)
    ordered = sorted(unique, key=lambda one: one.document not in new)
    return tuple(ordered[:_MOST_QUOTES])
