"""Maturity models and their versions: which practices count where, at which level, with which weight.

A published or retired version never changes; `assessments.guards` enforces that in the database.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from assessments.models.fields import FractionField
from assessments.models.library import ACCEPTED, PracticeRevision, check_reasons
from roles.models import ONE_PER_LINE, KeyedManager, Sourced


class MaturityModel(models.Model):
    """A maturity model, whatever its version. All that can be read in a result stands in the version."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = KeyedManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("maturity model")
        verbose_name_plural = _("maturity models")
        ordering: ClassVar = ["position", "key"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("assessments:model", args=[self.key])

    def natural_key(self) -> tuple[str]:
        return (self.key,)


class ModelVersion(Sourced):
    """One version of a model: draft, then published and unchangeable, then retired from new assessments."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    maturity_model = models.ForeignKey(MaturityModel, on_delete=models.PROTECT, related_name="versions")
    number = models.CharField(_("version"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    summary = models.TextField(_("summary"))
    level_word = models.CharField(_("word for a level"), max_length=30, default="Level")
    rules_note = models.TextField(_("note on the rules"), blank=True)
    min_in_place = FractionField(_("least share in place"), default="3/4")
    max_not_applicable = FractionField(_("largest share not applicable"), default="1/4")
    cross_walk_model = models.SlugField(
        _("read beside the model"),
        max_length=60,
        blank=True,
        help_text=_("The key of another model whose levels a published cross-walk sets beside these; else empty."),
    )
    cross_walk_offset = models.SmallIntegerField(
        _("levels apart"), default=0, help_text=_("Level n of this version stands beside level n − this number there.")
    )
    cross_walk_source = models.CharField(_("source of the cross-walk"), max_length=300, blank=True)
    exceptions = models.JSONField(
        _("accepted warnings"), default=dict, blank=True, help_text=ACCEPTED, validators=[check_reasons]
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("model version")
        verbose_name_plural = _("model versions")
        ordering: ClassVar = ["maturity_model", "-published_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["maturity_model", "number"], name="one_version_per_model_and_number"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


class Level(models.Model):
    """An ordered rung of a version. The lowest is the floor, where counting starts."""

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="levels")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=120)
    aliases = models.TextField(_("also called"), blank=True, help_text=ONE_PER_LINE)
    summary = models.TextField(_("summary"))
    signs = models.TextField(_("signs to look for"), blank=True, help_text=ONE_PER_LINE)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering: ClassVar = ["version", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "number"], name="one_level_per_version_and_number"),
        ]

    def __str__(self) -> str:
        return f"{self.version.level_word} {self.number}: {self.name}"


class Dimension(models.Model):
    """A radar axis. It measures maturity, or the ability to execute, which no placement counts."""

    class Measures(models.TextChoices):
        MATURITY = "maturity", _("Maturity")
        ABILITY = "ability", _("Ability to execute")

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="dimensions")
    key = models.SlugField(_("key"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=16)
    summary = models.TextField(_("summary"))
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    group = models.CharField(
        _("group"), max_length=120, blank=True, help_text=_("Dimensions with the same group stand under one heading.")
    )
    measures = models.CharField(_("measures"), max_length=10, choices=Measures, default=Measures.MATURITY)
    position = models.PositiveSmallIntegerField(_("position"))
    exceptions = models.JSONField(
        _("accepted warnings"), default=dict, blank=True, help_text=ACCEPTED, validators=[check_reasons]
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("dimension")
        verbose_name_plural = _("dimensions")
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="one_dimension_per_version_and_key"),
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """This version counts this revision in this dimension, at this level (or none), with this weight."""

    class LevelSource(models.TextChoices):
        PUBLISHED = "published", _("Named by the published model")
        OURS = "ours", _("Ours")

    version = models.ForeignKey(ModelVersion, on_delete=models.CASCADE, related_name="criteria")
    revision = models.ForeignKey(PracticeRevision, on_delete=models.PROTECT, related_name="criteria")
    dimension = models.ForeignKey(Dimension, on_delete=models.PROTECT, related_name="criteria")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, null=True, blank=True, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("position"))
    weight = FractionField(_("weight"), default="1")
    is_key = models.BooleanField(_("key"), default=False)
    is_core = models.BooleanField(_("core"), default=False)
    may_not_apply = models.BooleanField(_("may not apply"), default=False)
    level_source = models.CharField(
        _("source of the level"), max_length=10, choices=LevelSource, default=LevelSource.PUBLISHED
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    group = models.CharField(
        _("group"),
        max_length=120,
        blank=True,
        help_text=_("The part of the dimension, such as a stream or an activity."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "revision"], name="one_criterion_per_version_and_revision"),
        ]

    def __str__(self) -> str:
        return self.revision.title
