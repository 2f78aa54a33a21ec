"""The version of the product: the top heading of CHANGELOG.md, and nowhere else."""

from __future__ import annotations

import re
from pathlib import Path

HEADING = re.compile(r"^## (?P<version>[0-9][^\s]*)", re.MULTILINE)


def read_version(changelog: Path) -> str:
    """The version in the first heading that has one; "unknown" when the file is missing or has none."""
    try:
        found = HEADING.search(changelog.read_text(encoding="utf-8"))
    except OSError:
        return "unknown"
    return found["version"] if found else "unknown"
