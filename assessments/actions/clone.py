"""The next draft of a published version, and new wording for a practice inside a draft. What is published stays."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TypeVar

from django.db import transaction
from django.db.models import Max, Model, QuerySet

from assessments.models import (
    Criterion,
    Dimension,
    Level,
    MaturityModel,
    ModelVersion,
    Practice,
    PracticeRevision,
)
from assessments.queries.frozen import is_frozen
from roles import history

Row = TypeVar("Row", bound=Model)
LAST_DIGITS = re.compile(r"\d+(?=\D*$)")
LONGEST_NUMBER = 20


class NotClonableError(ValueError):
    """A draft is edited, not cloned."""


class NotDraftError(ValueError):
    """Only a draft can be edited: clone the version instead."""


@transaction.atomic
def clone_version(*, version: ModelVersion) -> ModelVersion:
    """The next draft: the same content under the next free number. Raises `NotClonableError` for a draft."""
    MaturityModel.objects.select_for_update().get(pk=version.maturity_model_id)
    source = ModelVersion.objects.get(pk=version.pk)
    if source.status == ModelVersion.Status.DRAFT:
        raise NotClonableError(str(source))
    taken = ModelVersion.objects.filter(maturity_model=source.maturity_model_id).values_list("number", flat=True)
    number = count_on(source.number, set(taken))
    made = copy_row(source, number=number, status=ModelVersion.Status.DRAFT, published_at=None)
    made._change_reason = history.CLONED  # type: ignore[attr-defined] # read by the history
    made.save()
    _copy_parts(source, made)
    return made


@transaction.atomic
def revise_practice(*, criterion: Criterion) -> PracticeRevision:
    """The revision to edit where a draft counts a practice: a new one when the present one is frozen.

    A newer revision that exists is taken up instead, so that drafts which are released together share it, and a model
    catches up with one that was released before it.
    Raises `NotDraftError` when the version is none.
    """
    row = Criterion.objects.select_related("version", "revision").get(pk=criterion.pk)
    if row.version.status != ModelVersion.Status.DRAFT:
        raise NotDraftError(str(row.version))
    Practice.objects.select_for_update().get(pk=row.revision.practice_id)
    if not is_frozen(row.revision):
        return row.revision
    row.revision = find_newer(row.revision) or _copy_revision(row.revision)
    row.save(update_fields=["revision"])
    return row.revision


def find_newer(revision: PracticeRevision) -> PracticeRevision | None:
    """The newest revision of the same practice, None when this one is the newest."""
    newer = PracticeRevision.objects.filter(practice=revision.practice_id, number__gt=revision.number)
    return newer.order_by("-number").first()


def count_on(number: str, taken: Collection[str]) -> str:
    """The next number that is free: "1.0" → "1.1", "1.9" → "1.10", "beta" → "beta.2"."""
    following = number if LAST_DIGITS.search(number) else f"{number[: LONGEST_NUMBER - 2]}.1"
    while following in taken or following == number or len(following) > LONGEST_NUMBER:
        raised = LAST_DIGITS.sub(lambda match: str(int(match[0]) + 1), following)
        following = raised if len(raised) <= LONGEST_NUMBER else "2"
    return following


def copy_row(row: Row, **changed: object) -> Row:
    """The same row once more, not stored yet, whatever columns it has."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    values.pop(row._meta.pk.attname)
    return type(row)(**(values | changed))


def _copy_parts(source: ModelVersion, made: ModelVersion) -> None:
    levels = _copy_all(Level.objects.filter(version=source).order_by("number"), made)
    axes = _copy_all(Dimension.objects.filter(version=source).order_by("position", "pk"), made)
    rows = Criterion.objects.filter(version=source).order_by("position", "pk")
    copies = Criterion.objects.bulk_create(
        copy_row(row, version_id=made.pk, dimension_id=axes[row.dimension_id], level_id=levels.get(row.level_id or 0))
        for row in rows
    )
    history.record_history(copies, reason=history.CLONED, is_new=True)


def _copy_all(rows: QuerySet[Row], made: ModelVersion) -> dict[int, int]:
    """Old id → new id."""
    sources = list(rows)
    copies = rows.model._default_manager.bulk_create(copy_row(row, version_id=made.pk) for row in sources)
    history.record_history(copies, reason=history.CLONED, is_new=True)
    return {row.pk: copy.pk for row, copy in zip(sources, copies, strict=True)}


def _copy_revision(revision: PracticeRevision) -> PracticeRevision:
    """The next revision, with the same words; nobody has tried the new ones by paraphrase yet."""
    last = PracticeRevision.objects.filter(practice=revision.practice_id).aggregate(last=Max("number"))["last"]
    made = copy_row(revision, number=last + 1, paraphrase_tried=False)
    made.save()
    made.users.set(revision.users.all())
    return made
