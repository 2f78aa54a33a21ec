"""What a command needs before it can do anything."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db import connection
from django.utils.translation import gettext as _

from assessments import guards


def require_tables() -> None:
    """Stop with one line and exit code 2 while the database has no tables."""
    if not guards.has_tables(connection):
        raise CommandError(_("The database has no tables yet; run `manage.py migrate` first."), returncode=2)
