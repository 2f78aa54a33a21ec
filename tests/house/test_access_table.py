"""Every address has its line in the table of access, so that nobody can add a page and forget who may see it."""

from __future__ import annotations

from tests.access.routes import list_missing, list_strays
from tests.access.table import ROWS

HELP = """
The table of access lacks these addresses. Add a line for each method that they know to TABLE in tests/access/table.py
(the heading says whose answer each column is; "200", or "in 200", will do when it is the same for all), make what a new
placeholder stands for in tests/access/world.py, and run `pytest tests/access`:
"""


def test_table_of_access_knows_every_address() -> None:
    missing = list_missing(ROWS)
    assert not missing, HELP + "\n".join(f"  {route}" for route in missing)


def test_table_of_access_names_no_address_that_is_gone() -> None:
    assert list_strays(ROWS) == []
