"""What stands in the way of publishing a set of versions, and what a publisher should have seen before."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from assessments.exchange import Code, Problem, Problems, Where, check_content
from assessments.models import ModelVersion
from assessments.queries.combining import list_clashes_with
from assessments.queries.content import load_content_set
from assessments.queries.versions import list_offered_versions

DRAFT = ModelVersion.Status.DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Every error and every warning of a set of versions, as the database holds it now."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def review_versions(versions: Collection[int]) -> Review:
    """Check a set of versions, given by their ids, for publishing together. A fixed number of queries."""
    chosen = ModelVersion.objects.filter(pk__in=versions)
    problems = Problems()
    for row in chosen.exclude(status=DRAFT).select_related("maturity_model").order_by("pk"):
        title = f"{row.maturity_model.key} {row.number}"
        problems.add(Code.NOT_DRAFT, Where(path=title), version=title, status=row.get_status_display().lower())
    check_content(load_content_set(chosen), problems)
    _warn_beside(versions, problems)
    return Review(errors=problems.errors, warnings=problems.warnings)


def identify(problem: Problem) -> str:
    """A short name of one problem, the same as long as it says the same of the same place."""
    details = sorted(problem.details.items())
    return hashlib.sha256(f"{problem.code}|{problem.where}|{details}".encode()).hexdigest()[:16]


def _warn_beside(versions: Collection[int], problems: Problems) -> None:
    """Practices that a version of another model, published and not part of the set, still asks in other words."""
    models = ModelVersion.objects.filter(pk__in=versions).values("maturity_model")
    beside = list_offered_versions().exclude(maturity_model__in=models).values_list("pk", flat=True)
    for clash in list_clashes_with(versions, list(beside)):
        problems.add(
            Code.NOT_COMBINABLE,
            Where(path=clash.first),
            one=clash.first,
            other=clash.second,
            keys=", ".join(clash.practices),
            stale=", ".join(clash.stale),
        )
