"""Bring the data of this installation up to date before the server starts. Steps with nothing to do print nothing."""

from __future__ import annotations

import hashlib
import os
import secrets
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ospo_site.settings")

import django  # noqa: E402 - the path above has to be set first
from django.conf import settings  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.staticfiles.finders import get_finders  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.management.base import CommandError  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402

from ospo_site.env import SettingsError  # noqa: E402

FIRST_ADMINISTRATOR = """
Nobody can sign in yet. Create the first administrator in a second terminal:
  .venv/bin/python manage.py createsuperuser
then sign in and add your organisation at {address}/admin/
"""


def check_port(port: str) -> None:
    """Say so now, and not after a minute of preparation, when the server could not start."""
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        sys.exit(f"PORT is {port!r}; expected a number from 1 to 65535, such as make run PORT=9000")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except OSError as problem:
            sys.exit(f"Port {port} cannot be used ({problem.strerror}); try another: make run PORT=9000")


def make_secret_key() -> None:
    """A key of this installation's own, readable by its owner only, unless the environment brings one."""
    folder = Path(os.environ.get("OSPO_DATA_DIR") or ROOT / "var")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = folder / "secret_key"
    if key.exists() or os.environ.get("SECRET_KEY") or os.environ.get("SECRET_KEY_FILE"):
        return
    with open(os.open(key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(64) + "\n")


def prepare_database() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
    if settings.CACHES["default"]["LOCATION"] not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)


def collect_static_files() -> None:
    """Collect only when a file came, went or changed: compressing takes several seconds."""
    stamp, digest = Path(settings.STATIC_ROOT) / ".collected", digest_static_files()
    if settings.DEBUG or (stamp.exists() and stamp.read_text(encoding="utf-8") == digest):
        return
    print("Collecting and compressing static files …")
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest, encoding="utf-8")


def digest_static_files() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: str(found[0])):
            status = os.stat(storage.path(name))
            digest.update(f"{storage.path(name)} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def main() -> None:
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr] # also when it goes to a log file
    port = os.environ.get("PORT", "8000")
    address = f"http://127.0.0.1:{port}"
    check_port(port)
    make_secret_key()
    try:
        django.setup()
    except SettingsError as problem:
        sys.exit(str(problem))
    prepare_database()
    collect_static_files()
    try:
        call_command("load_content", verbosity=0)
        if os.environ.get("DEMO", "1") != "0":
            call_command("seed_demo")
    except CommandError as problem:
        sys.exit(str(problem))
    if not get_user_model().objects.exists():
        print(FIRST_ADMINISTRATOR.format(address=address))
    print(f"OSPO Maturity is at {address} (Ctrl+C stops it)")


if __name__ == "__main__":
    main()
