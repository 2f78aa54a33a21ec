"""Several processes on one answer, on a database of their own: every acknowledged save is there afterwards."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

# Each process may bring a database up to date first, on a machine that has other things to do.
SECONDS = 300
PROCESSES, SAVES, PEOPLE = 4, 25, 8
ROOT = Path(__file__).parents[2]


def run(database: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "DATABASE_URL": database}
    command = [sys.executable, "-m", "tests.actions.saver", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def read(process: subprocess.Popen[str]) -> list[int]:
    out, err = process.communicate(timeout=SECONDS)
    assert process.returncode == 0, err
    return [int(line) for line in out.split()]


@pytest.fixture
def database(tmp_path: Path, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database of the vendor that the suite runs on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'race.sqlite3'}"
        return
    name = f"race_{secrets.token_hex(6)}"
    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"CREATE DATABASE {name}")
    yield f"{base}/{name}"
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_processes_on_one_answer_lose_no_acknowledged_save(database: str) -> None:
    (participant,) = read(run(database, "prepare"))
    processes = [run(database, "count", str(participant), str(SAVES)) for _ in range(PROCESSES)]
    acknowledged = sorted(number for process in processes for number in read(process))
    assert acknowledged == list(range(1, PROCESSES * SAVES + 1))


def test_nothing_is_acknowledged_after_submitting(database: str) -> None:
    (participant,) = read(run(database, "prepare"))
    savers = [run(database, "submit", str(participant)) for _ in range(PROCESSES - 1)]
    read(run(database, "close", str(participant)))
    acknowledged = sorted(number for process in savers for number in read(process))
    assert acknowledged == list(range(1, len(acknowledged) + 1))


def test_many_who_answer_at_once_lose_no_acknowledged_save(database: str) -> None:
    """Everybody answers for themselves; on SQLite they all want the one lock of the file."""
    people = [str(pk) for pk in read(run(database, "prepare", str(PEOPLE)))]
    savers = [run(database, "answer", *people[: PEOPLE // 2]), run(database, "answer", *people[PEOPLE // 2 :])]
    acknowledged = [number for saver in savers for number in read(saver)]
    assert min(acknowledged) > 0
    assert read(run(database, "stored", *people)) == acknowledged == [acknowledged[0]] * PEOPLE
