"""Browsing the models and their practices."""

from __future__ import annotations

from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.models import Criterion, PracticeRevision
from assessments.queries.browsing import list_counting_criteria, list_offered_criteria, list_practice_ids, load_cards
from assessments.queries.versions import get_readable_version, list_offered_versions
from assessments.views.practice_filter import NOTHING_CHOSEN, PracticeFilter
from assessments.wording.files import say_scores_are_ours
from roles.models import Activity
from roles.visitors import open_to_visitors

OK, BAD = 200, 400
PER_PAGE = 100


@open_to_visitors
@require_safe
def models(request: HttpRequest) -> HttpResponse:
    return render(request, "assessments/models.html", {"versions": list_offered_versions()})


@open_to_visitors
@require_safe
def model(request: HttpRequest, key: str) -> HttpResponse:
    """A model's newest version: its levels, and its practices by dimension."""
    version = get_readable_version(key)
    rows = Criterion.objects.filter(version=version).select_related("dimension", "level", "revision__practice")
    ordered = rows.order_by("dimension__position", "position")
    by_dimension = [(key, list(group)) for key, group in groupby(ordered, key=lambda row: row.dimension)]
    levels = version.levels.order_by("number")
    ours = say_scores_are_ours()
    context = {"version": version, "levels": levels, "dimensions": by_dimension, "scores_are_ours": ours}
    return render(request, "assessments/model.html", context)


@open_to_visitors
@require_safe
def activity(request: HttpRequest, key: str) -> HttpResponse:
    """One activity with the practices that ask for it; it stands here because roles know nothing of practices."""
    shown = get_object_or_404(Activity.with_tags(), key=key)
    asked = load_cards(list_offered_criteria().filter(revision__activity=shown))
    return render(request, "assessments/activity.html", {"activity": shown, "cards": asked, **NOTHING_CHOSEN})


@open_to_visitors
@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """The practices of all models on offer, narrowed by role, risk, model, level and dimension together."""
    form = PracticeFilter(request.GET, versions=list(list_offered_versions()))
    valid = form.is_valid()
    found = list_practice_ids(form.narrow(list_offered_criteria())) if valid else []
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = list_offered_criteria().filter(revision__practice__in=list(page.object_list))
    context = {"form": form, "page": page, "cards": load_cards(shown)}
    return render(request, "assessments/practices.html", context, status=OK if valid else BAD)


@open_to_visitors
@require_safe
def practice(request: HttpRequest, key: str) -> HttpResponse:
    """A practice as the newest published versions ask it: its wording, its guidance, who answers, what counts it."""
    criteria, is_asked = list_counting_criteria(key)
    if not criteria:
        raise Http404
    revisions = PracticeRevision.objects.select_related("practice", "scale", "provider", "activity")
    revision = revisions.prefetch_related("users", "scale__points").get(pk=criteria[0].revision_id)
    names = {point.code: point.name for point in revision.scale.points.all()}
    evidence = [(name, revision.evidence[code]) for code, name in names.items() if revision.evidence.get(code)]
    context = {"revision": revision, "criteria": criteria, "evidence": evidence, "is_asked": is_asked}
    return render(request, "assessments/practice.html", context)
