"""Collections are rare while a packet is read, and as they were afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from workbench.extract.rules.collecting import rarely_collected


@pytest.fixture
def usual() -> Iterator[tuple[int, int, int]]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield 700, 10, 10
    gc.set_threshold(*before)


def test_the_last_reader_puts_back_what_the_first_found(
    usual: tuple[int, int, int],
) -> None:
    one, other = rarely_collected(), rarely_collected()
    one.__enter__()
    other.__enter__()
    one.__exit__(None, None, None)
    assert gc.get_threshold()[0] > usual[0]
    other.__exit__(None, None, None)
    assert gc.get_threshold() == usual


def test_an_error_puts_it_back_too(usual: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError), rarely_collected():
        raise ValueError
    assert gc.get_threshold() == usual


@pytest.mark.parametrize("first", [0, 500_000])
def test_nobody_who_collects_more_rarely_is_overruled(
    usual: tuple[int, int, int], first: int
) -> None:
    gc.set_threshold(first, 10, 10)
    with rarely_collected():
        assert gc.get_threshold()[0] == first
