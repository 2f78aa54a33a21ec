"""What an operator must know of the database: a missing guard, and how SQLite keeps its journal.

Both ask the database, so they run with `manage.py migrate` and `manage.py check --database default`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Error, Info, Tags, register
from django.core.checks import Warning as Warned
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from assessments import guards

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

FIRST_SAFE_WAL = (3, 51, 3)


@register(Tags.database)
def check_guards(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Published content and the trail are only as safe as their triggers.

    Nothing is said while migrations are due: they put every guard in place, and an error would stop them.
    """
    problems: list[CheckMessage] = []
    for alias in databases or ():
        missing = guards.list_missing(connections[alias])
        if missing and not _has_migrations_due(connections[alias]):
            names = ", ".join(missing)
            hint = "Run `manage.py migrate --skip-checks`, which puts every guard in place."
            problems.append(Error(f"Database guards are missing: {names}.", hint=hint, id="assessments.E001"))
    return problems


def _has_migrations_due(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@register(Tags.database)
def check_journal(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Name the journal mode in effect and why it is that one; warn of the one that older libraries can corrupt."""
    connected = (connections[alias] for alias in databases or ())
    return [
        describe_journal(_read_journal_mode(connection), sqlite3.sqlite_version_info)
        for connection in connected
        if connection.vendor == "sqlite"
    ]


def describe_journal(mode: str, version: tuple[int, ...]) -> CheckMessage:
    """What to tell about a journal mode under a version of the linked SQLite library, such as (3, 40, 1)."""
    library, safe = ".".join(map(str, version)), ".".join(map(str, FIRST_SAFE_WAL))
    if mode == "wal" and version < FIRST_SAFE_WAL:
        hint = (
            f"SQLite {library} can lose pages while it resets the log; fixed in {safe}. Leave the mode to the settings."
        )
        return Warned(
            "SQLite writes ahead (WAL) with a library in which that is not safe.", hint=hint, id="assessments.W001"
        )
    if mode == "wal":
        hint = f"SQLite {library} resets its log safely ({safe} or newer), and readers need not wait for writers."
    else:
        hint = f"The linked SQLite is {library}; writing ahead (WAL) is used from {safe} on, where a fault is fixed."
    return Info(f"SQLite keeps its journal in mode {mode.upper()}.", hint=hint, id="assessments.I001")


def _read_journal_mode(connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return str(cursor.fetchone()[0])
