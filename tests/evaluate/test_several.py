"""A request that several policies judge: every line under its own, in one result."""

from __future__ import annotations

from pathlib import Path

from workbench.extract.rules.reader import RulesReader
from workbench.narrate.narrative import render_parts
from workbench.packet.read import read_packet
from workbench.packet.sources import Source
from workbench.pipeline import review_packet
from workbench.policy.loader import load_policy
from workbench.schema.review import Review

NECK, INJECTION = "medicare-cervical-fusion", "medicare-epidural-steroid-injection"
REQUEST = """\
PRIOR AUTHORIZATION REQUEST
Date of request: 06/02/2026
Line of business: Medicare Advantage
Procedures requested:
22551 ACDF C5-6
22845 anterior plate
62323 lumbar interlaminar epidural steroid injection L4-5
27447 right total knee replacement
"""


def review(text: str, policy: str | None = None) -> Review:
    packet = read_packet((Source("packet.txt", text.encode()),))
    return review_packet(packet, RulesReader(), policy=policy)


def test_each_line_is_judged_by_the_policy_that_covers_it() -> None:
    done = review(REQUEST)
    assert [one.id for one in done.policies] == [NECK, INJECTION]
    told = {one.procedure: one.policy for one in done.determination.lines}
    assert told == {
        "acdf": NECK,
        "epidural-interlaminar": INJECTION,
        "other": None,
        "instrumentation": NECK,
    }
    other = next(x for x in done.determination.lines if x.procedure == "other")
    assert other.recommendation == "policy_not_applicable"


def test_every_line_says_what_its_policy_alone_says() -> None:
    done = review(REQUEST)
    for name in (NECK, INJECTION):
        alone = review(REQUEST, policy=name).determination
        for line in alone.lines:
            if line.policy == name and line.criteria:
                assert line in done.determination.lines


def test_needs_and_conflicts_speak_only_of_lines_of_their_policy() -> None:
    done = review(REQUEST).determination
    ids = {one.id for one in done.lines}
    mine = {one.id: one.policy for one in done.lines}
    for need in done.needs:
        assert need.lines and set(need.lines) <= ids
        assert len({mine[one] for one in need.lines}) == 1


def test_one_policy_for_all_is_not_parted() -> None:
    single = REQUEST.replace("62323", "20930").replace(
        "lumbar interlaminar epidural steroid injection L4-5", "allograft"
    )
    assert [one.id for one in review(single).policies] == [NECK]


def test_the_narrative_tells_each_part_under_its_policy() -> None:
    done = review(REQUEST)
    text = render_parts(done, [load_policy(one.id) for one in done.policies])
    parts = text.split("\n---\n")
    assert len(parts) == 2
    assert (
        "total knee replacement" in parts[0] and "L2" not in parts[0].split("## 9")[0]
    )
    assert load_policy(INJECTION).title in parts[1]


def test_the_same_packet_gives_the_same_bytes(tmp_path: Path) -> None:
    assert review(REQUEST).model_dump_json() == review(REQUEST).model_dump_json()
