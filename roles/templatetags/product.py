"""What the frame of a page says about the product."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def product_version() -> str:
    """The running version, such as "0.1.0"."""
    return str(settings.VERSION)
