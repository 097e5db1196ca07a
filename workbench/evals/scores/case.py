"""Everything that is scored of one case in one trial and order.

``figures`` are ratios by name, summed over cases by the scoreboard.  A case passes when
every check of its outcomes agrees, no quote fails, and the flags it must raise stand.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from workbench.evals.checks import ADVERSE, MISSING, Check, outcome_checks
from workbench.evals.gold import Half, LoadedGold, half_of
from workbench.evals.runlog import CaseRun
from workbench.evals.scores.facts import abstention, assertion_pairs, fact_ratios
from workbench.evals.stats import Ratio
from workbench.narrate.letters.reading import english_grade
from workbench.schema.case import all_facts
from workbench.schema.gold import GoldCase

FIGURES = frozenset(
    """errors case_pass quotes_verbatim quotes_supported flags_raised abstention_broken
    request_agreement confirm_agreement line_agreement criterion_agreement
    conflict_agreement question_agreement narrative_agreement proof_agreement
    adverse_false approve_false false_not_documented false_not_met false_met
    evaluator_agreement fact_recall fact_precision fact_full_frame field_accuracy
    assertion_agreement falsely_present right_document criterion_kappa pass_k
    stability reading_grade""".split()
)
"""Figures that a bound may always name, whether or not a run has scored them."""

OPEN = frozenset({"not_documented", "conflicting"})
_SETTLED = frozenset({"met", "not_met", "waived", "not_applicable"})


class Held(NamedTuple):
    """The checks of one outcome from one source of facts."""

    policy: str
    final: bool
    source: str
    checks: tuple[Check, ...]

    @property
    def wrong(self) -> tuple[Check, ...]:
        """Checks that do not agree."""
        return tuple(check for check in self.checks if not check.agrees)


class Scored(NamedTuple):
    """One case run with its verdict; ``problems`` says in words why it fails."""

    case: str
    trial: int
    order: str
    half: Half
    held: tuple[Held, ...]
    figures: dict[str, Ratio]
    assertions: tuple[tuple[str, str], ...]
    problems: tuple[str, ...]
    error: str | None

    @property
    def key(self) -> tuple[str, int, str]:
        """Case, trial and order."""
        return (self.case, self.trial, self.order)

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong with the case."""
        return not self.problems and self.error is None


def score(run: CaseRun, gold: LoadedGold | None) -> Scored:
    """Hold one run against its gold case; one that failed needs none."""
    half = half_of(run.case)
    if run.error is not None or gold is None:
        return Scored(
            run.case,
            run.trial,
            run.order,
            half,
            (),
            {"errors": Ratio(1, 1), "case_pass": Ratio(0, 1)},
            (),
            (),
            run.error or "its gold case cannot be read",
        )
    held = _held(run, gold.gold)
    own = [one for one in held if one.source == "packet"]
    problems = (*_wrong_words(held), *_flag_words(run, gold.gold), *_quote_words(run))
    figures = {
        "errors": Ratio(0, 1),
        "case_pass": Ratio(not problems, 1),
        "quotes_verbatim": _without(run, run.unverified),
        "quotes_supported": _without(run, run.unsupported),
        "flags_raised": _flags(run, gold.gold),
        "reading_grade": _reading_grade(run),
        **_check_figures(own),
        **_evaluator(held),
    }
    assertions: tuple[tuple[str, str], ...] = ()
    if run.read is not None:
        figures["abstention_broken"] = abstention(run.read, gold.gold.abstain)
        if gold.gold.facts:
            figures |= fact_ratios(gold.case, run.read, gold.gold.complete)
            assertions = tuple(assertion_pairs(gold.case, run.read))
    return Scored(
        run.case,
        run.trial,
        run.order,
        half,
        held,
        figures,
        assertions,
        problems,
        None,
    )


def _held(run: CaseRun, gold: GoldCase) -> tuple[Held, ...]:
    labels = {(item.policy, item.final): item for item in gold.outcomes}
    return tuple(
        Held(
            made.policy,
            made.final,
            made.source,
            outcome_checks(labels[made.policy, made.final], made),
        )
        for made in run.outcomes
        if (made.policy, made.final) in labels
    )


