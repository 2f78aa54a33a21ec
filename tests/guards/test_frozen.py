"""Raw SQL against published content and the trail: the database itself refuses, on both databases."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from assessments.models import (
    Criterion,
    Dimension,
    Level,
    MaturityModel,
    ModelVersion,
    Practice,
    PracticeRevision,
    Scale,
    ScalePoint,
    TrailEntry,
    TrailText,
)
from tests.assessments_factories import make_answering_role, make_assessment, make_model_version, make_revision
from tests.factories import make_organisation

Users = PracticeRevision.users.through
CONTENT, TRAIL = "published content cannot change", "the trail can only be added to"
FROZEN = (Level, Dimension, Criterion, PracticeRevision, Users, Scale, ScalePoint)
GUARDED = (*FROZEN, ModelVersion, TrailEntry, TrailText, Practice, MaturityModel)
WHOLE = tuple((table, field.column) for table in FROZEN for field in table._meta.concrete_fields)
VERSION = tuple(field.column for field in ModelVersion._meta.concrete_fields if field.column != "status")
DRAFT, PUBLISHED, RETIRED = ModelVersion.Status

pytestmark = pytest.mark.django_db


@contextmanager
def refused(message: str) -> Iterator[None]:
    with pytest.raises(IntegrityError, match=message), transaction.atomic():
        yield


def run(sql: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def update(table: type[models.Model], column: str, value: Any, pk: Any) -> int:
    name = table._meta.db_table
    return run(f'UPDATE "{name}" SET "{column}" = %s WHERE id = %s', prepare(table, column, value), pk)  # noqa: S608


def delete(table: type[models.Model], pk: Any) -> int:
    return run(f'DELETE FROM "{table._meta.db_table}" WHERE id = %s', pk)  # noqa: S608 - a table's own name


def prepare(table: type[models.Model], column: str, value: Any) -> Any:
    field = next(field for field in table._meta.concrete_fields if field.column == column)
    return field.get_db_prep_save(value, connection)


def differ(row: models.Model, column: str) -> Any:
    """A value that the column can hold and does not hold now."""
    field = next(field for field in row._meta.concrete_fields if field.column == column)
    now = getattr(row, field.attname)
    match field:
        case models.BooleanField():
            return not now
        case models.JSONField():
            return {"changed": "yes"}
        case models.DateTimeField():
            return datetime(2020, 1, 1, tzinfo=UTC)
        case models.UUIDField():
            return uuid.uuid4()
        case models.IntegerField() | models.AutoField() | models.ForeignKey():
            return (now or 0) + 10_000
        case _ if column in ("weight", "value", "min_in_place", "max_not_applicable"):
            return "1/7"
        case _:
            return f"{now}x"


@pytest.fixture
def version() -> ModelVersion:
    return ModelVersion.objects.get(pk=make_model_version().pk)


@pytest.fixture
def draft() -> ModelVersion:
    return make_model_version("other", published=False)


@pytest.mark.parametrize(("table", "column"), WHOLE)
def test_column_of_published_content_cannot_change(
    version: ModelVersion, table: type[models.Model], column: str
) -> None:
    row = table._base_manager.first()
    assert row is not None
    with refused(CONTENT):
        update(table, column, differ(row, column), row.pk)


@pytest.mark.parametrize("table", FROZEN)
def test_row_of_published_content_cannot_go(version: ModelVersion, table: type[models.Model]) -> None:
    with refused(CONTENT):
        delete(table, table._base_manager.values_list("pk", flat=True)[0])


@pytest.mark.parametrize("status", [PUBLISHED, RETIRED])
@pytest.mark.parametrize("column", VERSION)
def test_column_of_a_published_version_cannot_change(version: ModelVersion, column: str, status: str) -> None:
    """Also shows that the trigger for SQLite, which has to name the columns, names every one."""
    if status == RETIRED:
        update(ModelVersion, "status", RETIRED, version.pk)
    with refused(CONTENT):
        update(ModelVersion, column, differ(version, column), version.pk)


@pytest.mark.parametrize("column", VERSION)
def test_column_cannot_change_along_with_retiring(version: ModelVersion, column: str) -> None:
    value = prepare(ModelVersion, column, differ(version, column))
    sql = f'UPDATE assessments_modelversion SET status = %s, "{column}" = %s WHERE id = %s'  # noqa: S608
    with refused(CONTENT):
        run(sql, RETIRED, value, version.pk)


def test_moment_of_publication_cannot_be_erased(version: ModelVersion) -> None:
    with refused(CONTENT):
        update(ModelVersion, "published_at", None, version.pk)


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        (DRAFT, DRAFT, True),
        (DRAFT, PUBLISHED, True),
        (DRAFT, RETIRED, False),
        (PUBLISHED, DRAFT, False),
        (PUBLISHED, PUBLISHED, True),
        (PUBLISHED, RETIRED, True),
        (RETIRED, DRAFT, False),
        (RETIRED, PUBLISHED, False),
        (RETIRED, RETIRED, True),
    ],
)
def test_status_only_moves_on(draft: ModelVersion, before: str, after: str, allowed: bool) -> None:
    for status in {DRAFT: [], PUBLISHED: [PUBLISHED], RETIRED: [PUBLISHED, RETIRED]}[before]:
        update(ModelVersion, "status", status, draft.pk)
    if allowed:
        assert update(ModelVersion, "status", after, draft.pk) == 1
    else:
        with refused(CONTENT):
            update(ModelVersion, "status", after, draft.pk)


@pytest.mark.parametrize("status", [PUBLISHED, RETIRED])
def test_published_version_cannot_go(version: ModelVersion, status: str) -> None:
    update(ModelVersion, "status", status, version.pk)
    with refused(CONTENT):
        delete(ModelVersion, version.pk)


@pytest.mark.parametrize("table", [MaturityModel, Practice])
def test_key_of_what_is_published_cannot_change(version: ModelVersion, table: type[models.Model]) -> None:
    with refused(CONTENT):
        update(table, "key", "renamed", table._base_manager.values_list("pk", flat=True)[0])


def test_nothing_can_be_added_to_a_published_version(version: ModelVersion) -> None:
    level, axis = version.levels.all()[1], version.dimensions.all()[0]
    spare = make_revision("spare")
    rows = (
        Level(version=version, number=9, name="L", summary="S"),
        Dimension(version=version, key="new", name="N", short_name="n", summary="S", position=9),
        Criterion(version=version, revision=spare, dimension=axis, level=level, position=99),
    )
    for row in rows:
        with refused(CONTENT):
            row.save()


def test_nothing_can_be_added_to_what_a_published_version_counts(version: ModelVersion) -> None:
    revision = PracticeRevision.objects.filter(criteria__version=version).first()
    assert revision is not None
    with refused(CONTENT):
        revision.users.add(make_answering_role("procurement"))
    with refused(CONTENT):
        ScalePoint.objects.create(scale=revision.scale, code="new", position=99, name="New", value="1/9")


@pytest.mark.parametrize("table", [Level, Dimension, Criterion])
def test_row_of_a_draft_cannot_move_into_a_published_version(
    version: ModelVersion, draft: ModelVersion, table: type[models.Model]
) -> None:
    row = table._base_manager.filter(version=draft)[0]
    with refused(CONTENT):
        update(table, "version_id", version.pk, row.pk)


def test_draft_can_change_and_go(draft: ModelVersion) -> None:
    """Also its revisions, as long as no published version counts them."""
    revision = PracticeRevision.objects.filter(criteria__version=draft)[0]
    assert update(ModelVersion, "summary", "Another.", draft.pk) == 1
    assert update(PracticeRevision, "statement", "Another.", revision.pk) == 1
    revision.users.clear()
    for table in (Criterion, Level, Dimension):
        for pk in table._base_manager.filter(version=draft).values_list("pk", flat=True):
            assert delete(table, pk) == 1
    assert delete(ModelVersion, draft.pk) == 1


def test_revision_that_a_draft_shares_stays_frozen(version: ModelVersion) -> None:
    shared = PracticeRevision.objects.filter(criteria__version=version)[0]
    make_model_version("second", published=False, shared=[shared])
    with refused(CONTENT):
        update(PracticeRevision, "statement", "Another.", shared.pk)


def test_published_practice_can_have_a_new_revision(version: ModelVersion) -> None:
    practice = Practice.objects.filter(revisions__criteria__version=version)[0]
    assert make_revision(practice.key, number=2).number == 2


@pytest.fixture
def entry(version: ModelVersion) -> TrailEntry:
    assessment = make_assessment(make_organisation().units.get(), [version])
    action = TrailEntry.Action.STARTED
    return TrailEntry.objects.create(person=uuid.uuid4(), action=action, assessment=assessment, new={"a": 1})


@pytest.mark.parametrize("column", [field.column for field in TrailEntry._meta.concrete_fields])
def test_column_of_the_trail_cannot_change(entry: TrailEntry, column: str) -> None:
    with refused(TRAIL):
        update(TrailEntry, column, differ(entry, column), entry.pk)


def test_entry_of_the_trail_cannot_go(entry: TrailEntry) -> None:
    with refused(TRAIL):
        delete(TrailEntry, entry.pk)


def test_text_of_the_trail_can_only_be_blanked() -> None:
    text = TrailText.objects.create(person=uuid.uuid4(), body="Because.")
    pk = prepare(TrailText, "id", text.pk)
    for column, value in (("body", "Another."), ("person", uuid.uuid4()), ("id", uuid.uuid4())):
        with refused(TRAIL):
            update(TrailText, column, value, pk)
    with refused(TRAIL):
        delete(TrailText, pk)
    assert update(TrailText, "body", "", pk) == 1
    with refused(TRAIL):
        update(TrailText, "body", "Because.", pk)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only on PostgreSQL are there truncations")
@pytest.mark.parametrize("table", GUARDED)
def test_guarded_table_cannot_be_truncated(version: ModelVersion, table: type[models.Model]) -> None:
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with refused(f"{CONTENT}|{TRAIL}"):
        run(f'TRUNCATE "{table._meta.db_table}" CASCADE')


def replace(table: type[models.Model], pk: Any, **changed: str) -> int:
    """Write a row again over itself, with some columns changed."""
    name = table._meta.db_table
    columns = [field.column for field in table._meta.concrete_fields]
    values = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    return run(f'INSERT OR REPLACE INTO "{name}" ({named}) SELECT {values} FROM "{name}" WHERE id = %s', pk)  # noqa: S608


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only on SQLite is there INSERT OR REPLACE")
@pytest.mark.parametrize("table", GUARDED)
def test_guarded_row_cannot_be_replaced(entry: TrailEntry, table: type[models.Model]) -> None:
    TrailText.objects.create(person=uuid.uuid4(), body="Because.")
    pk = prepare(table, "id", table._base_manager.values_list("pk", flat=True)[0])
    with refused(f"{CONTENT}|{TRAIL}"):
        replace(table, pk)
    if table is not TrailText:  # which nothing but its id makes unique
        with refused(f"{CONTENT}|{TRAIL}"):
            replace(table, pk, id="10000000")
