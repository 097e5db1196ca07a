"""Expressions that are skipped where a text lacks what they need answer the same."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.benchmarks.reading import shipped
from workbench.extract import rules
from workbench.extract.rules.words.needs import DIGIT, needs_of
from workbench.extract.rules.words.sought import _HELD, Sought, sought


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\bsmok\w*|tobacco", {"^smok", "tobacco"}),
        (r"\bno\b", {"^no$"}),
        (r"(?<!\w)no(?!\w)", {"^no$"}),
        (r"\b(?:left|lt|rt)\b", {"^left$", "^lt$", "^rt$"}),
        (r"(?:prior )?fusion(?: of C5)?", {"fusion"}),
        (r"grade\s[1-4]", {"grade"}),
        (r"\d{1,3}", {DIGIT}),
        (r"\(circled\)", {"^circled$"}),
        (r"(?i:x)\d|SCS", {"x", "scs"}),
        (r"(?=.*fusion)\w+", {"fusion"}),
    ],
)
def test_a_need_is_told_from_the_expression(pattern: str, needs: set[str]) -> None:
    assert needs_of(pattern) == frozenset(needs)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\w+",
        r"(?:fusion)?",
        r"fusion|\s",
        r"(?!fusion)",
        r"(?<!fusion)\w",
        r"[^a]",
        r"(?:fusion){0,2}",
    ],
)
def test_nothing_is_told_where_a_match_can_do_without(pattern: str) -> None:
    assert needs_of(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?![^\w])foo", "a_foo"),
        (r"\bfoo", "-foo"),
        (r"o\b", "foo_ go"),
        (r"(?i:FOO)\b", "fOO."),
        (r"(?i)straße|kilo", "\u212ailo"),
        (r"(?i)is", "\u0131\u017f"),
        (r"foo.bar", "xfoo_barx"),
        (r"(?:a|b)c\d", "zzbc7"),
        (r"(?x) foo [ ] bar", "foo bar"),
        (r"fo{2,}", "foooo"),
        (r"foo(?=-bar)", "foo-bar"),
        (r"(?<=foo-)bar", "foo-bar"),
        (r"(\w)\1e", "aae"),
    ],
)
def test_what_matches_is_found(pattern: str, text: str) -> None:
    assert re.search(pattern, text)
    assert sought(pattern).may_stand(text)
    assert sought(pattern).search(text)


def test_a_later_expression_counts_for_texts_seen_before() -> None:
    text = "a word of its own: zyxwv"
    assert not sought("quuux").may_stand(text)
    assert sought("zyxw").may_stand(text)


def test_a_text_is_looked_through_when_it_is_asked_for_again() -> None:
    one, text = sought("quuuuux"), "asked for once and then again"
    for known in (False, True):
        assert one.search(text) is None
        assert (text in _HELD) is known


def test_each_way_to_ask_answers_as_the_expression_does() -> None:
    one, plain = sought(r"\bfoo\d"), re.compile(r"\bfoo\d")
    for text in ("foo1 foo2", "foo1", "afoo1", "none", ""):
        assert one.may_stand(text) is ("foo" in text and not text.startswith("a"))
        assert one.findall(text) == plain.findall(text)
        assert one.sub("_", text) == plain.sub("_", text)
        whole = one.fullmatch(text)
        assert (whole and whole.span()) == ((0, 4) if text == "foo1" else None)
        for pos, end in ((0, 99), (1, 99), (0, 3)):
            found = [m.span() for m in one.finditer(text, pos, end)]
            assert found == [m.span() for m in plain.finditer(text, pos, end)]
            ours, theirs = one.match(text, pos, end), plain.match(text, pos, end)
            assert (ours and ours.span()) == (theirs and theirs.span())


def _in_use() -> Iterator[Sought]:
    for module in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Sought):
                yield value


def test_no_expression_in_use_misses_what_it_matches() -> None:
    lines = [line for text in shipped() for line in text.split("\n")]
    texts = [*dict.fromkeys(lines)][::40]
    used = list(dict.fromkeys(_in_use()))
    assert len(used) > 50
    for one in used:
        plain = re.compile(one.pattern, one.flags)
        for text in texts:
            missed = not one.may_stand(text) and plain.search(text) is not None
            assert not missed, (one.pattern, text)
