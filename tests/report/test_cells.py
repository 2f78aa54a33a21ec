"""Cells of a spreadsheet: text stays text, whatever it looks like."""

from __future__ import annotations

import csv
import io

import pytest

from assessments.report.cells import quote_cell, stream_csv


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_looks_like_a_formula_is_quoted(text: str) -> None:
    assert quote_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Standard", "1 + 1", "a=b", "'=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert quote_cell(text) == text


def test_rows_come_back_whole_with_quotes_breaks_and_every_script() -> None:
    rows = [["a", 'say "yes", or no'], ["two\nlines", "程序员"]]
    text = "".join(stream_csv(rows)).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text, newline=""))) == rows
