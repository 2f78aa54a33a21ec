"""Texts that hold one entry per line, as lists."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def lines(text: str | None) -> list[str]:
    """The entries of a text with one per line; empty lines are left out."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
