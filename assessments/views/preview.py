"""The questionnaire of a version as people who answer would see it, for content editors. Nothing can be stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.models import ModelVersion, PracticeRevision
from assessments.queries.answers import NOTHING
from assessments.queries.changes import may_read_drafts
from assessments.queries.questionnaires import Question, Questionnaire, read_questionnaire
from assessments.views.access import sign_in_required
from assessments.views.practice_fields import show_stored

if TYPE_CHECKING:
    from assessments.views.access import SignedInRequest

CORE = "core"


@sign_in_required
@require_safe
def preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The sections, as the task list of an assessment has them; `?scope=core` for the quick pass."""
    version = get_previewed(request, pk)
    questionnaire = read_previewed(request, version)
    context = {**_describe(request, version), "sections": questionnaire.sections, "questions": questionnaire.questions}
    return render(request, "assessments/preview.html", context)


@sign_in_required
@require_safe
def preview_section(request: SignedInRequest, pk: int, dimension: str) -> HttpResponse:
    """One section with its questions, none of them answered, none of them open."""
    version = get_previewed(request, pk)
    questionnaire = read_previewed(request, version)
    shown = next((section for section in questionnaire if section.key == dimension), None)
    if shown is None:
        raise Http404
    context = {
        **_describe(request, version),
        "section": shown,
        "number": questionnaire.sections.index(shown) + 1,
        "sections": questionnaire.sections,
        "following": questionnaire.after(shown),
        "rows": [(replace(show_stored(item, NOTHING), is_preview=True), _is_wide(item)) for item in shown.questions],
    }
    return render(request, "assessments/preview_section.html", context)


def get_previewed(request: SignedInRequest, pk: int) -> ModelVersion:
    if not may_read_drafts(request.user):
        raise PermissionDenied
    return get_object_or_404(ModelVersion.objects.select_related("maturity_model"), pk=pk)


def read_previewed(request: SignedInRequest, version: ModelVersion) -> Questionnaire:
    """Read afresh each time: a draft changes."""
    return read_questionnaire([version.pk], only_core=request.GET.get("scope") == CORE)


def _describe(request: SignedInRequest, version: ModelVersion) -> Mapping[str, object]:
    """What both pages need. The assessment is a stand-in with the names that the questions put in."""
    is_quick = request.GET.get("scope") == CORE
    return {
        "version": version,
        "is_quick": is_quick,
        "query": f"?scope={CORE}" if is_quick else "",
        "assessment": {"unit": {"organisation": _("the organisation that is assessed")}},
    }


def _is_wide(question: Question) -> bool:
    return question.scope == PracticeRevision.Scope.ORGANISATION
