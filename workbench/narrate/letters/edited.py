"""A letter after a person edited it: what changed, what is no longer traced or there.

The draft is made anew and put through the same form (Word, HTML, text), so that only
the person's own changes count.  A passage that stands as it was drafted stays proved;
a changed one is proved again, names included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from workbench.content import expressions as re
from workbench.narrate.letters.checklist import Item
from workbench.narrate.letters.fields import BLANK, blanks, strings
from workbench.narrate.letters.letter import Letter
from workbench.narrate.letters.library import Library
from workbench.narrate.letters.proof import check_letter
from workbench.narrate.letters.reading import Reading, reading
from workbench.narrate.letters.spanish import proved_in_english
from workbench.narrate.proof import Untraced
from workbench.narrate.proof.units import Unit, units, words
from workbench.policy.model import Policy
from workbench.schema.review import Review

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NAME = re.compile(r"(?<![.!?:“|] )(?<!\A)\b[A-ZÁÉÍÓÚÑ][\w'’-]*[a-zà-ÿ][\w'’-]*")
_PAIR = re.compile(r"\b[A-ZÁÉÍÓÚÑ][\w'’-]+ [A-ZÁÉÍÓÚÑ][\w'’-]+")
_KEPT = 0.5
"""Share of an element's word pairs below which it counts as taken out."""


class Change(NamedTuple):
    """One sentence that a person added, took out or changed."""

    what: Literal["added", "removed", "changed"]
    before: str
    after: str


class Edited(NamedTuple):
    """The findings on an edited letter; ``clean`` where nothing must be mended."""

    changes: tuple[Change, ...]
    untraced: tuple[Untraced, ...]
    missing: tuple[Item, ...]
    open_blanks: tuple[str, ...]
    draft_mark_gone: bool
    reading: Reading | None

    @property
    def clean(self) -> bool:
        """Whether every token has its source and every element is still there."""
        easy = self.reading is None or self.reading.easy
        lost = self.untraced or self.missing or self.draft_mark_gone
        return easy and not lost


def check_edited(
    text: str,
    drafted: str,
    letter: Letter,
    review: Review,
    policy: Policy,
    content: Library,
) -> Edited:
    """The findings on ``text``, an edited letter as Markdown.

    ``drafted`` is the draft itself in the same form, without its checklist.
    """
    before, after = units(drafted), units(text)
    known = {unit.text for unit in before}
    changed = tuple(unit for unit in after if unit.text not in known)
    prepare = _prepare(letter, content)
    found = check_letter(text, review, policy, letter.sources, prepare)
    lines = {unit.line for unit in changed}
    untraced = [item for item in found if item.line in lines]
    untraced += _strange_names(changed, _vocabulary(drafted, letter, review, policy))
    member = _member_part(text, letter)
    program = letter.sources.matter.program
    return Edited(
        changes=tuple(_changes(_sentences(before), _sentences(after))),
        untraced=tuple(sorted(untraced, key=lambda item: item.line)),
        missing=tuple(_missing(text, drafted, letter)),
        open_blanks=blanks(words(text)),
        draft_mark_gone=not letter.final and not _marked(text, letter),
        reading=reading(member, program, content, letter.language) if member else None,
    )


def _prepare(letter: Letter, content: Library) -> Callable[[str], str]:
    return lambda text: proved_in_english(text, letter.language, content)


def _sentences(passages: Iterable[Unit]) -> list[str]:
    found: list[str] = []
    for unit in passages:
        parts = [unit.text] if unit.row else _SENTENCE.split(unit.text)
        found += [part.strip() for part in parts if part.strip()]
    return found


def _changes(before: list[str], after: list[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            continue
        old, new = before[first:last], after[start:end]
        paired = min(len(old), len(new))
        for one, other in zip(old[:paired], new[:paired], strict=True):
            yield Change("changed", one, other)
        yield from (Change("removed", one, "") for one in old[paired:])
        yield from (Change("added", "", one) for one in new[paired:])


def _vocabulary(
    drafted: str, letter: Letter, review: Review, policy: Policy
) -> frozenset[str]:
    """Every word of the draft and of what it was made of."""
    texts = [drafted, *letter.sources.texts, *letter.sources.printed]
    texts += [*strings(letter.sources.matter), *strings(review), *strings(policy)]
    return frozenset(word for text in texts for word in _WORD.findall(text))


def _strange_names(
    passages: Iterable[Unit], known: frozenset[str]
) -> Iterator[Untraced]:
    """Capitalised words inside a sentence, or two in a row, that no source has."""
    for unit in passages:
        text = BLANK.sub(" ", unit.text)
        found = [match[0] for match in _NAME.finditer(text)]
        found += [word for pair in _PAIR.findall(text) for word in pair.split()]
        for name in dict.fromkeys(found):
            own = _WORD.findall(name)
            if any(word not in known and word.lower() not in known for word in own):
                yield Untraced("name", name, unit.line, unit.section)


def _missing(text: str, drafted: str, letter: Letter) -> Iterator[Item]:
    """Required elements whose words were there in the draft and no longer are."""
    before, after = _pairs(words(drafted)), _pairs(words(text))
    for item in letter.checklist:
        own = [one for one in letter.passages if one.element in item.passages]
        for passage in own:
            pairs = _pairs(BLANK.sub(" ", words(passage.markdown)))
            had, has = len(pairs & before), len(pairs & after)
            if had and has < _KEPT * had:
                said = f"taken out of the {passage.part} part: {passage.element}"
                yield item._replace(state="missing", said=said, blocks=True)
                break


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    """Neighbouring words: what is left of a text in any layout."""
    found = [word.lower() for word in _WORD.findall(text)]
    return frozenset(zip(found, found[1:], strict=False))


def _member_part(text: str, letter: Letter) -> str:
    """What stands before the first heading of the next part; all of it if none does."""
    if not letter.parts or letter.parts[0].name != "member":
        return ""
    rest = letter.parts[1:]
    heads = {_bare(part.markdown.lstrip().split("\n", 1)[0]) for part in rest}
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if _bare(line) in heads:
            return "\n".join(lines[:number])
    return text


def _bare(line: str) -> str:
    """A line without the marks of a heading or of a line break."""
    return words(line.rstrip("\\ ").lstrip("# ")).strip()


def _marked(text: str, letter: Letter) -> bool:
    """Whether each part's mark of a draft still stands as often as it was printed."""
    plain = words(text)
    marks = [
        words(one.markdown).lstrip("> ").split(". ", 1)[0]
        for one in letter.passages
        if one.element == "draft-mark"
    ]
    return all(plain.count(mark) >= marks.count(mark) for mark in set(marks))
