"""The words of plain texts, told in a faster way, are the words that any text has."""

from __future__ import annotations

from tests.benchmarks.reading import shipped
from workbench.extract.rules.words import sought, tokens
from workbench.extract.rules.words.bits import numbers

_ODD = "a\x1cb \x1f- c_d\x0be\x85\xa0f--g ,\n\n-h_ i9\tj\r\nk's (l) \x1d"


def test_plain_texts_fall_into_the_same_words_and_marks() -> None:
    lines = [line.lower() for text in shipped()[::5] for line in text.split("\n")]
    for text in (*dict.fromkeys(lines), _ODD.encode("ascii", "ignore").decode()):
        if text.isascii():
            plain = tokens._PLAIN.findall(text.rstrip())
            assert plain == tokens._TOKEN.findall(text.rstrip()), text


def test_a_document_holds_what_its_lines_hold() -> None:
    one = sought.sought(r"zyx\s\bwvu\b")
    assert one.search("first\nof zyx\nwvu\nlast")
    assert one.search("first\nof zyx\nlast") is None
    whole, rest = "zyx\nother", "wvu"
    assert sought._HELD.known(f"{whole}\n{rest}") == (
        sought._HELD.known("zyx")
        | sought._HELD.known("other")
        | sought._HELD.known(rest)
    )


def test_of_several_expressions_one_may_stand_where_its_words_do() -> None:
    several = sought.AnyOf(sought.sought(r"\bqqx\w*"), sought.sought(r"zzy\s?\d"))
    texts = ("a zzy here", "qqxes", "nothing of it")
    for _ in range(2):  # A text is looked through when it is asked for again.
        told = [several.may_stand(text) for text in texts]
    assert told == [True, True, False]


def test_the_numbers_of_the_bits_come_in_order() -> None:
    assert list(numbers(0b101001)) == [0, 3, 5]
    assert list(numbers(0)) == []
