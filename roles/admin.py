from __future__ import annotations

from typing import ClassVar

from django.contrib import admin
from django.db import models

from roles.models import HIGHEST_LEVEL, Activity, Expectation, Guide, Risk, Role


class ContentAdmin(admin.ModelAdmin):
    """Content that names its source."""

    formfield_overrides: ClassVar = {models.URLField: {"assume_scheme": "https"}}
    prepopulated_fields: ClassVar = {"key": ["name"]}


class ExpectationInline(admin.StackedInline):
    model = Expectation
    extra = 0
    max_num = HIGHEST_LEVEL


@admin.register(Role)
class RoleAdmin(ContentAdmin):
    inlines: ClassVar = [ExpectationInline]
    list_display: ClassVar = ["name", "kind", "key", "position"]
    list_filter: ClassVar = ["kind"]
    search_fields: ClassVar = ["name", "key", "aliases", "summary"]
    filter_horizontal: ClassVar = ["works_with", "reports_to"]


@admin.register(Activity)
class ActivityAdmin(ContentAdmin):
    list_display: ClassVar = ["name", "level", "is_overview", "key", "position"]
    list_filter: ClassVar = ["level", "is_overview", "risks", "roles"]
    search_fields: ClassVar = ["name", "key", "summary"]
    filter_horizontal: ClassVar = ["roles", "risks"]


@admin.register(Risk)
class RiskAdmin(ContentAdmin):
    list_display: ClassVar = ["name", "key", "position"]
    search_fields: ClassVar = ["name", "key", "summary"]


@admin.register(Guide)
class GuideAdmin(ContentAdmin):
    list_display: ClassVar = ["name", "kind", "key", "position"]
    list_filter: ClassVar = ["kind", "roles"]
    search_fields: ClassVar = ["name", "key", "aliases", "summary"]
    filter_horizontal: ClassVar = ["roles", "activities"]
