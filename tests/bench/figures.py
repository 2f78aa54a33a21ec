"""What was measured, as a table and as JSON."""

from __future__ import annotations

import json
import math
import os
import platform
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import Any

import django


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One thing measured. Times and bound in milliseconds; `queries` is None where no database takes part.

    `work` is how long it keeps a processor busy, which a busy machine stretches less than the times; None if unknown.
    """

    name: str
    times: tuple[float, ...]
    bound: float | None = None
    queries: int | None = None
    work: float | None = None

    @property
    def median(self) -> float:
        return median(self.times)

    @property
    def p95(self) -> float:
        """The smallest time that at least 95 of 100 do not exceed. Example: of 40 times the 38th."""
        return sorted(self.times)[math.ceil(0.95 * len(self.times)) - 1]

    @property
    def least(self) -> float:
        """The quickest of all: what the work itself takes when nothing else wants the processor."""
        return min(self.times)

    @property
    def verdict(self) -> str:
        if self.bound is None:
            return ""
        return "met" if self.median <= self.bound else "MISSED"


def take_times(
    work: Callable[[], object], *, rounds: int, warm_up: int, clock: Callable[[], float] = perf_counter
) -> tuple[float, ...]:
    """How long `work` takes, in milliseconds, `rounds` times; the first `warm_up` do not count."""
    for _ in range(warm_up):
        work()
    times = []
    for _ in range(rounds):
        start = clock()
        work()
        times.append(1000 * (clock() - start))
    return tuple(times)


def write_table(figures: Iterable[Figure]) -> str:
    heading = (
        f"{'milliseconds':<62}{'least':>9}{'median':>9}{'p95':>9}{'work':>9}{'bound':>8}  {'':<7}{'queries':>8}{'n':>5}"
    )
    return "\n".join([heading, "-" * len(heading), *(write_row(figure) for figure in figures)]) + "\n"


def write_row(figure: Figure) -> str:
    bound = "" if figure.bound is None else f"{figure.bound:g}"
    queries = "" if figure.queries is None else str(figure.queries)
    work = "" if figure.work is None else f"{figure.work:.2f}"
    numbers = f"{figure.least:>9.2f}{figure.median:>9.2f}{figure.p95:>9.2f}{work:>9}{bound:>8}  {figure.verdict:<7}"
    return f"{figure.name:<62}{numbers}{queries:>8}{len(figure.times):>5}"


def write_json(figures: Iterable[Figure]) -> str:
    document = {"taken": datetime.now(UTC).isoformat(timespec="seconds"), "machine": describe_machine()}
    return json.dumps({**document, "figures": [to_dict(figure) for figure in figures]}, indent=1) + "\n"


def to_dict(figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "least_ms": round(figure.least, 3),
        "median_ms": round(figure.median, 3),
        "p95_ms": round(figure.p95, 3),
        "work_ms": None if figure.work is None else round(figure.work, 3),
        "bound_ms": figure.bound,
        "met": None if figure.bound is None else figure.median <= figure.bound,
        "queries": figure.queries,
        "n": len(figure.times),
    }


def describe_load() -> str:
    """What else the machine was doing matters to every time above."""
    return f"Load of the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors, the benchmark included."


def describe_machine() -> dict[str, str | int | float]:
    return {
        "system": platform.system(),
        "processors": os.cpu_count() or 0,
        "load": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "django": django.get_version(),
        "sqlite": sqlite3.sqlite_version,
    }
