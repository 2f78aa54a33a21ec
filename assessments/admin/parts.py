"""What stands on the page of a version or a scale, and freezes with it."""

from __future__ import annotations

from assessments.admin.exchanging import ExchangeForm, LevelFormSet, ScalePointFormSet
from assessments.admin.freezing import FreezingInline, FreezingStackedInline
from assessments.models import Dimension, Level, ScalePoint


class LevelInline(FreezingStackedInline):
    model = Level
    form, formset = ExchangeForm, LevelFormSet
    fields = (("number", "name"), "aliases", "summary", "signs")
    rich_fields = ("summary", "signs")


class DimensionInline(FreezingStackedInline):
    model = Dimension
    fields = (("position", "key", "name", "short_name"), ("measures", "group"), "summary", "caption", "exceptions")
    rich_fields = ("summary",)


class ScalePointInline(FreezingInline):
    model = ScalePoint
    form, formset = ExchangeForm, ScalePointFormSet
    fields = ("position", "code", "name", "description", "value", "is_in_place")
