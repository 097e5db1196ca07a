"""The source pane: every character is there once, and quotes are cut out exactly."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.extract.rules.reader import RulesReader
from workbench.packet.read import read_packet
from workbench.packet.sources import Source, load
from workbench.pipeline import read_case
from workbench.schema.case import all_facts
from workbench.web.view.source import Span, documents, mentions, search, stretches

from .conftest import SAMPLE

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=60)
SPANS = st.lists(
    st.builds(
        lambda start, length, fact: Span(1, start, start + length, fact),
        st.integers(0, 70),
        st.integers(0, 30),
        st.sampled_from(("A", "B", "C")),
    ),
    max_size=6,
)


@settings(max_examples=50)
@given(TEXT, SPANS)
def test_stretches_give_back_the_line(text: str, spans: list[Span]) -> None:
    assert "".join(one.text for one in stretches(text, spans)) == text


@settings(max_examples=50)
@given(TEXT, SPANS)
def test_a_stretch_names_exactly_the_facts_that_quote_it(
    text: str, spans: list[Span]
) -> None:
    place = 0
    for one in stretches(text, spans):
        for at in range(place, place + len(one.text)):
            over = {span.fact for span in spans if span.start <= at < span.end}
            assert over == set(one.facts)
        place += len(one.text)


def test_every_quote_of_every_fact_is_marked() -> None:
    packet = read_packet(load(str(SAMPLE)))
    case = read_case(packet, RulesReader()).case

    marked: dict[str, str] = {}
    for document in documents(packet, case):
        for chunk in document.chunks:
            for line in chunk.lines or ():
                for one in line.stretches:
                    for fact in one.facts:
                        marked[fact] = marked.get(fact, "") + one.text

    for fact in all_facts(case):
        for evidence in fact.evidence:
            letters = evidence.quote.replace(" ", "")
            assert letters in marked[fact.id].replace(" ", ""), fact.id


def test_mentions_count_beginnings_of_words_only() -> None:
    packet = read_packet((Source("a", b"NOTE\nsmoker, smoking; nonsmoker\n"),))

    found = mentions(packet, ("smok", "nicotine"))

    assert found == {"smok": 2, "nicotine": 0}


def test_search_finds_whatever_the_case_and_names_the_line() -> None:
    packet = read_packet(load(str(SAMPLE)))

    hits = search(packet, "COLLAR")

    assert [hit.document for hit in hits] == ["D2", "D5"]
    assert all(hit.match.lower() == "collar" for hit in hits)
