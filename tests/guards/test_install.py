"""Putting guards in place: all of them, again and again, and after every migration."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

from assessments import guards
from assessments.models import MaturityModel, ModelVersion, PracticeRevision
from tests.assessments_factories import make_model_version

ALONE = {"sqlite": "_replace", "postgresql": "_truncate"}


def list_common(vendor: str) -> dict[str, str]:
    return {name: table for name, table in guards.list_expected(vendor).items() if not name.endswith(ALONE[vendor])}


def test_both_databases_have_the_same_guards() -> None:
    """Save the ones against what only one of them knows: truncation, and INSERT OR REPLACE."""
    assert list_common("sqlite") == list_common("postgresql")
    truncated = {table for name, table in guards.list_expected("postgresql").items() if name.endswith("_truncate")}
    keyed = {"assessments_maturitymodel", "assessments_practice"}
    assert truncated == set(list_common("sqlite").values()) - keyed
    replaced = {table for name, table in guards.list_expected("sqlite").items() if name.endswith("_replace")}
    assert replaced == set(list_common("sqlite").values())


def test_every_column_of_a_version_is_compared_on_sqlite() -> None:
    sql = guards._read_sql("sqlite")
    trigger = next(part for part in guards.PARTING.split(sql) if "CREATE TRIGGER guard_version_update" in part)
    columns = sorted(field.column for field in ModelVersion._meta.concrete_fields)
    for side in ("OLD", "NEW"):
        named = re.findall(rf"^    {side}\.(\w+)", trigger, re.MULTILINE)
        assert sorted([*named, "status"]) == columns


@pytest.mark.django_db
def test_every_guard_stands_after_migrating() -> None:
    assert guards.list_installed(connection) == guards.list_expected(connection.vendor)
    assert guards.list_missing(connection) == []


@pytest.mark.django_db
def test_removed_guards_are_missed_and_come_back_with_the_next_migration() -> None:
    guards.remove_guards(connection)
    assert guards.list_installed(connection) == {}
    assert guards.list_missing(connection) == sorted(guards.list_expected(connection.vendor))
    call_command("migrate", verbosity=0)
    assert guards.list_missing(connection) == []


@pytest.mark.django_db
def test_installing_twice_changes_nothing() -> None:
    before = guards.list_installed(connection)
    guards.install_guards(connection)
    assert guards.list_installed(connection) == before


@pytest.mark.django_db
def test_nothing_is_missing_before_there_are_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    guards.remove_guards(connection)
    monkeypatch.setattr(guards, "LAST_TABLE", "no_such_table")
    assert (guards.has_tables(connection), guards.list_missing(connection)) == (False, [])


@pytest.mark.django_db(transaction=True)
def test_guarded_tables_with_published_rows_can_be_remade_while_migrating() -> None:
    """SQLite remakes a table to change a column; an upgrade of an installation in use does that to guarded ones."""
    version = make_model_version()
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    emit_pre_migrate_signal(0, False, connection.alias, plan=plan)
    for table in (ModelVersion, MaturityModel, PracticeRevision):
        field = table._meta.get_field("name" if table is not PracticeRevision else "title")
        longer = models.CharField(max_length=field.max_length + 1)  # type: ignore[union-attr, operator]
        longer.set_attributes_from_name(field.name)
        with connection.schema_editor() as editor:
            editor.alter_field(table, field, longer)  # type: ignore[arg-type]
            editor.alter_field(table, longer, field)  # type: ignore[arg-type]
    emit_post_migrate_signal(0, False, connection.alias)
    assert guards.list_missing(connection) == []
    assert list(ModelVersion.objects.values_list("pk")) == [(version.pk,)]


@pytest.mark.django_db
def test_guards_stay_where_nothing_is_migrated() -> None:
    emit_pre_migrate_signal(0, False, connection.alias, plan=[])
    assert guards.list_missing(connection) == []
