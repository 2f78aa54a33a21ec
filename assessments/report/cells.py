"""Rows of a spreadsheet as text, for whatever program opens them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

# A program that opens the file would take what begins so for a formula, and some formulas reach out of the file.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Without it some programs take UTF-8 for something else.
BYTE_ORDER_MARK = "\ufeff"


def stream_csv(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows as CSV (RFC 4180, UTF-8), one at a time, with cells that nobody's program computes."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([quote_cell(cell) for cell in row])


def quote_cell(text: str) -> str:
    """Text that stays text: what looks like a formula gets an apostrophe in front. Example: =1+1 becomes '=1+1."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


class _Echo:
    """What the writer of the standard library takes for a file; it hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line
