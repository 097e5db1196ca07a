"""The words that polishing may change, as data, and a text as what must not change."""

from __future__ import annotations

from functools import cache, cached_property
from itertools import chain

from pydantic import model_validator

from workbench.content import expressions as re
from workbench.content import find
from workbench.schema.base import Model, parse_data
from workbench.vocabulary.yaml_file import load_yaml

FILE = "polish/words.yaml"


class Words(Model):
    """Free words, groups of one meaning, spellings, and what a sentence turns on.

    A word that turns a sentence is never free, and no group holds one turning word
    beside another: such a file is refused.
    """

    free: tuple[str, ...]
    same: tuple[tuple[str, ...], ...]
    spelled: dict[str, str]
    turning: tuple[str, ...]
    heads: tuple[str, ...]

    @model_validator(mode="after")
    def _sound(self) -> Words:
        turning = set(self.turning)
        loose = sorted(turning.intersection(self.free))
        if loose:
            raise ValueError(f"a free word turns a sentence: {', '.join(loose)}")
        for group in self.same:
            held = [word for word in group if word in turning]
            if len(held) > 1:
                raise ValueError(f"words of unlike meaning in one group: {held}")
            if " " in group[0]:
                raise ValueError(f"the first of a group is one word: {group[0]}")
        said = list(chain.from_iterable(self.same))
        if len(said) != len(set(said)):
            raise ValueError("a word stands in two groups")
        return self

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Every word or phrase of a group to the group's first."""
        return {word: group[0] for group in self.same for word in group}

    @cached_property
    def phrases(self) -> re.Pattern[str]:
        """Phrases of several words, the longest first."""
        many = [word for word in self.canonical if " " in word]
        longest = sorted(many, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b")

    @cached_property
    def contractions(self) -> re.Pattern[str]:
        """Spellings that are written out."""
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.spelled))})\b")

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that are no name even with a capital at a sentence's head."""
        groups = chain.from_iterable(group for group in self.same)
        single = (word for phrase in groups for word in phrase.split())
        return frozenset((*self.free, *single, *self.turning, *self.heads))


@cache
def words() -> Words:
    """The word lists.  Raises ContentError or InputError naming file and key."""
    path = find("prompts", FILE)
    return parse_data(Words, load_yaml(path), where=str(path))
