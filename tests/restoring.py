"""The database as it was before the first test, put back after every test that commits.

Django would empty all tables and fill those of its own again, which takes longer than most tests; and the guards would
have to be taken away for it. SQLite gets a copy of its file back. PostgreSQL deletes the rows of the tables that have
any, while no trigger fires; numbering goes on there, as it does when Django empties the tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

PutBack = Callable[[], None]


def remember() -> PutBack:
    """Keep the database as it is now. What is returned puts it back so, as often as it is called."""
    return _remember_file() if connection.vendor == "sqlite" else _remember_rows()


def _remember_file() -> PutBack:
    original = sqlite3.connect(":memory:")
    with _open_file() as file:
        file.backup(original)

    def put_back() -> None:
        # A statement that was not read to its end would hold the file.
        connection.close()
        with _open_file() as file:
            original.backup(file)

    return put_back


def _open_file() -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(connection.settings_dict["NAME"]))


def _remember_rows() -> PutBack:
    """The few rows that every installation has are kept in tables of a schema of their own."""
    tables = sorted({*connection.introspection.table_names()} - {MigrationRecorder.Migration._meta.db_table})
    kept = _list_filled(tables)
    _execute("CREATE SCHEMA original", *(f'CREATE TABLE original."{name}" AS TABLE "{name}"' for name in kept))

    def put_back() -> None:
        filled = sorted({*_list_filled(tables), *kept})
        deletions = [f'DELETE FROM "{name}"' for name in filled]  # noqa: S608 - names of our own tables
        with transaction.atomic():
            _execute("SET LOCAL session_replication_role = replica", *deletions)
            _execute(*(f'INSERT INTO "{name}" TABLE original."{name}"' for name in kept))

    return put_back


def _list_filled(tables: list[str]) -> list[str]:
    """Which of the tables have rows, asked all at once."""
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (TABLE \"{name}\")" for name in tables)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return [name for (name,) in rows]


def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
