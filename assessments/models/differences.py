"""Where a unit says that it differs from the whole organisation."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.answers import MAX_REASON
from assessments.models.assessments import Assessment
from assessments.models.library import Practice


class LocalDifference(models.Model):
    """Somebody says that an inherited answer does not hold here, and why. A lead records another, or refuses this.

    It is settled when the unit has an agreed answer of its own, or when `refused_by` said why the inherited one holds.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="differences")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=MAX_REASON)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(_("said"), auto_now_add=True)
    refusal = models.CharField(_("why it was refused"), max_length=MAX_REASON, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("difference here")
        verbose_name_plural = _("differences here")
        ordering: ClassVar = ["assessment", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "practice"], name="one_difference_per_practice"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.reason}"
