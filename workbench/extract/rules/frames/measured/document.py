"""Tests: laboratory values, nerve studies per condition, imaging of the shoulder.

A laboratory value is the number after the test's name, or the result cell of its row.
A nerve study gives one fact per condition that it speaks of; a study only called
normal names none.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbench.extract.rules.frames.measured import labs, nerve_studies, other_tests
from workbench.extract.rules.frames.measured.nerve_reports import with_whole
from workbench.extract.rules.frames.passages import Passage, passages
from workbench.extract.rules.model import DocumentView, PacketView
from workbench.schema.case import Test


def read(document: DocumentView, packet: PacketView) -> list[Test]:
    """All test facts of a document, in reading order."""
    studies = nerve_studies.Reader(document)
    found: list[Test] = []
    for passage in passages(document):
        for fact in _sentence(passage, studies):
            if fact not in found[-20:]:
                found.append(fact)
    return with_whole(document, found + studies.close())


def _sentence(passage: Passage, studies: nerve_studies.Reader) -> Iterator[Test]:
    yield from labs.read_sentence(passage)
    yield from studies.read_sentence(passage)
    yield from other_tests.read_sentence(passage)
