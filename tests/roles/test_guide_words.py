"""The words of each kind of guide, on pages and in the documentation for editors."""

from __future__ import annotations

from pathlib import Path

import pytest

from roles.guide_words import WORDS
from roles.models import Guide

PAGE = Path(__file__).parents[2] / "docs" / "body-of-knowledge.md"


@pytest.mark.parametrize("kind", Guide.Kind.values)
def test_documentation_names_the_lists_of_every_kind(kind: str) -> None:
    row = next(line for line in PAGE.read_text().splitlines() if line.startswith(f"| `{kind}` |"))
    words = WORDS[kind]
    assert [cell.strip() for cell in row.split("|")][3:6] == [words.points, words.action_items, words.cautions]


def test_words_come_in_the_order_of_the_kinds() -> None:
    assert list(WORDS) == Guide.Kind.values
