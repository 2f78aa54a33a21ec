"""A scratch installation, prepared and served as `make run` does it: for the benchmark and the screenshots.

Database, secret key and cache live in a temporary folder; the settings are the real ones, with DEBUG off. Nothing of
the shell's own settings takes part.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
FROM_THE_SHELL = ("DATABASE_URL", "SECRET_KEY", "SECRET_KEY_FILE", "ALLOWED_HOSTS", "DEBUG")
HOST, SECONDS_TO_START = "127.0.0.1", 30


@contextmanager
def make_installation(*, demo: bool) -> Iterator[dict[str, str]]:
    """An installation with the shipped content. Yields the environment variables under which its programs run."""
    with TemporaryDirectory(prefix="ospo-maturity-") as folder:
        environment = build_environment(Path(folder), demo=demo)
        for script in (["bin/native.py", "--explain"], ["bin/prepare.py"]):
            run_script(script, environment)
        yield environment


def run_script(script: list[str], environment: dict[str, str]) -> None:
    """Its output is shown only when it fails: what a preparation prints is about the scratch installation."""
    command = [sys.executable, *script]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(script)} failed:\n{done.stdout}{done.stderr}")


def require_programs(packages: Mapping[str, str]) -> None:
    """Install the Debian package of each program that is missing, or stop with the line that says what to install."""
    missing = [package for program, package in packages.items() if shutil.which(program) is None]
    if missing and subprocess.run([ROOT / "bin" / "packages", *missing], check=False).returncode:
        sys.exit(1)


def build_environment(folder: Path, *, demo: bool) -> dict[str, str]:
    own = {
        "DJANGO_SETTINGS_MODULE": "ospo_site.settings",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "OSPO_DATA_DIR": str(folder),
        "OSPO_LOG_LEVEL": "WARNING",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "DEMO": "1" if demo else "0",
        "PORT": str(find_free_port()),
        "WORKERS": "1",
    }
    return {name: value for name, value in os.environ.items() if not is_from_the_shell(name)} | own


def is_from_the_shell(name: str) -> bool:
    return name in FROM_THE_SHELL or name.startswith("OSPO_")


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(environment: dict[str, str]) -> Iterator[str]:
    """The real server with one worker. Yields its address once it answers."""
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "ospo_site.wsgi"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_until_listening(server, int(environment["PORT"]))
        yield f"http://{HOST}:{environment['PORT']}"
    finally:
        server.terminate()
        server.wait(timeout=SECONDS_TO_START)


def wait_until_listening(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while server.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    sys.exit("The server did not start.")
