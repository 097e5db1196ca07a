"""Every kind on every gold case: proved, complete, and easy enough to read.

Each case takes one program in turn, so that all are seen and the run stays short.
"""

from __future__ import annotations

import pytest

from tests.letters.made import GOLD, PROGRAMS, matter, reviewed
from workbench.narrate.letters.kinds import kinds
from workbench.narrate.letters.letter import Letter, render_letter
from workbench.narrate.letters.library import library

CASES = sorted(path.name for path in GOLD.iterdir() if (path / "packet").is_dir())


def letters(case: str, program: str, language: str | None = None) -> list[Letter]:
    """Every letter that may follow the recommendation on a case."""
    review, policy = reviewed(case)
    member = {"name": "Thessaly Brandt", "member_id": "LFH-1", "language": language}
    given = matter(program, member=member)
    return [
        render_letter(kind.id, review, policy, given)
        for kind in kinds(library()).values()
        if kind.follows_review(review)
    ]


@pytest.mark.parametrize("case", CASES)
def test_all_kinds_of_a_case_are_proved_and_within_their_grade(case: str) -> None:
    program = PROGRAMS[CASES.index(case) % len(PROGRAMS)]
    language = "es" if CASES.index(case) % 2 else None
    for letter in letters(case, program, language):
        assert letter.untraced == (), letter.kind.id
        named = {item.element: item for item in letter.checklist}
        for element in ("reading", "sentences", "no-code-numbers", "acronyms"):
            if element in named:
                assert named[element].state == "present", named[element]
        missing = [
            item.element
            for item in letter.checklist
            if item.state == "missing" and item.blocks
        ]
        assert missing == [], letter.kind.id
