"""Assessments: which unit, which round, which pinned versions, and who takes part in which roles."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import MAX_NOTE, Organisation, Unit
from assessments.models.versions import ModelVersion
from roles.models import Role


class Cycle(models.Model):
    """A named round, in which several units of an organisation are assessed."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="cycles")
    name = models.CharField(_("name"), max_length=60)
    starts_on = models.DateField(_("starts on"))

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_cycle_per_organisation_and_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Assessment(models.Model):
    """One unit in one cycle, measured against the pinned versions.

    `closed_at` is when collecting closed last; while it is set, no answer of a participant changes.
    """

    class Scope(models.TextChoices):
        CORE = "core", _("Quick pass")
        FULL = "full", _("Full")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        COLLECTING = "collecting", _("Collecting answers")
        REVIEWING = "reviewing", _("Reviewing")
        FINALISED = "finalised", _("Finalised")

    class Confidentiality(models.TextChoices):
        NAMED = "named", _("Named")
        BY_GROUP = "by_group", _("By group")

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assessments")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="assessments")
    versions = models.ManyToManyField(ModelVersion, through="AssessmentVersion", related_name="assessments")
    scope = models.CharField(_("scope"), max_length=4, choices=Scope, default=Scope.FULL)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    confidentiality = models.CharField(
        _("confidentiality"), max_length=8, choices=Confidentiality, default=Confidentiality.NAMED
    )
    as_of = models.DateField(_("as of"), default=timezone.localdate)
    due_on = models.DateField(
        _("due on"), null=True, blank=True, help_text=_("The day by which everybody should have submitted.")
    )
    closed_at = models.DateTimeField(_("collecting closed"), null=True, blank=True, editable=False)
    revision = models.PositiveSmallIntegerField(_("revision"), default=1)
    invitation_text = models.TextField(_("text of the invitation"), max_length=MAX_NOTE, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering: ClassVar = ["-as_of", "-pk"]

    def __str__(self) -> str:
        return f"{self.unit} · {self.cycle}"

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment", args=[self.pk])

    @property
    def is_by_group(self) -> bool:
        """Whether nobody's answers may be told apart (design.md, confidentiality); else they have names."""
        return self.confidentiality == self.Confidentiality.BY_GROUP

    @property
    def is_open(self) -> bool:
        """Whether people and versions can still change: nothing has been closed yet."""
        return self.state in OPEN_STATES

    @property
    def is_closed(self) -> bool:
        """Whether collecting is over, finalised or not."""
        return self.state in CLOSED_STATES

    @property
    def is_past_due(self) -> bool:
        return self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def is_collecting(self) -> bool:
        """Whether people can answer now; in a draft they are only lined up."""
        return self.state == self.State.COLLECTING


OPEN_STATES = (Assessment.State.DRAFT, Assessment.State.COLLECTING)
CLOSED_STATES = (Assessment.State.REVIEWING, Assessment.State.FINALISED)


class AssessmentVersion(models.Model):
    """A version pinned by an assessment; the first one lends its dimensions to the questionnaire.

    `target` is the number of the level that the unit aims at, one above the floor; None when it has not said.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="pins")
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="pins")
    position = models.PositiveSmallIntegerField(_("position"))
    target = models.PositiveSmallIntegerField(_("target"), null=True, blank=True)

    class Meta:
        verbose_name = _("pinned version")
        verbose_name_plural = _("pinned versions")
        ordering: ClassVar = ["assessment", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "version"], name="version_pinned_once"),
            models.UniqueConstraint(fields=["assessment", "position"], name="one_pin_per_position"),
        ]

    def __str__(self) -> str:
        return str(self.version)


class Participant(models.Model):
    """One person in one assessment, holding one or more roles. Nothing of theirs changes after `submitted_at`.

    `told_at` is when they were told by mail or link that they are asked; nobody is told twice.
    `group` is set once, when collecting closes: whom they are shown together with (`scoring.partition_people`).
    `wants_suggestions`: their answers of last time are put to them again, to be confirmed one by one.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations")
    roles = models.ManyToManyField(Role, related_name="participants")
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    group = models.CharField(_("group"), max_length=60, blank=True)
    wants_suggestions = models.BooleanField(_("suggest the answers of last time"), default=False)
    told_at = models.DateTimeField(_("told"), null=True, blank=True)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering: ClassVar = ["assessment", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "user"], name="one_participant_per_assessment_and_user"),
        ]

    def __str__(self) -> str:
        return str(self.user)
