from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from assessments.guards import list_expected, remove_guards
from assessments.system_checks import check_guards, check_journal, describe_journal


@pytest.mark.django_db
def test_missing_guards_are_an_error_that_names_them() -> None:
    assert check_guards(databases=["default"]) == []
    remove_guards(connection)
    (problem,) = check_guards(databases=["default"])
    names = ", ".join(sorted(list_expected(connection.vendor)))
    assert (problem.id, problem.msg) == ("assessments.E001", f"Database guards are missing: {names}.")


@pytest.mark.django_db
def test_missing_guards_do_not_stop_the_migrations_that_put_them_in_place() -> None:
    remove_guards(connection)
    MigrationRecorder(connection).migration_qs.filter(app="assessments").order_by("-pk")[:1].get().delete()
    assert check_guards(databases=["default"]) == []


@pytest.mark.django_db
def test_journal_mode_is_named_on_sqlite_only() -> None:
    found = [(problem.id, problem.is_serious()) for problem in check_journal(databases=["default"])]
    assert found == ([("assessments.I001", False)] if connection.vendor == "sqlite" else [])


def test_checks_ask_no_database_that_is_not_named() -> None:
    assert (check_guards(databases=None), check_journal(databases=None)) == ([], [])


@pytest.mark.parametrize(
    ("mode", "version", "code"),
    [
        ("delete", (3, 40, 1), "assessments.I001"),
        ("delete", (3, 52, 0), "assessments.I001"),
        ("wal", (3, 51, 3), "assessments.I001"),
        ("wal", (3, 51, 2), "assessments.W001"),
    ],
)
def test_writing_ahead_with_an_older_library_is_a_warning(mode: str, version: tuple[int, ...], code: str) -> None:
    message = describe_journal(mode, version)
    assert (message.id, ".".join(map(str, version)) in str(message.hint)) == (code, True)
