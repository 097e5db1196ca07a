"""The cases of a database, as the impact of a policy change reads them."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from tests.store.people import Hands, review
from workbench.cli.main import app
from workbench.evals.impact.store import Stored
from workbench.schema.case import Case
from workbench.store import cases, readings
from workbench.store.stored_cases import StoredCases

PAIR = ("cervical-spine-surgery", "cervical-spine-surgery-strict")


def test_each_case_is_given_once_as_of_its_newest_review(hands: Hands) -> None:
    first, second = hands.read(), hands.read()
    with hands.as_("intake") as work:
        cases.create(work, title="never read")
    with hands.as_("nurse") as work:
        dated = review().determination.model_copy(update={"request_date": "2026-05-09"})
        newer = review().model_copy(update={"determination": dated})
        readings.put_review(work, second.id, newer, case=1, packet=1, based_on=1)
    entries = StoredCases(hands.store)
    found = list(entries)

    assert found == list(entries)
    assert all(isinstance(one, Stored) for one in found)
    assert [(one[0], one[2]) for one in found if isinstance(one, Stored)] == [
        (f"case {first.number}", "2026-05-04"),
        (f"case {second.number}", "2026-05-09"),
    ]
    assert isinstance(found[0], Stored)
    assert Case.model_validate_json(found[0].case) == review().case


def test_the_impact_of_a_policy_change_on_a_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    hands = Hands.of(url)
    for _ in range(3):
        hands.read()
    hands.store.close()
    words = ["policy", "impact", *PAIR, "--cases", url, "--format", "json"]
    done = CliRunner().invoke(app, words, catch_exceptions=False)

    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["cases"], told["lines"], told["left_out"]) == (3, 3, [])
    assert not list(tmp_path.glob("*columns*"))


def test_the_columns_of_a_database_are_kept_in_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    hands = Hands.of(url)
    hands.read()
    hands.store.close()
    words = ["policy", "impact", *PAIR, "--cases", url]
    told = [
        CliRunner().invoke(app, [*words, *more]).stderr
        for more in (["--no-keep"], [], [])
    ]

    assert ["1 cases judged" in one for one in told] == [True, True, False]
    assert "0 cases judged, 1 known from columns" in told[-1]
