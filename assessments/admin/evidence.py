"""The lines of evidence of a practice, written without braces and quotation marks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class EvidenceField(forms.CharField):
    """One line for each point of the scale: its code, a colon, what would show it. As stored: code → text.

    >>> EvidenceField().clean("yes: A page on the intranet.")
    {'yes': 'A page on the intranet.'}
    """

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, label=_("Evidence"), **kwargs)
        self.help_text = _("One line for each answer of the scale: its code, a colon, and what would show it.")

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{code}: {text}" for code, text in value.items()) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Any:
        lines = [line for line in (super().to_python(value) or "").splitlines() if line.strip()]
        found: dict[str, str] = {}
        for line in lines:
            code, colon, text = (part.strip() for part in line.partition(":"))
            if not colon or not code or not text:
                raise ValidationError(_("Write a code, a colon and a text in each line, not “%(line)s”."), params={"line": line})
            if code in found:
                raise ValidationError(_("There are two lines for “%(code)s”."), params={"code": code})
            found[code] = text
        return found

    def validate(self, value: Any) -> None:
        """Nothing to check of the lines by themselves."""

    def run_validators(self, value: Any) -> None:
        """Nothing either: the limits of a text do not fit several."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool((initial or {}) != self.to_python(data))
        except ValidationError:
            return True
