"""The criteria of versions in a list of their own: a form with all of them would be too large to send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from assessments.admin.freezing import FreezingAdmin
from assessments.admin.revisions import get_beside
from assessments.models import Criterion, Dimension, Level, ModelVersion
from roles.editing.bulk import change_rows
from roles.editing.fields import ContentForm
from roles.editing.ordering import OrderedAdmin

if TYPE_CHECKING:
    from django.contrib.admin.views.main import ChangeList
    from django.db.models import ForeignKey
    from django.http import HttpRequest

DRAFT = ModelVersion.Status.DRAFT
VERSION = "version__id__exact"
Chosen = QuerySet[Criterion]


class PartChoice(forms.ModelChoiceField):
    """A level or a dimension of a draft, named with its version."""

    def label_from_instance(self, part: Any) -> str:
        name = f"{part.version.level_word} {part.number}" if isinstance(part, Level) else part.name
        return f"{part.version.maturity_model.key} {part.version.number}: {name}"


def list_parts(kind: type[Level] | type[Dimension]) -> QuerySet[Any]:
    return kind._default_manager.filter(version__status=DRAFT).select_related("version__maturity_model")


class CriterionActionForm(ActionForm):
    """Where the actions move what is chosen."""

    dimension = PartChoice(Dimension.objects.none(), label=_("Dimension:"), required=False)
    level = PartChoice(Level.objects.none(), label=_("Level:"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dimension"].queryset = list_parts(Dimension)  # type: ignore[attr-defined]
        self.fields["level"].queryset = list_parts(Level)  # type: ignore[attr-defined]


class CriterionForm(ContentForm):
    def clean(self) -> dict[str, Any]:
        """Its dimension and its level are of its own version."""
        cleaned = super().clean() or self.cleaned_data
        version = cleaned.get("version") or getattr(self.instance, "version", None)
        for name in ("dimension", "level"):
            part = cleaned.get(name)
            if part and version and part.version_id != version.pk:
                self.add_error(name, _("This belongs to another version."))
        return cleaned


class PartFilter(admin.RelatedFieldListFilter):
    """Levels or dimensions of the version that the list is narrowed to; none without one."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        version = request.GET.get(VERSION, "")
        shown = ModelVersion.objects.filter(pk=version) if version.isdecimal() else ()
        rows = field.related_model._default_manager.filter(version__in=shown)
        return [(row.pk, row.name) for row in rows]


