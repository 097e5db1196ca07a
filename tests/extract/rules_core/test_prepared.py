"""What may be made beforehand is found without reading a text."""

from __future__ import annotations

from workbench.extract.rules.words import near
from workbench.extract.rules.words.sought import known, sought


def test_every_expression_that_is_sought_is_known_with_its_flags() -> None:
    made = sought(r"\bprepared beforehand\b", 2)
    assert (made.pattern, made.flags) in known()


def test_a_list_compiles_the_words_of_each_of_its_patterns() -> None:
    entries = near.load("told-medicare").entries.values()
    groups = sum(len(one.words) for entry in entries for one in entry.patterns)
    assert near.load("told-medicare").compile() >= groups > 0
