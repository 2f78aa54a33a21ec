"""Database triggers that keep published content and the trail unchanged, whoever writes.

The SQL stands in `sql/guards_<vendor>.sql`, is safe to run again, and runs after every migration, because SQLite
drops a table's triggers when it remakes the table. A system check reports a guard that is missing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db import DatabaseError
    from django.db.backends.base.base import BaseDatabaseWrapper

SQL_FOLDER = Path(__file__).parent / "sql"
PARTING = re.compile(r"^-- next$", re.MULTILINE)
NAMED = re.compile(r"CREATE (?:OR REPLACE )?TRIGGER (guard_\w+) .*? ON (\w+)", re.DOTALL)
REFUSAL = "published content cannot change"
"""How the sentence begins with which the database refuses; it stands in the SQL."""
LAST_TABLE = "assessments_snapshot"
INSTALLED = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'",
    "postgresql": (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
        " WHERE NOT tgisinternal AND tgname LIKE 'guard_%' AND pg_table_is_visible(tgrelid)"
    ),
}
Guards = dict[str, str]


def install_guards(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place; those that stand already stay as they are."""
    with connection.cursor() as cursor:
        for statement in PARTING.split(_read_sql(connection.vendor)):
            cursor.execute(statement)


def remove_guards(connection: BaseDatabaseWrapper) -> None:
    """Take every guard away: while tables are remade, and for tests that empty them."""
    drop = "DROP TRIGGER {0}" if connection.vendor == "sqlite" else "DROP TRIGGER {0} ON {1}"
    with connection.cursor() as cursor:
        for name, table in list_installed(connection).items():
            cursor.execute(drop.format(name, table))


def list_expected(vendor: str) -> Guards:
    """The guards that should stand: trigger name → table name."""
    return dict(NAMED.findall(_read_sql(vendor)))


def list_installed(connection: BaseDatabaseWrapper) -> Guards:
    with connection.cursor() as cursor:
        cursor.execute(INSTALLED[connection.vendor])
        return dict(cursor.fetchall())


def list_missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the guards that should stand and do not; empty before the tables exist."""
    if not has_tables(connection):
        return []
    return sorted(set(list_expected(connection.vendor)) - set(list_installed(connection)))


def has_tables(connection: BaseDatabaseWrapper) -> bool:
    return LAST_TABLE in connection.introspection.table_names()


def lift_before_migrate(*, using: str, plan: Sequence[object], **_: Any) -> None:
    """SQLite renames no table while a trigger names one that is being remade, so an upgrade would fail half way.

    Where migrating fails, the guards stay away until it succeeds; the system check tells.
    """
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        remove_guards(connection)


def install_after_migrate(*, using: str, **_: Any) -> None:
    connection = connections[using]
    if has_tables(connection):
        install_guards(connection)


def is_refusal(error: DatabaseError) -> bool:
    """Whether a guard of published content stopped the statement."""
    return REFUSAL in str(error)


def _read_sql(vendor: str) -> str:
    return (SQL_FOLDER / f"guards_{vendor}.sql").read_text(encoding="utf-8")
