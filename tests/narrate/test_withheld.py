"""One untraced token costs one passage: it is withheld, marked and counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, partial
from typing import get_args

import pytest
from typer.testing import CliRunner

from tests.narrate.narrate_factory import POLICY, REVIEW
from tests.narrate.test_proof import changed_reason
from workbench.cli import render as cli_render
from workbench.evals.generate import ProofError, render
from workbench.narrate import narrative
from workbench.narrate.narrative import render_page, to_html, to_text
from workbench.narrate.pages.pdf import render_pdf
from workbench.narrate.pages.sheet import narrative_setup
from workbench.narrate.pages.word import render_docx
from workbench.narrate.proof import check
from workbench.narrate.proof.marks import MARK, called, mark, notice
from workbench.narrate.proof.tokens import Kind, tokens
from workbench.narrate.withheld import Page, with_notice, withhold

CHECK = partial(check, review=REVIEW, policy=POLICY)


@cache
def text() -> str:
    return render(REVIEW, POLICY)


def planted(old: str, new: str) -> Page:
    assert old in text()
    return withhold(text().replace(old, new, 1), CHECK)


def changed_lines(page: Page) -> list[tuple[str, str]]:
    """Lines of the narrative that the page shows otherwise, each with what it shows."""
    before, after = text().split("\n"), page.text.split("\n")
    assert len(before) == len(after)
    return [(old, new) for old, new in zip(before, after, strict=True) if old != new]


PLACES = [
    pytest.param(
        "at least 42 days within 12 months are asked for. What",
        "at least 43 days within 12 months are asked for. What",
        f"- **Conservative care.** {MARK} a number in it could not be traced to the "
        "record. Look at D2:5.",
        id="item",
    ),
    pytest.param(
        "- **Date of request:** 2026-05-04",
        "- **Date of request:** 2026-05-05",
        f"- **Date of request:** {MARK} a date in it could not be traced to the "
        "record. Look in the record itself.",
        id="item without a place",
    ),
    pytest.param(
        "  - hardware stable: “Stable hardware. No evidence of instrumentation "
        "failure.” (D4:3)",
        "  - hardware stable: “Stable hardware.” at C3-4 (D4:3)",
        f"  - hardware stable: {MARK} a level in it could not be traced to the record. "
        "Look at D4:3.",
        id="item within an item",
    ),
    pytest.param(
        "Codes as requested: 22551, 22552; stage 1.",
        "Codes as requested: 22551, 22556; stage 1.",
        f"Recommendation for the reviewer: {MARK} a code in it could not be traced to "
        "the record. Look in the record itself.",
        id="paragraph",
    ),
    pytest.param(
        "| **met** | Foraminal narrowing at C4-5 on the left is",
        "| **met** | Foraminal narrowing at C4-5 on the right is",
        f"| Imaging at the level | {MARK} a side in it could not be traced to the "
        "record. Look at D3:4. | – | – | – |",
        id="row",
    ),
    pytest.param(
        "| L2 | C4-5 | foraminal, left | severe |",
        "| L2 | C4-5 | foraminal, left | moderate |",
        f"| L2 | {MARK} a grade in it could not be traced to the record. Look at D3:4. "
        "| – | – | – | – |",
        id="row of a line",
    ),
    pytest.param(
        "| Line | Level | Where | Grade as reported",
        "| Line | Level | Where | Grade on 2026-01-09",
        f"| Line | {MARK} a date in it could not be traced to the record. Look in the "
        "record itself. | – | – | – | – |",
        id="header of a table",
    ),
    pytest.param(
        "### L1, anterior cervical discectomy and fusion, C3-4",
        "### L1, anterior cervical discectomy and fusion, C5-6",
        f"### L1: {MARK} a level in it could not be traced to the record. Look in the "
        "record itself.",
        id="heading of a line",
    ),
    pytest.param(
        "## 6. What would have to be shown",
        "## 6. What would have to be shown by 2026-12-01",
        f"## 6. {MARK} a date in it could not be traced to the record. Look in the "
        "record itself.",
        id="heading",
    ),
    pytest.param(
        "“Constant numbness of bilateral hands.” (D2:4)\n",
        "“Constant numbness of bilateral hands.” (D9:4)\n",
        f"- **Complaint as recorded:** {MARK} a place cited in it could not be traced "
        "to the record. Look at D2:3.",
        id="place that is not there",
    ),
    pytest.param(
        "“Constant numbness of bilateral hands.” (D2:4)\n",
        "“Frequent numbness of bilateral hands.” (D2:4)\n",
        f"- **Complaint as recorded:** {MARK} a quote in it could not be traced to the "
        "record. Look at D2:3, D2:4.",
        id="quote",
    ),
]


@pytest.mark.parametrize(("old", "new", "shown"), PLACES)
def test_the_passage_alone_is_withheld(old: str, new: str, shown: str) -> None:
    page = planted(old, new)

    assert [new for _, new in changed_lines(page)] == [shown]
    line = page.text.split("\n").index(shown) + 1
    assert [one.line for one in page.withheld] == [line]
    assert CHECK(with_notice(page).text) == ()


def test_a_name_that_holds_the_token_is_withheld_too() -> None:
    page = planted(
        "| Nicotine free | **not doc", "| Nicotine on 2019-01-02 | **not doc"
    )

    [(_, shown)] = changed_lines(page)
    assert shown.startswith(f"| {MARK} a date in it")
    assert "2019-01" not in page.text
    assert shown.count("|") == 6


def test_a_paragraph_of_several_lines_goes_as_one() -> None:
    new = "What stands here was\nwritten on 2026-12-01\nby hand.\n\n## 4. Line by line"
    page = planted("## 4. Line by line", new)

    assert "What stands here" not in page.text
    assert "by hand" not in page.text
    assert page.text.count(MARK) == 1
    assert CHECK(page.text) == ()


def test_a_study_that_only_a_withheld_note_cites_is_withheld_with_it() -> None:
    page = planted("142 of 227", "143 of 227")

    shown = [new for _, new in changed_lines(page)]
    assert [one.kinds for one in page.withheld] == [("number",), ("reference",)]
    assert shown[1].startswith(f"1. {MARK} a reference in it")
    assert "\n2. Godlewski" in page.text
    assert CHECK(page.text) == ()


def test_a_text_that_traces_is_left_as_it_is() -> None:
    page = with_notice(withhold(text(), CHECK))

    assert page == Page(text())
    assert render_page(REVIEW, [POLICY]) == Page(text())


def test_the_head_says_how_many_passages_are_withheld() -> None:
    several = text().replace("59-year-old", "58-year-old").replace("(62.6%)", "(66%)")
    page = with_notice(withhold(several, CHECK))

    head = page.text.split("\n\n")[1]
    assert head == f"> {notice(3)}"
    assert "3 passages are withheld" in head
    assert [page.text.split("\n")[one.line - 1].count(MARK) for one in page.withheld]
    assert CHECK(page.text) == ()


def test_the_proof_holds_the_number_at_the_head_against_the_marks() -> None:
    page = with_notice(planted("59-year-old", "58-year-old"))

    wrong = page.text.replace(notice(1), notice(2))
    assert {item.kind for item in CHECK(wrong)} == {"number"}


@pytest.mark.parametrize("kind", get_args(Kind))
def test_no_mark_holds_a_token_itself(kind: Kind) -> None:
    assert not tokens(mark([kind]))


def test_kinds_are_told_in_words() -> None:
    assert called(["date", "level", "date"]) == "a date and a level"
    assert called(["date", "level", "side"]) == "a date, a level and a side"


def test_a_review_with_a_wrong_reason_keeps_its_page() -> None:
    review = changed_reason("Graded severe at C4-5 on the right on 2026-04-11.")
    with pytest.raises(ProofError):
        render(review, POLICY)

    page = render_page(review, [POLICY])

    assert "on the right on 2026-04-11" not in page.text
    assert "## 11. Provenance" in page.text
    assert check(page.text, review, POLICY) == ()
    assert {kind for one in page.withheld for kind in one.kinds} == {"side", "date"}


def test_every_form_shows_mark_and_notice() -> None:
    review = changed_reason("Graded severe at C4-5 on the right.")
    page = render_page(review, [POLICY])
    setup = narrative_setup(review)

    for shown in (to_text(page.text), to_html(page.text, "Review")):
        words = re.sub(r"\s+|│", " ", shown)
        assert re.search(r"withheld\.", words)
        assert "Passage withheld:" in shown
    assert render_docx(page.text, setup)
    assert render_pdf(page.text, setup).startswith(b"%PDF")


def test_the_command_warns_without_packet_text(
    monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    from workbench.cli.main import app

    def wrong(review, policy, template):
        return filled(review, policy, template).replace(
            "## 2. ", "Quillfeather came on 2031-07-01.\n\n## 2. ", 1
        )

    filled = narrative._filled
    monkeypatch.setattr(narrative, "_filled", wrong)
    packet = tmp_path / "packet.txt"
    packet.write_text("OFFICE NOTE\nHPI: neck pain.\nPlan: MRI cervical spine.\n")

    done = CliRunner().invoke(app, ["review", str(packet), "--format", "md"])

    assert done.exit_code == 0
    assert MARK in done.stdout
    assert "Quillfeather" not in done.output
    line = done.stdout.split("\n").index(_marked(done.stdout.split("\n"))) + 1
    warned = [one for one in done.stderr.split("\n") if "warning" in one]
    assert "1 passage is withheld" in warned[0]
    assert f"line {line} of the page as Markdown: a date" in warned[1]


def _marked(lines: Sequence[str]) -> str:
    return next(line for line in lines if MARK in line)


def test_nothing_is_said_of_a_whole_page(capsys: pytest.CaptureFixture[str]) -> None:
    cli_render.warn(Page("x"))

    assert capsys.readouterr().err == ""
