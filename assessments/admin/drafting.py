"""From a published version to its next draft, and from the wording of a practice to its next revision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assessments.actions.clone import NotClonableError, clone_version, find_newer, revise_practice
from assessments.admin.freezing import FROZEN
from assessments.models import Criterion, ModelVersion, PracticeRevision
from assessments.queries.frozen import is_frozen

if TYPE_CHECKING:
    from assessments.admin.versions import ModelVersionAdmin

VERSION, REVISION = "admin:assessments_modelversion_change", "admin:assessments_practicerevision_change"
VersionView = Callable[[HttpRequest, int], HttpResponse]
CriterionView = Callable[[HttpRequest, int, int], HttpResponse]


def build_next_draft_page(owner: ModelVersionAdmin) -> VersionView:
    @require_POST
    def next_draft(request: HttpRequest, pk: int) -> HttpResponse:
        """Clone a published version and open the draft."""
        if not owner.has_add_permission(request):
            raise PermissionDenied
        version = get_object_or_404(ModelVersion, pk=pk)
        try:
            made = clone_version(version=version)
        except NotClonableError:
            messages.info(request, _("This is a draft already. Edit it here."))
            return HttpResponseRedirect(reverse(VERSION, args=[pk]))
        messages.success(request, _("This is the next draft, with the same content. What is published stays as it is."))
        return HttpResponseRedirect(reverse(VERSION, args=[made.pk]))

    return next_draft


def build_reword_page(owner: ModelVersionAdmin) -> CriterionView:
    @require_http_methods(["GET", "HEAD", "POST"])
    def reword(request: HttpRequest, pk: int, criterion: int) -> HttpResponse:
        """Say what a new revision means, make it, and open it; a revision that may still change opens at once."""
        row = _get_criterion(owner, request, pk, criterion)
        if not is_frozen(row.revision):
            return HttpResponseRedirect(reverse(REVISION, args=[row.revision_id]))
        if request.method == "POST":
            made = revise_practice(criterion=row)
            messages.success(request, _say_revised(row, made))
            return HttpResponseRedirect(reverse(REVISION, args=[made.pk]))
        counting = ModelVersion.objects.exclude(pk=pk).filter(criteria__revision=row.revision).order_by("name", "pk")
        context = {
            **owner.admin_site.each_context(request),
            "opts": ModelVersion._meta,
            "title": _("Reword a practice"),
            "criterion": row,
            "counting": counting,
            "newer": find_newer(row.revision),
        }
        return render(request, "admin/assessments/modelversion/reword.html", context)

    return reword


def _get_criterion(owner: ModelVersionAdmin, request: HttpRequest, version: int, pk: int) -> Criterion:
    rows = Criterion.objects.select_related("version", "revision__practice")
    row = get_object_or_404(rows, version__in=ModelVersion.objects.filter(pk=version), pk=pk)
    allowed = admin.ModelAdmin.has_change_permission(owner, request)
    if not allowed or not request.user.has_perm("assessments.add_practicerevision"):
        raise PermissionDenied
    if row.version.status != ModelVersion.Status.DRAFT:
        raise PermissionDenied(FROZEN)
    return row


def _say_revised(row: Criterion, made: PracticeRevision) -> str:
    names = {"version": row.version, "number": made.number, "practice": row.revision.practice.key}
    if is_frozen(made):
        text = _(
            "%(version)s now counts revision %(number)d of %(practice)s, which is published already. To reword it "
            "further, choose “Reword” in the draft again."
        )
    else:
        text = _("%(version)s now counts revision %(number)d of %(practice)s. Edit its words here.")
    return text % names
