"""A denial read: by anybody's letter, or by a review of this program.

Reading is by layout and by the words of ``data/notice.yaml``; nothing is guessed that
the letter does not say.  The quotes of a notice's parts (criterion, reviewer, rights)
feed the points of procedure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from workbench.appeal.blocks import Piece, pieces
from workbench.appeal.reasons import reasons
from workbench.appeal.services import outcome_of, services
from workbench.appeal.subjects import subjects
from workbench.appeal.words import words
from workbench.extract.rules.values.dates import find_dates
from workbench.packet.text import DocumentText
from workbench.policy.model import Policy
from workbench.schema.appeal import Claim, DeniedService, Notice, Reason
from workbench.schema.determination import SETTLED, LineRecommendation
from workbench.schema.evidence import Evidence
from workbench.schema.packet import Document, summarise
from workbench.schema.partial_date import PartialDate, is_exact
from workbench.schema.review import Review

_HEAD = 14
_FINDINGS: dict[str, Claim] = {"not_met": "failed"}
_UNJUDGED = frozenset(
    {"background", "end", "rights", "requirement", "criteria", "reviewer"}
)


def read_notice(
    document: Document, policy: Policy, procedures: Iterable[str] = ()
) -> Notice:
    """What a denial letter says; ``outcome`` is not medically necessary if unsaid.

    ``procedures`` are those of the request: reasons are held to the criteria that the
    policy has for them and for the services that the letter names.
    """
    source = DocumentText(document)
    parts = pieces(source)
    outcome, at = _overall(parts, source)
    days, rights = _appeal_days(parts, source)
    named = services(document, outcome)
    kinds = frozenset((*procedures, *(one.procedure for one in named)))
    stated = reasons(document, subjects(policy, kinds))
    return Notice(
        origin="letter",
        documents=(summarise(document),),
        date=_date(document, parts),
        reference=_reference(source.text),
        outcome=outcome,
        administrative=bool(stated)
        and all(one.role == "administrative" for one in stated),
        outcome_at=at,
        services=named,
        reasons=stated,
        criterion_cited=_quote(parts, source, "criterion_named"),
        criterion_offered=_quote(parts, source, "criterion_offered"),
        reviewer=_quote(parts, source, "reviewer"),
        peer_to_peer=_quote(parts, source, "peer_to_peer"),
        appeal_rights=rights,
        appeal_days=days,
    )


def from_review(review: Review) -> Notice:
    """A review of this program as the denial: each criterion that stood in the way."""
    determination = review.determination
    main = [line for line in determination.lines if line.criteria]
    stated: dict[tuple[str, str], Reason] = {}
    for line in main:
        if line.recommendation == "approve":
            continue
        for item in line.criteria:
            if item.status in SETTLED:
                continue
            key = (item.id, item.reason)
            levels = (line.level,) if line.level else ()
            known = stated.get(key)
            if known:
                levels = tuple(dict.fromkeys((*known.levels, *levels)))
            stated[key] = Reason(
                text=item.reason,
                role="reason",
                claim=_FINDINGS.get(item.status, "missing"),
                heading=item.title,
                criteria=(item.id,),
                levels=levels,
                procedures=tuple(
                    dict.fromkeys(
                        (*(known.procedures if known else ()), line.procedure)
                    )
                ),
            )
    return Notice(
        origin="review",
        outcome=_whole(review),
        services=tuple(
            DeniedService(
                procedure=line.procedure,
                name=line.name,
                codes=line.codes,
                level=line.level,
                side=line.side,
                outcome=line.recommendation,
            )
            for line in determination.lines
        ),
        reasons=tuple(stated.values()),
    )


def _whole(review: Review) -> LineRecommendation:
    """The request's recommendation in the words of a line: partial is adverse."""
    found = review.determination.recommendation
    return "not_medically_necessary" if found == "partial" else found


def _overall(
    parts: Sequence[Piece], source: DocumentText
) -> tuple[LineRecommendation, Evidence | None]:
    """The worst outcome that the letter states, and where it states it."""
    judged: list[tuple[LineRecommendation, Piece]] = []
    for piece in parts:
        if piece.role in _UNJUDGED:
            continue
        outcome = outcome_of(piece.text)
        if outcome:
            judged.append((outcome, piece))
    table = words("notice")
    plain = [
        (outcome, piece)
        for outcome, piece in judged
        if table.all("outcomes", piece.text)
        & {"denied", "not_medically_necessary", "insufficient_information"}
    ]
    named = [one for one in plain if _named(one[1].text)]
    for outcome, piece in (named or plain)[:1]:
        return outcome, source.cite(piece.start, piece.end)
    for outcome, piece in judged[:1]:
        if outcome == "request_information":
            return outcome, source.cite(piece.start, piece.end)
    return "not_medically_necessary", None


def _named(text: str) -> bool:
    """Whether a verdict says of what kind it is, beyond that it refuses."""
    kinds = words("notice").all("outcomes", text)
    return bool(kinds & {"not_medically_necessary", "insufficient_information"})


def _date(document: Document, parts: Sequence[Piece]) -> PartialDate | None:
    """The day of the notice: labelled as such, else the first full date of its head."""
    pattern = words("notice").groups["facts"]["decided"]
    text = "\n".join(line.text for line in document.lines)
    for match in pattern.finditer(text):
        for found in find_dates(match["value"])[:1]:
            if is_exact(found.value):
                return found.value
    head = [line.text for line in document.lines if line.text.strip()][:_HEAD]
    for line in head:
        if re.search(r"\b(?:call|visit|updated|received|birth|dob)\b", line, re.I):
            continue
        for found in find_dates(line):
            if is_exact(found.value):
                return found.value
    return document.date


def _reference(text: str) -> str | None:
    match = words("notice").groups["facts"]["reference"].search(text)
    return match["value"] if match else None


def _appeal_days(
    parts: Sequence[Piece], source: DocumentText
) -> tuple[int | None, Evidence | None]:
    """Days to appeal, and the sentence that gives them."""
    table = words("notice")
    for place, piece in enumerate(parts):
        near = [
            one.text
            for one in parts[max(place - 1, 0) : place + 1]
            if one.block == piece.block
        ]
        said = " ".join((piece.heading, *near))
        about = table.says("facts", "appeal_words", said)
        match = table.says("facts", "appeal_days", piece.text)
        if about and match and piece.kind != "heading":
            figures = match["figures"] or match["value"]
            spelled = table.plain["days"].get(figures.lower())
            days = int(figures) if figures.isdigit() else spelled
            return days, source.cite(piece.start, piece.end)
    return None, None


def _quote(parts: Sequence[Piece], source: DocumentText, name: str) -> Evidence | None:
    """The first sentence in which the letter gives this part of a notice."""
    pattern = words("notice").groups["facts"][name]
    for place, piece in enumerate(parts):
        if piece.role in ("background", "end"):
            continue
        if pattern.search(piece.text) or _labels(pattern, piece):
            if piece.kind == "heading" and place + 1 < len(parts):
                after = parts[place + 1]
                if after.heading == piece.heading:
                    return source.cite(piece.start, after.end)
            return source.cite(piece.start, piece.end)
    return None


def _labels(pattern: re.Pattern[str], piece: Piece) -> bool:
    return piece.kind != "heading" and bool(pattern.search(f"{piece.heading}:"))
