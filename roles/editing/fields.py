"""The fields of a form for content: long texts in Markdown, and the reason of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.core.validators import MaxLengthValidator
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from roles.history import MOST_REASON
from roles.rich_text import MOST_CHARACTERS

if TYPE_CHECKING:
    from django.db.models import Field
    from django.http import HttpRequest

REASON = "change_reason"
MARKDOWN = _("Markdown: *emphasis*, **strong**, `code`, [words](https://address), lists with a hyphen.")


class ContentForm(forms.ModelForm):
    """Asks beside the content why it is changed. The answer stands in the history."""

    change_reason = forms.CharField(
        label=_("Why this change"),
        max_length=MOST_REASON,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("A few words for those who read the history. May stay empty."),
    )

    @cached_property
    def changed_data(self) -> list[str]:
        """A reason alone is no change."""
        return [name for name in super().changed_data if name != REASON]


class RichFieldsMixin(BaseModelAdmin):
    """Admin pages and inlines whose `rich_fields` are Markdown."""

    rich_fields: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in self.rich_fields:
            field.widget.attrs |= {"data-markdown": "", "maxlength": MOST_CHARACTERS}
            field.validators.append(MaxLengthValidator(MOST_CHARACTERS))
            field.help_text = format_lazy("{} {}", field.help_text, MARKDOWN) if field.help_text else MARKDOWN
        return field
