"""The budget of the style sheets: small enough to read, to send and to keep in mind."""

from __future__ import annotations

import re
from pathlib import Path

from tests.house.source import ROOT

MOST_BYTES = 30_000
FOLDER = ROOT / "static" / "css"
FOR_PAPER_ONLY = "report.css"
CLASS = re.compile(r"\.(-?[a-z][\w-]*)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CODE_FOLDERS = ("templates", "static/js", "assessments", "accounts", "roles")
# Plotly writes its own class names; a level or a step is a name with a number or a role behind it.
FOREIGN = ("plotly.css",)
COMPOSED = ("heat-", "step-", "chart-", "notice-", "unit-depth-", "tag-")


def test_style_sheets_of_the_screen_keep_their_budget() -> None:
    sheets = [path for path in FOLDER.glob("*.css") if path.name != FOR_PAPER_ONLY]
    assert sum(path.stat().st_size for path in sheets) <= MOST_BYTES


def list_screen_sheets() -> list[Path]:
    """The style sheets whose classes are ours, without the one for paper."""
    return [path for path in FOLDER.glob("*.css") if path.name not in (FOR_PAPER_ONLY, *FOREIGN)]


def test_every_class_of_a_style_sheet_is_used() -> None:
    styled = {name for path in list_screen_sheets() for name in CLASS.findall(COMMENT.sub("", path.read_text()))}
    words = set(re.findall(r"[\w-]+", read_code()))
    assert sorted(name for name in styled if not name.startswith(COMPOSED) and name not in words) == []


def read_code() -> str:
    """The text of everything that may name a class."""
    files = [path for folder in CODE_FOLDERS for path in (ROOT / folder).rglob("*")]
    return "\n".join(path.read_text() for path in files if path.suffix in (".html", ".js", ".py"))
