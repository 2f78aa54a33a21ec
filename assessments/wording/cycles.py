"""Cycles in words."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils.translation import ngettext

from assessments.wording.numbers import say_list

SECOND_HALF = 7


def name_cycle(day: datetime.date) -> str:
    """The name that a cycle gets unless somebody chooses another. Example: 20 November 2026 → "2026 H2"."""
    return f"{day.year} H{2 if day.month >= SECOND_HALF else 1}"


def say_taken(units: Sequence[str]) -> str:
    """Which units cannot be added once more."""
    text = ngettext(
        "%(units)s has an assessment in this cycle already.",
        "%(units)s have assessments in this cycle already.",
        len(units),
    )
    return text % {"units": say_list(units)}
