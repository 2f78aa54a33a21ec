"""Practices that somebody asks a colleague to answer for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessments import Participant
from assessments.models.library import Practice

MAX_NOTE = 500


class Handover(models.Model):
    """One practice that a participant has handed to a colleague. It is deleted when it is taken or given back.

    As long as there is no `receiver`, it is a proposal: a lead has to add the person with the `address`, and the
    practice stays with its giver until then. Nobody hands on what was handed to them.
    """

    giver = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="handed_over")
    receiver = models.ForeignKey(Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="received")
    address = models.EmailField(_("e-mail address"), blank=True)
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=MAX_NOTE, blank=True)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["giver", "practice"], name="one_handover_per_giver_and_practice"),
            models.CheckConstraint(
                condition=models.Q(receiver__isnull=False, address="")
                | (models.Q(receiver__isnull=True) & ~models.Q(address="")),
                name="handed_to_a_participant_or_an_address",
            ),
            models.CheckConstraint(condition=~models.Q(giver=models.F("receiver")), name="handed_to_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.practice_id}: {self.giver} → {self.receiver or self.address}"
