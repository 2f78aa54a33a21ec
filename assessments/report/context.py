"""Building the report: from results to texts, once, for every face."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments import wording
from assessments.queries.comparing import RoleViews
from assessments.queries.results import AssessmentResults, Person, Remark
from assessments.report.answers import build_answers
from assessments.report.cross_walk import build_cross_walks
from assessments.report.models import build_model_report
from assessments.report.role_views import build_role_views
from assessments.report.shapes import Head, People, PersonLine, Report, RoleLine
from assessments.report.summary import build_summary, count_answers


def build_report(
    results: AssessmentResults, *, remarks: Iterable[Remark] | None = None, role_views: RoleViews | None = None
) -> Report:
    """The frozen report. Without `remarks` and `role_views` it says the same, save that it has no such parts."""
    words = wording.chart_words()
    models = tuple(build_model_report(results, part, words) for part in results.versions)
    return Report(
        head=_build_head(results),
        summary=build_summary(results, models),
        models=models,
        cross_walks=build_cross_walks(results),
        people=_build_people(results),
        answers=() if remarks is None else build_answers(results, remarks),
        caveats=wording.list_caveats(has_levels=any(part.levels for part in models)),
        glossary=wording.list_glossary(),
        role_views=build_role_views(role_views) if role_views else (),
    )


def _build_head(results: AssessmentResults) -> Head:
    facts, total = results.facts, count_answers(results)
    return Head(
        pk=facts.pk,
        organisation=facts.organisation,
        unit=facts.unit,
        cycle=facts.cycle,
        as_of=date_format(facts.as_of, "DATE_FORMAT"),
        scope=wording.say_scope(is_quick=facts.is_quick),
        status=wording.say_status(is_final=facts.is_final),
        status_note=wording.say_status_note(is_final=facts.is_final),
        progress=wording.say_progress(
            total, submitted=results.submitted, total=len(results.people), is_open=facts.is_open
        ),
        models=tuple(f"{part.labels.name} {part.labels.number}" for part in results.versions),
        is_final=facts.is_final,
        is_started=total.no_answer < total.total,
    )


def _build_people(results: AssessmentResults) -> People:
    """Names and roles where the assessment names people; by group only how many, because one role may be one person."""
    text = wording.say_participants(len(results.people), results.submitted)
    if not results.facts.names_people:
        note = _("Answers are shown by group: no name and no role stands beside an answer or a comment.")
        return People(text=text, note=note, roles=(), named=())
    return People(
        text=text,
        note="",
        roles=_count_roles(results.people),
        named=tuple(_build_person(person) for person in results.people),
    )


def _count_roles(people: Iterable[Person]) -> tuple[RoleLine, ...]:
    counts = Counter(role for person in people for role in person.roles)
    return tuple(
        RoleLine(role=role, people=ngettext("%(count)d person", "%(count)d people", count) % {"count": count})
        for role, count in counts.items()
    )


def _build_person(person: Person) -> PersonLine:
    return PersonLine(
        name=person.name,
        roles=wording.say_list(person.roles),
        state=_("submitted") if person.has_submitted else _("still answering"),
        account=person.account,
    )
