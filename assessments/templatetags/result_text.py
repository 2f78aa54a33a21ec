from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from django import template

register = template.Library()
Value = TypeVar("Value")
LONG_WORD = re.compile(r"\S{60,}")
PIECE = 40
BREAK_HERE = "\N{ZERO WIDTH SPACE}"


@register.filter
def lookup(mapping: Mapping[str, Value], key: str) -> Value | None:
    """The value of a key that is itself a variable; None without it."""
    return mapping.get(key)


@register.filter
def breakable(text: str) -> str:
    """The text with places to break in words of 60 characters and more.

    A page never has to be wider than its words then, and the layout engine of the PDF, which tries each character of
    a word that does not fit, takes a quarter of the time.
    """
    return LONG_WORD.sub(_cut, text)


def _cut(found: re.Match[str]) -> str:
    word = found.group()
    return BREAK_HERE.join(word[start : start + PIECE] for start in range(0, len(word), PIECE))
