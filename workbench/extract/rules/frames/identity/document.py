"""What each document says of whose record it is: age, sex, birth, name, member number.

Every document tells each of these once, in its own words, so that documents which
disagree can be held against each other.  Sentences about another person, of policy text
and of templates tell nothing; pages of another patient never come this far.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from workbench.extract.rules.frames.identity.words import Sexed, identity_words
from workbench.extract.rules.frames.told.questions import is_readable
from workbench.extract.rules.language.context import assertion
from workbench.extract.rules.layout.leaflets import is_leaflet
from workbench.extract.rules.model import DocumentView, Mention, Role, Sentence
from workbench.packet.identity import HEAD_LINES, Identity, located
from workbench.schema.case import Told
from workbench.schema.partial_date import is_exact

By = Literal["title", "pronoun", "anatomy"]
_MUTE: frozenset[Role] = frozenset({"family", "policy", "template", "precautions"})
_ASKED: frozenset[Role] = frozenset({"review-of-systems", "social"})
"""Sections whose organs are a form's, or are of the people around the patient."""
_NAME_WORDS = 3


def told_by(documents: Iterable[DocumentView]) -> Iterator[Told]:
    """What the labelled fields and the words of each document tell."""
    views = [one for one in documents if not is_leaflet(one.document)]
    names: set[str] = set()
    for view in views:
        for told in _labelled(view):
            if told.what == "name":
                names.update(told.value.split())
            yield told
    for view in views:
        own = [one for one in _own(view) if one.role not in _MUTE]
        yield from _titled(view, own, names)
        yield from _pronouns(view, own)
        yield from _anatomy(view, [one for one in own if one.role not in _ASKED])


def _labelled(view: DocumentView) -> Iterator[Told]:
    """Name, date of birth and member number of the fields at the document's head."""
    texts = _head(view)
    identity, places = at_head(view)
    if identity.name:
        words = " ".join(sorted(identity.name))
        yield _of_line(view, "name", words, places["name"])
    if identity.birth and is_exact(identity.birth):
        yield _of_line(view, "birth-date", identity.birth, places["birth"])
    pattern = identity_words().member_id.found
    numbers = [
        (match["id"].upper(), index)
        for index, text in enumerate(texts)
        for match in pattern.finditer(text[:300])
    ]
    if len({number for number, _ in numbers}) == 1:
        yield _of_line(view, "member-id", *numbers[0])


def at_head(view: DocumentView) -> tuple[Identity, dict[str, int]]:
    """Whose record a document's head says it is, and on which lines."""
    return view.once(at_head, lambda: located(_head(view)))


def _head(view: DocumentView) -> list[str]:
    return [line.text for line in view.document.lines[:HEAD_LINES]]


def _of_line(
    view: DocumentView,
    what: Literal["name", "birth-date", "member-id"],
    value: str,
    index: int,
) -> Told:
    start = view.source.line_start(index)
    end = start + len(view.document.lines[index].text)
    return Told(what=what, value=value, evidence=(view.cite(start, end),))


def _titled(
    view: DocumentView, own: Sequence[Sentence], names: set[str]
) -> Iterator[Told]:
    """The title before the patient's own name, where only one sex is so called."""
    found: dict[str, Told] = {}
    for sentence in own:
        for words in identity_words().titles:
            for match in words.found.finditer(sentence.text):
                called = re.findall(r"[\w'-]+", sentence.text[match.end() :][:80])
                if names & {word.lower() for word in called[:_NAME_WORDS]}:
                    found.setdefault(words.sex, _sexed(view, sentence, words, "title"))
    yield from _only(found)


def _pronouns(view: DocumentView, own: Sequence[Sentence]) -> Iterator[Told]:
    """The sex of a document's pronouns, where they are many and of one sex."""
    table = identity_words().pronouns
    counts: Counter[str] = Counter()
    found: dict[str, Told] = {}
    for sentence in own:
        for words in table.sexes:
            number = len(words.found.findall(sentence.text))
            counts[words.sex] += number
            if number:
                found.setdefault(words.sex, _sexed(view, sentence, words, "pronoun"))
    yield from (one for one in _only(found) if counts[one.value] >= table.least)


def _anatomy(view: DocumentView, own: Sequence[Sentence]) -> Iterator[Told]:
    """An organ or state of one sex that the document says the patient has or had."""
    found: dict[str, Told] = {}
    for sentence in own:
        for words in identity_words().anatomy:
            match = words.found.search(sentence.text)
            if match is None:
                continue
            mention = Mention("anatomy", match.start(), match.end(), match.group())
            if assertion(sentence, mention) in ("present", "historical"):
                found.setdefault(words.sex, _sexed(view, sentence, words, "anatomy"))
    yield from _only(found)


def _own(view: DocumentView) -> Iterator[Sentence]:
    """The sentences about the patient: none with or right behind another person."""
    others = identity_words().others.found
    behind = False
    for sentence in view.sentences:
        named = bool(others.search(sentence.text))
        if not named and not behind and is_readable(sentence):
            yield sentence
        behind = named


def _sexed(view: DocumentView, sentence: Sentence, words: Sexed, by: By) -> Told:
    quote = view.cite_sentence(sentence)
    return Told(what="sex", value=words.sex, by=by, evidence=(quote,))


def _only(found: dict[str, Told]) -> Iterator[Told]:
    """What is told, unless the document tells both."""
    if len(found) == 1:
        yield from found.values()
