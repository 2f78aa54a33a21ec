"""Who shall take part but is not in the organisation yet."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from assessments.models.assessments import Assessment
from roles.models import Role


class PlannedParticipant(models.Model):
    """An address that becomes a participant in these roles as soon as its owner joins the organisation.

    The invitation itself belongs to `accounts`, which knows nothing of assessments but the page that it leads to.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="planned")
    email = models.EmailField(_("e-mail address"))
    roles = models.ManyToManyField(Role, related_name="+")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("asked"), auto_now_add=True)

    class Meta:
        verbose_name = _("planned participant")
        verbose_name_plural = _("planned participants")
        ordering: ClassVar = ["assessment", "email"]
        constraints: ClassVar = [
            models.UniqueConstraint("assessment", Lower("email"), name="one_plan_per_assessment_and_address"),
        ]

    def __str__(self) -> str:
        return self.email
