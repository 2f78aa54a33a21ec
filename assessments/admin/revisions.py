"""The revisions of practices: what is asked, of whom, with which guidance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from assessments.admin.freezing import FreezingAdmin
from assessments.admin.library import link_to_practice, link_to_preview
from assessments.models import Criterion, ModelVersion, PracticeRevision
from roles.editing.bulk import link_rows
from roles.editing.fields import ContentForm
from roles.models import Activity, Role

if TYPE_CHECKING:
    from django.http import HttpRequest

Chosen = QuerySet[PracticeRevision]


class RevisionForm(ContentForm):
    def clean(self) -> dict[str, Any]:
        """Evidence speaks of the answers that the scale has."""
        cleaned = super().clean() or self.cleaned_data
        scale, evidence = cleaned.get("scale"), cleaned.get("evidence")
        if scale and evidence:
            codes = list(scale.points.order_by("position").values_list("code", flat=True))
            unknown = [code for code in evidence if code not in codes]
            if unknown:
                words = _("The scale has no “%(unknown)s”; its answers are: %(codes)s.")
                self.add_error("evidence", words % {"unknown": ", ".join(unknown), "codes": ", ".join(codes)})
        return cleaned


class RevisionActionForm(ActionForm):
    """What the actions give to the chosen revisions."""

    role = forms.ModelChoiceField(Role.objects.all(), label=_("Role:"), required=False)
    activity = forms.ModelChoiceField(Activity.objects.all(), label=_("Activity:"), required=False)


class FrozenFilter(admin.SimpleListFilter):
    """Whether a published version counts it."""

    title = _("published")
    parameter_name = "published"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("Can be edited")), ("yes", _("Published"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(is_published=self.value() == "yes") if self.value() in ("yes", "no") else queryset


@admin.register(PracticeRevision)
class PracticeRevisionAdmin(FreezingAdmin):
    form = RevisionForm
    action_form = RevisionActionForm
    actions = ("set_provider", "add_user", "remove_user", "set_activity", "mark_tried", "unmark_tried")
    list_display = ("title", "statement", "number", "scale", "scope", "provider", "tried", "published")
    list_filter = (
        FrozenFilter,
        ("criteria__version", admin.RelatedOnlyFieldListFilter),
        ("provider", admin.RelatedOnlyFieldListFilter),
        ("users", admin.RelatedOnlyFieldListFilter),
        "paraphrase_tried",
        "scope",
        "scale",
        ("activity", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("practice", "scale", "provider")
    search_fields = ("title", "statement", "practice__key")
    autocomplete_fields = ("practice", "provider", "users", "activity")
    rich_fields = ("counts", "does_not_count", "who_knows", "example")
    fieldsets: ClassVar = [
        (None, {"fields": (("practice", "number"), "title", "statement")}),
        (
            _("How it is answered, and by whom"),
            {
                "fields": ("scale", "scope", "provider", "users", "activity"),
                "description": _("The provider runs it, the user roles live with it. Both are asked."),
            },
        ),
        (
            _("Guidance"),
            {
                "fields": ("counts", "does_not_count", "evidence", "who_knows", "example"),
                "description": _("Shown beside the question, folded. What an outsider could see, in plain words."),
            },
        ),
        (_("Where it comes from"), {"fields": ("source", "paraphrase_tried", "remarks", "exceptions")}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PracticeRevision]:
        counting = Criterion.objects.exclude(version__status=ModelVersion.Status.DRAFT).filter(revision=OuterRef("pk"))
        return super().get_queryset(request).annotate(is_published=Exists(counting))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who can only read is spared the braces in which evidence is stored."""
        found = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return found
        shown = {"evidence": "evidence_lines"}
        return [
            (
                name,
                {
                    **part,
                    "fields": [
                        shown.get(field, field) if isinstance(field, str) else field for field in part["fields"]
                    ],
                },
            )
            for name, part in found
        ]

    @admin.display(description=_("evidence"))
    def evidence_lines(self, revision: PracticeRevision) -> str:
        return format_html_join("", "<p>{}: {}</p>", revision.evidence.items()) or "–"

    def view_on_site(self, revision: PracticeRevision) -> str | None:
        """Of a revision that waits in a draft, its question there; else the page of the practice."""
        waiting = revision.criteria.filter(version__status=ModelVersion.Status.DRAFT)
        if revision.criteria.exclude(version__status=ModelVersion.Status.DRAFT).exists() or not waiting.exists():
            return link_to_practice(revision.practice)
        return link_to_preview(waiting)

    @admin.display(description=_("tried"), boolean=True, ordering="paraphrase_tried")
    def tried(self, revision: PracticeRevision) -> bool:
        return revision.paraphrase_tried

    @admin.display(description=_("published"), boolean=True)
    def published(self, revision: Any) -> bool:
        return bool(revision.is_published)

    @admin.action(description=_("Set the provider role"), permissions=["change"])
    def set_provider(self, request: HttpRequest, chosen: Chosen) -> None:
        if role := self._get_named(request, "role"):
            self.change_chosen(request, chosen, provider_id=role.pk)

    @admin.action(description=_("Add the role to those that live with it"), permissions=["change"])
    def add_user(self, request: HttpRequest, chosen: Chosen) -> None:
        self._link(request, chosen, is_linked=True)

    @admin.action(description=_("Take the role from those that live with it"), permissions=["change"])
    def remove_user(self, request: HttpRequest, chosen: Chosen) -> None:
        self._link(request, chosen, is_linked=False)

    @admin.action(description=_("Set the activity"), permissions=["change"])
    def set_activity(self, request: HttpRequest, chosen: Chosen) -> None:
        if activity := self._get_named(request, "activity"):
            self.change_chosen(request, chosen, activity_id=activity.pk)

    @admin.action(description=_("Mark as tried by paraphrase"), permissions=["change"])
    def mark_tried(self, request: HttpRequest, chosen: Chosen) -> None:
        self.change_chosen(request, chosen, paraphrase_tried=True)

    @admin.action(description=_("Do not mark as tried by paraphrase"), permissions=["change"])
    def unmark_tried(self, request: HttpRequest, chosen: Chosen) -> None:
        self.change_chosen(request, chosen, paraphrase_tried=False)

    def _link(self, request: HttpRequest, chosen: Chosen, *, is_linked: bool) -> None:
        if role := self._get_named(request, "role"):
            rows = self.filter_changeable(chosen)
            changed = link_rows(rows=rows, field="users", target=role, is_linked=is_linked, reason="")
            self.say_changed(request, changed, chosen.count() - len(rows))

    def _get_named(self, request: HttpRequest, name: str) -> Any:
        """The row that was chosen beside the action; says what is missing when there is none."""
        row = get_beside(RevisionActionForm, request, name)
        if row is None:
            messages.error(request, _("Choose it beside the action first."))
        return row


def get_beside(kind: type[ActionForm], request: HttpRequest, name: str) -> Any:
    """What was chosen in one field beside the action, None when nothing was, or nothing that is there."""
    try:
        return kind(request.POST).fields[name].clean(request.POST.get(name))
    except forms.ValidationError:
        return None
