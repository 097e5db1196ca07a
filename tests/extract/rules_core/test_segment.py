"""Sections, blocks and sentences of documents in many styles."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.extract.rules_core.make import cut
from workbench.extract.rules.copy.text import fold
from workbench.extract.rules.layout.headings import (
    exact_role,
    guessed_role,
    is_level,
    table,
)
from workbench.extract.rules.layout.segment import level_heading, level_headings
from workbench.schema.packet import DocumentKind


def _roles(text: str, kind: DocumentKind = "clinic-note") -> dict[str, str]:
    return {s.text: s.role for s in cut(text, kind).sentences}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("FINDINGS:", "findings"),
        ("Findings -", "findings"),
        ("## Findings", "findings"),
        ("**Findings**", "findings"),
        ("Impression\n----------", "impression"),
        ("IMPRESSION", "impression"),
        ("1. IMPRESSION:", "impression"),
        ("Conclusion:", "impression"),
        ("CLINICAL HISTORY:", "indication"),
        ("Technique:", "technique"),
        ("COMPARISON:", "comparison"),
    ],
)
def test_headings_of_a_report(heading: str, role: str) -> None:
    found = _roles(f"Some text.\n\n{heading}\nThe cord is normal.", "imaging-report")
    assert found["The cord is normal."] == role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("PAST MEDICAL HISTORY", "past-history"),
        ("HPI:", "history"),
        ("Assessment & Plan", "assessment"),
        ("A/P:", "assessment"),
        ("PLAN:", "plan"),
        ("ROS:", "review-of-systems"),
        ("PSH:", "past-surgery"),
        ("FHx:", "family"),
        ("PHYSICAL EXAMINATION", "exam"),
        ("Medications:", "medications"),
        ("Procedures Requested", "request"),
        ("CONSERVATIVE TREATMENT TO DATE:", "treatment"),
        ("Return precautions:", "precautions"),
        ("Functional Status:", "function"),
    ],
)
def test_headings_of_a_note(heading: str, role: str) -> None:
    found = _roles(f"Some text.\n\n{heading}\nIt is noted here.")
    assert found["It is noted here."] == role


def test_text_on_the_heading_line_belongs_to_the_section() -> None:
    found = _roles("CHIEF COMPLAINT: Neck pain.\nPLAN: Therapy.")
    assert found == {"Neck pain.": "history", "Therapy.": "plan"}


def test_flattened_dictation_is_cut_at_its_headings() -> None:
    text = (
        "CHIEF COMPLAINT:,  Neck pain.,HISTORY OF PRESENT ILLNESS:, He fell.,"
        "IMPRESSION:, Strain.,PLAN:,  Rest."
    )
    assert list(_roles(text).values()) == [
        "history",
        "history",
        "assessment",
        "plan",
    ] or (list(_roles(text).values()) == ["history", "history", "impression", "plan"])


def test_a_system_in_a_list_of_systems_opens_no_section() -> None:
    text = "REVIEW OF SYSTEMS:\nNeurological: Denies numbness.\nGait: No falls."
    assert set(_roles(text).values()) == {"review-of-systems"}


def test_a_family_line_does_not_swallow_the_next_paragraph() -> None:
    found = _roles("FAMILY HISTORY: Father had stroke.\n\nShe has neck pain.")
    assert found["She has neck pain."] == "history"


def test_a_heading_that_states_something_keeps_its_label() -> None:
    view = cut("Tobacco: denies\nLevel requested is C5-6.")
    assert [(s.text, s.role) for s in view.sentences] == [
        ("Tobacco: denies", "social"),
        ("Level requested is C5-6.", "history"),
    ]


def test_policy_text_has_one_role() -> None:
    text = "CRITERIA\nFINDINGS: stenosis.\nPLAN: none."
    assert set(_roles(text, "policy-excerpt").values()) == {"policy"}


@pytest.mark.parametrize(
    ("label", "yes"),
    [
        ("C5-6", True),
        ("At C5-C6", True),
        ("C3-4 and C4-5", True),
        ("L5-S1 level", True),
        ("Severe stenosis at C5-6", False),
        ("FINDINGS", False),
        ("Stage 1", False),
    ],
)
def test_labels_of_levels(label: str, yes: bool) -> None:
    assert is_level(label) == yes


def test_a_level_heads_its_block_and_is_no_section() -> None:
    view = cut(
        "FINDINGS:\nC4-5: Bulge.\nMild stenosis.\nC5-6: Normal.", "imaging-report"
    )
    heads = [level_heading(block) for block in view.blocks]
    named = [h.interspaces if h else None for h in heads]
    assert named == [("C4-5",), None, ("C5-6",)]
    assert {s.role for s in view.sentences} == {"findings"}
    first = heads[0]
    assert first is not None
    assert view.source.text[first.start : first.end] == "C4-5"


def test_levels_inline_stand_apart() -> None:
    view = cut("FINDINGS: C3-4: No stenosis. C4-5: Severe stenosis.", "imaging-report")
    labels = [level_headings(s)[0].interspaces for s in view.sentences]
    assert labels == [("C3-4",), ("C4-5",)]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "He returns with ongoing pain in the posterior neck and head, radiating into\n"
        "the shoulders. Numbness of both hands is constant and he has dropped cups of\n"
        "Tea at home.\n"
        "Short line\n"
        "Another line"
    )
    blocks = cut(text).blocks
    assert len(blocks) == 3


def test_items_are_blocks_without_their_marks() -> None:
    view = cut("PLAN:\n1. MRI\n2) Therapy\n- Rest\n• Collar")
    assert [(b.kind, s.text) for s in view.sentences for b in [s.block]] == [
        ("item", "MRI"),
        ("item", "Therapy"),
        ("item", "Rest"),
        ("item", "Collar"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| Level | Left | Right |\n|---|---|---|\n| C4-5 | severe | none |",
        "Level     Left      Right\nC4-5      severe    none",
        "Level\tLeft\tRight\nC4-5\tsevere\tnone",
    ],
)
def test_cells_know_their_header(text: str) -> None:
    row = cut(text).blocks[-1]
    assert [(c.text, c.header) for c in row.cells] == [
        ("C4-5", "Level"),
        ("severe", "Left"),
        ("none", "Right"),
    ]


def test_cells_cite_themselves_and_their_header() -> None:
    view = cut("Level\tLeft\nC4-5\tsevere")
    cell = view.blocks[-1].cells[1]
    assert cell.header_start is not None
    assert cell.header_end is not None
    assert view.source.text[cell.start : cell.end] == "severe"
    assert view.source.text[cell.header_start : cell.header_end] == "Left"


def test_two_fields_on_one_line() -> None:
    view = cut("Member: Jo Testcase     DOB: 01/02/1970    Smoker: No")
    assert [(b.label, b.checked) for b in view.blocks] == [
        ("Member", None),
        ("DOB", None),
        ("Smoker", False),
    ]


def test_dotted_fields() -> None:
    (block,) = cut("Therapy completed ........ Yes").blocks
    assert (block.kind, block.label, block.checked) == (
        "field",
        "Therapy completed",
        True,
    )


def test_boxes_beside_a_field() -> None:
    view = cut("Date: 05/04/2026      Review type: [X] Standard [ ] Urgent")
    assert [(b.kind, b.label, b.checked) for b in view.blocks] == [
        ("field", "Date", None),
        ("checkbox", "Standard", True),
        ("checkbox", "Urgent", False),
    ]
    assert view.blocks[1].cells[0].header == "Review type"


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Past Medical History (continued)", "past-history"),
        ("2. HISTORY OF PRESENT ILLNESS", "history"),
        ("Assessment and Plan", "assessment"),
        ("Zebra", None),
    ],
)
def test_wordings(label: str, role: str | None) -> None:
    assert exact_role(label) == role


def test_words_decide_for_other_wordings() -> None:
    assert guessed_role("MRI CERVICAL SPINE FINDINGS") == "findings"
    assert guessed_role("NEUROLOGICAL EXAM TODAY") == "exam"


def test_no_heading_has_two_roles() -> None:
    from workbench.extract.rules.layout.headings import _FILE, normal
    from workbench.vocabulary.yaml_file import load_yaml

    seen: dict[str, str] = {}
    for role, row in load_yaml(_FILE)["roles"].items():
        for alias in row["aliases"]:
            assert seen.setdefault(normal(alias), role) == role, alias
    assert len(table().aliases) == len(seen)


WRAPPED_ROWS = [
    (
        "C3-4   Moderate foraminal narrowing. No\n       central narrowing.\n"
        "C4-5   Normal.",
        [2, 2],
        "Moderate foraminal narrowing. No        central narrowing.",
    ),
    (
        "C5/6    Bulge. Mild left foraminal\n        narrowing, formerly severe.\n"
        "        Right foramen open.",
        [2],
        "Bulge. Mild left foraminal         narrowing, formerly severe."
        "         Right foramen open.",
    ),
    (
        "Neck    Limited turning\nto the left.",
        [2],
        "Limited turning",
    ),
    (
        "C6-7    Flattening of the ventral cord and severe\n\n        foraminal.",
        [2],
        "Flattening of the ventral cord and severe",
    ),
    (
        "C6-7    Osteophytes flatten the ventral cord, with severe left\n"
        "foraminal narrowing.",
        [2],
        "Osteophytes flatten the ventral cord, with severe left foraminal narrowing.",
    ),
]


@pytest.mark.parametrize(("text", "sizes", "last"), WRAPPED_ROWS)
def test_a_line_under_a_cell_carries_it_on(
    text: str, sizes: list[int], last: str
) -> None:
    rows = [b for b in cut(f"FINDINGS\n{text}").blocks if b.kind == "row"]
    assert [len(row.cells) for row in rows] == sizes
    assert rows[0].cells[-1].text == last


LINES = st.lists(
    st.text(alphabet="aB5-6 :.|[]xX()#*_\tC\u2013no", max_size=40), max_size=12
)


@given(LINES)
@example(["# 5", "#\t5"])
def test_every_sentence_is_its_source_folded(lines: list[str]) -> None:
    view = cut("\n".join(lines))
    for s in view.sentences:
        folded = fold(view.source.text[s.start : s.end])
        bars = s.block.kind == "row" and len(s.block.cells) > 1
        assert s.text in (folded, folded.replace("|", " ") if bars else folded)
        assert s.start < s.end
    for block in view.blocks:
        for cell in block.cells:
            assert cell.text == fold(
                view.source.text[cell.start : cell.end]
            ).strip() or (block.kind == "checkbox")


@given(LINES)
@example(["n[]B"])
def test_no_letter_is_lost_outside_headings(lines: list[str]) -> None:
    view = cut("\n".join(lines))
    inside = {i for b in view.blocks for i in range(b.start, b.end)}
    headers = [c for b in view.blocks for c in b.cells if c.header]
    for cell in headers:
        inside |= set(range(cell.header_start or 0, cell.header_end or 0))
    # The letter of "B. text" numbers its item and is no text of it.
    inside |= {m.start(1) for m in re.finditer(r"(?m)^\s*(B)[.)]", view.source.text)}
    titles = {s.title for s in view.sections}
    for i, character in enumerate(view.source.text):
        if character == "B" and i not in inside:
            assert any("B" in title for title in titles)


COLUMN_PAGE = [
    (
        "History           Plasterer with neck pain.",
        "Plasterer with neck pain.",
        "history",
    ),
    ("Family            Brother - smoker.", "Brother - smoker.", "family"),
    ("FH   Dad CAD.", "Dad CAD.", "family"),
    ("FH Dad CAD.", "Dad CAD.", "family"),
    ("PMH  Gout, migraine", "Gout, migraine", "past-history"),
    ("Medical\tGout, migraine", "Gout, migraine", "past-history"),
    ("Surgical     Appendectomy", "Appendectomy", "past-surgery"),
    (
        "Impression      Severe narrowing at C4-5.",
        "Severe narrowing at C4-5.",
        "impression",
    ),
    ("Plan              Fusion C4-5.", "Fusion C4-5.", "plan"),
]


@pytest.mark.parametrize(("line", "value", "role"), COLUMN_PAGE)
def test_a_heading_in_a_column_of_its_own(line: str, value: str, role: str) -> None:
    kind = "imaging-report" if role == "impression" else "clinic-note"
    found = {s.text: s.role for s in cut(f"VISIT\n\n{line}\n", kind).sentences}
    assert found[value] == role


def test_a_value_in_a_column_goes_on_below_itself() -> None:
    text = (
        "History           Plasterer. Pain over the left\n"
        "                  shoulder since March.\n"
        "Assessment        C5 radiculopathy."
    )
    roles = _roles(text)
    assert (
        roles["Pain over the left                   shoulder since March."] == "history"
    )
    assert roles["C5 radiculopathy."] == "assessment"


@pytest.mark.parametrize(
    "line",
    [
        "Gabapentin     300 mg     no relief",
        "Physical therapy     12 visits",
        "Medications     Dose     Start",
        "| Plan | Fusion |",
        "SHE walks daily",
        "ROSE Example   Nurse",
    ],
)
def test_cells_of_a_table_are_no_headings(line: str) -> None:
    assert not any(section.title for section in cut(f"Seen.\n\n{line}\n").sections)


def test_sides_above_columns_open_the_section_and_head_the_cells() -> None:
    text = (
        "Family   Father well\nExamination       Right     Left\nDeltoid     5     4+"
    )
    last = cut(text).sentences[-1]
    assert last.role == "exam"
    assert [cell.header for cell in last.block.cells[1:]] == ["Right", "Left"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Examination 05/19/2026", "exam"),
        ("O/E 5/4/26", "exam"),
        ("Physical exam (2026-05-04)", "exam"),
        ("Lab results 05/12/2026", "tests"),
        ("Seen by Dr. Halt 05/12/2026", "history"),
        ("Requested 05/12/2026", "history"),
    ],
)
def test_a_known_heading_may_carry_its_day(line: str, role: str) -> None:
    view = cut(f"HISTORY\nNeck pain.\n{line}\nGrip 5/5 on both sides.")

    assert view.sentences[-1].role == role


def test_a_full_line_that_ends_nothing_goes_on_below() -> None:
    text = (
        "VETERAN SEEN FOR CLEARANCE BY STAFF PSYCHOLOGIST. ALCOHOL USE DISORDER WAS IN"
        " FULL AND NOW SUSTAINED\nREMISSION SINCE 2004. NO CONTRAINDICATION."
    )
    told = [one.text.replace("\n", " ") for one in cut(text).sentences]
    assert told[1].endswith("SUSTAINED REMISSION SINCE 2004.")


def test_a_short_or_closed_line_does_not_go_on_below() -> None:
    short = cut("SEEN TODAY\nREMISSION SINCE 2004").sentences
    closed = cut(
        "He was seen in the clinic " + "again " * 14 + "today.\nNew line"
    ).sentences
    assert len(short) == 2
    assert closed[-1].text == "New line"


def test_what_follows_an_answered_no_is_told_apart() -> None:
    asked = "Did he get the epidural?\n"
    told = cut(asked + "No - he cancelled it. He did do the 6 weeks of PT.").sentences
    kept = cut(asked + "No. None planned.").sentences
    assert [one.block.checked for one in told] == [False, None]
    assert [one.block.checked for one in kept] == [False]


def test_labels_in_small_letters_are_fields_where_several_stand_in_a_row() -> None:
    form = (
        "rendering: Vista Open\nurgency: standard\nprevious MRI lumbar: none\nattached"
    )
    assert [b.label for b in cut(form).blocks] == [
        "rendering",
        "urgency",
        "previous MRI lumbar",
        None,
    ]
    prose = "She tried one thing\nonly: rest, and it did\nnot help her at all."
    assert [b.label for b in cut(prose).blocks] == [None]
