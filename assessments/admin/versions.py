from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assessments.admin.criteria import VERSION
from assessments.admin.drafting import build_next_draft_page, build_reword_page
from assessments.admin.files import list_file_urls
from assessments.admin.freezing import FreezingAdmin
from assessments.admin.parts import DimensionInline, LevelInline
from assessments.admin.publishing import build_publish_page, build_retire_page, link_to
from assessments.models import Criterion, Dimension, Level, MaturityModel, ModelVersion
from roles.editing.ordering import OrderedAdmin

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


@admin.register(MaturityModel)
class MaturityModelAdmin(OrderedAdmin):
    list_display = ("name", "key", "versions", "position")
    list_editable: ClassVar = ["position"]
    search_fields = ("name", "key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MaturityModel]:
        return super().get_queryset(request).annotate(count=Count("versions")).order_by("position", "key")

    def view_on_site(self, model: MaturityModel) -> str | None:
        """The page shows what was published."""
        is_public = model.versions.exclude(status=ModelVersion.Status.DRAFT).exists()
        return model.get_absolute_url() if is_public else None

    @admin.display(description=_("versions"), ordering="count")
    def versions(self, model: Any) -> int:
        return int(model.count)

    def get_readonly_fields(self, request: HttpRequest, obj: MaturityModel | None = None) -> tuple[str, ...]:
        """Answers, files and results know a model by its key, so it is chosen once."""
        return ("key",) if obj else ()


@admin.register(ModelVersion)
class ModelVersionAdmin(FreezingAdmin):
    list_display = ("name", "number", "maturity_model", "status", "criteria_link", "published_at")
    list_filter = ("status", "maturity_model")
    list_select_related = ("maturity_model",)
    search_fields = ("name", "number")
    readonly_fields = ("status", "published_at", "criteria_link")
    autocomplete_fields = ("maturity_model",)
    inlines: ClassVar = [LevelInline, DimensionInline]
    history_parts = (
        (Level, "version_id", "name"),
        (Dimension, "version_id", "name"),
        (Criterion, "version_id", "revision"),
    )
    rich_fields = ("summary", "rules_note")
    actions = ("publish", "retire")
    fieldsets: ClassVar = [
        (
            None,
            {"fields": (("maturity_model", "number"), "name", ("status", "published_at"), "summary", "criteria_link")},
        ),
        (
            _("How it counts"),
            {
                "fields": ("level_word", ("min_in_place", "max_not_applicable"), "rules_note"),
                "description": _("Shares are fractions such as 3/4. A level is reached from the first one on."),
            },
        ),
        (_("Beside another model"), {"fields": ("cross_walk_model", "cross_walk_offset", "cross_walk_source")}),
        (_("Source and licence"), {"fields": ("source", "source_url", "licence", "attribution", "exceptions")}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ModelVersion]:
        return super().get_queryset(request).annotate(criteria_count=Count("criteria"))

    def view_on_site(self, version: ModelVersion) -> str:
        """The page of the model; of a draft the questions as people will see them."""
        if version.status == ModelVersion.Status.DRAFT:
            return reverse("assessments:preview", args=[version.pk])
        return version.maturity_model.get_absolute_url()

    @admin.display(description=_("criteria"), ordering="criteria_count")
    def criteria_link(self, version: Any) -> str:
        """The way to the list of its criteria, where they are added, moved and marked."""
        if version.pk is None:
            return str(_("Save first, then add what it counts."))
        link = f"{reverse('admin:assessments_criterion_changelist')}?{VERSION}={version.pk}"
        words = ngettext("%(n)d criterion", "%(n)d criteria", version.criteria_count) % {"n": version.criteria_count}
        return format_html('<a href="{}">{}</a>', link, words)

    def get_urls(self) -> list[URLPattern]:
        """The stock pages, and those that lead from a draft to a published version and on to the next draft."""
        name, wrap = "assessments_modelversion_", self.admin_site.admin_view
        own = [
            path("publish/", wrap(build_publish_page(self)), name=f"{name}publish"),
            path("retire/", wrap(build_retire_page(self)), name=f"{name}retire"),
            path("<int:pk>/next-draft/", wrap(build_next_draft_page(self)), name=f"{name}next_draft"),
            path("<int:pk>/reword/<int:criterion>/", wrap(build_reword_page(self)), name=f"{name}reword"),
        ]
        return [*own, *list_file_urls(self), *super().get_urls()]

    @admin.action(description=_("Publish the chosen drafts, all or none…"), permissions=["change"])
    def publish(self, request: HttpRequest, chosen: QuerySet[ModelVersion]) -> HttpResponse:
        return HttpResponseRedirect(link_to("publish", list(chosen)))

    @admin.action(description=_("Retire the chosen versions, all or none…"), permissions=["change"])
    def retire(self, request: HttpRequest, chosen: QuerySet[ModelVersion]) -> HttpResponse:
        return HttpResponseRedirect(link_to("retire", list(chosen)))
