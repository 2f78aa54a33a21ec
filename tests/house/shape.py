"""The budgets of the house: length of files, functions and templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from tests.house.source import Finding, count_lines, walk_functions

MAX_FILE, MAX_TEST_FILE, MAX_TEMPLATE = 300, 400, 100
MAX_FUNCTION, MAX_MEDIAN = 40, 8


def check_length(where: str, text: str, *, limit: int) -> Iterator[Finding]:
    lines = len(text.splitlines())
    if lines > limit:
        yield Finding(where=where, what=f"has {lines} lines, more than {limit}; split it by stage, not by kind")


def check_functions(where: str, text: str) -> Iterator[Finding]:
    for function in walk_functions(text):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        if lines > MAX_FUNCTION:
            yield Finding(where=f"{where}:{function.lineno}", what=f"{function.name} has {lines} lines")


def compute_median(texts: Iterable[str]) -> float:
    """Median number of lines of all functions, without their docstrings."""
    return median(count_lines(function) for text in texts for function in walk_functions(text))


def get_file_limit(path: Path, root: Path) -> int:
    return MAX_TEST_FILE if path.relative_to(root).parts[0] == "tests" else MAX_FILE
