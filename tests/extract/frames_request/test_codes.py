"""Procedure codes in running text: units, modifiers, and numbers that are no codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.rules.frames.request.codes import code_kinds, find_codes

CODES = [
    ("22551 x1, 22552 x 2", [("22551", 1), ("22552", 2)]),
    ("22853 (2 units)", [("22853", 2)]),
    ("2 x 22853", [("22853", 2)]),
    ("CPT-22551/22552", [("22551", None), ("22552", None)]),
    ("63081-59 (1)", [("63081", 1)]),
    ("CPT 99999", [("99999", None)]),
    ("G0453", [("G0453", None)]),
    ("Fredericksburg, VA 22551", []),
    ("Member ID: 63045", []),
    ("Fax 22551", []),
    ("12345 Main Street", []),
    ("$22551", []),
    ("phone 555-22551", []),
]


@pytest.mark.parametrize(("text", "expected"), CODES)
def test_codes(text, expected):
    assert [(one.code, one.count) for one in find_codes(text)] == expected


def test_modifier_gives_the_side():
    found = find_codes("63020-RT, 63045-50")

    assert [one.side for one in found] == ["right", "bilateral"]


@given(st.lists(st.sampled_from(sorted(code_kinds())), min_size=1, max_size=8))
def test_a_list_of_known_codes_is_read_back(codes):
    assert [one.code for one in find_codes(", ".join(codes))] == codes
