"""Baselines: earlier results that were measured elsewhere."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessments import Assessment
from assessments.models.versions import ModelVersion

MAX_NAME, MAX_SOURCE = 120, 300


class Baseline(models.Model):
    """An earlier result of one model, brought in by a lead to compare with: imported, and not recomputable.

    `scores` are by the key of a dimension of the version: fractions from 0 to 1 as text ("5/8"). `level` is the number
    of the level that was reached, None where there was none. No answer stands behind any of it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="baselines")
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=MAX_NAME)
    taken_on = models.DateField(_("taken on"))
    source = models.CharField(_("source"), max_length=MAX_SOURCE)
    level = models.PositiveSmallIntegerField(_("level reached"), null=True, blank=True)
    scores = models.JSONField(_("scores"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("baseline")
        verbose_name_plural = _("baselines")
        ordering: ClassVar = ["assessment", "version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "version"], name="one_baseline_per_assessment_and_version"),
        ]

    def __str__(self) -> str:
        return self.name
