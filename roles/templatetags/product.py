"""What the frame of a page says about the product."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.template import Context

from roles.visitors import may_browse

register = template.Library()


@register.simple_tag
def product_version() -> str:
    """The running version, such as "0.1.0"."""
    return str(settings.VERSION)


@register.simple_tag(takes_context=True)
def content_is_open(context: Context) -> bool:
    """Whether the reader may follow links to roles, models and the rest; never on a page without a request."""
    request = context.get("request")
    return request is not None and may_browse(request)
