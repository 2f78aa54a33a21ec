"""The pages between choosing versions and publishing or retiring them: every problem, then a tick for each warning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.actions.publish import WarningsNotAcceptedError, publish_versions, retire_versions
from assessments.exchange import ContentError, Problem
from assessments.forms.fields import MOST_DIGITS
from assessments.models import Assessment, ModelVersion
from assessments.queries.publishing import Review, identify, review_versions
from assessments.wording.problems import say_fix, say_message, say_problem

if TYPE_CHECKING:
    from assessments.admin.versions import ModelVersionAdmin

ASKED = "ids"
CHANGELIST = "admin:assessments_modelversion_changelist"
View = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """One problem as the page shows it; `name` is what its tick sends."""

    name: str
    where: str
    text: str
    is_accepted: bool


def link_to(page: str, versions: Sequence[ModelVersion]) -> str:
    """The address of one of the two pages, for these versions."""
    ids = ",".join(str(version.pk) for version in versions)
    return f"{reverse(f'admin:assessments_modelversion_{page}')}?{ASKED}={ids}"


def build_publish_page(owner: ModelVersionAdmin) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def publish_page(request: HttpRequest) -> HttpResponse:
        """Errors block; every warning is shown and has to be accepted, one by one or all at once."""
        versions = _list_asked(owner, request)
        review = review_versions([version.pk for version in versions])
        accepted = _list_accepted(request, review)
        refusal = _try_publishing(versions, accepted) if request.method == "POST" else ()
        if request.method == "POST" and refusal is None:
            messages.success(request, _("Published. From now on nothing about them can change."))
            return HttpResponseRedirect(reverse(CHANGELIST))
        if refusal:
            messages.error(request, _("Nothing was published. Look at what is marked below."))
        extra = {
            "errors": [_describe(problem, accepted) for problem in review.errors],
            "warnings": [_describe(problem, accepted) for problem in review.warnings],
            "title": _("Publish versions"),
        }
        return _render(owner, request, "publish", versions, extra)

    return publish_page


def build_retire_page(owner: ModelVersionAdmin) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    def retire_page(request: HttpRequest) -> HttpResponse:
        """Says how many assessments keep what is retired."""
        versions = _list_asked(owner, request)
        if request.method == "POST" and _try_retiring(request, versions):
            return HttpResponseRedirect(reverse(CHANGELIST))
        pinned = Assessment.objects.filter(versions__in=versions).distinct().count()
        return _render(owner, request, "retire", versions, {"pinned": pinned, "title": _("Retire versions")})

    return retire_page


def _list_asked(owner: ModelVersionAdmin, request: HttpRequest) -> list[ModelVersion]:
    if not admin.ModelAdmin.has_change_permission(owner, request):
        raise PermissionDenied
    named = [text for text in request.GET.get(ASKED, "").split(",") if text.isascii() and text.isdecimal()]
    ids = [int(text) for text in named if len(text) <= MOST_DIGITS]
    return list(ModelVersion.objects.filter(pk__in=ids).select_related("maturity_model").order_by("name", "pk"))


def _list_accepted(request: HttpRequest, review: Review) -> set[str]:
    if request.POST.get("accept_all"):
        return {identify(problem) for problem in review.warnings}
    return set(request.POST.getlist("accept"))


def _describe(problem: Problem, accepted: Collection[str]) -> ProblemRow:
    name = identify(problem)
    text = f"{say_message(problem)} {say_fix(problem)}".strip()
    return ProblemRow(name=name, where=str(problem.where), text=text, is_accepted=name in accepted)


def _try_publishing(versions: Sequence[ModelVersion], accepted: set[str]) -> tuple[Problem, ...] | None:
    """None when it is done, else what stood in the way."""
    try:
        publish_versions(versions=versions, accepted=accepted)
    except (ContentError, WarningsNotAcceptedError) as error:
        return error.problems
    return None


def _try_retiring(request: HttpRequest, versions: Sequence[ModelVersion]) -> bool:
    try:
        retire_versions(versions=versions)
    except ContentError as error:
        for problem in error.problems:
            messages.error(request, say_problem(problem))
        return False
    messages.success(request, _("Retired. No new assessment is offered them; those that use them keep them."))
    return True


def _render(
    owner: ModelVersionAdmin, request: HttpRequest, page: str, versions: Sequence[ModelVersion], extra: dict[str, Any]
) -> HttpResponse:
    context = {**owner.admin_site.each_context(request), "opts": ModelVersion._meta, "versions": versions, **extra}
    return render(request, f"admin/assessments/modelversion/{page}.html", context)
