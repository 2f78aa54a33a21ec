"""Exact numbers in the database: fractions kept as canonical strings."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models.expressions import Expression


def parse_fraction(text: object) -> Fraction:
    """The fraction written as "2/5" or "1"; raises ValidationError for anything else, floats included."""
    if isinstance(text, Fraction):
        return text
    if not isinstance(text, (str, int)) or isinstance(text, bool):
        raise ValidationError(_("Write a fraction such as 2/5 or 1."), code="invalid")
    try:
        return Fraction(str(text).strip())
    except (ValueError, ZeroDivisionError) as error:
        raise ValidationError(_("Write a fraction such as 2/5 or 1."), code="invalid") from error


if TYPE_CHECKING:
    TextColumn = models.CharField[Fraction | str, Fraction]
else:
    TextColumn = models.CharField


class FractionField(TextColumn):
    """A `Fraction`, stored in lowest terms ("2/5", "1"), so that no value is ever rounded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        super().__init__(*args, **kwargs)

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> Fraction | None:
        return None if value is None else Fraction(value)

    def to_python(self, value: object) -> Any:
        return None if value is None or value == "" else parse_fraction(value)

    def get_prep_value(self, value: object) -> Any:
        return None if value is None else str(parse_fraction(value))

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def run_validators(self, value: object) -> None:
        super().run_validators(str(value))
