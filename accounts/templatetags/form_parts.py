"""The parts of a form field that our crispy pack needs and Django's own templates do not give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms, template

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def field_input(field: BoundField) -> SafeString:
    """The control of a field in our look. A placeholder is left out: the label says it, and stays when one types."""
    classes = f"input {field.field.widget.attrs.get('class', '')}".strip()
    attributes: dict[str, Any] = {"class": classes, "placeholder": False}
    return field.as_widget(attrs=attributes)


@register.filter
def first_control_id(field: BoundField) -> str:
    """The id of what takes the focus when somebody follows a link to the field: the first choice of a group."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.filter
def field_shape(field: BoundField) -> str:
    """How a field is laid out: "group" (radio buttons, checkboxes), "checkbox", or "input" for all others."""
    if isinstance(field.field.widget, forms.CheckboxInput):
        return "checkbox"
    return "group" if isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple) else "input"
