"""Speed of the engine: `python -m tests.scoring.measure` prints medians in milliseconds. A benchmark, never a test."""

from __future__ import annotations

import sys
from statistics import median
from time import perf_counter
from typing import Any

from assessments.scoring import Reply, Rubric, list_answers, list_unsettled, rated, score_assessment, settle_all

from .build import SCALES, make_practice, make_rubric

ROLES = [frozenset({name}) for name in ("provider", "user", "other-user", "developer", "legal-counsel")]


def make_model(name: str, levels: list[int], practices: list[str], ability: int) -> Rubric:
    """A rubric of the size of a shipped model: 8 dimensions, and `ability` practices that measure ability."""
    axes = [f"axis-{number}" for number in range(8)]
    rows: list[dict[str, Any]] = [
        {
            "practice": practice,
            "dimension": axes[n % 8],
            "level": levels[1 + n % 4],
            "scale": "practice",
            "key": n % 4 == 0,
        }
        for n, practice in enumerate(practices[ability:])
    ]
    rows += [
        {"practice": practice, "dimension": "ability", "level": None, "scale": "practice"}
        for practice in practices[:ability]
    ]
    dimensions = {**dict.fromkeys(axes, "maturity"), "ability": "ability"}
    return make_rubric({"model": name, "levels": levels, "dimensions": dimensions, "criteria": rows})


def time_median(work: Any, rounds: int = 200) -> float:
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return 1000 * median(times)


def main() -> None:
    keys = [f"practice-{number}" for number in range(115)]
    models = make_model("todo", [0, 1, 2, 3, 4], keys[:45], 10), make_model("osmm", [1, 2, 3, 4, 5], keys[43:], 0)
    points = list(SCALES["practice"]["points"])
    answers = {key: rated(points[n % 6]) for n, key in enumerate(keys)}
    practices = [make_practice(key) for key in keys]
    replies = {
        key: [Reply(roles=ROLES[p % 5], answer=rated(points[(n + p) % 6])) for p in range(40)]
        for n, key in enumerate(keys)
    }

    def score_one() -> None:
        for model in models:
            score_assessment(model, answers)

    def score_forty() -> None:
        units = settle_all(practices, replies)
        for model in models:
            score_assessment(model, list_answers(units), unsettled=list_unsettled(units))

    sys.stdout.write(f"two models, 45 + 72 criteria, one participant: {time_median(score_one):.2f} ms\n")
    sys.stdout.write(f"the same after settling 115 practices x 40 participants: {time_median(score_forty):.2f} ms\n")


if __name__ == "__main__":
    main()
