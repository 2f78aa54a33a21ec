"""How long loading the shipped content and bringing in a large model file take.

Loading is measured as a new installation has it: the command, on a database of its own that has tables and no content.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from django.db import transaction

from assessments.actions.import_model import import_model
from assessments.queries.files import find_version, load_package
from tests.bench.figures import Figure, take_times
from tests.bench.large import make_large_file

ROOT = Path(__file__).resolve().parents[2]
LOAD_BOUND, IMPORT_BOUND = 10_000, 5_000
LOADS, IMPORTS, PRACTICES = 3, 3, 500


def measure_files() -> Iterator[Figure]:
    times = tuple(_time_first_load() for _ in range(LOADS))
    yield Figure(name="load_content on an empty database, the whole command", times=times, bound=LOAD_BOUND)
    data = make_large_file(practices=PRACTICES)
    times = take_times(lambda: _import_and_undo(data), rounds=IMPORTS, warm_up=0)
    yield Figure(name=f"import of a model file of {PRACTICES} practices", times=times, bound=IMPORT_BOUND)


def _time_first_load() -> float:
    """Milliseconds of the command in a process of its own, its start included."""
    with TemporaryDirectory(prefix="ospo-bench-") as folder:
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        _manage("migrate", "-v0", environment=environment)
        start = perf_counter()
        _manage("load_content", environment=environment)
        return 1000 * (perf_counter() - start)


def _manage(*arguments: str, environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)


@transaction.atomic
def _import_and_undo(data: bytes) -> None:
    draft, _preview = import_model(data=data, file="large.yaml")
    if find_version("large") is None or len(load_package(draft).practices) != PRACTICES:
        raise RuntimeError("The large model did not come in whole.")
    transaction.set_rollback(True)
