from __future__ import annotations

from typing import ClassVar

from django.contrib import admin

from assessments.admin.freezing import FreezingAdmin, FreezingInline
from assessments.models import Practice, PracticeRevision, Scale, ScalePoint


class ScalePointInline(FreezingInline):
    model = ScalePoint


@admin.register(Scale)
class ScaleAdmin(FreezingAdmin):
    list_display = ("name", "key")
    search_fields = ("name", "key")
    inlines: ClassVar = [ScalePointInline]


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
class PracticeAdmin(FreezingAdmin):
    search_fields = ("key", "revisions__title", "revisions__statement")
    inlines: ClassVar = [RevisionInline]


@admin.register(PracticeRevision)
class PracticeRevisionAdmin(FreezingAdmin):
    list_display = ("title", "practice", "number", "scale", "scope", "provider")
    list_filter = ("scale", "scope", "provider")
    list_select_related = ("practice", "scale", "provider")
    search_fields = ("title", "statement", "practice__key")
    autocomplete_fields = ("practice", "provider", "users", "activity")
