"""Publishing and retiring versions of models: a whole set or none of it, and only what passes every check."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from assessments.exchange import Code, ContentError, Problem, Problems, Where
from assessments.models import ModelVersion
from assessments.queries.publishing import identify, review_versions
from roles import history

PUBLISHED, RETIRED = ModelVersion.Status.PUBLISHED, ModelVersion.Status.RETIRED


class WarningsNotAcceptedError(ValueError):
    """Nothing was published: these warnings came up, and nobody has accepted them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@transaction.atomic
def publish_versions(*, versions: Sequence[ModelVersion], accepted: Collection[str] | None = None) -> None:
    """Publish drafts together, from one moment on. Raises `ContentError` with every error, and publishes none then.

    `accepted` names the warnings that somebody has seen (`identify`); any other raises `WarningsNotAcceptedError`. None
    is for callers that answer for all of them, as a loader of reviewed files does. What is checked is what the database
    holds now. The objects handed in are not changed; read them again.
    """
    chosen = _lock(versions)
    review = review_versions([version.pk for version in versions])
    if review.errors:
        raise ContentError(review.errors)
    open_warnings = tuple(problem for problem in review.warnings if identify(problem) not in (accepted or ()))
    if accepted is not None and open_warnings:
        raise WarningsNotAcceptedError(open_warnings)
    chosen.update(status=PUBLISHED, published_at=timezone.now())
    history.record_history(list(chosen.all()), reason=history.PUBLISHED)


@transaction.atomic
def retire_versions(*, versions: Sequence[ModelVersion]) -> None:
    """Offer published versions for no new assessment; those that pin them keep them.

    Raises `ContentError` when one of them is not published, and retires none then.
    """
    chosen, problems = _lock(versions), Problems()
    for row in chosen.exclude(status=PUBLISHED).select_related("maturity_model"):
        title = f"{row.maturity_model.key} {row.number}"
        problems.add(Code.NOT_PUBLISHED, Where(path=title), version=title, status=row.get_status_display().lower())
    if problems.errors:
        raise ContentError(problems.errors)
    chosen.update(status=RETIRED)
    history.record_history(list(chosen.all()), reason=history.RETIRED)


def _lock(versions: Sequence[ModelVersion]) -> QuerySet[ModelVersion]:
    """The versions' rows, held until the transaction ends, so that two publishers wait for each other."""
    chosen = ModelVersion.objects.filter(pk__in=[version.pk for version in versions]).order_by("pk")
    list(chosen.select_for_update().values_list("pk"))
    return chosen
