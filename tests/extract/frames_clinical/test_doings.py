"""Activities told by verb and object, and what is said of them in turns of phrase."""

from __future__ import annotations

import pytest

from workbench.extract.rules.frames.function.doings import doings
from workbench.extract.rules.frames.function.doubted import doubted
from workbench.extract.rules.frames.function.since_well import since_well
from workbench.extract.rules.frames.symptoms.gone_since import gone_since
from workbench.extract.rules.words import near


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("cannot run the hoover", "housework"),
        ("getting his boots on", "dressing"),
        ("playing the violin", "recreation"),
        ("to brush her daughter's hair", "childcare"),
        ("reach the top shelf", "overhead-reach"),
        ("turning the steering wheel", "driving"),
    ],
)
def test_a_verb_and_its_object_name_an_activity(text: str, kind: str) -> None:
    assert kind in {one.attributes["kind"] for one in doings(text)}


@pytest.mark.parametrize(
    "text",
    ["run and then the hoover", "The house is tidy.", "he plays; the violin is old"],
)
def test_words_apart_name_none(text: str) -> None:
    assert not [one for one in doings(text) if " " in one.text]


def test_a_doubt_stands_right_at_the_limit() -> None:
    text = "Possibly limited in driving."
    assert doubted(text, text.index("limited"), len(text) - 1)
    told = "Possible stenosis with trouble driving."
    assert not doubted(told, told.index("trouble"), len(told) - 1)
    gone = "Cooking is no longer possible."
    assert not doubted(gone, 0, len(gone) - 1)


def test_a_limit_is_over_where_a_later_clause_says_so() -> None:
    assert since_well("She needed help to dress for a month; now independent.", 4)
    assert not since_well("She needed help to dress and still does.", 4)


def test_a_complaint_that_went_is_told_behind_a_comma() -> None:
    text = "Had tingling after the fall, which went away within a week."
    assert gone_since(text, 4, 12)
    other = "Had hesitancy, and strength has recovered to 5/5."
    assert not gone_since(other, 4, 13)


@pytest.mark.parametrize("name", ["activities", "told-risk"])
def test_near_words_match_their_examples_alone(name: str) -> None:
    words = near.load(name)
    for concept, entry in words.entries.items():
        for text in entry.examples:
            assert concept in [one.concept for one in words.find(text)], text
        for text in entry.counter:
            assert concept not in [one.concept for one in words.find(text)], text
