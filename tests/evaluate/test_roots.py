"""Roots by name, as a note tells them."""

from __future__ import annotations

import pytest

from workbench.evaluate.roots import roots_below, roots_named


@pytest.mark.parametrize(
    ("roots", "told"),
    [
        (("C5",), "C5 root"),
        (("L4", "L5"), "L4 and L5 roots"),
        (roots_below("L4-5"), "L5 and lower roots"),
        ((*roots_below("L3-4"), "L3"), "L3 and lower roots"),
    ],
)
def test_a_bundle_of_roots_is_told_by_its_highest(
    roots: tuple[str, ...], told: str
) -> None:
    assert roots_named(roots) == told
