"""Rows on one page that exchange numbers: level 2 becomes 3 and level 3 becomes 2 in one go."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import F, Model
from django.forms import BaseInlineFormSet, ModelForm
from django.utils.translation import gettext_lazy as _

# Further than any number that people write, and far from the end of a small integer.
ASIDE = 10_000


class ExchangeForm(ModelForm):
    def validate_constraints(self) -> None:
        """The rows are compared with each other as they will be, by the form set, and not with what is stored now."""


class ExchangeFormSet(BaseInlineFormSet):
    """`number` is unique among the rows; `mark`, where there is one, stands on one row at most."""

    number: ClassVar[str]
    mark: ClassVar[str] = ""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form not in self.deleted_forms and hasattr(form, "cleaned_data")]
        if self.mark and sum(bool(form.cleaned_data.get(self.mark)) for form in kept) > 1:
            raise ValidationError(_("Mark one row only."))

    def save(self, commit: bool = True) -> list[Model]:
        """Stored numbers are put aside first, so that none is taken when a row gets it."""
        stored = [form for form in self.initial_forms if form.instance.pk]
        if commit and any(self._exchanges(form) for form in stored):
            aside: dict[str, Any] = {self.number: F(self.number) + ASIDE} | ({self.mark: False} if self.mark else {})
            self.get_queryset().update(**aside)
            for form in stored:
                if not form.has_changed():
                    own = {name: getattr(form.instance, name) for name in (self.number, self.mark) if name}
                    type(form.instance)._default_manager.filter(pk=form.instance.pk).update(**own)
        return super().save(commit)

    def _exchanges(self, form: ModelForm) -> bool:
        return bool({self.number, self.mark} & set(form.changed_data))


class LevelFormSet(ExchangeFormSet):
    number = "number"


class ScalePointFormSet(ExchangeFormSet):
    number, mark = "position", "is_in_place"
