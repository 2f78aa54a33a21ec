"""The fields of a form for content: long texts in Markdown, and the reason of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.validators import MaxLengthValidator
from django.db.models import TextField
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


class LinesTextarea(AdminTextareaWidget):
    """Browsers end lines otherwise than files do; the difference would look like a change of every list."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 5, **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class RichFieldsMixin(BaseModelAdmin):
    """Admin pages and inlines whose `rich_fields` are Markdown."""

    rich_fields: tuple[str, ...] = ()

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, TextField):
            kwargs.setdefault("widget", LinesTextarea)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in self.rich_fields:
            field.widget.attrs |= {"data-markdown": "", "maxlength": MOST_CHARACTERS}
            field.validators.append(MaxLengthValidator(MOST_CHARACTERS))
            field.help_text = format_lazy("{} {}", field.help_text, MARKDOWN) if field.help_text else MARKDOWN
        return field
