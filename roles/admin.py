"""Editing the body of knowledge in the stock admin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Count, Model, QuerySet
from django.forms import TypedChoiceField
from django.utils.translation import gettext_lazy as _

from roles.editing.admin import ContentInline
from roles.editing.ordering import OrderedAdmin
from roles.models import HIGHEST_LEVEL, LOWEST_LEVEL, Activity, Expectation, Guide, Risk, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

SOURCE: Any = (
    _("Source and licence"),
    {
        "fields": ("source", "source_url", "licence", "attribution"),
        "description": _("Write in your own words, and say here whose work it rests on. All of it is shown."),
    },
)


class KeyedAdmin(OrderedAdmin):
    """Content that addresses and files know by its key, which is therefore chosen once."""

    list_editable: ClassVar = ["position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("key",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict[str, Sequence[str]]:
        return {} if obj else {"key": ("name",)}


class ExpectationInline(ContentInline):
    model = Expectation
    max_num = HIGHEST_LEVEL
    rich_fields = ("state", "responsibilities", "encouraged")


@admin.register(Role)
class RoleAdmin(KeyedAdmin):
    inlines: ClassVar = [ExpectationInline]
    history_parts = ((Expectation, "role_id", "level"),)
    list_display: ClassVar = ["name", "kind", "expected_levels", "duties", "position"]
    list_filter: ClassVar = ["kind", "licence"]
    search_fields: ClassVar = ["name", "key", "aliases", "summary"]
    autocomplete_fields: ClassVar = ["works_with", "reports_to"]
    rich_fields = ("summary", "engagement", "objectives", "challenges", "calls_to_action", "traits")
    fieldsets: ClassVar = [
        (None, {"fields": ("name", "key", "kind", "aliases", "position")}),
        (
            _("What it is"),
            {"fields": ("summary", "engagement", "objectives", "challenges", "calls_to_action", "traits")},
        ),
        (_("With whom"), {"fields": ("works_with", "reports_to")}),
        SOURCE,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Role]:
        counts = {"levels": Count("expectations", distinct=True), "activity_count": Count("activities", distinct=True)}
        return super().get_queryset(request).annotate(**counts).order_by("position", "key")

    @admin.display(description=_("levels expected"))
    def expected_levels(self, role: Any) -> str:
        return f"{role.levels}/{HIGHEST_LEVEL - LOWEST_LEVEL + 1}"

    @admin.display(description=_("activities"), ordering="activity_count")
    def duties(self, role: Any) -> int:
        return int(role.activity_count)


class LevelActionForm(ActionForm):
    """The level that the action “Set the level” gives."""

    level = TypedChoiceField(
        label=_("Level:"),
        choices=[("", "–"), *((number, str(number)) for number in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))],
        coerce=int,
        empty_value=None,
        required=False,
    )


@admin.register(Activity)
class ActivityAdmin(KeyedAdmin):
    action_form = LevelActionForm
    actions = (*OrderedAdmin.actions, "set_level", "mark_overview", "unmark_overview")
    order_within = ("level",)
    list_display: ClassVar = ["name", "level", "is_overview", "role_count", "risk_count", "position"]
    list_filter: ClassVar = ["level", "is_overview", "risks", "roles"]
    search_fields: ClassVar = ["name", "key", "summary"]
    autocomplete_fields: ClassVar = ["roles", "risks"]
    rich_fields = ("summary", "why", "how")
    fieldsets: ClassVar = [
        (None, {"fields": ("name", "key", "level", "position", "is_overview")}),
        (_("What it is"), {"fields": ("summary", "why", "how")}),
        (_("Who does it, and what it lowers"), {"fields": ("roles", "risks")}),
        SOURCE,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Activity]:
        counts = {"role_number": Count("roles", distinct=True), "risk_number": Count("risks", distinct=True)}
        return super().get_queryset(request).annotate(**counts).order_by("level", "position", "key")

    @admin.display(description=_("roles"), ordering="role_number")
    def role_count(self, activity: Any) -> int:
        return int(activity.role_number)

    @admin.display(description=_("risks"), ordering="risk_number")
    def risk_count(self, activity: Any) -> int:
        return int(activity.risk_number)

    @admin.action(description=_("Set the level"), permissions=["change"])
    def set_level(self, request: HttpRequest, chosen: QuerySet[Activity]) -> None:
        form = LevelActionForm(request.POST)
        level = form.fields["level"].clean(request.POST.get("level"))
        if level is None:
            messages.error(request, _("Choose the level beside the action."))
        else:
            self.change_chosen(request, chosen, level=level)

    @admin.action(description=_("Mark as overview"), permissions=["change"])
    def mark_overview(self, request: HttpRequest, chosen: QuerySet[Activity]) -> None:
        self.change_chosen(request, chosen, is_overview=True)

    @admin.action(description=_("Do not mark as overview"), permissions=["change"])
    def unmark_overview(self, request: HttpRequest, chosen: QuerySet[Activity]) -> None:
        self.change_chosen(request, chosen, is_overview=False)


@admin.register(Risk)
class RiskAdmin(KeyedAdmin):
    list_display: ClassVar = ["name", "lowering_activities", "position"]
    list_filter: ClassVar = ["licence"]
    search_fields: ClassVar = ["name", "key", "summary"]
    rich_fields = ("summary", "raised_by", "lowered_by")
    fieldsets: ClassVar = [
        (None, {"fields": ("name", "key", "position")}),
        (_("What it is"), {"fields": ("summary", "raised_by", "lowered_by")}),
        SOURCE,
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Risk]:
        return super().get_queryset(request).annotate(activity_count=Count("activities")).order_by("position", "key")

    @admin.display(description=_("activities that lower it"), ordering="activity_count")
    def lowering_activities(self, risk: Any) -> int:
        return int(risk.activity_count)


@admin.register(Guide)
class GuideAdmin(KeyedAdmin):
    order_within = ("kind",)
    list_display: ClassVar = ["name", "kind", "position"]
    list_filter: ClassVar = ["kind", "roles", "activities"]
    search_fields: ClassVar = ["name", "key", "aliases", "summary"]
    autocomplete_fields: ClassVar = ["roles", "activities"]
    rich_fields = ("summary", "body", "points", "action_items", "cautions")
    fieldsets: ClassVar = [
        (None, {"fields": ("name", "key", "kind", "aliases", "position")}),
        (_("What it says"), {"fields": ("summary", "body", "points", "action_items", "cautions")}),
        (_("Whom and what it concerns"), {"fields": ("roles", "activities")}),
        SOURCE,
    ]
