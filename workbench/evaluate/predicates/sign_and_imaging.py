"""A clinical sign together with imaging that matches it: both halves, or a question.

Used where a policy exempts urgent disease: signs of myelopathy with compression or
signal change of the cord, disturbed sphincters with imaging to match.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.evaluate.complaints import Complaint, Signs, is_brisk
from workbench.evaluate.grading import Grades, Grading, worth
from workbench.evaluate.halves import Half, half, joined
from workbench.evaluate.index import Index, absent, present
from workbench.evaluate.leaf import Leaf, Scope
from workbench.evaluate.readings import Told, later, tell
from workbench.evaluate.wording import complained, several, told
from workbench.schema.base import Model
from workbench.schema.case import ExamFinding
from workbench.schema.spine import region

_NORMAL_CORD = "normal-cord"
"""How a reader marks that the cord as a whole is called normal."""


class Params(Model):
    """Signs by list, the general denial of them, and what imaging matches.

    ``symptoms`` gives for a reported sign the signs that an examination would find.
    With ``sign_first`` imaging alone is no half: there is nothing that it could match.
    ``central`` are grades of central narrowing that match by themselves; ``brisk``
    says whether an increased reflex is one of the signs.
    """

    signs: Signs
    symptoms: dict[str, tuple[str, ...]]
    exam: tuple[str, ...]
    general_denials: tuple[str, ...] = ()
    brisk: bool = False
    sign_first: bool = False
    name: str
    kinds: tuple[str, ...]
    measure: Grading
    findings: tuple[str, ...]
    central: Grades = ()
    imaging_name: str
    region: str


def test(scope: Scope, params: Params) -> Leaf:
    """Both halves together."""
    sign = _sign(scope, params)
    if sign.state == "silent" and params.sign_first:
        reason = f"Nothing is recorded of {params.name}"
        return Leaf(status="not_applicable", reason=reason)
    return joined((sign, _imaging(scope, params)))


def _sign(scope: Scope, params: Params) -> Half:
    index = Index(scope.case)
    symptoms = index.records(scope.case.symptoms)
    exam = index.records(scope.case.exam_findings)
    examined: list[Complaint] = [*present(exam, params.exam)]
    if params.brisk:
        examined += [fact for fact in exam if is_brisk(fact, params.signs)]
    reported: list[Complaint] = [*present(symptoms, params.symptoms)]
    free = absent(exam, (*params.exam, *params.general_denials))
    denied: tuple[Complaint, ...] = (*free, *absent(symptoms, params.symptoms))
    shown = examined or reported
    said = complained(shown)
    if examined:
        disputed = all(_denied(fact, denied, params) for fact in examined)
    elif reported and free:
        if all(_examined_free(fact, free, params) for fact in reported):
            return half(params.name, (), denied, "")
        disputed = True
    else:
        disputed = all(_denied(fact, denied, params) for fact in reported)
    return half(params.name, tuple(shown), denied, said, disputed)


def _examined_free(
    fact: Complaint, free: Iterable[ExamFinding], params: Params
) -> bool:
    """Whether the examination found what is only reported not to be there."""
    kinds = (*params.symptoms.get(fact.kind, ()), *params.general_denials)
    return any(other.kind in kinds for other in free)


def _denied(fact: Complaint, denied: Iterable[Complaint], params: Params) -> bool:
    """Whether the same sign is denied on the same side, or all signs are."""
    return any(
        other.kind in params.general_denials
        or (other.kind == fact.kind and _same_side(other, fact))
        for other in denied
    )


def _same_side(left: Complaint, right: Complaint) -> bool:
    sides = {left.side, right.side}
    return len(sides) == 1 or None in sides or "bilateral" in sides


def _imaging(scope: Scope, params: Params) -> Half:
    index = Index(scope.case)
    items = [
        item
        for item in tell(index, scope.case.imaging_studies, params.kinds)
        if item.study.assertion == "present" and _in_region(item, params.region)
    ]
    matching = [item for item in items if _matches(item, params)]
    denying = [item for item in items if _denies(item, params)]
    shown = [item for item in matching if not _replaced(item, denying)]
    against = [item for item in denying if not _replaced(item, matching)]
    undisputed = [item for item in shown if not _disputing(item, against)]
    said = several([told(item) for item in undisputed or shown], 2)
    return half(
        params.imaging_name,
        tuple(item.finding for item in shown),
        tuple(item.finding for item in against),
        said,
        bool(shown) and not undisputed,
    )


def _in_region(item: Told, wanted: str) -> bool:
    place = item.finding.level or item.finding.site
    try:
        return place is None or region(place) == wanted
    except KeyError:
        return True


def _matches(item: Told, params: Params) -> bool:
    finding = item.finding
    if finding.kind in params.findings:
        return finding.assertion == "present"
    if _of_cord(item) and finding.contact is not None:
        return worth(finding.model_copy(update={"severity": None}), params.measure) in (
            "met",
            "contact",
        )
    central = params.measure.model_copy(update={"accepted": params.central})
    return (
        bool(params.central)
        and finding.location == "central"
        and worth(finding, central) == "met"
    )


def _of_cord(item: Told) -> bool:
    contact = item.finding.contact
    return contact is not None and contact.target == "cord"


def _denies(item: Told, params: Params) -> bool:
    """Compression of the cord said not to be there, or the cord called normal."""
    finding = item.finding
    if finding.assertion == "absent" and finding.kind in params.findings:
        return finding.detail == _NORMAL_CORD
    return (
        finding.assertion == "absent"
        and _of_cord(item)
        and worth(finding, params.measure) == "denied"
    )


def _replaced(item: Told, others: list[Told]) -> bool:
    return later(item, [one for one in others if _overlap(one, item)]) is not None


def _disputing(item: Told, others: list[Told]) -> list[Told]:
    """Denials of compression at the same level; signal change stands beside them."""
    if item.finding.contact is None:
        return []
    return [one for one in others if _overlap(one, item)]


def _overlap(left: Told, right: Told) -> bool:
    levels = {left.finding.level, right.finding.level}
    return len(levels) == 1 or None in levels
