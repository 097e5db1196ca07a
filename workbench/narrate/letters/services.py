"""What was asked for, line by line, and how each line stands, in plain words.

Words for procedures and places are data (``prompts/letters/services.yaml``).  How a
line stands comes from the decision where there is one, else from the recommendation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from workbench.narrate.labels import is_dependent, procedure_title
from workbench.narrate.letters.library import Language, Library, Worded
from workbench.schema.base import Model
from workbench.schema.case import Slug
from workbench.schema.decision import Decision
from workbench.schema.determination import LineResult
from workbench.schema.review import Review
from workbench.schema.spine import is_interspace, is_vertebra

FILE = "services.yaml"
Outcome = Literal["approved", "changed", "refused", "open"]

PENDING: frozenset[str] = frozenset(("pend_rfi", "pend_physician_review"))
"""Decisions that decide nothing on a line yet."""

_BEST_FIRST: tuple[Outcome, ...] = ("approved", "changed", "open", "refused")
_BY_DECISION: dict[str, Outcome] = {
    "approve": "approved",
    "no_auth_required": "approved",
    "overturn": "approved",
    "approve_modified": "changed",
    "deny_medical_necessity": "refused",
    "deny_insufficient_information": "refused",
    "deny_administrative": "refused",
    "uphold": "refused",
    "dismiss": "refused",
}
_BY_RECOMMENDATION: dict[str, Outcome] = {
    "approve": "approved",
    "request_information": "open",
    "not_medically_necessary": "refused",
    "insufficient_information": "refused",
    "policy_not_applicable": "open",
}


class ServiceFile(Model):
    """Plain words: procedures by name, places by the letter of a level, sides."""

    services: dict[Slug, Worded]
    levels: dict[str, Worded]
    bones: dict[str, Worded]
    regions: dict[Slug, Worded]
    site: Worded
    sides: dict[str, Worded]


class Service(NamedTuple):
    """One line of the request.

    ``name`` is how the clinical part names it, ``plain`` what the member reads, without
    its place; ``where`` is the place in plain words.
    """

    line: LineResult
    name: str
    title: str
    plain: str
    where: str
    outcome: Outcome
    authorized: str | None
    dependent: bool

    @property
    def told(self) -> str:
        """Service and place in plain words."""
        return f"{self.plain}, {self.where}" if self.where else self.plain


def services(
    review: Review, decision: Decision | None, content: Library, language: Language
) -> tuple[Service, ...]:
    """Every line of the request with its words and how it stands."""
    words = content.data(ServiceFile, FILE)
    lines = {line.id: line for line in review.determination.lines}
    return tuple(
        _service(line, decision, words, language, lines) for line in lines.values()
    )


def _service(
    line: LineResult,
    decision: Decision | None,
    words: ServiceFile,
    language: Language,
    lines: Mapping[str, LineResult],
) -> Service:
    own = {item.line: item for item in decision.lines} if decision else {}
    known = words.services.get(line.procedure)
    return Service(
        line=line,
        name=f"Line {line.id.removeprefix('L')}",
        title=procedure_title(line),
        plain=known.in_language(language)
        if known and not line.name
        else procedure_title(line),
        where=where(line, words, language),
        outcome=outcome(line, decision, lines),
        authorized=own[line.id].authorized if line.id in own else None,
        dependent=is_dependent(line),
    )


def outcome(
    line: LineResult, decision: Decision | None, lines: Mapping[str, LineResult]
) -> Outcome:
    """How a line stands: as decided, else as recommended.

    A service that nobody decided on by itself follows the lines that it depends on:
    refused where all of them are.
    """
    advised = _BY_RECOMMENDATION[line.recommendation]
    if decision is None:
        return advised
    if decision.value in PENDING:
        return advised if advised == "approved" else "open"
    own = {item.line: item.value for item in decision.lines}
    value = own.get(line.id, decision.value)
    known = _BY_DECISION.get(value)
    if known or line.id in own:
        return known or advised
    parents = [lines[name] for name in line.parents if name in lines]
    followed = {outcome(parent, decision, {}) for parent in parents}
    standing = next((one for one in _BEST_FIRST if one in followed), None)
    return standing or advised


def where(line: LineResult, words: ServiceFile, language: Language) -> str:
    """The line's place in plain words; empty where the request names none."""
    parts = []
    if line.level:
        parts.append(_place(line.level, words, language))
    if line.side:
        side = words.sides.get(line.side)
        parts.append(side.in_language(language) if side else line.side)
    return ", ".join(parts)


def _place(level: str, words: ServiceFile, language: Language) -> str:
    if is_interspace(level):
        return _filled(words.levels[level[0]], level, language)
    if is_vertebra(level):
        return _filled(words.bones[level[0]], level, language)
    if level in words.regions:
        return words.regions[level].in_language(language)
    return _filled(words.site, level.replace("-", " "), language)


def _filled(words: Worded, place: str, language: Language) -> str:
    return words.in_language(language).replace("{place}", place)


def with_outcome(found: Iterable[Service], *outcomes: Outcome) -> tuple[Service, ...]:
    """The services that stand one of these ways."""
    return tuple(item for item in found if item.outcome in outcomes)
