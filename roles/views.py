"""Browsing the body of knowledge."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from roles.forms import ActivityFilter
from roles.guide_words import WORDS
from roles.models import Activity, Expectation, Guide, Risk, Role
from roles.visitors import open_to_visitors

if TYPE_CHECKING:
    from collections.abc import Iterable

OK, BAD = 200, 400
NEEDED = ("key", "name", "position")


@open_to_visitors
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """All roles, the ones that answer apart from the ones that only read."""
    # Counting drops the order of the model, so it is asked for.
    found = Role.objects.annotate(duties=Count("activities")).order_by("position", "key")
    groups = [(kind, [role for role in found if role.kind == kind]) for kind in Role.Kind]
    return render(request, "roles/roles.html", {"groups": groups})


@open_to_visitors
@require_safe
def role(request: HttpRequest, key: str) -> HttpResponse:
    """One role: who it is, what it is expected to do at each level, and its activities."""
    shown = get_object_or_404(Role, key=key)
    duties = list(shown.activities.only(*NEEDED, "level"))
    context = {
        "role": shown,
        "levels": _join_levels(shown.expectations.all(), duties),
        "has_duties": bool(duties),
        "works_with": shown.works_with.only(*NEEDED),
        "reports_to": shown.reports_to.only(*NEEDED),
    }
    return render(request, "roles/role.html", context)


@open_to_visitors
@require_safe
def activities(request: HttpRequest) -> HttpResponse:
    """Activities by level, narrowed by level, role and risk together."""
    form = ActivityFilter(request.GET)
    valid = form.is_valid()
    found = form.narrow(Activity.with_tags()) if valid else Activity.objects.none()
    context = {"form": form, "by_level": _group_by_level(found), "count": len(found)}
    return render(request, "roles/activities.html", context, status=OK if valid else BAD)


@open_to_visitors
@require_safe
def risks(request: HttpRequest) -> HttpResponse:
    found = Risk.objects.annotate(measures=Count("activities")).order_by("position", "key")
    return render(request, "roles/risks.html", {"risks": found})


@open_to_visitors
@require_safe
def risk(request: HttpRequest, key: str) -> HttpResponse:
    shown = get_object_or_404(Risk.objects.prefetch_related(_link("activities", Activity)), key=key)
    context = {"risk": shown, "activities_by_level": _group_by_level(shown.activities.all())}
    return render(request, "roles/risk.html", context)


@open_to_visitors
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """All guides by their kind; kinds without a guide are left out."""
    found = {kind: list(group) for kind, group in groupby(Guide.objects.order_by("kind", "position", "key"), _get_kind)}
    groups = [(WORDS[kind], kind, found[kind]) for kind in WORDS if kind in found]
    return render(request, "roles/guides.html", {"groups": groups})


@open_to_visitors
@require_safe
def guide(request: HttpRequest, key: str) -> HttpResponse:
    """One guide, with the others of its kind beside it."""
    found = Guide.objects.prefetch_related(_link("roles", Role), _link("activities", Activity))
    shown = get_object_or_404(found, key=key)
    context = {
        "guide": shown,
        "words": WORDS[shown.kind],
        "siblings": Guide.objects.filter(kind=shown.kind).exclude(pk=shown.pk).only(*NEEDED),
        "activities_by_level": _group_by_level(shown.activities.all()),
    }
    return render(request, "roles/guide.html", context)


def _link(name: str, kind: type[Activity] | type[Role]) -> Prefetch:
    """Rows that are only linked to, without their texts."""
    needed = (*NEEDED, "level") if kind is Activity else NEEDED
    return Prefetch(name, kind._default_manager.only(*needed))


def _get_kind(row: Guide) -> str:
    return row.kind


def _join_levels(
    expectations: Iterable[Expectation], activities: Iterable[Activity]
) -> list[tuple[int, Expectation | None, list[Activity]]]:
    """What a role is expected to do and its activities, by the levels at which there is either."""
    expected = {row.level: row for row in expectations}
    duties = dict(_group_by_level(activities))
    return [(level, expected.get(level), duties.get(level, [])) for level in sorted({*expected, *duties})]


def _group_by_level(found: Iterable[Activity]) -> list[tuple[int, list[Activity]]]:
    """Activities by level. They arrive in the order of their level, which is their model's."""
    return [(level, list(group)) for level, group in groupby(found, key=attrgetter("level"))]
