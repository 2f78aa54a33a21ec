"""Snapshots: what a finalised assessment said, with every label that its report prints."""

from __future__ import annotations

import hashlib
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessments import Assessment


def compute_digest(content: str) -> str:
    """SHA-256 of a text, in hex."""
    return hashlib.sha256(content.encode()).hexdigest()


class Snapshot(models.Model):
    """The frozen report of one revision of an assessment. The database refuses to change it (`assessments.guards`).

    `content` is the canonical JSON of the report (`report.freezing`), `digest` what `compute_digest` says of it,
    `person` the opaque id of who finalised.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="snapshots")
    revision = models.PositiveSmallIntegerField(_("revision"))
    content = models.TextField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    person = models.UUIDField(_("person"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering: ClassVar = ["assessment", "-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "revision"], name="one_snapshot_per_revision"),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id}/{self.revision}"
