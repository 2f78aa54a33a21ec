"""Measuring one page: its time over HTTP, and in this process its queries and how long it keeps the processor busy."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from statistics import median
from time import process_time

from django.db import connection
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.queries.questionnaires import Question
from tests.bench.figures import Figure, take_times
from tests.bench.http import OK, Browser

PAGE_ROUNDS, WORK_ROUNDS = 60, 12
NOT_QUERIES = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def measure_page(
    browser: Browser,
    client: Client,
    name: str,
    path: str,
    *,
    bound: float | None = None,
    rounds: int = PAGE_ROUNDS,
) -> Figure:
    queries = count_queries(lambda: client.get(path))
    work = median(take_times(lambda: client.get(path), rounds=WORK_ROUNDS, warm_up=1, clock=process_time))
    times = take_times(lambda: browser.get(path), rounds=rounds, warm_up=3)
    return Figure(name=name, times=times, bound=bound, queries=queries, work=work)


def build_change(question: Question, version: int) -> dict[str, str]:
    choices = question.scale.choices
    fields = {
        "version": str(version),
        "change": str(uuid.uuid4()),
        "choice": choices[version % len(choices)].code,
        "comment": f"Change number {version}.",
    }
    return {f"{question.key}-{name}": value for name, value in fields.items()}


def count_queries(ask: Callable[[], HttpResponseBase]) -> int:
    """Queries of one request once everything that a process keeps is known; the marks of transactions do not count."""
    require_success(ask())
    with CaptureQueriesContext(connection) as captured:
        require_success(ask())
    return sum(not query["sql"].startswith(NOT_QUERIES) for query in captured)


def require_success(response: HttpResponseBase) -> None:
    if response.status_code != OK:
        raise RuntimeError(f"A page that is measured answers {response.status_code}.")
