"""Every example and counter-example of every lexicon, and the finder itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import ContentError
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.words import lexicon as module
from workbench.extract.rules.words.lexicon import FOLDER, Entry, Lexicon, load, spread

NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def _cases(which: str) -> list[tuple[str, str, str]]:
    return [
        (name, entry.concept, text)
        for name in NAMES
        for entry in load(name).entries
        for text in getattr(entry, which)
    ]


@pytest.mark.parametrize(("name", "concept", "text"), _cases("examples"))
def test_an_example_is_found(name: str, concept: str, text: str) -> None:
    assert concept in {m.concept for m in load(name).find(fold(text))}


@pytest.mark.parametrize(("name", "concept", "text"), _cases("counter"))
def test_a_counter_example_is_not_found(name: str, concept: str, text: str) -> None:
    assert concept not in {m.concept for m in load(name).find(fold(text))}


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_has_terms_and_an_example(name: str) -> None:
    bare = [e.concept for e in load(name).entries if not e.terms or not e.examples]
    assert bare == []


def _lexicon(**entries: dict[str, object]) -> Lexicon:
    made = tuple(module._entry(key, value, "test") for key, value in entries.items())
    return Lexicon("test", made)


def _found(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    return [(m.concept, m.text) for m in lexicon.find(text)]


def test_the_longest_term_wins_and_offsets_are_exact() -> None:
    lexicon = _lexicon(disc={"terms": ["disc"]}, hnp={"terms": ["disc herniation"]})
    text = "A disc  herniation, then a Disc."
    assert _found(lexicon, text) == [("hnp", "disc  herniation"), ("disc", "Disc")]
    assert all(text[m.start : m.end] == m.text for m in lexicon.find(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [("steady gait", 1), ("unsteady gait", 0), ("steady-gait", 1), ("steady, gait", 0)],
)
def test_words_match_whole_and_a_joining_hyphen_is_a_blank(
    text: str, count: int
) -> None:
    assert len(_lexicon(x={"terms": ["steady gait"]}).find(text)) == count


def test_a_word_broken_over_a_line_end_still_matches() -> None:
    lexicon = _lexicon(x={"terms": ["disc osteophyte"]})
    assert _found(lexicon, "disc- osteophyte complex") == [("x", "disc- osteophyte")]


def test_a_blocker_cancels_and_a_shorter_term_steps_in() -> None:
    lexicon = _lexicon(
        long={"terms": ["plate failure"], "blockers": ["growth plate failure"]},
        short={"terms": ["plate"]},
    )
    assert _found(lexicon, "growth plate failure") == [("short", "plate")]
    assert _found(lexicon, "plate failure") == [("long", "plate failure")]


def test_a_term_of_two_concepts_gives_both() -> None:
    lexicon = _lexicon(a={"terms": ["pt"]}, b={"terms": ["pt"]})
    assert sorted(_found(lexicon, "pt")) == [("a", "pt"), ("b", "pt")]


def test_case_matters_only_where_asked() -> None:
    lexicon = _lexicon(pt={"terms": ["PT"], "case": True}, rom={"terms": ["ROM"]})
    assert _found(lexicon, "pt had rom") == [("rom", "rom")]
    assert _found(lexicon, "PT done") == [("pt", "PT")]


@pytest.mark.parametrize(
    ("pattern", "terms"),
    [
        (
            "disc|disk bulge(s)",
            {"disc bulge", "disc bulges", "disk bulge", "disk bulges"},
        ),
        ("plain words", {"plain words"}),
        ("(-)", {"(-)"}),
    ],
)
def test_patterns_spread(pattern: str, terms: set[str]) -> None:
    assert set(spread(pattern)) == terms


@pytest.mark.parametrize(
    "data",
    [
        {"terms": ["x"], "wrong": 1},
        {"terms": [False]},
        {"terms": "x"},
        {"terms": ["x"], "implies": "maybe"},
        ["x"],
    ],
)
def test_a_malformed_entry_is_refused_by_name(data: object) -> None:
    with pytest.raises(ContentError, match=r"file\.yaml: entry"):
        module._entry("entry", data, "file.yaml")


def test_an_entry_keeps_its_attributes_as_text() -> None:
    entry: Entry = module._entry("x", {"attributes": {"a": True, "n": 2}}, "t")
    assert entry.attributes == {"a": "yes", "n": "2"}


def test_lexicon_files_are_in_one_folder() -> None:
    assert Path(module.__file__).parents[1] / "lexicon" == FOLDER