@admin.register(Criterion)
class CriterionAdmin(FreezingAdmin, OrderedAdmin):
    form = CriterionForm
    action_form = CriterionActionForm
    actions = (
        *OrderedAdmin.actions,
        "set_dimension",
        "set_level",
        *("mark_core", "unmark_core", "mark_key", "unmark_key", "mark_may_not_apply", "unmark_may_not_apply"),
    )
    order_within = ("version_id", "dimension_id")
    ordering = ("version", "dimension__position", "position")
    list_display = ("title", "of", "rung", "position", "weight", "is_key", "is_core", "may_not_apply", "wording")
    list_editable: ClassVar = ["position", "weight", "is_key", "is_core", "may_not_apply"]
    list_filter = (
        ("version", admin.RelatedOnlyFieldListFilter),
        ("dimension", PartFilter),
        ("level", PartFilter),
        "is_key",
        "is_core",
        "may_not_apply",
        "level_source",
        ("revision__provider", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("version__maturity_model", "dimension", "level", "revision")
    list_per_page = 100
    search_fields = ("revision__title", "revision__statement", "revision__practice__key", "note")
    autocomplete_fields = ("revision",)
    fieldsets: ClassVar = [
        (None, {"fields": ("version", "revision", "dimension", "level", "group", "level_source", "position")}),
        (_("How it counts"), {"fields": ("weight", "is_key", "is_core", "may_not_apply", "note")}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Criterion | None = None) -> Sequence[str]:  # type: ignore[override]
        return ("version",) if obj else ()

    def formfield_for_foreignkey(self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "version":
            kwargs["queryset"] = ModelVersion.objects.filter(status=DRAFT)
        if db_field.name in ("dimension", "level"):
            kwargs |= {"form_class": PartChoice, "queryset": self._list_own_parts(db_field, request)}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Numbers and marks can be written into the list only while all that it shows can be edited."""
        shown = super().get_changelist_instance(request)
        if shown.queryset.exclude(version__status=DRAFT).exists():
            shown.list_editable = ()
        return shown

    @admin.display(description=_("practice"), ordering="revision__title")
    def title(self, row: Criterion) -> str:
        return row.revision.title

    @admin.display(description=_("dimension"), ordering="dimension__position")
    def of(self, row: Criterion) -> str:
        return row.dimension.name

    @admin.display(description=_("level"), ordering="level__number")
    def rung(self, row: Criterion) -> str:
        return f"{row.version.level_word} {row.level.number}" if row.level else "–"

    @admin.display(description=_("wording"))
    def wording(self, row: Criterion) -> str:
        """The way to the words: of a draft to a revision that may change, else to the one that is counted."""
        if row.version.status == DRAFT:
            link = reverse("admin:assessments_modelversion_reword", args=[row.version_id, row.pk])
            return format_html('<a href="{}">{}</a>', link, _("Reword"))
        link = reverse("admin:assessments_practicerevision_change", args=[row.revision_id])
        return format_html('<a href="{}">{}</a>', link, _("Read"))

    @admin.action(description=_("Move to the dimension"), permissions=["change"])
    def set_dimension(self, request: HttpRequest, chosen: Chosen) -> None:
        self._move_to(request, chosen, "dimension")

    @admin.action(description=_("Move to the level"), permissions=["change"])
    def set_level(self, request: HttpRequest, chosen: Chosen) -> None:
        self._move_to(request, chosen, "level")

    @admin.action(description=_("Mark as core"), permissions=["change"])
    def mark_core(self, request: HttpRequest, chosen: Chosen) -> None:
        self.change_chosen(request, chosen, is_core=True)

    @admin.action(description=_("Do not mark as core"), permissions=["change"])
    def unmark_core(self, request: HttpRequest, chosen: Chosen) -> None:
        self.change_chosen(request, chosen, is_core=False)

    @admin.action(description=_("Mark as key"), permissions=["change"])
    def mark_key(self, request: HttpRequest, chosen: Chosen) -> None:
        self.change_chosen(request, chosen, is_key=True)

    @admin.action(description=_("Do not mark as key"), permissions=["change"])
    def unmark_key(self, request: HttpRequest, chosen: Chosen) -> None:
        self.change_chosen(request, chosen, is_key=False)

    @admin.action(description=_("Say that it may not apply"), permissions=["change"])
    def mark_may_not_apply(self, request: HttpRequest, chosen: Chosen) -> None:
        self.change_chosen(request, chosen, may_not_apply=True)

    @admin.action(description=_("Do not say that it may not apply"), permissions=["change"])
    def unmark_may_not_apply(self, request: HttpRequest, chosen: Chosen) -> None:
        self.change_chosen(request, chosen, may_not_apply=False)

    def _list_own_parts(self, db_field: ForeignKey[Any, Any], request: HttpRequest) -> QuerySet[Any]:
        """Those of the version on the page, else of all drafts; the form refuses what does not fit."""
        pk = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        parts = list_parts(db_field.related_model)  # type: ignore[arg-type]
        return parts.filter(version__criteria=pk) if pk and pk.isdecimal() else parts

    def _move_to(self, request: HttpRequest, chosen: Chosen, name: str) -> None:
        part = get_beside(CriterionActionForm, request, name)
        if part is None:
            messages.error(request, _("Choose it beside the action first."))
            return
        fitting = [row for row in self.filter_changeable(chosen) if row.version_id == part.version_id]  # type: ignore[attr-defined]
        changed = change_rows(rows=fitting, values={f"{name}_id": part.pk}, reason="")
        self.say_changed(request, changed, chosen.count() - len(fitting))
