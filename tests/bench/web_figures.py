"""What the browser reported, as a table and as JSON, beside the bounds that the project set itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

from tests.bench.figures import describe_machine

MOST_KILOBYTES, MOST_PAINT, MOST_SHIFT, MOST_INTERACTION, MOST_STEPS = 100, 1200, 0, 100, 3
BOUNDS = {
    "kilobytes": MOST_KILOBYTES,
    "paint_ms": MOST_PAINT,
    "shift": MOST_SHIFT,
    "interaction_ms": MOST_INTERACTION,
    "steps": MOST_STEPS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A first visit of a page: thousands of bytes over the wire, milliseconds to the largest paint, layout shift."""

    name: str
    kilobytes: float
    paint: float
    shift: float

    @property
    def missed(self) -> tuple[str, ...]:
        """The bounds that are missed, by name."""
        found = {
            "weight": self.kilobytes > MOST_KILOBYTES,
            "paint": self.paint > MOST_PAINT,
            "shift": self.shift > MOST_SHIFT,
        }
        return tuple(name for name, is_missed in found.items() if is_missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interaction:
    """One kind of input: milliseconds to the next paint, each time that it was done. 0 stands for less than 16.

    On a busy machine single inputs wait for the processor; the bound is for the median of a kind, the worst is shown.
    """

    name: str
    times: tuple[float, ...]

    @property
    def is_missed(self) -> bool:
        return median(self.times) > MOST_INTERACTION


def write_table(visits: Iterable[Visit], inputs: Iterable[Interaction], moved: float, steps: int) -> str:
    heading = f"{'first visit':<34}{'kB':>9}{'LCP ms':>9}{'CLS':>9}"
    bounds = f"{'at most':<34}{MOST_KILOBYTES:>9}{MOST_PAINT:>9}{MOST_SHIFT:>9}"
    second = f"{'answering, input to next paint':<34}{'median':>9}{'worst':>9}{'n':>9}"
    third = f"{'at most':<34}{MOST_INTERACTION:>9}"
    rule = "-" * len(heading)
    lines = [heading, bounds, rule, *(write_visit(visit) for visit in visits), ""]
    lines += [second, third, rule, *(write_interaction(item) for item in inputs), ""]
    lines += [f"Layout shift while answering: {moved:g} (at most {MOST_SHIFT}: {judge(moved > MOST_SHIFT)})"]
    lines += [
        f"Steps from the sign-in page to a saved answer: {steps} (at most {MOST_STEPS}: {judge(steps > MOST_STEPS)})"
    ]
    return "\n".join(lines) + "\n"


def judge(is_missed: bool) -> str:
    return "MISSED" if is_missed else "met"


def write_visit(visit: Visit) -> str:
    verdict = f"MISSED: {', '.join(visit.missed)}" if visit.missed else "met"
    return f"{visit.name:<34}{visit.kilobytes:>9.1f}{visit.paint:>9.0f}{visit.shift:>9.4g}  {verdict}"


def write_interaction(item: Interaction) -> str:
    numbers = f"{median(item.times):>9.0f}{max(item.times):>9.0f}{len(item.times):>9}"
    return f"{item.name:<34}{numbers}  {judge(item.is_missed)}"


def write_json(
    visits: Sequence[Visit], inputs: Sequence[Interaction], *, moved: float, steps: int, slowdown: int, rounds: int
) -> str:
    document = {
        "taken": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": describe_machine(),
        "slowdown": slowdown,
        "rounds": rounds,
        "bounds": BOUNDS,
        "visits": [to_dict(visit) for visit in visits],
        "interactions": {item.name: item.times for item in inputs},
        "shift_while_answering": moved,
        "steps": steps,
    }
    return json.dumps(document, indent=1) + "\n"


def to_dict(visit: Visit) -> dict[str, Any]:
    return {
        "name": visit.name,
        "kilobytes": round(visit.kilobytes, 1),
        "paint_ms": round(visit.paint),
        "shift": visit.shift,
        "missed": list(visit.missed),
    }
