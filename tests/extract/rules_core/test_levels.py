from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.extract.rules.values.levels import (
    between,
    ends_of,
    find_levels,
    interspace,
    level_groups,
)
from workbench.vocabulary.tables import spine

SEGMENTS = spine().segments


def _spaces(text: str) -> list[tuple[str, ...]]:
    return [m.interspaces for m in find_levels(text) if m.interspaces]


def _flat(text: str) -> list[str]:
    return [space for spaces in _spaces(text) for space in spaces]


@pytest.mark.parametrize(
    ("text", "spaces"),
    [
        ("C5-6", ["C5-6"]),
        ("at C5/6.", ["C5-6"]),
        ("C5-C6 disc", ["C5-6"]),
        ("C5/C6", ["C5-6"]),
        ("c5-c6", ["C5-6"]),
        ("C-5-6", ["C5-6"]),
        ("C-3-c4", ["C3-4"]),
        ("C56 disc", ["C5-6"]),
        ("L45", ["L4-5"]),
        ("C5 to 6", ["C5-6"]),
        ("C5 6 disc", ["C5-6"]),
        ("CS-6", ["C5-6"]),
        ("C4-S", ["C4-5"]),
        ("C7-T1", ["C7-T1"]),
        ("T12-L1", ["T12-L1"]),
        ("L5-S1", ["L5-S1"]),
        ("L5S1", ["L5-S1"]),
        ("L4-5, 5-1", ["L4-5", "L5-S1"]),
        ("C3-5", ["C3-4", "C4-5"]),
        ("C3-C6", ["C3-4", "C4-5", "C5-6"]),
        ("C3 through C6", ["C3-4", "C4-5", "C5-6"]),
        ("C3-C4 to C5-C6", ["C3-4", "C4-5", "C5-6"]),
        ("C4-5-6", ["C4-5", "C5-6"]),
        ("fusion C5-T1", ["C5-6", "C6-7", "C7-T1"]),
        ("C4-5, 5-6 and 6-7", ["C4-5", "C5-6", "C6-7"]),
        ("C4-5 & C6-7", ["C4-5", "C6-7"]),
        ("L4 on L5", ["L4-5"]),
        ("between C5 and C6", ["C5-6"]),
        ("CPT 22551 C4-5; 22552 C5-6", ["C4-5", "C5-6"]),
        ("t2 hyperintensity at c5-6", ["C5-6"]),
    ],
)
def test_interspaces(text: str, spaces: list[str]) -> None:
    assert _flat(text) == spaces


@pytest.mark.parametrize(
    "text",
    [
        "T2 signal change",
        "T2-weighted images",
        "sagittal T1, T2 and STIR",
        "T1 and T2 weighted images",
        "Low T1 and bright STIR signal throughout the body",
        "dark T1, bright T2",
        "T1 dark and high T2 marrow",
        "T2 hyperintensity in the cord",
        "strength 4/5 throughout",
        "biceps L 4/5 R 5/5",
        "M50.22",
        "T84.226A",
        "S13.4XXA",
        "L8680",
        "free T4",
        "heart: S1, S2 regular, no murmur",
        "gabapentin 300 mg",
        "05/06/2026",
        "temp 98.6",
        "C",
        "",
    ],
)
def test_no_levels(text: str) -> None:
    assert find_levels(text) == ()


@pytest.mark.parametrize(
    ("text", "vertebrae"),
    [
        ("C5 corpectomy", [("C5",)]),
        ("C5 and C6 vertebral bodies", [("C5",), ("C6",)]),
        ("screws in C4, 5 and 6", [("C4",), ("C5",), ("C6",)]),
        ("L-4", [("L4",)]),
        ("C5 6 weeks ago", [("C5",)]),
    ],
)
def test_vertebrae(text: str, vertebrae: list[tuple[str, ...]]) -> None:
    assert [m.vertebrae for m in find_levels(text)] == vertebrae


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("left C6 nerve root", ("C6",)),
        ("C6 dermatome", ("C6",)),
        ("C8 weakness", ("C8",)),
        ("decreased sensation at C6", ("C6",)),
        ("light touch in the left C7 distribution", ("C7",)),
        ("C6-7 radiculopathy", ("C6", "C7")),
        ("C5-T1 sensation intact", ("C5", "C6", "C7", "C8", "T1")),
        ("Sensation intact C5-T1", ("C5", "C6", "C7", "C8", "T1")),
    ],
)
def test_roots(text: str, roots: tuple[str, ...]) -> None:
    (mention,) = find_levels(text)
    assert mention.roots == roots
    assert mention.interspaces == ()


STYLES = ("{a}-{b}", "{a}/{b}", "{a}-{n}", "{a} to {b}", "{a} through {b}", "{a}/{n}")
PAIRS = [
    (upper, lower)
    for i, upper in enumerate(SEGMENTS)
    for lower in SEGMENTS[i + 1 :]
    if not {upper, lower} & {"T1", "T2"} or upper[0] == "C"
]


@given(st.sampled_from(PAIRS), st.sampled_from(STYLES))
def test_what_is_printed_is_read_back(pair: tuple[str, str], style: str) -> None:
    upper, lower = pair
    bare = "{n}" in style
    if bare and upper[0] != lower[0]:
        return
    text = f"fusion at {style.format(a=upper, b=lower, n=lower[1:])} done"
    (mention,) = find_levels(text)
    assert mention.interspaces == between(upper, lower)
    assert mention.is_range == (len(between(upper, lower)) > 1)


@given(st.sampled_from(list(zip(SEGMENTS, SEGMENTS[1:], strict=False))))
def test_names_of_interspaces_invert(pair: tuple[str, str]) -> None:
    assert ends_of(interspace(*pair)) == pair


@given(st.text(alphabet="CTLS0123456789-/ ,.andtowek", max_size=60))
def test_mentions_are_ordered_and_inside_the_text(text: str) -> None:
    found = find_levels(text)
    edges = [edge for m in found for edge in (m.start, m.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


def test_members_of_a_list_stand_together() -> None:
    groups = level_groups("Severe at C4-5 and C5-6; mild stenosis at C6-7")
    assert [[m.interspaces[0] for m in g] for g in groups] == [
        ["C4-5", "C5-6"],
        ["C6-7"],
    ]


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ("Right hand numbness, C5-6 spondylosis.", ()),
        ("Numbness from the left C6-7 disc herniation.", ()),
        ("Sensation reduced, C5-6 severe foraminal stenosis.", ()),
        ("Numbness in a C6-7 distribution.", ("C6", "C7")),
        ("Sensation reduced at C6-7.", ("C6", "C7")),
        ("C5-6 radiculopathy.", ("C5", "C6")),
    ],
)
def test_a_disc_after_a_word_of_sensation_is_no_root(
    text: str, roots: tuple[str, ...]
) -> None:
    assert find_levels(text)[0].roots == roots
