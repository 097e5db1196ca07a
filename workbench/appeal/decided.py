"""Whether a signed decision carries the plan's letter on an appeal.

The same checklist as for other letters, with the questions that only an appeal has:
signed by one who may, of the kind that the letter tells, line by line as it tells them,
by another person than the first reviewer, resting on no reason that was never told.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from workbench.appeal.words import DATA
from workbench.narrate.letters.checklist import Item, Measured, checklist
from workbench.narrate.letters.elements import Measure, required
from workbench.narrate.letters.library import Library
from workbench.narrate.letters.measures import plainness, proven
from workbench.narrate.letters.passages import Passage
from workbench.narrate.proof import Untraced
from workbench.schema.appeal import AppealDecision, AppealLine, AppealReview
from workbench.schema.base import Model, parse_data
from workbench.schema.decision import Decision, Role, SignOff
from workbench.schema.matter import FirstReviewer, Matter
from workbench.vocabulary.yaml_file import load_yaml

_WORD = re.compile(r"[^\W\d_]+")


class _Kind(Model):
    title: str
    signers: tuple[Role, ...]


class _File(Model):
    kinds: dict[AppealDecision, _Kind]
    granted: tuple[str, ...]
    refused: tuple[str, ...]
    titles: frozenset[str]


@cache
def _file() -> _File:
    path = DATA / "decision.yaml"
    return parse_data(_File, load_yaml(path), where=str(path))


def title_of(decision: AppealDecision) -> str:
    """What a final letter of this kind is called."""
    return _file().kinds[decision].title


def kind_of(decision: AppealDecision) -> str:
    """The kind of letter that elements and wording of this decision are filed under."""
    return f"appeal-{decision.replace('_', '-')}"


def checked(
    done: AppealReview,
    matter: Matter,
    member: str,
    passages: Sequence[Passage],
    untraced: Sequence[Untraced],
    content: Library,
) -> tuple[Item, ...]:
    """The checklist of the plan's letter; ``member`` is its member part."""
    day = dt.date.fromisoformat(matter.letter_date) if matter.letter_date else None
    needed = required(
        content, kind_of(done.decision), done.program, matter.state, day, "en"
    )
    number = matter.reference or done.denial.reference
    known = matter.model_copy(update={"program": done.program, "reference": number})
    answers: dict[Measure, Measured] = {
        **plainness(member, known, content, "en").answers,
        "proof": proven(untraced),
        "signed": _signed(done, matter.decision),
        "agrees": _agrees(done, matter.decision),
        "new-reviewer": _new_reviewer(done, matter),
        "disclosed": _disclosed(done, matter),
    }
    return checklist(needed, passages, answers)


def _signed(done: AppealReview, decision: Decision | None) -> Measured:
    signers = _file().kinds[done.decision].signers
    who = " or ".join(signers)
    if decision is None or decision.sign_off is None:
        return Measured(False, f"no signed decision; a {who} signs this kind")
    if decision.review_sha256 != done.review_sha256:
        return Measured(False, "the decision names no review, or another one")
    role = decision.sign_off.role
    if role not in signers:
        return Measured(False, f"signed by a {role}, not a {who}")
    return Measured(True, f"signed {decision.sign_off.at} by a {role}")


def _agrees(done: AppealReview, decision: Decision | None) -> Measured:
    """Whether the decision says of the whole and of each line what the letter says."""
    if decision is None:
        return Measured(False, "nobody has decided")
    if decision.value != done.decision:
        return Measured(
            False, f"decided {decision.value}, and the letter tells {done.decision}"
        )
    values = {one.line: one.value for one in decision.lines}
    other = [
        f"{line.id} is decided {values[line.id]}"
        for line in done.lines
        if line.id in values and not _same(line, values[line.id])
    ]
    strange = sorted(set(values) - {line.id for line in done.lines})
    open_lines = [
        f"{line.id} is not decided"
        for line in done.lines
        if done.decision == "partial_overturn"
        and line.appealed
        and line.id not in values
    ]
    wrong = (*other, *open_lines, *(f"{name} is no line" for name in strange))
    return Measured(not wrong, ", ".join(wrong) or "as the letter tells it")


def _same(line: AppealLine, value: str) -> bool:
    granted = line.after == "approve" or not line.appealed
    if value == "dismiss":
        return True
    return value in (_file().granted if granted else _file().refused)


def _new_reviewer(done: AppealReview, matter: Matter) -> Measured:
    signer = matter.decision.sign_off if matter.decision else None
    if signer is None:
        return Measured(False, "nobody has signed")
    first, told = matter.appeal.first_reviewer, done.denial.reviewer
    if _is(signer, first):
        return Measured(False, "the signer is the first reviewer named in the matter")
    if told and _named(signer.name, told.quote):
        return Measured(False, "the denial names the signer as its reviewer")
    known = any((first.name, first.licence, first.npi)) or told
    return Measured(
        True, "not the first reviewer" if known else "first reviewer not known"
    )


def _is(signer: SignOff, first: FirstReviewer) -> bool:
    """Whether the signer is the first reviewer, by number or by name."""
    if signer.npi and signer.npi == first.npi:
        return True
    if signer.licence and first.licence:
        licences = {_bare(signer.licence), _bare(first.licence)}
        if len(licences) == 1:
            return True
    return bool(first.name) and (
        _named(signer.name, first.name or "") or _named(first.name or "", signer.name)
    )


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _named(name: str, text: str) -> bool:
    """Whether a text names a person: the last name, beside the first or its initial."""
    words, found = _words(name), _words(text)
    if len(words) < 2:
        return bool(words) and words == found
    first, last = words[0], words[-1]
    rest = [one for one in found if one != last]
    return last in found and any(
        one == first or (1 in (len(one), len(first)) and one[0] == first[0])
        for one in rest
    )


def _words(text: str) -> list[str]:
    """The words of a name without titles, a comma's order ("Last, First") undone."""
    last, cut, first = text.partition(",")
    named = [one for one in _WORD.findall(first.casefold()) if _kept(one)]
    head = [one for one in _WORD.findall(last.casefold()) if _kept(one)]
    return [*named, *head] if cut and len(head) == 1 and named else [*head, *named]


def _kept(word: str) -> bool:
    return word not in _file().titles


def _disclosed(done: AppealReview, matter: Matter) -> Measured:
    if not done.undisclosed:
        return Measured(True, "every reason stood in the first notice")
    if matter.appeal.disclosed:
        return Measured(True, f"told on {matter.appeal.disclosed}")
    titles = ", ".join(one.title for one in done.undisclosed)
    return Measured(False, f"not in the first notice: {titles}")