def _wrong_words(held: Iterable[Held]) -> list[str]:
    return [
        f"{one.policy}{' --final' if one.final else ''}, {one.source}: "
        f"{check.level} {check.name}: expected {' or '.join(check.accepted)}, "
        f"got {check.actual}"
        for one in held
        for check in one.wrong
    ]


def _flag_words(run: CaseRun, gold: GoldCase) -> list[str]:
    return [f"flag {kind} was not raised" for kind in _missing_flags(run, gold)]


def _quote_words(run: CaseRun) -> list[str]:
    count = len(run.unverified)
    return [f"{count} facts with a quote that is not verbatim"] if count else []


def _missing_flags(run: CaseRun, gold: GoldCase) -> list[str]:
    raised = {flag.kind for flag in run.packet.flags} if run.packet else set()
    return [kind for kind in gold.flags if kind not in raised]


def _flags(run: CaseRun, gold: GoldCase) -> Ratio:
    wanted = len(gold.flags)
    return Ratio(wanted - len(_missing_flags(run, gold)), wanted)


def _without(run: CaseRun, failing: tuple[str, ...]) -> Ratio:
    """Facts read that are not among the failing ones, over all facts read."""
    count = len(all_facts(run.read)) if run.read else 0
    return Ratio(count - len(failing), count)


def _reading_grade(run: CaseRun) -> Ratio:
    """Mean school grade (Flesch-Kincaid) of the narratives' own sentences."""
    told = [one.narrative for one in run.outcomes if one.source == "packet"]
    grades = [grade for text in told if (grade := english_grade(text)) is not None]
    return Ratio(sum(grades), len(grades))


def _check_figures(held: Iterable[Held]) -> dict[str, Ratio]:
    checks = [check for one in held for check in one.checks]
    figures = {
        f"{level}_agreement": _agreement(checks, level)
        for level in (
            "request",
            "confirm",
            "line",
            "criterion",
            "conflict",
            "question",
            "narrative",
            "proof",
        )
    }
    return figures | _costly(checks)


def _agreement(checks: Iterable[Check], level: str) -> Ratio:
    own = [check for check in checks if check.level == level]
    return Ratio(sum(check.agrees for check in own), len(own))


def _costly(checks: list[Check]) -> dict[str, Ratio]:
    """The errors that cost a patient: by line, and by criterion."""
    lines = [check for check in checks if check.level == "line"]
    criteria = [check for check in checks if check.level == "criterion"]
    not_adverse = [x for x in lines if not ADVERSE & set(x.accepted)]
    not_approve = [x for x in lines if "approve" not in x.accepted]
    settled = [x for x in criteria if x.expected in _SETTLED]
    not_failed = [x for x in criteria if "not_met" not in x.accepted]
    not_met = [x for x in criteria if not {"met", "waived"} & set(x.accepted)]
    return {
        "adverse_false": _share(not_adverse, [x.adverse_false for x in not_adverse]),
        "approve_false": _share(not_approve, [x.approve_false for x in not_approve]),
        "false_not_documented": _share(
            settled, [x.actual in (*OPEN, MISSING) and not x.agrees for x in settled]
        ),
        "false_not_met": _share(
            not_failed, [x.actual == "not_met" for x in not_failed]
        ),
        "false_met": _share(not_met, [x.actual in ("met", "waived") for x in not_met]),
    }


def _share(of: list[Check], hits: list[bool]) -> Ratio:
    return Ratio(sum(hits), len(of))


def _evaluator(held: Iterable[Held]) -> dict[str, Ratio]:
    """Agreement of the evaluator alone, on the gold facts."""
    checks = [
        check
        for one in held
        if one.source == "gold"
        for check in one.checks
        if check.level in ("criterion", "line", "request")
    ]
    if not checks:
        return {}
    return {"evaluator_agreement": Ratio(sum(x.agrees for x in checks), len(checks))}


def criterion_pairs(scored: Scored) -> list[tuple[str, str]]:
    """Statuses, label first; an accepted answer counts as the label."""
    return [
        (check.expected, check.expected if check.agrees else check.actual)
        for one in scored.held
        if one.source == "packet"
        for check in one.checks
        if check.level == "criterion"
    ]
