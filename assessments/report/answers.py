"""Appendix of answers: what the unit answered, whose word it is, and what people wrote beside it."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from assessments import wording
from assessments.queries.questionnaires import Question
from assessments.queries.results import AssessmentResults, Person, Remark
from assessments.report.shapes import AnswerLine, AnswerSection, RemarkLine
from assessments.scoring import UnitAnswer
from assessments.wording.answers import say_kind


def build_answers(results: AssessmentResults, remarks: Iterable[Remark]) -> tuple[AnswerSection, ...]:
    """One section per section of the questionnaire, every practice in it."""
    by_practice: dict[str, list[Remark]] = {}
    for remark in remarks:
        by_practice.setdefault(remark.practice, []).append(remark)
    return tuple(
        AnswerSection(
            name=section.name,
            answers=tuple(
                _build_answer(results, question, by_practice.get(question.key, ())) for question in section.questions
            ),
        )
        for section in results.questionnaire
    )


def _build_answer(results: AssessmentResults, question: Question, remarks: Iterable[Remark]) -> AnswerLine:
    unit, names = results.units[question.key], question.scale.point_names
    return AnswerLine(
        key=question.key,
        title=question.title,
        statement=question.statement,
        answer=wording.say_answer(unit.answer, names),
        basis=_say_basis(results, question, unit),
        counts="" if results.is_single else wording.say_counts(unit, names),
        conversation=not unit.settled,
        remarks=_build_remarks(results, names, remarks),
    )


def _say_basis(results: AssessmentResults, question: Question, unit: UnitAnswer) -> str:
    if question.key in results.differing:
        return _("agreed answer; it differs here from the whole organisation")
    return wording.say_basis(unit, is_single=results.is_single)


def _build_remarks(
    results: AssessmentResults, names: dict[str, str], remarks: Iterable[Remark]
) -> tuple[RemarkLine, ...]:
    """With names in the order of the people; by group without names, in an order that tells nothing about them."""
    people = {person.pk: person for person in results.people}
    lines = tuple(_build_remark(remark, people, names, results) for remark in remarks)
    if results.facts.names_people:
        return lines
    return tuple(sorted(lines, key=lambda line: (line.who == "", line.comment, line.reason, line.evidence)))


def _build_remark(
    remark: Remark, people: dict[int, Person], names: dict[str, str], results: AssessmentResults
) -> RemarkLine:
    is_named = results.facts.names_people and not results.is_single
    shows_choice = bool(remark.kind) and (remark.person is None or is_named)
    return RemarkLine(
        who=_say_who(remark, people, is_named=is_named),
        said=say_kind(remark.kind, remark.point, names) if shows_choice else "",
        reason=remark.reason,
        comment=remark.comment,
        evidence=remark.evidence,
        account=remark.account if remark.person is None or results.facts.names_people else None,
    )


def _say_who(remark: Remark, people: dict[int, Person], *, is_named: bool) -> str:
    if remark.person is None and not remark.kind:
        return _("Left open")
    if remark.person is None:
        state = wording.say_evidence_state(remark.state)
        return _("Agreed answer (%(state)s)") % {"state": state} if state else _("Agreed answer")
    person = people.get(remark.person)
    if not is_named or person is None:
        return ""
    roles = wording.say_list(person.roles)
    return f"{person.name} ({roles})" if roles else person.name
