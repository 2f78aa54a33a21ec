from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from assessments.admin.drafting import build_next_draft_page, build_reword_page
from assessments.admin.freezing import FreezingAdmin, FreezingInline
from assessments.admin.publishing import build_publish_page, build_retire_page, link_to
from assessments.models import Criterion, Dimension, Level, MaturityModel, ModelVersion

if TYPE_CHECKING:
    from django.db.models import ForeignKey, QuerySet
    from django.forms import ModelChoiceField
    from django.http import HttpRequest, HttpResponse


class LevelInline(FreezingInline):
    model = Level


class DimensionInline(FreezingInline):
    model = Dimension


class CriterionInline(FreezingInline):
    model = Criterion
    autocomplete_fields = ("revision",)
    readonly_fields = ("wording",)

    @admin.display(description=_("wording"))
    def wording(self, row: Criterion) -> str:
        """The way to the words: of a draft to a revision that may change, else to the one that is counted."""
        if row.pk is None:
            return ""
        if row.version.status == ModelVersion.Status.DRAFT:
            link = reverse("admin:assessments_modelversion_reword", args=[row.version_id, row.pk])
            return format_html('<a href="{}">{}</a>', link, _("Reword"))
        link = reverse("admin:assessments_practicerevision_change", args=[row.revision_id])
        return format_html('<a href="{}">{}</a>', link, _("Read"))

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        """Offer only the levels and dimensions of the version on whose page the row stands."""
        version = request.resolver_match.kwargs.get("object_id") if request.resolver_match else None
        if db_field.name in {"level", "dimension"}:
            kwargs["queryset"] = db_field.remote_field.model._default_manager.filter(version=version)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(MaturityModel)
class MaturityModelAdmin(admin.ModelAdmin):
    list_display = ("name", "key", "position")
    search_fields = ("name", "key")

    def get_readonly_fields(self, request: HttpRequest, obj: MaturityModel | None = None) -> tuple[str, ...]:
        """Answers, files and results know a model by its key, so it is chosen once."""
        return ("key",) if obj else ()


@admin.register(ModelVersion)
class ModelVersionAdmin(FreezingAdmin):
    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}
    list_display = ("name", "number", "maturity_model", "status", "published_at")
    list_filter = ("status", "maturity_model")
    search_fields = ("name", "number")
    readonly_fields = ("status", "published_at")
    inlines: ClassVar = [LevelInline, DimensionInline, CriterionInline]
    actions = ("publish", "retire")

    def get_urls(self) -> list[URLPattern]:
        """The stock pages, and those that lead from a draft to a published version and on to the next draft."""
        name, wrap = "assessments_modelversion_", self.admin_site.admin_view
        own = [
            path("publish/", wrap(build_publish_page(self)), name=f"{name}publish"),
            path("retire/", wrap(build_retire_page(self)), name=f"{name}retire"),
            path("<int:pk>/next-draft/", wrap(build_next_draft_page(self)), name=f"{name}next_draft"),
            path("<int:pk>/reword/<int:criterion>/", wrap(build_reword_page(self)), name=f"{name}reword"),
        ]
        return [*own, *super().get_urls()]

    @admin.action(description=_("Publish the chosen drafts, all or none…"), permissions=["change"])
    def publish(self, request: HttpRequest, chosen: QuerySet[ModelVersion]) -> HttpResponse:
        return HttpResponseRedirect(link_to("publish", list(chosen)))

    @admin.action(description=_("Retire the chosen versions, all or none…"), permissions=["change"])
    def retire(self, request: HttpRequest, chosen: QuerySet[ModelVersion]) -> HttpResponse:
        return HttpResponseRedirect(link_to("retire", list(chosen)))
