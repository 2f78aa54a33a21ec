"""Scales and practices. What is said and asked about a practice stands in its revisions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from assessments.admin.freezing import FreezingAdmin
from assessments.admin.parts import ScalePointInline
from assessments.models import Criterion, MaturityModel, ModelVersion, Practice, PracticeRevision, Scale, ScalePoint

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

DRAFT = ModelVersion.Status.DRAFT


class KeyOnceAdmin(FreezingAdmin):
    """Content that answers and files know by its key, which is therefore chosen once."""

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return ("key",) if obj else ()


@admin.register(Scale)
class ScaleAdmin(KeyOnceAdmin):
    inlines: ClassVar = [ScalePointInline]
    history_parts = ((ScalePoint, "scale_id", "name"),)
    list_display = ("name", "key", "points", "asked_by")
    search_fields = ("name", "key", "points__name")
    rich_fields = ("summary",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scale]:
        counts = {"point_count": Count("points", distinct=True), "revision_count": Count("revisions", distinct=True)}
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description=_("answers"), ordering="point_count")
    def points(self, scale: Any) -> int:
        return int(scale.point_count)

    @admin.display(description=_("practice revisions on it"), ordering="revision_count")
    def asked_by(self, scale: Any) -> int:
        return int(scale.revision_count)


class RevisionInline(admin.StackedInline):
    """The revisions of a practice, each with a link to its own page, where it is edited."""

    model = PracticeRevision
    fields = ("number", "title", "statement")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, *_: object) -> bool:
        return False


@admin.register(Practice)
class PracticeAdmin(KeyOnceAdmin):
    inlines: ClassVar = [RevisionInline]
    history_parts = ((PracticeRevision, "practice_id", "number"),)
    list_display = ("key", "newest_title", "revision_count", "counted_in")
    list_filter = (
        ("revisions__criteria__version__maturity_model", admin.RelatedOnlyFieldListFilter),
        ("revisions__provider", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("key", "revisions__title", "revisions__statement")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Practice]:
        newest = PracticeRevision.objects.filter(practice=OuterRef("pk")).order_by("-number").values("title")[:1]
        models = MaturityModel.objects.filter(versions__criteria__revision__practice=OuterRef("pk")).order_by()
        counted = models.values("versions__criteria__revision__practice").annotate(n=Count("pk", distinct=True))
        return (
            super()
            .get_queryset(request)
            .annotate(title=Subquery(newest), revised=Count("revisions", distinct=True))
            .annotate(models=Subquery(counted.values("n")))
        )

    def view_on_site(self, practice: Practice) -> str | None:
        return link_to_practice(practice)

    @admin.display(description=_("title"), ordering="title")
    def newest_title(self, practice: Any) -> str:
        return str(practice.title or "–")

    @admin.display(description=_("revisions"), ordering="revised")
    def revision_count(self, practice: Any) -> int:
        return int(practice.revised)

    @admin.display(description=_("models that count it"), ordering="models")
    def counted_in(self, practice: Any) -> int:
        return int(practice.models or 0)


def link_to_practice(practice: Practice) -> str | None:
    """The page of a practice for everybody; before a version that counts it is published, its question in a draft."""
    counting = Criterion.objects.filter(revision__practice=practice)
    if counting.exclude(version__status=DRAFT).exists():
        return practice.get_absolute_url()
    return link_to_preview(counting)


def link_to_preview(counting: QuerySet[Criterion]) -> str | None:
    """The question as people who answer will see it, in the newest version of these; None for what none counts."""
    counted = counting.select_related("dimension", "revision__practice").order_by("version").last()
    if counted is None:
        return None
    section = reverse("assessments:preview-section", args=[counted.version_id, counted.dimension.key])
    return f"{section}#{counted.revision.practice.key}"
