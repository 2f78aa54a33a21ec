"""Fields and labels that several forms share."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.models import AnswerKind
from assessments.models.answers import MAX_LINK, MAX_LINKS

SPECIAL = (AnswerKind.NOT_APPLICABLE, AnswerKind.DONT_KNOW)
ISO_DAY = "%Y-%m-%d"
# Of what fits into 64 bits.
MOST_DIGITS = 18
WEB = ("http", "https")
UNKNOWN_POINT = _("Choose one of the answers that are listed.")


class PlainText(forms.CharField):
    """Text whose line ends count as one character, as they do in the browser."""

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        return str(text).replace("\r\n", "\n").replace("\r", "\n")


class DayField(forms.DateField):
    """A day, sent as ISO 8601 writes it; how it is shown and chosen is left to the browser and its language."""

    def __init__(self, **kwargs: Any) -> None:
        own = {"invalid": _("Write the day as year-month-day, such as 2027-06-30.")}
        kwargs["error_messages"] = own | kwargs.get("error_messages", {})
        widget = forms.DateInput(format=ISO_DAY, attrs={"type": "date"})
        super().__init__(input_formats=[ISO_DAY], widget=widget, **kwargs)


class DueDayField(DayField):
    """The day by which people shall have submitted; it may be left open."""

    def __init__(self, **kwargs: Any) -> None:
        said = _(
            "By when everybody should have submitted. Answers are still taken afterwards, until collecting closes."
        )
        super().__init__(label=_("Due day"), help_text=said, required=False, **kwargs)


class RowsField(forms.ModelMultipleChoiceField):
    """Rows chosen by their keys. A number that is larger than any key is a wrong choice, and no failure of SQL."""

    def clean(self, value: Any) -> Any:
        for item in value or ():
            if len(str(item)) > MOST_DIGITS:
                wrong = {"value": str(item)[:MOST_DIGITS]}
                raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params=wrong)
        return super().clean(value)


class LinkLines(PlainText):
    """Web addresses, one per line; cleans to a tuple of strings."""

    def clean(self, value: object) -> tuple[str, ...]:
        lines = tuple(line.strip() for line in self.to_python(value).split("\n") if line.strip())
        problems = [*_check_count(lines), *(problem for line in lines for problem in _check_link(line))]
        if problems:
            raise ValidationError(problems)
        return lines


class ChangeIds(forms.CharField):
    """Ids of changes, with spaces between them; cleans to a tuple of UUIDs."""

    def clean(self, value: object) -> tuple[uuid.UUID, ...]:
        try:
            return tuple(uuid.UUID(word) for word in str(super().clean(value)).split())
        except ValueError as problem:
            raise ValidationError(_("This page sent something unreadable. Load it again."), code="no_id") from problem


def _check_count(lines: tuple[str, ...]) -> list[ValidationError]:
    if len(lines) <= MAX_LINKS:
        return []
    return [ValidationError(_("Give at most %(limit)s links."), params={"limit": MAX_LINKS}, code="too_many")]


def _check_link(line: str) -> list[ValidationError]:
    if len(line) > MAX_LINK:
        message = _("A link can have at most %(limit)s characters.")
        return [ValidationError(message, params={"limit": MAX_LINK}, code="too_long")]
    if not is_web_address(line):
        message = _("“%(link)s” is not a web address. Start it with https:// or http://.")
        return [ValidationError(message, params={"link": line[:80]}, code="not_web")]
    return []


def is_web_address(text: str) -> bool:
    """Whether the text is an http or https address with a host, and holds no white space or control character."""
    if any(character.isspace() or not character.isprintable() for character in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in WEB and bool(parts.hostname)
    except ValueError:
        return False
