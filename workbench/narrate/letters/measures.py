"""The measurements of a finished letter that its checklist asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workbench.narrate.letters.checklist import Measured
from workbench.narrate.letters.elements import Measure
from workbench.narrate.letters.fields import strings
from workbench.narrate.letters.library import Language, Library
from workbench.narrate.letters.plainness import (
    acronyms,
    clinical_words,
    code_numbers,
    explained,
    without,
)
from workbench.narrate.letters.reading import Reading, reading
from workbench.narrate.letters.view import View
from workbench.narrate.proof import Untraced
from workbench.narrate.proof.units import units, words
from workbench.schema.matter import Matter
from workbench.schema.review import review_sha256


class Found(NamedTuple):
    """Answers by measure, and the reading of the member part if there is one."""

    answers: dict[Measure, Measured]
    reading: Reading | None


def measured(
    view: View, parts: Mapping[str, str], untraced: Sequence[Untraced]
) -> Found:
    """All measurements of a letter from the Markdown of its parts."""
    plain = plainness(
        parts.get("member", ""), view.fields.matter, view.content, view.language
    )
    answers: dict[Measure, Measured] = {
        **plain.answers,
        "proof": proven(untraced),
        "signed": _signed(view),
        "decided": _decided(view),
        "clinical-words": _none_of(
            clinical_words(words(" ".join(parts.values())), view.content)
            if not view.kind.clinical
            else (),
            "clinical words",
        ),
        "translation": _translation(view),
        "clock": _clock(view),
    }
    return Found(answers, plain.reading)


def plainness(
    member: str, matter: Matter, content: Library, language: Language
) -> Found:
    """How plain a member part is: grade, sentences, code numbers, acronyms."""
    text = "\n".join(unit.text for unit in units(member))
    unnamed = without(text, strings(matter))
    found = reading(member, matter.program, content, language) if member else None
    return Found(
        {
            "reading": _reading(found),
            "sentences": _sentences(found),
            "codes": _none_of(code_numbers(unnamed), "code numbers"),
            "acronyms": _acronyms(text, matter, content, language),
        },
        found,
    )


def _none_of(found: Sequence[str], what: str) -> Measured:
    named = ", ".join(dict.fromkeys(found))
    return Measured(not found, f"{what}: {named}" if found else f"no {what}")


def _reading(found: Reading | None) -> Measured:
    if found is None:
        return Measured(True, "no member part")
    limit = "reported only" if found.limit is None else f"limit {found.limit}"
    return Measured(
        found.easy,
        f"{found.measure} {found.grade} ({limit}; {found.sentences} sentences)",
    )


def _sentences(found: Reading | None) -> Measured:
    if found is None:
        return Measured(True, "no member part")
    return Measured(
        found.longest <= found.most,
        f"longest sentence {found.longest} words (limit {found.most})",
    )


def _acronyms(
    text: str, matter: Matter, content: Library, language: Language
) -> Measured:
    found = acronyms(text, strings(matter))
    known = {term.name for term in explained(found, content, language)}
    return _none_of(
        [name for name in found if name not in known], "unexplained acronyms"
    )


def proven(untraced: Sequence[Untraced]) -> Measured:
    """The answer of the proof check."""
    if not untraced:
        return Measured(True, "every critical token traces to its source")
    first = untraced[0]
    return Measured(
        False,
        f"{len(untraced)} untraced; the first: {first.kind} {first.token!r} in "
        f"{first.where or 'the head'!r}",
    )


def _signed(view: View) -> Measured:
    decision = view.decision
    signers = " or ".join(view.kind.signers) or "nobody"
    if decision is None or decision.sign_off is None:
        return Measured(False, f"no signed decision; a {signers} signs this kind")
    role = decision.sign_off.role
    if decision.review_sha256 != review_sha256(view.review):
        return Measured(False, "the decision names no review, or another one")
    if not view.signed:
        return Measured(False, f"signed by a {role}, not a {signers}")
    return Measured(True, f"signed {decision.sign_off.at} by a {role}")


def _decided(view: View) -> Measured:
    """Whether every line is decided, and as this kind of letter tells it."""
    if view.decision is None:
        return Measured(False, "nobody has decided")
    kind, lines = view.kind, view.services
    left = [one.name for one in lines if one.outcome == "open"]
    if left:
        return Measured(False, f"not decided: {', '.join(left)}")
    other = [one.name for one in lines if kind.may and one.outcome not in kind.may]
    if other:
        return Measured(False, f"decided otherwise than told: {', '.join(other)}")
    standing = {one.outcome for one in lines}
    lacking = [" or ".join(group) for group in kind.must if not standing & {*group}]
    if lacking and lines:
        return Measured(False, f"no line is {', none '.join(lacking)}")
    return Measured(True, "every line decided")


def _translation(view: View) -> Measured:
    reviewer = view.matter.translation_reviewed_by
    if view.language == "en" or reviewer:
        return Measured(True, f"reviewed by {reviewer}" if reviewer else "English")
    return Measured(False, "Spanish wording not yet reviewed by a qualified translator")


def _clock(view: View) -> Measured:
    found = view.deadlines
    well = bool(found.clock and not found.clock.overdue)
    return Measured(well, found.used_and_left())
