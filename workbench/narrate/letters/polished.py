"""A draft letter with its prose polished by a model, or the letter as it was.

Whatever the model answers, the polished letter is judged as every letter is: by its
proof, its reading grade and its checklist.  Where any of them got worse, the letter
stays as it was rendered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from workbench.content import expressions as re
from workbench.errors import InputError
from workbench.extract.llm.backend import Backend
from workbench.narrate.letters.fields import strings
from workbench.narrate.letters.letter import Letter, Part, Rewrite
from workbench.narrate.polish.polish import Outcome, Polished, polish
from workbench.schema.matter import Matter

Render: TypeAlias = Callable[[Rewrite | None], Letter]
_LANGUAGE = "en"
_NAME = re.compile(
    r"[A-Z\u00c0-\u00de][\w'’.-]*(?: [A-Z\u00c0-\u00de][\w'’.-]*){0,4}\Z"
)


class PolishedLetter(NamedTuple):
    """The letter, and part by part what became of each paragraph asked about.

    ``worse`` names what would have got worse; the letter is then the unpolished one.
    """

    letter: Letter
    outcomes: tuple[tuple[str, Outcome], ...]
    worse: str = ""


def polish_letter(render: Render, backend: Backend) -> PolishedLetter:
    """The letter that ``render`` makes, its plain paragraphs polished.

    Raises InputError for a final letter and for one that is not in English.
    """
    plain = render(None)
    _check(plain)
    outcomes: list[tuple[str, Outcome]] = []

    def rewrite(letter: Letter) -> tuple[Part, ...]:
        return tuple(_part(part, letter, backend, outcomes) for part in letter.parts)

    better = render(rewrite)
    worse = _worse(plain, better)
    return PolishedLetter(plain if worse else better, tuple(outcomes), worse)


def _check(letter: Letter) -> None:
    if letter.final:
        raise InputError(
            "a final letter is not polished: a person has read and signed its words",
            where="--polish",
            fix="polish the draft, read it, and make the final letter without --polish",
        )
    if letter.language != _LANGUAGE:
        raise InputError(
            f"polishing is checked for English only, not for {letter.language}",
            where="--polish",
            fix="leave the option out",
        )


def _part(
    part: Part, letter: Letter, backend: Backend, outcomes: list[tuple[str, Outcome]]
) -> Part:
    done = polish(
        part.markdown,
        backend,
        approved=letter.sources.printed,
        inside=[passage.markdown for passage in part.passages],
        names=_names(letter.sources.matter),
    )
    outcomes += [(part.name, outcome) for outcome in done.outcomes]
    return _with(part, done)


def _with(part: Part, done: Polished) -> Part:
    """The part with the new words, in the passages marked in it too."""
    passages = []
    for passage in part.passages:
        text = passage.markdown
        for change in done.changes:
            text = text.replace(change.before, change.after)
        passages.append(passage._replace(markdown=text))
    return replace(part, markdown=done.markdown, passages=tuple(passages))


def _names(matter: Matter) -> list[str]:
    """Texts of the matter that look like names of people or places."""
    return [text for text in strings(matter) if _NAME.match(text.strip())]


def _worse(before: Letter, after: Letter) -> str:
    if len(after.untraced) > len(before.untraced):
        return "the proof check"
    if before.reading and after.reading and after.reading.grade > before.reading.grade:
        return "the reading grade"
    if len(after.obstacles) > len(before.obstacles):
        return "the checklist"
    return ""
