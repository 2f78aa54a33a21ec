"""Forms of the administration that keep an organisation from losing its last administrator."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from accounts.actions.members import manages, require_administrators
from accounts.models import Membership


class MembershipForm(forms.ModelForm):
    """One membership, on its own page."""

    class Meta:
        model = Membership
        fields: ClassVar = ["user", "organisation", "unit", "kind", "is_reviewer", "is_active"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        stored = Membership.objects.filter(pk=self.instance.pk).first()
        if stored is not None and not self.errors:
            require_administrators(leaving=[stored], joining=list_managed([data]))
        return data


class MembershipFormSet(forms.BaseInlineFormSet):
    """All memberships of one person or of one organisation, changed and taken out at once."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        staying = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        pks = [form.instance.pk for form in self.forms if form.instance.pk]
        stored = list(Membership.objects.filter(pk__in=pks))
        require_administrators(leaving=stored, joining=list_managed([form.cleaned_data for form in staying]))


def list_managed(rows: list[dict[str, Any]]) -> list[int]:
    """The organisations that one of these will manage. Inside a page of an organisation it stands in the form too."""
    return [
        row["organisation"].pk
        for row in rows
        if row.get("organisation") and manages(kind=row["kind"], unit=row["unit"], is_active=row["is_active"])
    ]
