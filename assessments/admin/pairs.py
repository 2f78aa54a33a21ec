"""Texts known by a code, such as lines of evidence, written without braces and quotation marks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

HOW = _("In each line a code, a colon and the text.")


class PairsField(forms.CharField):
    """A stored object of texts as lines. Example: "yes: A page on the intranet." is {"yes": "A page on the intranet."}.

    `encoder` and `decoder` are what the model field hands to the form field that this one stands for.
    """

    widget = forms.Textarea

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.help_text = format_lazy("{} {}", self.help_text, HOW)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{code}: {text}" for code, text in value.items()) if isinstance(value, dict) else value

    def to_python(self, value: Any) -> Any:
        lines = [line for line in (super().to_python(value) or "").splitlines() if line.strip()]
        found: dict[str, str] = {}
        for line in lines:
            code, colon, text = (part.strip() for part in line.partition(":"))
            if not (code and colon and text):
                raise ValidationError(_("This line lacks a code, a colon or a text: %(line)s"), params={"line": line})
            if code in found:
                raise ValidationError(_("There are two lines for “%(code)s”."), params={"code": code})
            found[code] = text
        return found

    def run_validators(self, value: Any) -> None:
        """None of a single text; what the lines may say, the model checks."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool((initial or {}) != self.to_python(data))
        except ValidationError:
            return True
