"""The unit's answer to a practice, whose word it is, and how far people agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessments.models import EvidenceState
from assessments.scoring import Answer, Basis, Kind, UnitAnswer
from assessments.wording.numbers import say_list

PointNames = Mapping[str, str]
BASES = {
    Basis.AGREED: gettext_noop("agreed answer"),
    Basis.INHERITED: gettext_noop("answer of the whole organisation"),
    Basis.PROVIDER: gettext_noop("middle answer of those who run it"),
    Basis.USERS: gettext_noop("middle answer of those who live with it"),
    Basis.ANYONE: gettext_noop("middle answer of everyone who rated it"),
}
UNRATED = {
    Kind.NOT_APPLICABLE: gettext_noop("Not applicable"),
    Kind.DONT_KNOW: gettext_noop("Don’t know"),
    Kind.NO_ANSWER: gettext_noop("Not answered"),
}
UNRATED_NOW = {
    Kind.NOT_APPLICABLE: gettext_noop("not applicable"),
    Kind.DONT_KNOW: gettext_noop("don’t know"),
    Kind.NO_ANSWER: gettext_noop("not answered yet"),
}


def say_answer(answer: Answer, names: PointNames) -> str:
    """The answer by the name of its scale point, or which of the three other things it is."""
    return say_kind(answer.kind, answer.point or "", names)


def say_kind(kind: str, point: str, names: PointNames) -> str:
    """The same from stored codes."""
    if kind == Kind.RATED:
        return names[point]
    return _(UNRATED[Kind(kind or Kind.NO_ANSWER)])


def say_now(answer: Answer, names: PointNames, *, is_inherited: bool = False) -> str:
    """Where a practice that the next level asks for stands: "now: Partial", and whether it is answered elsewhere."""
    if answer.kind is Kind.RATED:
        text = _("now: %(answer)s, in the whole organisation") if is_inherited else _("now: %(answer)s")
        return text % {"answer": say_answer(answer, names)}
    if is_inherited and answer.kind is Kind.NO_ANSWER:
        return _("not settled yet for the whole organisation")
    return _(UNRATED_NOW[answer.kind])


def say_basis(unit: UnitAnswer, *, is_single: bool) -> str:
    """Whose word the unit's answer is; nothing where only one person answers and it can be nobody else's."""
    if unit.basis is Basis.NONE or (is_single and unit.basis in (Basis.PROVIDER, Basis.USERS, Basis.ANYONE)):
        return ""
    if unit.basis is Basis.INHERITED and unit.answer.kind is Kind.NO_ANSWER:
        return _("not settled yet for the whole organisation")
    return _(BASES[unit.basis])


def say_counts(unit: UnitAnswer, names: PointNames) -> str:
    """How often each answer was given: "Partial 1, Standard 3, don’t know 1"."""
    return say_list(f"{name} {count}" for name, count in _count_answers(unit, names) if count)


def _count_answers(unit: UnitAnswer, names: PointNames) -> Iterable[tuple[str, int]]:
    for code, count in unit.points.items():
        yield names[code], count
    yield _("don’t know"), unit.dont_know
    yield _("not applicable"), unit.not_applicable


def say_evidence_state(state: str) -> str:
    """How far the evidence of an agreed answer goes."""
    said = {
        EvidenceState.ASSERTED: _("asserted"),
        EvidenceState.LINKED: _("evidence linked"),
        EvidenceState.CHECKED: _("evidence checked"),
    }
    return said[EvidenceState(state)] if state else ""
