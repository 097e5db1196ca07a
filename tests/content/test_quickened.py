"""Expressions told what matches begin with find what they would find without."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from workbench.content import expressions, quickened
from workbench.extract.rules.words.sought import known

FORMS = (
    r"\b(?:knee|hip|Schulter)\b",
    r"(?i:\bka|ſo|µg)\w*",
    r"(?<![\w-])(?P<a>sit(?:ting)?|[^\W\d_]{3})\s?(?=\d)|–\d",
    r"(?=[a-k])\w+(?P<x>y)?",
    r"(?:x?|y)(?!z)[.;]|[^a-z\s]{2}",
    r"(?P<q>[\"'])\w+?(?P=q)|(a)?(?(2)b|c)",
    r"(?:ab|a|b)*?c|(?:)d",
    r"^\s*\d+$|\Aso",
    r"\b",
    "",
)
TEXT = """so Knee, KNEE 12 hip: \u212aa \u017fo \u00b5g so \u03bcg – –7 sit 4 sitting9
 "word" 'no" abc bbc c d xy. y; ;; ÄÖ straße \u0130x Ixy 77
 12
"""
FLAGS = (
    0,
    re.IGNORECASE,
    re.ASCII,
    re.ASCII | re.IGNORECASE,
    re.MULTILINE | re.DOTALL,
)


def _found(pattern: re.Pattern[str], text: str) -> list[object]:
    return [(one.span(), one.groups()) for one in pattern.finditer(text)]


@pytest.mark.parametrize("flags", FLAGS)
@pytest.mark.parametrize("form", FORMS)
def test_a_quickened_expression_finds_the_same(form: str, flags: int) -> None:
    wanted, made = re.compile(form, flags), expressions.constant(form, flags)

    assert _found(made, TEXT) == _found(wanted, TEXT)
    assert made.sub("<>", TEXT) == wanted.sub("<>", TEXT)
    assert made.split(TEXT) == wanted.split(TEXT)
    for place in range(len(TEXT)):
        one, other = made.match(TEXT, place), wanted.match(TEXT, place)
        assert (one and one.span()) == (other and other.span())


def test_the_expressions_of_the_reader_find_the_same_in_the_gold_packets() -> None:
    import_module("workbench.extract.rules.reader")
    gold = Path(__file__).parents[2] / "evals" / "gold"
    files = sorted(gold.rglob("packet/*.txt"))
    text = "\n".join(one.read_text(encoding="utf-8")[:600] for one in files)[:4000]
    for pattern, flags in known()[::7]:
        wanted = re.compile(pattern, flags)
        assert _found(expressions.constant(pattern, flags), text) == _found(
            wanted, text
        ), pattern


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        (r"\b(?:knee|hip)", "kKhH"),
        (r"(?=\d)[\w-]", "0123456789"),
        (r"(?!x)[xy]", "xXyY"),
    ],
)
def test_what_a_match_begins_with_is_told(form: str, begins: str) -> None:
    parsed = import_module("re._parser").parse(form, re.IGNORECASE | re.UNICODE)

    chars, empty = quickened._first(parsed, parsed.state.flags)

    assert not empty
    assert {chr(one) for one in chars if one < 128} == set(begins)


def test_letters_beyond_ascii_that_an_ascii_letter_matches_are_few() -> None:
    every = "".join(map(chr, range(0x110000)))
    flags = int(re.IGNORECASE | re.UNICODE)
    for letter in "iks":
        wanted = re.findall(letter, every, re.IGNORECASE)
        assert quickened._spellings(ord(letter), flags) == wanted
