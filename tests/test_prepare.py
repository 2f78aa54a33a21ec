"""The preparation behind `make run`: it sets everything up once, and changes nothing the second time."""

from __future__ import annotations

import hashlib
import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT

# It makes a file of SQLite, whatever the suite runs on.
pytestmark = pytest.mark.once


def prepare(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run it on a database of its own, without collecting static files (which belong to the whole checkout)."""
    environment = {"PATH": os.environ["PATH"], "DEBUG": "true", "OSPO_DATA_DIR": str(folder), **variables}
    command = [sys.executable, "bin/prepare.py"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)


def find_free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def test_start_sets_up_what_is_missing_and_then_changes_nothing(tmp_path: Path) -> None:
    port, database = find_free_port(), tmp_path / "db.sqlite3"
    without_demo = prepare(tmp_path, PORT=port, DEMO="0")
    assert "manage.py createsuperuser" in without_demo.stdout
    assert "demo.example" not in without_demo.stdout

    with_demo = prepare(tmp_path, PORT=port)
    assert (with_demo.returncode, with_demo.stderr, "lead@demo.example" in with_demo.stdout) == (0, "", True)

    before = hashlib.sha256(database.read_bytes()).hexdigest()
    again = prepare(tmp_path, PORT=port)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout == f"OSPO Maturity is at http://127.0.0.1:{port} (Ctrl+C stops it)\n"
    assert hashlib.sha256(database.read_bytes()).hexdigest() == before


def test_secret_key_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    prepare(folder, PORT=find_free_port(), DATABASE_URL="nonsense")
    key = folder / "secret_key"
    assert (stat.S_IMODE(key.stat().st_mode), stat.S_IMODE(folder.stat().st_mode)) == (0o600, 0o700)
    assert len(key.read_text(encoding="utf-8").strip()) >= 50


def test_wrong_setting_stops_the_start_with_one_line_about_it(tmp_path: Path) -> None:
    result = prepare(tmp_path, PORT=find_free_port(), OSPO_PDF_SECONDS="soon")
    assert (result.returncode, result.stderr) == (
        1,
        "The settings cannot be used:\nOSPO_PDF_SECONDS is 'soon'; expected a whole number from 5 to 600.\n",
    )


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1"])
def test_port_that_is_none_is_refused_before_anything_is_made(port: str, tmp_path: Path) -> None:
    result = prepare(tmp_path / "data", PORT=port)
    expected = f"PORT is {port!r}; expected a number from 1 to 65535, such as make run PORT=9000\n"
    assert (result.returncode, result.stderr, (tmp_path / "data").exists()) == (1, expected, False)


def test_port_in_use_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = prepare(tmp_path / "data", PORT=str(port))
    expected = f"Port {port} cannot be used (Address already in use); try another: make run PORT=9000\n"
    assert (result.returncode, result.stderr, (tmp_path / "data").exists()) == (1, expected, False)
