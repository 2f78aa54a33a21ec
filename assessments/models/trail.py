"""The append-only trail: who changed what, when, from what, to what.

An entry names a person by an opaque id and keeps free text apart, in `TrailText`, so that erasing a person can
blank the text without touching the trail. The database refuses any other change (`assessments.guards`).
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from assessments.models.assessments import Assessment
from assessments.models.library import Practice

# Whose act it is when nobody's: collecting closes by itself once everybody has submitted.
NOBODY = uuid.UUID(int=0)


class TrailText(models.Model):
    """Free text that a trail entry refers to. It may be blanked once, and never otherwise changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.UUIDField(_("person"), db_index=True)
    body = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("text of the trail")
        verbose_name_plural = _("texts of the trail")

    def __str__(self) -> str:
        return str(self.id)


class TrailEntry(models.Model):
    """One accepted change. `change_id` is the client's; a repeated one finds its first outcome here."""

    class Action(models.TextChoices):
        STARTED = "started", _("Assessment started")
        DUE = "due", _("Due day changed")
        TEXT = "text", _("Text of the invitation changed")
        ASKED = "asked", _("Asked by address")
        NOT_ASKED = "not_asked", _("Asked no more")
        ANSWERED = "answered", _("Answer saved")
        AGREED = "agreed", _("Agreed answer recorded")
        SUBMITTED = "submitted", _("Answers submitted")
        JOINED = "joined", _("Participant added")
        LEFT = "left", _("Participant removed")
        OPENED = "opened", _("Collecting opened")
        HANDED = "handed", _("Practice handed over")
        TAKEN_BACK = "taken_back", _("Handover ended")
        CLOSED = "closed", _("Collecting closed")
        COLLECTING = "collecting", _("Collecting opened again")
        FINALISED = "finalised", _("Finalised")
        REOPENED = "reopened", _("Opened again as a new revision")
        DIFFERS = "differs", _("Said to differ from the whole organisation")
        REFUSED = "refused", _("Difference from the whole organisation refused")
        MOVED = "moved", _("Moved to newer versions")
        BASELINE = "baseline", _("Earlier result entered")
        NO_BASELINE = "no_baseline", _("Earlier result removed")
        ERASED = "erased", _("A person’s data erased")
        MOVE_UNDONE = "move_undone", _("Move to newer versions undone")

    change_id = models.UUIDField(_("change"), unique=True, default=uuid.uuid4)
    at = models.DateTimeField(_("at"), auto_now_add=True)
    person = models.UUIDField(_("person"), db_index=True)
    action = models.CharField(_("action"), max_length=12, choices=Action)
    assessment = models.ForeignKey(
        Assessment, on_delete=models.DO_NOTHING, db_constraint=False, related_name="trail", verbose_name=_("assessment")
    )
    practice = models.ForeignKey(
        Practice, on_delete=models.DO_NOTHING, db_constraint=False, null=True, blank=True, related_name="+"
    )
    old = models.JSONField(_("before"), null=True, blank=True, encoder=DjangoJSONEncoder)
    new = models.JSONField(_("after"), null=True, blank=True, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["assessment", "practice"], name="trail_by_practice")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_action_display()}"

    @property
    def is_automatic(self) -> bool:
        """Whether it followed from the acts of others and is nobody's own."""
        return self.person == NOBODY
