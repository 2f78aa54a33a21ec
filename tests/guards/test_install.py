"""Putting guards in place: all of them, again and again, and after every migration."""

from __future__ import annotations

import re

import pytest
from django.core.management import call_command
from django.db import connection

from assessments import guards
from assessments.models import ModelVersion

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
