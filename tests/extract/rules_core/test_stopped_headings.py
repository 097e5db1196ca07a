"""The name of a section that a full stop ends opens the section, as a colon would."""

from __future__ import annotations

import pytest

from workbench.extract.rules.layout.lines import pieces


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("6. Plan. Left C5-6 laminoforaminotomy.", "plan"),
        ("Plan. ACDF C5-6.", "plan"),
        ("Past medical history. Asthma.", "past-history"),
        ("Plan is to go on. We meet in May.", None),
        ("Numb. Both hands are asleep at night.", None),
    ],
)
def test_the_name_of_a_section_may_end_in_a_full_stop(
    line: str, role: str | None
) -> None:
    found = [piece for piece in pieces(line) if piece.kind == "heading"]

    assert [piece.role for piece in found] == ([role] if role else [])
