"""The trail of an assessment, for whoever leads it: a page with filters, and the same as a CSV file."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.core.validators import slug_re
from django.http import HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.models import Assessment, TrailEntry
from assessments.queries import scoped
from assessments.queries.questionnaires import Questionnaire, load_questionnaire
from assessments.queries.trail import (
    LEAD_ACTS,
    Choice,
    TrailLine,
    list_actors,
    list_entries,
    list_save_counts,
    load_lines,
    stream_lines,
)
from assessments.report.cells import stream_csv
from assessments.views.access import sign_in_required
from assessments.wording.trail import say_action, say_actor, say_side

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest

PER_PAGE = 50
Action = TrailEntry.Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry in words."""

    at: str
    who: str
    what: str
    practice: str
    before: str
    after: str
    reason: str
    comment: str
    evidence: tuple[str, ...]


@sign_in_required
@require_safe
def trail(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every change, newest first, as far as it may be shown."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    chosen, questionnaire = read_choice(request.GET), load_questionnaire(assessment)
    page = Paginator(list_entries(assessment, chosen), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "assessment": assessment,
        "page": page,
        "lines": [describe(line) for line in load_lines(list(page.object_list))],
        "saves": list_save_counts(assessment, questionnaire, chosen.practice),
        "is_by_group": assessment.is_by_group,
        "chosen": chosen,
        "has_bad_day": any(request.GET.get(name) and not getattr(chosen, name) for name in ("since", "until")),
        "chosen_person": str(chosen.person or ""),
        "narrowed": request.GET.urlencode(),
        **_list_options(assessment, questionnaire),
    }
    return render(request, "assessments/trail.html", context)


@sign_in_required
@require_safe
def trail_csv(request: SignedInRequest, pk: int) -> StreamingHttpResponse:
    """What the page shows, all of it, as one file."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    rows = _list_rows(assessment, read_choice(request.GET), load_questionnaire(assessment))
    name = f"trail-{slugify(assessment.unit.name)}-{slugify(assessment.cycle.name)}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(stream_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)


def read_choice(sent: QueryDict) -> Choice:
    """What the address asks for. What is not known selects everything."""
    action, practice = sent.get("action", ""), sent.get("practice", "")
    return Choice(
        person=_read_person(sent.get("person", "")),
        action=action if action in Action.values else "",
        practice=practice if slug_re.match(practice) else "",
        since=_read_day(sent.get("since", "")),
        until=_read_day(sent.get("until", "")),
    )


def describe(line: TrailLine) -> Line:
    return Line(
        at=date_format(timezone.localtime(line.at), "DATETIME_FORMAT"),
        who=say_actor(line),
        what=say_action(line.action),
        practice=line.title,
        before=say_side(line.before, line.action),
        after=say_side(line.after, line.action),
        reason=line.written.reason,
        comment=line.written.comment,
        evidence=line.written.evidence,
    )


def _list_rows(assessment: Assessment, chosen: Choice, questionnaire: Questionnaire) -> Iterator[tuple[str, ...]]:
    yield (
        *(_("When"), _("Who"), _("What"), _("Practice"), _("Key"), _("Before"), _("After")),
        *(_("Reason"), _("Comment"), _("Evidence"), _("How often")),
    )
    for line in stream_lines(list_entries(assessment, chosen)):
        said, at = describe(line), timezone.localtime(line.at).isoformat(timespec="seconds")
        changed = (said.practice, line.practice, said.before, said.after)
        yield (at, said.who, said.what, *changed, said.reason, said.comment, "\n".join(said.evidence), "1")
    for practice, title, times in list_save_counts(assessment, questionnaire, chosen.practice):
        yield ("", _("Participants"), say_action(Action.ANSWERED), title, practice, *[""] * 5, str(times))


def _list_options(assessment: Assessment, questionnaire: Questionnaire) -> dict[str, object]:
    """What the filter offers. By group it names leads only, and what leads do."""
    actions = LEAD_ACTS if assessment.is_by_group else Action
    practices = [(question.key, question.title) for question in questionnaire.questions.values()]
    return {
        "actors": list_actors(assessment),
        "actions": [(action.value, action.label) for action in actions],
        "practices": sorted(practices, key=lambda item: item[1]),
    }


def _read_person(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _read_day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
