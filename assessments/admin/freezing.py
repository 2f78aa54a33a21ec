"""Admin pages that turn read-only when their content is published, and say what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, models
from django.utils.translation import gettext_lazy as _

from assessments.admin.pairs import PairsField
from assessments.guards import is_refusal
from assessments.queries.frozen import exclude_frozen, is_frozen
from roles.editing.admin import ContentAdmin
from roles.editing.fields import RichFieldsMixin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

FROZEN = _(
    "This belongs to a published version, so nothing about it can change any more. To change it, open the version, "
    "clone it with “Make the next draft”, and edit the draft; a practice gets a new wording there with “Reword”."
)


class FreezingMixin(BaseModelAdmin):
    """A row may be changed and deleted only while no published version rests on it."""

    formfield_overrides: ClassVar = {
        models.URLField: {"assume_scheme": "https"},
        models.JSONField: {"form_class": PairsField},
    }

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not is_frozen(obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not is_frozen(obj)


class FreezingAdmin(FreezingMixin, ContentAdmin):
    """A page of its own; its actions leave frozen rows alone."""

    refusal = FROZEN

    def filter_changeable(self, chosen: QuerySet[models.Model]) -> list[models.Model]:
        return list(exclude_frozen(chosen))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Somebody may publish while a form is being saved; the database notices, and the refusal is the same."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DatabaseError as error:
            if is_refusal(error):
                raise PermissionDenied(FROZEN) from error
            raise

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if is_frozen(self.get_object(request, unquote(object_id))):
            if request.method == "POST":
                raise PermissionDenied(FROZEN)
            messages.info(request, FROZEN)
        return super().change_view(request, object_id, form_url, extra_context)


class FreezingPartMixin(FreezingMixin, RichFieldsMixin, InlineModelAdmin):
    """Rows that freeze together with the row whose page they stand on."""

    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_add_permission(request, obj) and not is_frozen(obj)


class FreezingInline(FreezingPartMixin, admin.TabularInline):
    """A table of them, for short texts."""


class FreezingStackedInline(FreezingPartMixin, admin.StackedInline):
    """One under the other, for long texts."""
