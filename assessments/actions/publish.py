"""Publishing versions of models: a whole set or none of it, and only what passes every check."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from assessments.exchange import Code, ContentError, Problems, Where, check_content
from assessments.models import ModelVersion
from assessments.queries.content import load_content_set
from roles.history import PUBLISHED, record_history


@transaction.atomic
def publish_versions(*, versions: Sequence[ModelVersion]) -> None:
    """Publish drafts together, from one moment on. Raises `ContentError` with every error, and publishes none then.

    What is checked is what the database holds now. The objects handed in are not changed; read them again.
    """
    ids = [version.pk for version in versions]
    chosen = ModelVersion.objects.filter(pk__in=ids)
    problems = Problems()
    locked = chosen.select_for_update(of=("self",)).select_related("maturity_model").order_by("pk")
    for version in locked:
        if version.status != ModelVersion.Status.DRAFT:
            title = f"{version.maturity_model.key} {version.number}"
            problems.add(Code.NOT_DRAFT, Where(path=title), version=title, status=version.get_status_display().lower())
    check_content(load_content_set(chosen), problems)
    if problems.errors:
        raise ContentError(problems.errors)
    chosen.update(status=ModelVersion.Status.PUBLISHED, published_at=timezone.now())
    record_history(list(chosen.all()), reason=PUBLISHED)
