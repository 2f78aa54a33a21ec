"""An earlier result from a spreadsheet: entered by a lead, looked at, kept, and removed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments import wording
from assessments.actions.baselines import BaselineEntry, FinalError, HasBaselineError, enter_baseline, remove_baseline
from assessments.forms.baseline import BaselineForm, list_names
from assessments.models import Assessment, ModelVersion
from assessments.queries import scoped
from assessments.queries.baselines import load_baselines
from assessments.queries.versions import load_labels
from assessments.views.access import sign_in_required

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from assessments.queries.baselines import EarlierResult
    from assessments.queries.versions import VersionLabels
    from assessments.views.access import SignedInRequest

BAD, CONFLICT = 400, 409


@sign_in_required
@require_http_methods(["GET", "HEAD", "POST"])
def baseline(request: SignedInRequest, pk: int, model: str) -> HttpResponse:
    """The earlier result of one pinned model: shown, or entered in two steps, of which the first only looks."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    version = _get_version(assessment, model)
    labels = load_labels(version)
    if request.method != "POST":
        return _render(request, assessment, labels, BaselineForm(labels=labels, initial={"scores": list_names(labels)}))
    form = BaselineForm(request.POST, labels=labels)
    if not form.is_valid():
        return _render(request, assessment, labels, form, status=BAD)
    if "keep" not in request.POST:
        return _render(request, assessment, labels, form, preview=_list_scores(form.cleaned_data["scores"], labels))
    try:
        enter_baseline(assessment=assessment, version=version, entry=_read(form), by=request.user)
    except (FinalError, HasBaselineError) as error:
        return _render(request, assessment, labels, form, refusal=_say_refusal(error), status=CONFLICT)
    messages.success(request, _("The earlier result stands beside the present one."))
    return redirect(f"{reverse('assessments:results', args=[pk])}#{model}")


@sign_in_required
@require_POST
def remove(request: SignedInRequest, pk: int, model: str) -> HttpResponse:
    """Take the earlier result out again."""
    assessment = scoped.get_assessment_to_lead(request.user, pk)
    version = _get_version(assessment, model)
    try:
        remove_baseline(assessment=assessment, version=version, by=request.user)
        messages.success(request, _("The earlier result is removed."))
    except FinalError as error:
        messages.error(request, _say_refusal(error))
    return redirect("assessments:baseline", pk, model)


def _get_version(assessment: Assessment, model: str) -> ModelVersion:
    return get_object_or_404(ModelVersion, pins__assessment=assessment, maturity_model__key=model)


def _read(form: BaselineForm) -> BaselineEntry:
    data = form.cleaned_data
    return BaselineEntry(
        name=data["name"],
        taken_on=data["taken_on"],
        source=data["source"],
        level=data.get("level"),
        scores=data["scores"],
    )


def _list_scores(scores: Mapping[str, Fraction], labels: VersionLabels) -> list[tuple[str, str]]:
    """Every dimension with its score; empty where there is none."""
    return [
        (label.name, wording.say_percent(scores[key]) if key in scores else "")
        for key, label in labels.dimensions.items()
    ]


def _say_level(stored: EarlierResult | None, labels: VersionLabels) -> str:
    """The level that was reached, empty where there is none to tell."""
    if stored is None or stored.level is None or stored.level not in labels.levels:
        return ""
    return f"{labels.level_word} {stored.level}: {labels.levels[stored.level].name}"


def _say_refusal(error: FinalError | HasBaselineError) -> str:
    if isinstance(error, FinalError):
        return _("The assessment is final, and what it is compared with is part of its report. Open it again first.")
    return _("Somebody entered an earlier result of this model meanwhile. Remove it first; yours is still in the form.")


def _render(
    request: SignedInRequest,
    assessment: Assessment,
    labels: VersionLabels,
    form: BaselineForm,
    *,
    preview: list[tuple[str, str]] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    stored = load_baselines(assessment).get(labels.model)
    is_final = assessment.state == Assessment.State.FINALISED
    context = {
        "assessment": assessment,
        "labels": labels,
        "stored": stored,
        "level": _say_level(stored, labels),
        "kept": _list_scores(stored.scores, labels) if stored else [],
        "form": None if (stored and status != CONFLICT) or is_final else form,
        "is_final": is_final,
        "preview": preview,
        "refusal": refusal,
    }
    return render(request, "assessments/baseline.html", context, status=status)
