"""Texts that editors write in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from roles import rich_text as rendering

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def rich_text(text: str | None) -> SafeString:
    """Paragraphs and lists."""
    return rendering.render_rich_text(text or "")


@register.filter
def rich_line(text: str | None) -> SafeString:
    """Emphasis and links inside a paragraph, an entry of a list or a cell."""
    return rendering.render_rich_line(text or "")


@register.filter
def plain_text(text: str | None) -> str:
    """The words alone."""
    return rendering.render_plain_text(text or "")
