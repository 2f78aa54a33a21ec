"""What changed between two versions of a model: for visitors what is published, for content editors drafts too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.queries.changes import list_visible_versions, load_changes
from assessments.wording.changes import list_change_groups
from roles.visitors import open_to_visitors

if TYPE_CHECKING:
    from assessments.models import ModelVersion


@open_to_visitors
@require_safe
def model_changes(request: HttpRequest, key: str) -> HttpResponse:
    """From `?old=` to `?new=`, two numbers of versions; the newest version and the one before it unless chosen."""
    versions = list(list_visible_versions(request.user, key))
    if not versions:
        raise Http404
    new = _find(versions, request.GET.get("new"), versions[0])
    old = _find(versions, request.GET.get("old"), _get_before(versions, new))
    context = {
        "versions": versions,
        "old": old,
        "new": new,
        "groups": list_change_groups(load_changes(old, new)) if old != new else (),
    }
    return render(request, "assessments/changes.html", context)


def _find(versions: Sequence[ModelVersion], number: str | None, otherwise: ModelVersion) -> ModelVersion:
    if number is None:
        return otherwise
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise Http404
    return found


def _get_before(versions: Sequence[ModelVersion], version: ModelVersion) -> ModelVersion:
    """The version that came before, or the same where it is the first."""
    following = versions.index(version) + 1
    return versions[following] if following < len(versions) else version
