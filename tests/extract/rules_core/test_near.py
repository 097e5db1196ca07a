"""Words near each other: every entry matches its examples and none of its counters."""

from __future__ import annotations

import pytest

from workbench.extract.rules.words import near
from workbench.extract.rules.words.near import Entry, Near
from workbench.vocabulary import kinds

_FILES = sorted(path.stem for path in near.FOLDER.glob("*.yaml"))
_TEXTS = [
    (name, concept, text, True)
    for name in _FILES
    for concept, entry in near.load(name).entries.items()
    for text in entry.examples
] + [
    (name, concept, text, False)
    for name in _FILES
    for concept, entry in near.load(name).entries.items()
    for text in entry.counter
]


@pytest.mark.parametrize(("name", "concept", "text", "wanted"), _TEXTS)
def test_examples_and_counters(
    name: str, concept: str, text: str, wanted: bool
) -> None:
    found = [one for one in near.load(name).find(text, text) if one.concept == concept]
    told = [one for one in found if one.implies != "hypothetical"]
    assert bool(told) is wanted


def test_kinds_are_known() -> None:
    for name in _FILES:
        for entry in near.load(name).entries.values():
            known = {"kind", "veils", "of"} & entry.attributes.keys()
            assert known, "of what: a fact's kind, or how a document speaks"
            if "kind" in entry.attributes:
                table = getattr(kinds(), entry.attributes["list"])
                assert entry.attributes["kind"] in table


def _one(**pattern: object) -> Near:
    data = {"patterns": [pattern], "examples": ["x"], "counter": ["y"]}
    return Near({"it": Entry.model_validate(data)})


def test_the_order_does_not_matter_and_the_distance_does() -> None:
    near_by = _one(words=[["red"], ["house*"]], within=12)
    assert list(near_by.find("a red house"))
    assert list(near_by.find("houses, red"))
    assert not list(near_by.find("a red car before the house"))


def test_the_tightest_place_is_told() -> None:
    found = list(_one(words=[["red"], ["house"]]).find("red car, a red house"))
    assert [one.text for one in found] == ["red house"]


def test_one_word_does_not_stand_for_two_groups() -> None:
    assert not list(_one(words=[["red*"], ["reds"]]).find("the reds"))


def test_what_may_not_stand_between_or_beside() -> None:
    assert not list(
        _one(words=[["red"], ["house"]], without=["old"]).find("red old house")
    )
    assert not list(
        _one(words=[["red"], ["house"]], unless=["toy"]).find("red house, toy")
    )
    lettered = _one(words=[["red"], ["house"]], document=["estate"])
    assert not list(lettered.find("red house", "a note"))
    assert list(lettered.find("red house", "an estate"))


def test_a_pattern_that_stands_in_a_text_is_always_tried() -> None:
    texts = list(dict.fromkeys(text for _, _, text, _ in _TEXTS))[::3]
    for name in _FILES:
        words = near.load(name)
        for text in texts:
            tried = set(words._candidates(text))
            for number, (concept, pattern) in enumerate(words._patterns):
                stands = number not in tried and pattern.span(text, text)
                assert not stands, (concept, pattern.pattern.words, text)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("pain", "the pain."),
        ("pain*", "painful"),
        ("follow-up", "a followup"),
        ("follow-up", "follow up"),
        ("f/u", "f/u"),
        ("primary care", "primary\ncare"),
        ("driver's", "driver's"),
        ("no_show", "no_show"),
        ("na\u00efve", "NA\u00cfVE"),
    ],
)
def test_a_word_is_found_by_what_it_opens_with(word: str, text: str) -> None:
    assert list(_one(words=[[word]]).find(text))
