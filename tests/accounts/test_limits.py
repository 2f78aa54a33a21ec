"""The limits on guessing hold across processes, because they are counted in the database."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.actions.test_save_race import ROOT, database  # noqa: F401 - a fixture: a database of its own


def run(address: str, *words: str) -> str:
    """One process of its own with the real settings. Returns what it printed."""
    real = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "ospo_site.settings", "DEBUG": "1"}
    command = [sys.executable, "-m", "tests.accounts.guesser", *words]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **real}, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_wrong_passwords_are_counted_over_all_processes(database: str) -> None:  # noqa: F811
    run(database, "prepare")
    # Five are let through within five minutes, whoever of the processes takes them.
    assert [run(database, "try", "3"), run(database, "try", "3")] == ["0", "1"]
    assert run(database, "enter") == "0"
