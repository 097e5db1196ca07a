"""Word trees: what terms start at a word, also where like branches are one."""

from __future__ import annotations

import marshal
from typing import Any

import pytest

from workbench.extract.rules.words.tokens import tokens
from workbench.extract.rules.words.tree import WordTree, shared

TERMS = {
    "cannot walk far": "walking",
    "cannot stand far": "walking",
    "unable to walk far": "walking",
    "unable to stand far": "walking",
    "unable to lift": "lifting",
    "cannot walk": "walking",
}
TEXTS = ["She cannot walk far.", "unable to stand far", "unable to lift", "walk far"]


def _root() -> dict[Any, Any]:
    root: dict[Any, Any] = {}
    for term, concept in TERMS.items():
        WordTree(root).add(term, concept)
    WordTree(root).add("US", "ultrasound", exact=True)
    return root


def _nodes(root: dict[Any, Any]) -> set[int]:
    below = (_nodes(node) for key, node in root.items() if key)
    return {id(root)}.union(*below)


@pytest.mark.parametrize("text", [*TEXTS, "an US probe"])
def test_a_shared_tree_finds_what_the_tree_finds(text: str) -> None:
    plain, same = WordTree(_root()), WordTree(shared(_root()))
    words = tokens(text)
    found = [plain.at(words, index) for index in range(len(words))]
    assert found == [same.at(words, index) for index in range(len(words))]
    assert any(found) is (text != "walk far")
    assert {index for index, ends in enumerate(found) if ends} <= {*same.starts(words)}


def test_longest_first_and_the_spelling_of_exact_terms_alone() -> None:
    tree = WordTree(shared(_root()))
    assert tree.at(tokens("cannot walk far"), 0) == [
        (3, "walking", None),
        (2, "walking", None),
    ]
    assert tree.at(tokens("us"), 0) == [(1, "ultrasound", "US")]


def test_branches_that_are_alike_are_one_and_stay_so_when_kept() -> None:
    root = shared(_root())
    kept = marshal.loads(marshal.dumps(root))
    assert len(_nodes(root)) == len(_nodes(kept)) < len(_nodes(_root()))


def test_a_first_word_that_is_a_term_needs_no_second() -> None:
    openings = dict(WordTree(_root()).openings())
    assert openings["us"] == ()
    assert openings["cannot"] == (("walk", True), ("stand", True))
